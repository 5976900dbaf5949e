"""A conversation in process, for tests: messages in, the first reply to each out."""

from __future__ import annotations

import json

from plotbot.answer.wording import Reply
from plotbot.conversation import converse
from plotbot.knowledge import Knowledge


def talk(knowledge: Knowledge, *messages: str) -> list[Reply]:
    """The first reply to each message of one conversation."""
    focus = None
    replies = []
    for message in messages:
        turn = converse(knowledge, message, focus)
        focus = json.loads(json.dumps(turn.focus))
        replies.append(turn.replies[0])
    return replies


def answered(reply: Reply, *words: str) -> bool:
    return reply.status in ("answered", "corrected") and all(word in reply.text for word in words)

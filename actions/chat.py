"""Answers greetings, thanks and the like."""

from __future__ import annotations

from actions.reply import CoreAction


class Chat(CoreAction):
    """Answers greetings, thanks and the like."""

    def name(self) -> str:
        return "action_chat"

"""Who knew: "when does she find out?", "does the team know?", from events of learning, telling and hiding."""

from __future__ import annotations

from typing import Optional

from plotbot.conversation.context import Context, Outcome


def known(context: Context) -> Optional[Outcome]:
    """The answer to a question of who knows something; None where the message asks no such thing."""
    return None

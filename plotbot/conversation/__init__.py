"""Conversations: what a message means after what was said before, and the replies to it."""

from plotbot.conversation.talk import Turn, converse

__all__ = ["Turn", "converse"]

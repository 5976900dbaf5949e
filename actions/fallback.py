"""Answers what no intent was found for, if the core can read it."""

from __future__ import annotations

from actions.reply import CoreAction


class Fallback(CoreAction):
    """Answers what no intent was found for, if the core can read it."""

    def name(self) -> str:
        return "action_fallback"

"""Forgets what was talked about."""

from __future__ import annotations

from actions.reply import CoreAction


class Forget(CoreAction):
    """Forgets what was talked about."""

    def name(self) -> str:
        return "action_forget"

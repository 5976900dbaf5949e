"""Asks the last question again of whoever was meant."""

from __future__ import annotations

from actions.reply import CoreAction


class Repair(CoreAction):
    """Asks the last question again of whoever was meant."""

    def name(self) -> str:
        return "action_repair"

"""Answers which films there are."""

from __future__ import annotations

from actions.reply import CoreAction


class SwitchFilm(CoreAction):
    """Answers which films there are."""

    def name(self) -> str:
        return "action_switch_film"

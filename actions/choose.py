"""Goes on with the one that was chosen."""

from __future__ import annotations

from actions.reply import CoreAction


class Choose(CoreAction):
    """Goes on with the one that was chosen."""

    def name(self) -> str:
        return "action_choose"

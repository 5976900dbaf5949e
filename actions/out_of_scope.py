"""Says what can be asked, where something else was."""

from __future__ import annotations

from actions.reply import CoreAction


class OutOfScope(CoreAction):
    """Says what can be asked, where something else was."""

    def name(self) -> str:
        return "action_out_of_scope"

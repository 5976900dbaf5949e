"""Sets or lifts how far into the film answers may go."""

from __future__ import annotations

from actions.reply import CoreAction


class SpoilerLimit(CoreAction):
    """Sets or lifts how far into the film answers may go."""

    def name(self) -> str:
        return "action_spoiler_limit"

"""Answers a question that leans on what was said before."""

from __future__ import annotations

from actions.reply import CoreAction


class FollowUp(CoreAction):
    """Answers a question that leans on what was said before."""

    def name(self) -> str:
        return "action_follow_up"

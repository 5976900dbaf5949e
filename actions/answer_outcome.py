"""Answers what becomes of somebody or something, and how it ends."""

from __future__ import annotations

from actions.reply import CoreAction


class AnswerOutcome(CoreAction):
    """Answers what becomes of somebody or something, and how it ends."""

    def name(self) -> str:
        return "action_answer_outcome"

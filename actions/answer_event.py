"""Answers who did what to whom, where, when, why and how."""

from __future__ import annotations

from actions.reply import CoreAction


class AnswerEvent(CoreAction):
    """Answers who did what to whom, where, when, why and how."""

    def name(self) -> str:
        return "action_answer_event"

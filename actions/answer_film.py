"""Answers questions about the film itself: makers, summary, setting."""

from __future__ import annotations

from actions.reply import CoreAction


class AnswerFilm(CoreAction):
    """Answers questions about the film itself: makers, summary, setting."""

    def name(self) -> str:
        return "action_answer_film"

"""Answers who or what somebody or something is."""

from __future__ import annotations

from actions.reply import CoreAction


class AnswerCharacter(CoreAction):
    """Answers who or what somebody or something is."""

    def name(self) -> str:
        return "action_answer_character"

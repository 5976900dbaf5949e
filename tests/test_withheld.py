"""What no answer is: a fact that leaves out the thing asked about, or repeats the question."""

from __future__ import annotations

import pytest

from plotbot.conversation import converse
from plotbot.knowledge import Knowledge


@pytest.mark.parametrize(
    "message",
    [
        "Who is Wanda's father?",
        "Which of Stark's weapons killed the parents?",
        "What are the Infinity Stones called?",
        "What is Maria Hill's rank within S.H.I.E.L.D.?",
        "what is the capital of peru",
        "who is the king of norway",
        "does wolverine turn up",
    ],
)
def test_refused(real: Knowledge, message: str) -> None:
    assert converse(real, message).replies[0].status == "not_in_synopsis"


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("Who is Wanda's brother?", "Pietro"),
        ("What is the name of the arms dealer?", "Klaue"),
        ("What is special about the gem?", "Infinity Stones"),
    ],
)
def test_told(real: Knowledge, message: str, says: str) -> None:
    assert says in converse(real, message).replies[0].text

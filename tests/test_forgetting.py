"""What asks for the conversation to be forgotten, and what only sounds like it."""

from __future__ import annotations

import pytest

from plotbot.conversation import converse
from plotbot.knowledge import Knowledge


@pytest.mark.parametrize(
    "message",
    [
        "forget everything",
        "Forget me!",
        "please forget me",
        "could you please delete my data?",
        "I want you to forget everything I said",
        "forget all you know about me, please",
        "ok, forget me",
        "Erase this chat for good.",
        "start over",
        "forget everything and start over",
    ],
)
def test_all_is_forgotten(tiny_knowledge: Knowledge, message: str) -> None:
    before = converse(tiny_knowledge, "Who is Rufus?")
    turn = converse(tiny_knowledge, message, focus=before.focus)
    assert turn.forgotten
    assert [reply.status for reply in turn.replies] == ["smalltalk"]
    assert "forgotten" in turn.replies[0].text
    assert turn.focus == converse(tiny_knowledge, "hello").focus != before.focus


@pytest.mark.parametrize(
    "message",
    [
        "forget it",
        "Does Rufus forget everything?",
        "Who forgets everything?",
        "Did Della erase everything?",
        "forget Rufus",
        "/restart",
        "/forget me",
        "no spoilers",
        "hello",
    ],
)
def test_nothing_is_forgotten(tiny_knowledge: Knowledge, message: str) -> None:
    assert not converse(tiny_knowledge, message).forgotten


def test_a_question_beside_it_is_answered(tiny_knowledge: Knowledge) -> None:
    turn = converse(tiny_knowledge, "Forget everything. Who is Rufus?")
    assert turn.forgotten
    assert [reply.status for reply in turn.replies] == ["smalltalk", "answered"]

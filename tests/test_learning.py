"""How somebody learns what another is about; digits for words; what is put forward of a life."""

from __future__ import annotations

import pytest

from plotbot.conversation import converse
from plotbot.knowledge import Knowledge
from plotbot.question.text import clean


@pytest.mark.parametrize(
    "message",
    [
        "How does Wanda find out what Ultron is planning?",
        "how did the twins figure out what ultron was after",
    ],
)
def test_how_it_was_learnt(real: Knowledge, message: str) -> None:
    assert "read Ultron's mind" in converse(real, message).replies[0].text


def test_how_is_not_told_of_what_nobody_learns(real: Knowledge) -> None:
    reply = converse(real, "How did Fury find out what Loki was planning?").replies[0]
    assert reply.status != "answered"


@pytest.mark.parametrize(
    ("message", "written"),
    [
        ("what happened 2 her", "what happened to her"),
        ("is it 4 real", "is it for real"),
        ("who is he?and why,then", "who is he? and why, then"),
        ("the 2 of them, 4 others", "the 2 of them, 4 others"),
    ],
)
def test_clean(message: str, written: str) -> None:
    assert clean(message) == written


@pytest.mark.parametrize(
    ("message", "lead"),
    [
        ("I have always believed that Wanda died", "No:"),
        ("Pietro dies", "Yes:"),
        ("so Rhodes dies", "No:"),
    ],
)
def test_a_life_or_death_put_forward(real: Knowledge, message: str, lead: str) -> None:
    assert converse(real, message).replies[0].text.startswith(lead)


def test_any_of_some_who_dies(real: Knowledge) -> None:
    reply = converse(real, "Do any good guys die?").replies[0]
    assert reply.text.startswith("Pietro Maximoff dies")


def test_another_house_made_the_film(real: Knowledge) -> None:
    assert converse(real, "its a pixar movie right").replies[0].status == "corrected"
    assert converse(real, "Is it DC or Marvel?").replies[0].status == "answered"

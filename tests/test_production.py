"""Questions about the film as a work: asked in words of production only, or put forward."""

from __future__ import annotations

import re

import pytest

from plotbot.conversation import converse
from plotbot.knowledge import Knowledge


@pytest.mark.parametrize(
    ("message", "status", "says"),
    [
        ("Who is the director of this movie?", "answered", "Ada Quill"),
        ("How old is the film?", "answered", "1998"),
        ("Which picture preceded this one?", "answered", "The Paper Moon"),
        ("Did Bob Marsh direct it?", "corrected", "No: .*Ada Quill"),
        ("Was it directed by the Marsh brothers?", "corrected", "No: .*Ada Quill"),
        ("Is Ada Quill also the director?", "answered", "Yes: .*Ada Quill"),
        ("Was it released in 1999?", "corrected", "No: .*1998"),
        ("Is it a sequel?", "answered", "Yes: .*The Paper Moon"),
        ("Is this the first film?", "corrected", "No: .*The Paper Moon"),
    ],
)
def test_film_as_a_work(tiny_knowledge: Knowledge, message: str, status: str, says: str) -> None:
    reply = converse(tiny_knowledge, message).replies[0]
    assert reply.status == status, reply.text
    assert re.search(says, reply.text), reply.text


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("In what year was the predecessor released?", "2012"),
        ("How many years lie between this film and the one before?", "Three years"),
        ("How many actors are listed in the cast?", "17"),
        ("Who is named last in the cast?", "^Samuel L. Jackson"),
        ("Is Ryan Reynolds among the actors?", "^No, the synopsis lists only"),
        ("genre + country + year", "superhero.*American.*2015"),
        ("Galaxy Pictures released this one, correct?", "^No: .*Disney"),
        ("Is Thanos in it?", "^Yes: Thanos"),
        ("Is it a British film?", "^No: .*American"),
    ],
)
def test_what_stands_beside_the_film(real: Knowledge, message: str, says: str) -> None:
    assert re.search(says, converse(real, message).replies[0].text)

"""Questions about things, people, places and sets: by the noun asked for, by a description."""

from __future__ import annotations

import re

import pytest

from plotbot.conversation import converse
from plotbot.knowledge import Knowledge

TINY = {
    # whose it is, where the noun says only what it is
    "Whose lantern is it?": r"belongs to Baron Otto von Grell",
    "Whose machine is M.O.T.H.?": r"belongs to Baron Otto von Grell",
    "Is the Ember Grell's?": r"^Yes\b.*Grell",
    # the relative clause describes the nearest noun
    "What is the name of the man who shielded Della?": r"Rufus",
    # several of a kind
    "Who are the women?": r"Imogen Hale and Della Tarn",
    # a kind that the film tells of nobody
    "Which scholar built the beacon?": r"Hale",
    "Which pair of thieves stole the Ember?": r"Jonas Vane",
}
REAL = {
    "What trade does Ulysses Klaue follow?": r"arms dealer",
    "With what gift is Pietro endowed?": r"speed",
    "On which part of the body is the jewel to be found?": r"brow",
    "Of what set of objects does the gem form part?": r"Infinity Stones",
    "What is inside the scepter?": r"gem",
    "Which trio of Avengers finds Ultron?": r"Rogers.*Romanoff.*Barton",
    "Name all the bad guys.": r"Ultron and Thanos",
    "List everyone who is a doctor.": r"Selvig and Dr\. Helen Cho",
    "Who is the dude with the vibranium?": r"Klaue",
    "How many people run the new base?": r"^Four",
    "Which people are in charge of the new headquarters?": r"Fury",
    "Who put the movie in theaters?": r"Disney",
    "Does Idris Elba show up?": r"^Yes",
    "Name the aircraft that appear in the story.": r"Helicarrier and the Quinjet",
}
UNTOLD = (
    "How many people got hurt?",
    "What country does Klaue come from?",
    "What colour is Wanda's energy?",
    "Which one of the Infinity Stones sits on the Vision's brow?",
)


@pytest.mark.parametrize(("message", "says"), TINY.items(), ids=list(TINY))
def test_an_answer_on_the_tiny_film(tiny_knowledge: Knowledge, message: str, says: str) -> None:
    (reply,) = converse(tiny_knowledge, message).replies
    assert reply.status == "answered", reply.text
    assert re.search(says, reply.text), reply.text


@pytest.mark.parametrize(("message", "says"), REAL.items(), ids=list(REAL))
def test_an_answer_on_the_real_film(real: Knowledge, message: str, says: str) -> None:
    (reply,) = converse(real, message).replies
    assert reply.status == "answered", reply.text
    assert re.search(says, reply.text), reply.text


@pytest.mark.parametrize("message", UNTOLD)
def test_what_is_not_told_of_a_thing(real: Knowledge, message: str) -> None:
    (reply,) = converse(real, message).replies
    assert reply.status == "not_in_synopsis", reply.text

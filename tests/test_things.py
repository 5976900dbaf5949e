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
    # one of a group, things and people defined by a clause with a preposition
    "Who killed the smuggler who shielded Della?": r"M\.O\.T\.H\.",
    "From whom was the thing with which Della lit the beacon stolen?": r"Grell",
    "Which woman that was shielded by one of the smugglers lights the beacon?": r"^Della",
    "Who once stole the Ember?": r"Vane",
    "Who wound up as the killer of Rufus?": r"M\.O\.T\.H\.",
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
    # a reflexive verb phrase, a thing in which something is
    "Where did J.A.R.V.I.S. secrete himself?": r"Internet",
    "Within what does the artificial intelligence lie?": r"gem",
    "Where did the battle take place?": r"Sokovia",
    # who does it to himself; what is meant to be done; what happens, not what holds
    "What does Ultron transfer into the new body?": r"uploads himself",
    "What does Ultron intend to do with the landmass?": r"crash",
    "Who carried out experiments on human beings?": r"Strucker experiments on humans",
    # a deed asked for by its noun; a part of a whole; a post
    "What discovery do the twins make?": r"discover Ultron's plan",
    "What vow is made by Thanos?": r"vows to retrieve",
    "Which part of the capital is lifted?": r"large part",
    "What office does Maria Hill hold at the end?": r"Fury",
    # a noun that a group's name modifies; who has a thing of the kind that a clause tells of
    "Who killed the Hydra bloke?": r"kills Baron",
    "Where is the Hydra place?": r"Sokovia",
    "Whose assistant computer is J.A.R.V.I.S.?": r"belongs to Tony Stark",
    "Who owned the weapon that Stark retrieves?": r"Loki",
    "Whose is the armor that was built to fight the Hulk?": r"belongs to Tony Stark",
    # "being" and "might" as nouns; an adverb inside a phrase; a clause put last
    "What kind of being is Tony Stark's creation?": r"artificial intelligence",
    "Which people are at the head of the recently founded base?": r"Fury",
    "To whose base did the twins go that provided the metal?": r"Klaue",
    "Who makes up the group that finds Ultron?": r"Rogers, Natasha Romanoff and Clint Barton",
    "Which two of the members train the new Avengers?": r"Rogers and Natasha Romanoff",
    "When was this made?": r"2015",
    "Of which great cycle of films is it part?": r"Marvel Cinematic Universe",
    "What is the being with the gem named?": r"Vision",
    # which of some, by what is told of them
    "Which of those in charge of the new base was consulted by Thor?": r"Selvig",
    "Who commands the facility in which Ultron builds his army?": r"Strucker",
    # the base that is likeliest of several
    "Who owns the base at which Ultron looks for vibranium?": r"Klaue",
    "Name the aircraft that appear in the story.": r"Helicarrier and the Quinjet",
}
UNTOLD = (
    "What toast is made by Thor?",
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

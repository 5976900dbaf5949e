"""Forms of question: what each is understood as, on the film of four sentences.

The reading is the reply's ``question``: form, predicate, the role asked for, the roles given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from plotbot.conversation import converse
from plotbot.knowledge import Knowledge
from plotbot.question.model import Question
from plotbot.question.reading import read
from plotbot.question.text import Segment, split

KILLER = {"predicate": "kill", "role": "agent", "patient": "rufus"}
VICTIM = {"predicate": "kill", "role": "patient", "agent": "moth"}
BUILDER = {"predicate": "build", "role": "agent", "patient": "beacon"}
WHY_BUILT = {"form": "why", "predicate": "build", "role": "reason", "agent": "hale"}
HALE_BUILT = {"form": "whether", "predicate": "build", "agent": "hale", "patient": "beacon"}
DELLA_BUILT = {"form": "whether", "predicate": "build", "agent": "della", "patient": "beacon"}
TRAPPED_WHERE = {"form": "where", "predicate": "trap", "role": "place", "patient": "rufus"}
THIEF = {"predicate": "steal", "role": "agent", "theme": "ember"}
STOLEN = {"predicate": "steal", "theme": "ember"}
ROBBED = {"predicate": "steal", "role": "source", "theme": "ember"}

READINGS: list[tuple[str, dict[str, Any]]] = [
    # active, passive, "by whom"
    ("Who killed Rufus?", {"form": "who", **KILLER}),
    ("Who murdered Rufus Tarn?", {"form": "who", **KILLER}),
    ("Who was Rufus killed by?", {"form": "who", **KILLER}),
    ("By whom was Rufus killed?", {"form": "whom", **KILLER}),
    ("Rufus was killed by whom?", {"form": "whom", **KILLER}),
    ("who put rufus to death", KILLER),
    ("Who did M.O.T.H. kill?", {"form": "who", **VICTIM}),
    ("Whom did M.O.T.H. kill?", {"form": "whom", **VICTIM}),
    ("Who was killed by M.O.T.H.?", VICTIM),
    ("Who was the beacon built by?", BUILDER),
    ("WHO BUILT THE BEACON", BUILDER),
    # cleft
    ("Who was it that stole the Ember?", THIEF),
    ("Was it Hale that built the beacon?", HALE_BUILT),
    ("Was it Della who built the beacon?", DELLA_BUILT),
    # indirect, orders, padding
    ("Tell me who built the beacon.", BUILDER),
    ("I would like to know who built the beacon", BUILDER),
    ("Do you know why Hale built the beacon?", WHY_BUILT),
    ("Could you please tell me where Rufus was trapped?", TRAPPED_WHERE),
    ("I wonder why Hale built the beacon", WHY_BUILT),
    # relative clauses
    ("Who killed the man who shielded Della?", KILLER),
    ("Who was killed by the guard that trapped Rufus?", VICTIM),
    ("Who is the woman who built the beacon?", BUILDER),
    # why, how, where
    ("Why did Hale build the beacon?", WHY_BUILT),
    ("For what reason did Vane sail to Skerry?", {"role": "reason", "goal": "skerry"}),
    ("How did Della light the beacon?", {"form": "how", "predicate": "light", "agent": "della"}),
    ("Where was Rufus trapped?", TRAPPED_WHERE),
    ("In which town was the lantern stolen?", {"predicate": "steal", "role": "place"}),
    ("In what town had the smugglers been stealing the Ember?", {"role": "place", **STOLEN}),
    ("In what kind of building does M.O.T.H. trap Rufus?", {"role": "place", "agent": "moth"}),
    ("Under what roof was Rufus trapped?", {"predicate": "trap", "role": "place"}),
    ("Which smugglers rob the baron?", {"predicate": "steal", "role": "agent"}),
    ("Which woman shielded by Rufus later lights the beacon?", {"predicate": "light"}),
    ("Where does the last robbery go down?", {"form": "where"}),
    ("Which island does the captain sail to?", {"form": "which", "role": "goal", "agent": "vane"}),
    ("When did Grell drown?", {"form": "when", "predicate": "drown", "patient": "grell"}),
    # what, prepositions left behind
    ("What did Hale build?", {"form": "what", "predicate": "build", "agent": "hale"}),
    ("Who did the smugglers steal the Ember from?", ROBBED),
    ("From whom was the lantern stolen?", ROBBED),
    # objects that a verb places elsewhere
    ("Who robbed Grell of the Ember?", THIEF),
    ("Who took the Ember?", THIEF),
    # yes or no
    ("Did M.O.T.H. kill Rufus?", {"form": "whether", "agent": "moth", "patient": "rufus"}),
    ("Did Rufus kill M.O.T.H.?", {"form": "whether", "agent": "rufus", "patient": "moth"}),
    ("Was the beacon built by Della?", DELLA_BUILT),
    ("Hale built the beacon, didn't she?", HALE_BUILT),
    ("It was Hale who built the beacon, right?", HALE_BUILT),
    # misspelt
    ("wher was rufus traped", {"form": "where"}),
    ("who capturd rufus", {"predicate": "trap", "role": "agent", "patient": "rufus"}),
    # other forms
    ("How many smugglers are there?", {"form": "how_many"}),
    ("List the smugglers.", {"form": "list"}),
    ("Who are the smugglers?", {"form": "list"}),
    ("Who is Rufus?", {"form": "identity"}),
    ("the captain", {"form": "identity"}),
    ("Who is Della's brother?", {"form": "relation"}),
    ("What happened to Rufus?", {"form": "fate"}),
    ("What happens before Grell drowns?", {"form": "order"}),
    ("How does the film end?", {"form": "ending"}),
    ("Summarise the plot", {"form": "summary"}),
    ("In the end, who sails to Skerry?", {"predicate": "sail", "anchor": "end"}),
    ("hello", {"form": "chat"}),
]


def readings(knowledge: Knowledge, message: str) -> list[dict[str, Any]]:
    return [dict(reply.question) for reply in converse(knowledge, message).replies]


@pytest.mark.parametrize(("message", "expected"), READINGS, ids=[text for text, _ in READINGS])
def test_a_question_is_understood_as(
    tiny_knowledge: Knowledge, message: str, expected: dict[str, Any]
) -> None:
    (found,) = readings(tiny_knowledge, message)
    assert {key: found.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Who killed Rufus?", "Who did Rufus kill?"),
        ("Did Rufus shield Della?", "Did Della shield Rufus?"),
        ("Who persuaded Hale?", "Who did Hale persuade?"),
        ("Who stole the Ember?", "Who was the Ember stolen from?"),
        ("Why did Hale build the beacon?", "Where did Hale build the beacon?"),
        ("Who killed Rufus?", "Who killed Grell?"),
    ],
)
def test_words_alike_are_told_apart(tiny_knowledge: Knowledge, first: str, second: str) -> None:
    roles = [
        {key: value for key, value in found.items() if key not in ("text", "considered")}
        for message in (first, second)
        for found in readings(tiny_knowledge, message)
    ]
    assert len(roles) == 2
    assert roles[0] != roles[1]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Who killed Rufus and who built the beacon?", [KILLER, BUILDER]),
        ("Who built the beacon? Where was Rufus trapped?", [BUILDER, TRAPPED_WHERE]),
        ("Who stole the Ember, and why did Hale build the beacon?", [THIEF, WHY_BUILT]),
    ],
)
def test_two_questions_are_read_in_order(
    tiny_knowledge: Knowledge, message: str, expected: Sequence[dict[str, Any]]
) -> None:
    found = readings(tiny_knowledge, message)
    assert len(found) == len(expected)
    for one, wanted in zip(found, expected, strict=True):
        assert {key: one.get(key) for key in wanted} == wanted


def test_a_reflexive_verb_phrase_is_read(tiny_knowledge: Knowledge) -> None:
    reading = read(tiny_knowledge, Segment("Where did Rufus secrete himself", True))
    assert "hide" in {unit.predicate for unit in reading.clause.frame.units}


def pieces(knowledge: Knowledge, message: str) -> list[str]:
    speech = knowledge.speech
    return [
        segment.text.rstrip("?. ").lower()
        for segment in split(message, speech.spellings, speech.paddings, speech.tags)
    ]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Who killed Rufus?", ["who killed rufus"]),
        ("Could you tell me who killed Rufus?", ["who killed rufus"]),
        ("Please, who killed Rufus?", ["who killed rufus"]),
        ("who killed rufus plz", ["who killed rufus"]),
        ("Hale built the beacon, didn't she?", ["hale built the beacon"]),
        ("Who killed Rufus? Who lit the beacon?", ["who killed rufus", "who lit the beacon"]),
        ("Who killed Rufus and who lit the beacon?", ["who killed rufus", "who lit the beacon"]),
        ("Who saved Rufus and Della?", ["who saved rufus and della"]),
    ],
)
def test_a_message_falls_into_its_questions(
    tiny_knowledge: Knowledge, message: str, expected: list[str]
) -> None:
    assert pieces(tiny_knowledge, message) == expected


def test_a_tag_is_kept_as_what_it_is(tiny_knowledge: Knowledge) -> None:
    speech = tiny_knowledge.speech
    (tagged,) = split("Hale left, didn't she?", speech.spellings, speech.paddings, speech.tags)
    (bare,) = split("Hale left.", speech.spellings, speech.paddings, speech.tags)
    assert tagged.tag and not bare.tag


def test_a_question_shows_only_what_it_has() -> None:
    bare = Question("who", predicate="kill", roles={"patient": ("rufus",)})
    assert bare.as_dict() == {"form": "who", "predicate": "kill", "patient": "rufus"}
    both = Question("who", roles={"agent": ("a", "b")}, negated=True, unresolved=("him",))
    assert both.as_dict() == {
        "form": "who",
        "agent": ["a", "b"],
        "negated": True,
        "unresolved": ["him"],
    }

"""What facts bear out of a question, and which is taken for the one that it describes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plotbot.answer.query import Query
from plotbot.conversation import converse
from plotbot.knowledge import Knowledge, build_knowledge
from plotbot.question.reading import Reading, read
from plotbot.question.text import Segment


def reading(knowledge: Knowledge, text: str) -> Reading:
    return read(knowledge, Segment(text, True), (), (), Query(knowledge).who)


def first(knowledge: Knowledge, text: str) -> str:
    ranked = Query(knowledge).events.ranking.of(reading(knowledge, text)).ranked
    return ranked[0].fact.id if ranked else ""


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Who keeps Della from harm?", "shielding"),
        ("At whose hands does Rufus lose his life?", "killing"),
        ("Who swipes the glowing thing off Grell?", "theft"),
        ("Who is locked up in the cellar?", "trapping"),
        ("Who helmed the picture?", "director"),
    ],
)
def test_the_fact_described_comes_first(
    tiny_knowledge: Knowledge, question: str, fact: str
) -> None:
    ids = {f.id for f in (*tiny_knowledge.film.events, *tiny_knowledge.film.bonds)}
    found = first(tiny_knowledge, question)
    assert found in ids
    assert fact in found or found == fact


def test_other_words_for_a_fact_are_understood_but_never_told(tiny_knowledge: Knowledge) -> None:
    film = tiny_knowledge.film
    odd = "gobsmack the zookeeper"
    events = tuple(replace(e, also=(odd,)) if e.id == "theft" else e for e in film.events)
    known = build_knowledge(
        replace(film, events=events), tiny_knowledge.language, tiny_knowledge.speech
    )
    question = "Who gobsmacked the zookeeper?"
    assert first(known, question) == "theft"
    assert first(tiny_knowledge, question) != "theft"
    (reply,) = converse(known, question).replies
    assert reply.status == "answered"
    assert "gobsmack" not in reply.text and "zookeeper" not in reply.text
    assert reply.citations


@pytest.mark.parametrize(
    "question",
    [
        "Who taught Della to swim?",
        "What colour is the lantern?",
        "Who composed the music?",
        "Does Vane have a parrot?",
        "How do I bake bread?",
    ],
)
def test_what_no_fact_bears_out_is_not_answered(tiny_knowledge: Knowledge, question: str) -> None:
    (reply,) = converse(tiny_knowledge, question).replies
    assert reply.status in ("not_in_synopsis", "out_of_scope"), reply.text


def test_what_only_says_when_weighs_less(tiny_knowledge: Knowledge) -> None:
    heard = Query(tiny_knowledge).events.evidence.of(
        reading(tiny_knowledge, "What does Della do after Rufus dies?")
    )
    weights = {term.word: term.weight for term in heard.terms}
    assert weights["rufus"] < weights["della"]
    assert not any(term.needed for term in heard.terms if term.word == "rufus")

"""Training data: enough of it, consistent with the domain, and no film's names in it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from ruamel.yaml import YAML

from plotbot.service import library, project
from plotbot.service.nlu import PLACEHOLDER, Span, find_names, mask

QUESTIONS = ("ask_character", "ask_event", "ask_outcome", "ask_film", "follow_up", "repair")


def read(path: str) -> Any:
    return YAML(typ="safe").load(project.ROOT / path)


@pytest.fixture(scope="module")
def examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted((project.DATA / "nlu").glob("*.yml")):
        for block in YAML(typ="safe").load(path)["nlu"]:
            lines = [line[2:].strip() for line in block["examples"].splitlines()]
            found[block["intent"]] = lines
    return found


def test_every_intent_has_examples_a_rule_and_an_action(examples: dict[str, list[str]]) -> None:
    domain = read("domain.yml")
    intents = {next(iter(intent)) for intent in domain["intents"]}
    rules = {
        rule["steps"][0]["intent"]: rule["steps"][1]["action"]
        for rule in read("data/rules.yml")["rules"]
    }
    assert intents == set(rules)
    assert set(rules.values()) == set(domain["actions"])
    assert intents - {"nlu_fallback"} == set(examples)


def test_there_are_enough_examples(examples: dict[str, list[str]]) -> None:
    few = {intent: len(lines) for intent, lines in examples.items() if len(lines) < 15}
    assert few == {}
    assert all(len(examples[intent]) >= 25 for intent in QUESTIONS)


def test_no_example_stands_twice(examples: dict[str, list[str]]) -> None:
    def plain(line: str) -> str:
        return re.sub(r"\W+", " ", line.lower()).strip()

    counts = Counter(plain(line) for lines in examples.values() for line in lines)
    assert [line for line, count in counts.items() if count > 1] == []


def test_names_are_masked(examples: dict[str, list[str]]) -> None:
    """Only placeholders stand for names: none of a film's own is in the data."""
    named = []
    for line in (line for lines in examples.values() for line in lines):
        text = PLACEHOLDER.sub("it", line)
        for name in find_names(text):
            if not name.guessed and not name.common:
                named.append((line, name.text))
    assert named == []


def test_all_kinds_of_entities_are_in_the_domain() -> None:
    entities = set(read("domain.yml")["entities"])
    kinds = {
        entity.kind
        for film in library.films()
        for entity in library.knowledge(film).film.entities.values()
    }
    assert kinds <= entities


def test_mask_tells_where_each_piece_came_from() -> None:
    masked, pieces = mask("who is Ann's cat", [Span(7, 10, "xperson")])
    assert masked == "who is xperson's cat"
    assert [("who is Ann's cat")[start:end] for _, _, start, end in pieces] == [
        "who is ",
        "Ann",
        "'s cat",
    ]

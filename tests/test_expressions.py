"""The thesaurus, and finding expressions of the language in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from plotbot.film.index import lemmas_of
from plotbot.language import inflection
from plotbot.language.expressions import CLUSTER, CONCEPT, PREDICATE, Expressions, Found
from plotbot.language.lexicon import Language, LanguageError, read_language
from plotbot.language.model import Concept, Predicate, Unit
from plotbot.language.thesaurus import EVOKED, Thesaurus, read_thesaurus
from plotbot.service import project
from plotbot.yamlfile import Fault


def cluster(**expressions: float) -> dict[tuple[str, ...], float]:
    return {tuple(text.split("_")): surety for text, surety in expressions.items()}


@pytest.fixture
def expressions() -> Expressions:
    """A language of a verb, a noun and two clusters."""
    kill = Predicate("kill", (Unit(("kill",), "kill", "agent", "patient"),), nouns=("murder",))
    boat = Concept("boat", ("boat",))
    clusters = {
        "kill": cluster(do_away_with=1.0, murder=1.0),
        "escape": {("get", "away"): 1.0, ("make", "one's", "escape"): 1.0, ("run",): EVOKED},
        "persuade": {("talk", "*", "into"): 1.0, ("convince",): 1.0},
    }
    return Expressions(Language({"kill": kill}, {"boat": boat}, {}, Thesaurus(clusters)))


def found(expressions: Expressions, text: str) -> list[Found]:
    forms = [
        frozenset((*lemmas_of(word), *(("one's",) if word in ("his", "her") else ())))
        for word in text.split()
    ]
    return expressions.find(forms)


def meanings(expressions: Expressions, text: str) -> set[tuple[str, str]]:
    return {meaning for one in found(expressions, text) for meaning in one.meanings}


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("who kills him", (PREDICATE, "kill")),
        ("the murder", (PREDICATE, "kill")),
        ("the murder", (CLUSTER, "kill")),
        ("who does away with him", (CLUSTER, "kill")),
        ("she made her escape", (CLUSTER, "escape")),
        ("he got clean away", (CLUSTER, "escape")),
        ("who talked the old man into it", (CLUSTER, "persuade")),
        ("two boats", (CONCEPT, "boat")),
    ],
)
def test_an_expression_is_found(
    expressions: Expressions, text: str, meaning: tuple[str, str]
) -> None:
    assert meaning in meanings(expressions, text)


@pytest.mark.parametrize(
    "text",
    [
        "he talked and walked into it",  # no idiom reaches across "and"
        "he talked to the man who let one two three four five fall into it",
        "away he got",  # in order
    ],
)
def test_no_expression_is_found(expressions: Expressions, text: str) -> None:
    assert not {m for m in meanings(expressions, text) if m[0] == CLUSTER}


def test_the_longest_expression_stands_alone(expressions: Expressions) -> None:
    (one,) = found(expressions, "who does away with him")
    assert one.positions == (1, 2, 3)


def test_what_is_only_evoked_is_less_sure(expressions: Expressions) -> None:
    (run,) = found(expressions, "run")
    assert run.meanings[CLUSTER, "escape"] == EVOKED


def test_a_thesaurus_is_read(tmp_path: Path) -> None:
    text = "# hiding\nhide, lie low | secret\n\nHIT, strike # struck\n"
    (tmp_path / "some.txt").write_text(text, encoding="utf-8")
    faults: list[Fault] = []
    read = read_thesaurus(tmp_path, faults)
    assert not faults
    assert dict(read.clusters["some:2"]) == {
        ("hide",): 1.0,
        ("lie", "low"): 1.0,
        ("secret",): EVOKED,
    }
    assert dict(read.clusters["some:4"]) == {("hit",): 1.0, ("strike",): 1.0}


@pytest.mark.parametrize("line", ["hide", "hide, , cover", "* off, hide"])
def test_a_faulty_line_is_told(tmp_path: Path, line: str) -> None:
    folder = tmp_path / "language"
    (folder / "thesaurus").mkdir(parents=True)
    (folder / "thesaurus" / "some.txt").write_text(f"hit, strike\n{line}\n", encoding="utf-8")
    with pytest.raises(LanguageError) as caught:
        read_language(folder, strict=False)
    assert "thesaurus/some.txt:2" in str(caught.value)


def test_the_thesaurus_knows_no_film() -> None:
    """No name of a person or place of any film stands in it."""
    from plotbot.service import library

    said = {
        word
        for path in (project.ROOT / "data" / "language" / "thesaurus").glob("*.txt")
        for word in path.read_text(encoding="utf-8").lower().replace(",", " ").split()
    }
    for film in library.films():
        knowledge = library.knowledge(film)
        people = (e for e in knowledge.film.entities.values() if e.kind == "person")
        names = {name.split()[-1].lower() for e in people for name in (e.name,)}
        strange = {name for name in names if len(name) > 4 and not inflection.is_word(name)}
        assert not strange & said

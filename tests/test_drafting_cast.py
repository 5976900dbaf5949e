"""Drafting the cast: sentences, names and who they are, from a text alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from plotbot.drafting.cast import draft_cast
from plotbot.drafting.gender import by_name
from plotbot.drafting.proper import find_names
from plotbot.drafting.sentences import split_sentences
from plotbot.film.model import Entity
from plotbot.language.lexicon import Language, read_language
from plotbot.service import project


@pytest.fixture(scope="module")
def whole() -> Language:
    return read_language(project.ROOT / "data" / "language")


def names(*sentences: str) -> dict[str, tuple[str, ...]]:
    return {name.text: name.also for name in find_names(sentences)}


def cast(language: Language, *sentences: str) -> dict[str, Entity]:
    return {entity.id: entity for entity in draft_cast("A Film", sentences, language)}


def test_sentences_end_where_they_end_not_at_abbreviations():
    text = 'Dr. Hale meets Mr. Vane at 5 p.m. on deck. "Sail!" she says. He does.'
    assert split_sentences(text) == (
        "Dr. Hale meets Mr. Vane at 5 p.m. on deck.",
        '"Sail!" she says.',
        "He does.",
    )


def test_wrapped_lines_are_joined_and_whole_ones_kept():
    assert split_sentences("Vane sails\nto the island.\n\nHe\ndrowns.\n") == (
        "Vane sails to the island.",
        "He drowns.",
    )
    assert split_sentences("\ufeffVane sails.\r\nHale stays.\r\n".strip("\ufeff")) == (
        "Vane sails.",
        "Hale stays.",
    )


def test_short_forms_are_put_to_the_one_full_name():
    found = names("Captain Jonas Vane sails.", "Vane meets Otto von Grell.", "So Grell sees Jonas.")
    assert found == {"Captain Jonas Vane": ("Vane", "Jonas"), "Otto von Grell": ("Grell",)}


def test_a_name_that_two_share_belongs_to_neither():
    found = names("Rufus Tarn meets Della Tarn.", "He and Della laugh.", "The Tarns sail.")
    assert found == {"Rufus Tarn": (), "Della Tarn": ("Della",), "Tarns": ()}


def test_the_word_that_begins_a_sentence_is_a_name_only_when_it_looks_like_one():
    assert names("Escaping, Vane sails.", "However, they sail.", "Brackwater burns.") == {
        "Vane": (),
        "Brackwater": (),
    }


def test_initials_and_possessives_are_understood():
    assert names("They fear M.O.T.H. and Vane's ship.") == {"M.O.T.H.": (), "Vane": ()}


@pytest.mark.parametrize(
    "name, pronoun",
    [
        ("Mary Hale", "she"),
        ("Mrs. Vane", "she"),
        ("Baron Alex", "he"),
        ("John", "he"),
        ("Xyrtl Vane", ""),
    ],
)
def test_titles_and_given_names_tell_the_pronoun(name, pronoun):
    assert by_name(name) == pronoun


def test_pronouns_of_the_text_go_before_given_names(whole):
    found = cast(whole, "Mary Vane lifts his hat.", "Robin Hale sails.", "She drowns.")
    assert (found["vane"].pronoun, found["vane"].pronoun_assumed) == ("he", False)
    assert (found["hale"].pronoun, found["hale"].pronoun_assumed) == ("she", False)


def test_kinds_are_told_by_what_stands_around(whole):
    found = cast(
        whole,
        "In the harbour town of Brackwater, the sailor Jonas Vane steals the Ember.",
        "Vane, an old sailor, sails to Skerry with the Tarns.",
        "The castle burns when the Tarns sail.",
        "So she leaves the castle.",
    )
    kinds = {id: entity.kind for id, entity in found.items()}
    assert kinds == {
        "film": "film",
        "brackwater": "place",
        "vane": "person",
        "ember": "thing",
        "skerry": "place",
        "tarns": "group",
        "castle": "place",
    }
    assert [(c.text, c.sentence) for c in found["vane"].calls] == [("old sailor", 2)]
    assert found["castle"].name == "the castle"


def test_a_family_has_those_of_its_name_as_members(whole):
    found = cast(whole, "Rufus Tarn and Della Tarn sail.", "The Tarns drown.")
    assert found["tarns"].members == ("rufus", "della")


def test_every_draft_names_the_sentence_it_is_from(whole, tiny_folder: Path):
    sentences = split_sentences((tiny_folder / "synopsis.txt").read_text("utf-8"))
    for entity in draft_cast("The Lantern Heist", sentences, whole):
        assert entity.id == "film" or any(entity.draft in text for text in sentences)

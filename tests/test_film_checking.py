"""Checking a film folder: what no fact rests on, what has no name, and how that is told."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from plotbot.film.checking import (
    Report,
    check_film,
    format_report,
    uncovered_words,
    unnamed_names,
    verbs_to_tell,
)
from plotbot.film.model import Calling, Film
from plotbot.language.lexicon import Language


def without(film: Film, *ids: str) -> Film:
    """The film without some events and bonds."""
    return replace(
        film,
        events=tuple(event for event in film.events if event.id not in ids),
        bonds=tuple(bond for bond in film.bonds if bond.id not in ids),
    )


def test_the_tiny_film_is_complete(tiny_folder: Path, language: Language):
    report = check_film(tiny_folder, language)
    assert (report.faults, report.uncovered, report.unnamed) == ((), {}, ())
    assert report.complete
    assert report.counts == {"sentences": 4, "entities": 17, "events": 14, "bonds": 7}


def test_words_that_only_one_fact_quotes_are_uncovered_without_it(tiny: Film):
    assert uncovered_words(without(tiny, "drowning")) == {4: ("Grell", "drowns")}
    assert uncovered_words(without(tiny, "predecessor", "shielding")) == {
        1: ("sequel", "Paper", "Moon"),
        3: ("shields", "Della"),
    }


def test_a_quote_covers_only_its_own_sentence(tiny: Film):
    drowning = replace(tiny.event["drowning"], sentence=3)
    moved = replace(tiny, events=(*tuple(e for e in tiny.events if e.id != "drowning"), drowning))
    assert uncovered_words(moved)[4] == ("Grell", "drowns")


def test_what_an_entity_is_called_covers_its_words(tiny: Film):
    film = without(tiny, "drowning")
    grell = replace(tiny.entities["grell"], calls=(Calling("Grell drowns", 4),))
    assert uncovered_words(replace(film, entities={**film.entities, "grell": grell})) == {}


def test_words_without_content_need_no_fact(tiny: Film):
    film = replace(tiny, sentences=("It is because of them, and that's what they'd have.",))
    assert uncovered_words(replace(film, events=(), bonds=(), entities={})) == {}


def test_a_quote_inside_a_longer_word_covers_nothing(tiny: Film):
    bond = replace(tiny.bond["year"], quote="art")
    film = replace(tiny, sentences=("A cart of art.",), events=(), bonds=(bond,), entities={})
    assert uncovered_words(film) == {1: ("cart",)}


def unnamed(film: Film, language: Language, *sentences: str, nobody: bool = False) -> tuple:
    bare = replace(film, sentences=sentences, events=(), bonds=())
    return unnamed_names(replace(bare, entities={}) if nobody else bare, language)


def test_names_that_no_entity_has_are_told_once_with_their_first_sentence(tiny, language):
    sentences = ("They meet Ivo Brand.", "Then Ivo Brand meets Vane in Oslo.")
    assert unnamed(tiny, language, *sentences) == (("Ivo Brand", 1), ("Oslo", 2))


def test_a_name_at_the_beginning_counts_when_it_is_no_english_word(tiny, language):
    sentences = ("Escaping, they sail.", "Ivo sails.", "However, Vane's men sail.")
    assert unnamed(tiny, language, *sentences) == (("Ivo", 2),)


def test_names_side_by_side_are_one_only_without_a_sign_between(tiny, language):
    assert unnamed(tiny, language, "so Ivo, Oda Brand and Una sail") == (
        ("Ivo", 1),
        ("Oda Brand", 1),
        ("Una", 1),
    )


def test_a_name_that_is_only_like_an_entitys_is_no_name_of_it(tiny, language):
    assert unnamed(tiny, language, "they see Skery") == (("Skery", 1),)


def test_capitalised_words_that_a_bond_tells_as_text_need_no_entity(tiny, language):
    film = replace(tiny, sentences=("a British film",), events=(), entities={})
    assert unnamed_names(film, language) == ()
    assert unnamed_names(replace(film, bonds=()), language) == (("British", 1),)


@pytest.fixture
def folder(tiny_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_folder, tmp_path / "tiny"))


def test_a_faulty_film_is_reported_not_raised(folder: Path, language: Language):
    (folder / "bonds.yml").write_text("bond: []")
    (folder / "plot.yml").write_text("plot: {}")
    report = check_film(folder, language)
    assert not report.complete
    assert format_report(report) == [
        "tiny: 3 faults",
        "  tiny/bonds.yml:1: must hold the key `bonds` with a list",
        "  tiny/bonds.yml:1: unknown top-level key `bond`: only `bonds`",
        "  tiny/plot.yml:1: `plot` must be a list",
    ]


def test_a_report_tells_counts_words_and_names():
    report = Report(
        "x",
        counts={"sentences": 2, "events": 3},
        uncovered={2: ("old", "ship")},
        unnamed=(("Ivo Brand", 1),),
    )
    assert not report.complete
    assert format_report(report) == [
        "x: 2 sentences, 3 events",
        "  sentence 2: no fact rests on old, ship",
        "  sentence 1: no entity has the name Ivo Brand",
    ]


def test_a_complete_film_is_told_so(tiny_folder: Path, language: Language):
    assert format_report(check_film(tiny_folder, language))[-1].strip().startswith("complete")


def test_what_is_still_a_draft_is_told_with_its_clause(folder: Path, language: Language):
    path = folder / "plot.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("quote: Grell drowns", "quote: Grell drowns\n  draft: Grell drowns")
    )
    line = text[: text.index("- id: drowning")].count("\n") + 1
    report = check_film(folder, language)
    assert not report.complete and report.uncovered == {}
    told = f"  tiny/plot.yml:{line}: `drowning` is still a draft, of: Grell drowns"
    assert format_report(report)[1:] == [told]


def test_a_file_that_is_not_there_yet_is_told(folder: Path, language: Language):
    (folder / "bonds.yml").unlink()
    report = check_film(folder, language)
    assert report.missing == ("bonds.yml",) and not report.complete
    assert "  tiny/bonds.yml: not there yet" in format_report(report)


def test_verbs_without_a_fact_are_told_with_their_predicates(language: Language):
    words = {2: ("Grell", "took", "steal"), 3: ("shields", "buys")}
    took, shields, buys = verbs_to_tell(words, language)
    assert took == (2, "took", "steal, trap")
    assert shields == (3, "shields", "shield")
    assert buys[:2] == (3, "buys") and buys[2].startswith("none; nearest are bu")


def test_a_phrase_that_names_an_entity_is_told_with_its_id(folder: Path, language: Language):
    path = folder / "plot.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  patient: beacon\n  inst", "  patient: the beacon\n  inst"))
    report = check_film(folder, language)
    assert [(id, phrase, entity) for _, id, phrase, entity in report.phrases] == [
        ("lighting", "the beacon", "beacon")
    ]
    assert "write the entity's id, beacon" in format_report(report)[1]

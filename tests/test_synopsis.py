"""The film's synopsis against the text it was given as, ``given_synopsis.txt``, and its facts.

Only what extraction had broken is repaired: footnote digits are gone, sentences stand apart.
"""

from __future__ import annotations

import re
from pathlib import Path

from plotbot.film.checking import check_film
from plotbot.knowledge import Knowledge
from plotbot.language.lexicon import read_language
from plotbot.service import project

HERE = Path(__file__).parent
FOLDER = project.ROOT / "data" / "films" / "age_of_ultron"
GIVEN = (HERE / "given_synopsis.txt").read_text(encoding="utf-8")
LINES = (FOLDER / "synopsis.txt").read_text(encoding="utf-8").splitlines()
FOOTNOTES = {"anti-Hulk armor.1A worldwide": "1", "dons a gauntlet2 and vows": "2"}
"""Where the given text has a footnote's digit, and the digit."""
ABBREVIATION = re.compile(r"(?:\b(?:Dr|Jr|Samuel L|A\.I)|(?:\b[A-Z]\.)+[A-Z])\.$")


def without_footnotes(text: str) -> str:
    for around, digit in FOOTNOTES.items():
        assert text.count(around) == 1, around
        text = text.replace(around, around.replace(digit, ""))
    return text


def test_nothing_but_the_repairs_is_changed() -> None:
    """Character for character, once blanks between sentences are left out of account."""
    given, start = without_footnotes(GIVEN), 0
    for number, line in enumerate(LINES, 1):
        assert given.startswith(line, start), f"line {number} is not the given text"
        start += len(line)
        start += given[start : start + 1] == " "
    assert given[start:].strip() == ""


def test_the_given_text_had_what_is_repaired() -> None:
    joints = re.findall(r"(\w+)\.(?=[A-Z][a-z ])", without_footnotes(GIVEN))
    assert joints == ["extinction", "scepter", "armor", "Romanoff", "body", "Wanda"]
    assert not re.search(r"[a-z.]\d\b", "\n".join(LINES))


def test_there_are_28_sentences_one_a_line() -> None:
    assert len(LINES) == 28
    assert len(set(LINES)) == 28
    for line in LINES:
        assert line == line.strip() and line.endswith(".")
        assert not line[0].islower()


def test_no_abbreviation_ends_a_sentence_and_no_sentence_hides_another() -> None:
    assert [line for line in LINES if ABBREVIATION.search(line)] == []
    for line in LINES:
        for end in re.finditer(r"\.(?= [A-Z])", line):
            assert ABBREVIATION.search(line[: end.end()]), line[: end.end()]


def test_the_film_cites_these_lines(real: Knowledge) -> None:
    assert [real.film.sentence(number) for number in range(1, 29)] == LINES


def test_every_word_of_the_synopsis_is_in_the_facts() -> None:
    report = check_film(FOLDER, read_language(project.ROOT / "data" / "language"))
    assert report.complete, report


def test_a_word_that_no_fact_rests_on_would_be_found(tmp_path: Path) -> None:
    folder = tmp_path / "film"
    folder.mkdir()
    for file in FOLDER.iterdir():
        text = file.read_text(encoding="utf-8")
        if file.name == "synopsis.txt":
            text = text.replace("Wilson, and Wanda.", "Wilson, and Wanda, sadly.")
        (folder / file.name).write_text(text, encoding="utf-8")
    report = check_film(folder, read_language(project.ROOT / "data" / "language"))
    assert report.uncovered == {27: ("sadly",)}
    assert not report.complete

"""A film with only its synopsis: the nearest sentence is quoted, or nothing is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from plotbot.answer.model import NEAREST, NOT_IN_SYNOPSIS, OUT_OF_SCOPE, SMALLTALK
from plotbot.conversation import converse
from plotbot.film.reading import read_film
from plotbot.film.sentences import SentenceIndex
from plotbot.knowledge import Knowledge, build_knowledge, load_language
from plotbot.service import project


def knowledge_of(folder: Path) -> Knowledge:
    language, speech = load_language(project.ROOT / "data" / "language")
    return build_knowledge(read_film(folder, language), language, speech)


@pytest.fixture(scope="module")
def bare(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The tiny film before anything but its synopsis is written."""
    folder = tmp_path_factory.mktemp("films") / "lantern_heist"
    folder.mkdir()
    shutil.copy(tiny_folder / "synopsis.txt", folder)
    return knowledge_of(folder)


def test_words_are_found_in_any_form_and_initials_without_their_dots() -> None:
    index = SentenceIndex(["They were killing M.O.T.H.", "Nobody kills Vane's men.", "It's over"])
    assert set(index.holding(["killed"])) == {1, 2}
    assert set(index.holding(["MOTH", "Vane"])) == {1, 2}
    assert set(index.holding(["M.O.T.H."])) == {1}
    assert index.holding([]) == index.holding(['"', "OR"]) == {}


@pytest.mark.parametrize(
    "question, sentence",
    [
        ("Who drowns?", 4),
        ("Who murders Rufus?", 3),
        ("Who built the beacon?", 3),
        ("Where does Vane sail?", 4),
        ("Why do the smugglers steal the lantern?", 2),
        ("Who is Captain Vane?", 2),
        ("Who is Ada Quill?", 1),
        ("What becomes of Della?", 4),
        ("How does it end?", 4),
        ("How does the film begin?", 2),
        ("Who directed it?", 1),
    ],
)
def test_the_sentence_that_tells_is_quoted_as_it_stands(bare, question, sentence) -> None:
    (reply,) = converse(bare, question).replies
    assert reply.status == NEAREST
    assert [citation["sentence"] for citation in reply.citations] == [sentence]
    assert f'"{bare.film.sentence(sentence)}"' in reply.text
    assert f"(Synopsis, sentence {sentence})" in reply.text


@pytest.mark.parametrize(
    "question, status",
    [
        ("How old is Della's mother?", NOT_IN_SYNOPSIS),
        ("Which ship carries the baron home?", NOT_IN_SYNOPSIS),
        ("What is the weather like in Paris?", OUT_OF_SCOPE),
        ("hello", SMALLTALK),
    ],
)
def test_below_the_threshold_nothing_is_quoted(bare, question, status) -> None:
    (reply,) = converse(bare, question).replies
    assert (reply.status, reply.citations) == (status, ())


def test_a_pronoun_is_whoever_was_spoken_of(bare) -> None:
    first = converse(bare, "Who is Captain Vane?")
    (reply,) = converse(bare, "Where does he sail?", first.focus).replies
    assert [citation["sentence"] for citation in reply.citations] == [4]


def test_what_facts_tell_is_never_quoted_instead(tiny_knowledge) -> None:
    for question in ("Who shields Rufus with a beacon?", "Does Hale light the Ember?"):
        assert converse(tiny_knowledge, question).replies[0].status != NEAREST


def test_of_a_film_in_the_making_only_open_sentences_are_quoted(
    tiny_folder: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(tiny_folder, tmp_path / "tiny"))
    plot = (folder / "plot.yml").read_text(encoding="utf-8")
    start = plot.index("- id: lighting")
    (folder / "plot.yml").write_text(plot[:start], encoding="utf-8")
    bonds = (folder / "bonds.yml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in bonds if "sentence: 4" not in line and "lighting" not in line]
    (folder / "bonds.yml").write_text("\n".join(kept), encoding="utf-8")
    known = knowledge_of(folder)
    assert known.film.open_sentences == {4}
    (reply,) = converse(known, "Who drowns?").replies
    assert (reply.status, reply.citations[0]["sentence"]) == (NEAREST, 4)
    (reply,) = converse(known, "Who kills Rufus?").replies
    assert reply.status == "answered"


def test_no_form_of_question_breaks_on_a_film_without_facts(bare) -> None:
    lines = (project.ROOT / "tests" / "questions.jsonl").read_text("utf-8").splitlines()
    for case in map(json.loads, lines):
        focus = None
        for turn in case["turns"]:
            made = converse(bare, turn["user"], focus)
            assert all(reply.text for reply in made.replies)
            focus = made.focus

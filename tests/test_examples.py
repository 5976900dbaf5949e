"""Questions made from facts, and the check that shows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from plotbot.answer.examples import questions, spread
from plotbot.cli import app
from plotbot.conversation import converse
from plotbot.service import project


def test_every_happening_and_every_bond_of_people_makes_a_question(tiny_knowledge):
    asked = questions(tiny_knowledge)
    assert "Who kills Rufus Tarn?" in asked
    assert "Why does M.O.T.H. kill Rufus Tarn?" in asked
    assert "Who is Rufus Tarn's sister?" in asked
    assert "Who is Jonas Vane?" in asked
    assert not any("destroy" in question for question in asked), "that was only planned"
    assert asked == questions(tiny_knowledge)


def test_the_facts_that_make_a_question_answer_it(tiny_knowledge):
    asked = questions(tiny_knowledge)
    answered = [q for q in asked if converse(tiny_knowledge, q).replies[0].status == "answered"]
    assert len(answered) >= 0.8 * len(asked)


def test_a_sample_is_spread_evenly():
    assert spread("abcdefghij", 3) == ("a", "d", "g")
    assert spread("ab", 5) == ("a", "b")
    assert spread("", 5) == () and spread("ab", 0) == ()


@pytest.fixture
def run(tiny_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "films").mkdir()
    (tmp_path / "films" / "tiny").symlink_to(tiny_folder)
    (tmp_path / "language").symlink_to(project.ROOT / "data" / "language")
    monkeypatch.setattr(project, "DATA", tmp_path)
    return lambda *arguments: CliRunner().invoke(app, ["check", *arguments])


def test_check_of_one_film_shows_what_it_can_answer(run, tiny_folder: Path):
    for named in ("tiny", str(tiny_folder)):
        checked = run(named)
        assert checked.exit_code == 0, checked.output
        assert "complete" in checked.output and "it can answer, for example:" in checked.output
    assert "it can answer" not in run().output


def test_check_with_a_sample_shows_replies(run):
    lines = run("tiny", "--sample", "3").output.splitlines()
    assert [line[:4] for line in lines[2:]].count("you:") == 3
    assert any(line.startswith("bot: ") and "(Synopsis, sentence" in line for line in lines)


def test_check_of_no_film_says_which_there_are(run):
    checked = run("nowhere")
    assert checked.exit_code == 1
    assert "no film 'nowhere'" in checked.output and "tiny" in checked.output

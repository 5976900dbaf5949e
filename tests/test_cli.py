"""The command line as a user meets it: processes of their own, what they print, how they end."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from plotbot.service import model, project

FILM = "age_of_ultron"


@pytest.fixture(scope="module", autouse=True)
def trained() -> None:
    model.ensure()


def plotbot(
    *arguments: str, stdin: str = "", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "plotbot.cli", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        cwd=project.ROOT,
        env={**os.environ, **(environment or {})},
    )


def one_line(text: str, *words: str) -> None:
    """One clear line, and no traceback; what is going on may be told before it."""
    lines = [line for line in text.splitlines() if not line.endswith(" ...")]
    assert len(lines) == 1, text
    assert lines[0].startswith("plotbot: ")
    assert all(word in lines[0] for word in words), text


def test_chat_through_a_pipe() -> None:
    talked = plotbot("chat", stdin="Who killed Strucker?\n\n  Thanks!  \n")
    lines = talked.stdout.splitlines()
    assert talked.returncode == 0, talked.stderr
    assert lines[0].startswith("Ask me about")
    assert lines[1] == "you: Who killed Strucker?"
    assert lines[2].startswith("bot: ") and "Ultron" in lines[2] and "sentence 10" in lines[2]
    assert lines[3] == "you: Thanks!"
    assert lines[4].startswith("bot: ")
    assert [line for line in talked.stderr.splitlines() if "plotbot: " not in line] == []


def test_chat_with_a_file_ends_at_its_end(tmp_path: Path) -> None:
    said = tmp_path / "said.txt"
    said.write_bytes("hello\nWho is \xe9ric\xff?".encode("latin-1"))
    with said.open() as file:
        talked = subprocess.run(
            [sys.executable, "-m", "plotbot.cli", "chat", "--film", FILM],
            stdin=file,
            capture_output=True,
            timeout=120,
            cwd=project.ROOT,
        )
    assert talked.returncode == 0
    assert talked.stdout.decode().count("\nbot: ") >= 2


def test_chat_stops_when_told_to() -> None:
    talked = plotbot("chat", stdin="/stop\nWho killed Strucker?\n")
    assert talked.returncode == 0
    assert "Strucker" not in talked.stdout


def test_ask() -> None:
    asked = plotbot("ask", "Who killed Strucker?")
    assert asked.returncode == 0
    assert "Ultron" in asked.stdout and "(Synopsis, sentence 10)" in asked.stdout


def test_ask_for_json() -> None:
    text, custom = json.loads(plotbot("ask", "Who killed Strucker?", "--json").stdout)
    assert "Ultron" in text["text"]
    assert custom["custom"]["film"] == FILM
    assert custom["custom"]["status"] == "answered"
    assert custom["custom"]["citations"][0]["sentence"] == 10


@pytest.mark.parametrize("question", ["", "   ", "x" * 2001])
def test_ask_nothing_or_too_much(question: str) -> None:
    asked = plotbot("ask", question)
    assert asked.returncode == 1
    one_line(asked.stderr, "1 to 2000")


def test_films() -> None:
    listed = plotbot("films")
    assert listed.returncode == 0
    assert FILM in [line.split("\t")[0] for line in listed.stdout.splitlines()]


@pytest.mark.parametrize("command", [["chat"], ["ask", "why?"]])
def test_a_film_that_does_not_exist(command: list[str]) -> None:
    ended = plotbot(*command, "--film", "nowhere")
    assert ended.returncode == 1
    one_line(ended.stderr, "nowhere", FILM)


@pytest.mark.parametrize("command", [["chat"], ["ask", "why?"], ["serve"], ["films"], ["check"]])
def test_no_films_at_all(command: list[str], tmp_path: Path) -> None:
    ended = plotbot(*command, environment={"PLOTBOT_DATA": str(tmp_path)})
    assert ended.returncode == 1
    one_line(ended.stderr, "no film")


def test_a_taken_port() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = plotbot("serve", "--port", port)
    assert ended.returncode == 1
    one_line(ended.stderr, port, "in use")


def test_check_says_what_is_wrong_and_where(tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "synopsis.txt").write_text("Ann meets Bob.\n")
    (folder / "cast.yml").write_text("cast:\n- id: ann\n  name: Ann\n  kind: queen\n")
    (folder / "plot.yml").write_text("plot:\n- {id: a, predicate: nonsense, sentence: 9}\n")
    (folder / "bonds.yml").write_text("bonds: []\n")
    checked = plotbot("check", str(folder))
    assert checked.returncode == 1
    assert "Traceback" not in checked.stdout + checked.stderr
    assert "cast.yml:2" in checked.stdout or "cast.yml" in checked.stdout
    assert "plot.yml" in checked.stdout


def test_check_of_all_films_is_clean() -> None:
    checked = plotbot("check")
    assert checked.returncode == 0, checked.stdout


def test_a_failed_training_is_one_line(tmp_path: Path) -> None:
    """Training from sources that do not fit together; the project's own model stays."""
    code = (
        "from pathlib import Path; from plotbot.service import project;"
        f"project.ROOT = Path({str(tmp_path)!r}); project.MODEL = project.ROOT / 'models/m.tar.gz';"
        "from plotbot.cli import app; app(['train'])"
    )
    (tmp_path / "config.yml").write_text("recipe: none.v1\n")
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120
    )
    assert ended.returncode == 1
    assert "plotbot: training failed: " in ended.stderr
    assert "Traceback" not in ended.stderr

"""README against what it speaks of: the chat shown, the commands, the tables.

``python tests/test_readme.py`` writes what the bot says now into the chat shown.
"""

from __future__ import annotations

import re

import pytest
from typer.main import get_command

from plotbot.answer.model import STATUSES
from plotbot.cli import app
from plotbot.conversation import converse
from plotbot.knowledge import Knowledge
from plotbot.service import library, project

README = project.ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")
SET_UP = (
    "pip install uv && uv run plotbot chat",
    "pip install uv && uv run pytest",
)
CHAT = re.compile(r"```\n(?=you: )(.*?)```", re.DOTALL)
QUESTION_ROW = re.compile(r'^\| [^|]+ \| "([^"]+)" \| (\w+) \|$', re.MULTILINE)
MENTION_ROW = re.compile(r"^\| [^|]+ \| ([^|\"]+) \| yes \|$", re.MULTILINE)
STATUS_ROW = re.compile(r"^\| `(\w+)` \| ", re.MULTILINE)


def shown_chat(text: str) -> str:
    """The chat shown, as it stands in README."""
    found = CHAT.search(text)
    assert found, "README shows no chat"
    return found[1]


def replay(knowledge: Knowledge, chat: str) -> str:
    """The same turns with what the bot says now."""
    lines, focus = [], None
    for message in re.findall(r"^you: (.*)$", chat, re.MULTILINE):
        turn = converse(knowledge, message, focus=focus)
        focus = turn.focus
        lines += [f"you: {message}", *(f"bot: {reply.text}" for reply in turn.replies)]
    return "\n".join(lines) + "\n"


def section(title: str) -> str:
    """What stands under a heading of README."""
    _, found, rest = TEXT.partition(f"\n## {title}\n")
    assert found, f"README has no part {title!r}"
    return rest.partition("\n## ")[0]


def test_the_chat_shown_is_what_the_bot_says(real: Knowledge) -> None:
    chat = shown_chat(TEXT)
    assert chat.count("you: ") >= 6
    assert chat == replay(real, chat)


@pytest.mark.parametrize("command", SET_UP)
def test_the_set_up_lines_stand_alone(command: str) -> None:
    assert command in section("Set-up").splitlines()


@pytest.mark.parametrize(("question", "status"), QUESTION_ROW.findall(TEXT))
def test_the_kinds_of_question_get_the_replies_said(
    real: Knowledge, question: str, status: str
) -> None:
    assert {reply.status for reply in converse(real, question).replies} == {status}


def test_the_kinds_of_question_are_read_from_the_table() -> None:
    assert len(QUESTION_ROW.findall(TEXT)) >= 15


@pytest.mark.parametrize(
    "mention",
    [one for row in MENTION_ROW.findall(TEXT) for one in row.split(", ")],
)
def test_the_mentions_that_work_are_understood(real: Knowledge, mention: str) -> None:
    (reply,) = converse(real, f"Who is {mention}?").replies
    assert reply.status == "answered" and reply.citations


def test_every_status_is_told() -> None:
    assert set(STATUS_ROW.findall(section("REST"))) - {"message", "sender", "message_id"} == {
        *STATUSES,
        "error",
        "metadata",
    }


def test_every_command_is_told() -> None:
    told = set(re.findall(r"^\| `uv run plotbot (\w+)", section("Command line"), re.MULTILINE))
    assert told == set(get_command(app).commands)  # type: ignore[attr-defined]


def test_every_file_and_folder_named_is_there() -> None:
    named = re.findall(r"`((?:tests|data|plotbot|actions)/[\w./-]*)`", TEXT)
    assert len(named) >= 10
    assert [name for name in named if not (project.ROOT / name).exists()] == []


def test_no_path_of_a_machine_is_told() -> None:
    assert not re.search(r"/(home|root|work|tmp|usr)/|index-url|pypi\.", TEXT)


def rewrite() -> None:
    """Put what the bot says now into README."""
    chat = shown_chat(TEXT)
    now = replay(library.knowledge(library.films()[0]), chat)
    README.write_text(TEXT.replace(chat, now), encoding="utf-8")


if __name__ == "__main__":
    rewrite()

"""The conversations of test_stories.yml with the trained model and the real actions, in process.

``rasa test`` holds intents and actions against them but runs no action of ours; here every message
gets its reply.
"""

from __future__ import annotations

import asyncio
import re
import time
from typing import Any

import pytest
from ruamel.yaml import YAML

import plotbot
from plotbot.service import model, project
from plotbot.service.agent import Assistant, NoAnswer

STORIES = YAML(typ="safe").load(project.ROOT / "tests" / "test_stories.yml")["stories"]
REPLIES = YAML(typ="safe").load(project.ROOT / "tests" / "story_replies.yml")
"""Of each story a list for each message: status, sentences cited and telling words of its replies.
"""
STATUSES = {
    "answered",
    "corrected",
    "not_in_synopsis",
    "clarify",
    "out_of_scope",
    "nearest",
    "not_yet",
    "smalltalk",
}


@pytest.fixture(scope="module")
def trained() -> Any:
    return model.ensure()


def plain(text: str) -> str:
    """The words of a message of a story, without its entities."""
    return re.sub(r"\[([^\]]*)\]\{[^}]*\}", r"\1", text).strip()


async def talk(assistant: Assistant, messages: list[str]) -> list[list[dict[str, Any]]]:
    return [await assistant.ask(message) for message in messages]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["story"])
def test_every_message_gets_a_reply_with_a_status(trained: Any, story: dict[str, Any]) -> None:
    assistant = Assistant(trained, channel="rest")
    messages = [plain(step["user"]) for step in story["steps"] if "user" in step]
    for message, replies in zip(messages, asyncio.run(talk(assistant, messages)), strict=True):
        texts = [reply for reply in replies if "text" in reply]
        customs = [reply["custom"] for reply in replies if "custom" in reply]
        assert texts and len(texts) == len(customs), message
        for custom in customs:
            assert custom["status"] in STATUSES
            assert custom["sender"] == assistant.sender
            assert custom["version"] == plotbot.__version__
            assert all(sorted(cited) == ["sentence", "text"] for cited in custom["citations"])


def test_there_are_stories_enough_and_replies_to_all() -> None:
    assert len(STORIES) >= 25
    assert set(REPLIES) == {story["story"] for story in STORIES}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["story"])
def test_every_reply_is_the_one_held(trained: Any, story: dict[str, Any]) -> None:
    assistant = Assistant(trained, channel="rest")
    messages = [plain(step["user"]) for step in story["steps"] if "user" in step]
    made = asyncio.run(talk(assistant, messages))
    for message, replies, held in zip(messages, made, REPLIES[story["story"]], strict=True):
        texts = [reply["text"] for reply in replies if "text" in reply]
        customs = [reply["custom"] for reply in replies if "custom" in reply]
        for text, custom, want in zip(texts, customs, held, strict=True):
            cited = sorted(citation["sentence"] for citation in custom["citations"])
            assert (custom["status"], cited) == (want["status"], want["cites"]), (message, text)
            assert all(words in text for words in want["words"]), (message, text)


def test_the_conversation_is_followed(trained: Any) -> None:
    assistant = Assistant(trained, channel="rest")
    first, second = asyncio.run(talk(assistant, ["Who killed Strucker?", "Who recruited Pietro?"]))
    assert "Ultron" in first[0]["text"] and "sentence 10" in first[0]["text"]
    assert first[1]["custom"]["citations"][0]["sentence"] == 10
    assert "Ultron" in second[0]["text"]


def test_the_shell_shows_text_only(trained: Any) -> None:
    replies = asyncio.run(talk(Assistant(trained), ["Who killed Strucker?"]))[0]
    assert all("custom" not in reply and "buttons" not in reply for reply in replies)


def test_an_action_that_raises_is_told_and_the_next_question_works(
    trained: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def conversation() -> None:
        assistant = Assistant(trained)
        with monkeypatch.context() as broken:
            broken.setattr("actions.reply.converse", lambda *_, **__: 1 / 0)
            with pytest.raises(NoAnswer, match="ZeroDivisionError"):
                await assistant.ask("Who killed Strucker?")
        assert "Ultron" in (await assistant.ask("Who killed Strucker?"))[0]["text"]

    asyncio.run(conversation())


def test_an_action_that_hangs_is_given_up(trained: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def conversation() -> None:
        assistant = Assistant(trained)
        assistant.actions.timeout = 0.2
        with monkeypatch.context() as slow:
            slow.setattr("actions.reply.converse", lambda *_, **__: time.sleep(2))
            with pytest.raises(NoAnswer, match="took more than"):
                await assistant.ask("Who killed Strucker?")

    asyncio.run(conversation())


def test_a_command_is_plain_text(trained: Any) -> None:
    assistant = Assistant(trained, channel="rest")
    for text in ("/restart", "/greet", '/ask_event{"person": "x"}', "/session_start"):
        replies = asyncio.run(talk(assistant, [text]))[0]
        assert replies[1]["custom"]["status"] in STATUSES


def test_a_film_named_in_a_message_is_linked(trained: Any) -> None:
    assistant = Assistant(trained)
    parsed = asyncio.run(assistant.agent.parse_message("Who killed Strucker?"))
    assert parsed["text"] == "Who killed Strucker?"
    (entity,) = parsed["entities"]
    assert (entity["entity"], entity["value"]) == ("person", "strucker")
    assert parsed["text"][entity["start"] : entity["end"]] == "Strucker"

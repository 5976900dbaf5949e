"""Actions: thin, one a module, all leading to the core."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from fake import FakeReply, FakeTurn
from rasa_sdk.executor import ActionExecutor
from ruamel.yaml import YAML

import plotbot
from plotbot.service import library, project

CITED = {"sentence": 2, "text": "The queen sleeps."}


@pytest.fixture(scope="module")
def executor() -> ActionExecutor:
    executor = ActionExecutor()
    executor.register_package("actions")
    return executor


@pytest.fixture()
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The core replaced; what it was asked."""
    calls: list[dict[str, Any]] = []

    def converse(knowledge: Any, message: str, focus: Any = None, intent: Any = None) -> FakeTurn:
        calls.append({"message": message, "focus": focus, "intent": intent})
        replies = (
            FakeReply("One.", citations=(CITED,), question={"form": "who"}),
            FakeReply("Which?", "clarify", buttons=({"title": "A", "payload": "The first"},)),
        )
        return FakeTurn(replies, {"turn": len(calls)})

    monkeypatch.setattr("actions.reply.converse", converse)
    monkeypatch.setattr(library, "knowledge", lambda film: film)
    monkeypatch.setattr(library, "readable", dict)
    return calls


def call(action: str, text: str, channel: str = "rest", **slots: Any) -> dict[str, Any]:
    message = {"text": text, "intent": {"name": "ask_event"}, "entities": []}
    return {
        "next_action": action,
        "tracker": {
            "sender_id": "somebody",
            "slots": {"focus": None, "film": None, **slots},
            "latest_message": message,
            "events": [{"event": "user", "input_channel": channel, **message}],
            "paused": False,
            "active_loop": {},
        },
    }


def run(executor: ActionExecutor, request: dict[str, Any]) -> dict[str, Any]:
    result = asyncio.run(executor.run(request))
    assert result is not None
    return result


def test_every_action_of_the_domain_is_there(executor: ActionExecutor) -> None:
    domain = YAML(typ="safe").load(project.ROOT / "domain.yml")
    assert set(domain["actions"]) == set(executor.actions)


def test_message_focus_and_intent_reach_the_core(
    executor: ActionExecutor, asked: list[dict[str, Any]]
) -> None:
    run(executor, call("action_follow_up", "why?", focus={"turn": 1}))
    assert asked == [{"message": "why?", "focus": {"turn": 1}, "intent": "ask_event"}]


def test_text_then_custom_for_each_reply(
    executor: ActionExecutor, asked: list[dict[str, Any]]
) -> None:
    said = run(executor, call("action_answer_event", "who?"))["responses"]
    assert [message["text"] for message in said] == ["One.", None, "Which?", None]
    assert said[1]["custom"] == {
        "status": "answered",
        "film": library.films()[0],
        "limit": None,
        "citations": [CITED],
        "question": {"form": "who"},
        "sender": "somebody",
        "version": plotbot.__version__,
    }
    assert said[2]["buttons"] == [{"title": "A", "payload": "The first"}]
    assert said[3]["custom"]["status"] == "clarify"


def test_the_shell_gets_text_only(executor: ActionExecutor, asked: list[dict[str, Any]]) -> None:
    said = run(executor, call("action_chat", "hi", channel="cmdline"))["responses"]
    assert [message["text"] for message in said] == ["One.", "Which?"]
    assert not any(message["custom"] or message["buttons"] for message in said)


def test_focus_is_kept_in_its_slot(executor: ActionExecutor, asked: list[dict[str, Any]]) -> None:
    events = run(executor, call("action_answer_film", "plot?"))["events"]
    assert {event["name"]: event["value"] for event in events} == {
        "focus": {"turn": 1},
        "film": library.films()[0],
    }


def test_a_leading_slash_reaches_the_core_as_it_was_typed(
    executor: ActionExecutor, asked: list[dict[str, Any]]
) -> None:
    run(executor, call("action_fallback", "\u200brestart"))
    assert asked[0]["message"] == "/restart"


def test_an_unknown_film_in_the_metadata_is_the_default_one() -> None:
    default = library.films()[0]
    assert library.film_of({"film": "no such film"}) == default
    assert library.film_of(None, None) == default


def test_what_is_forgotten_restarts_the_conversation(
    executor: ActionExecutor, asked: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten = FakeTurn((FakeReply("Gone.", "smalltalk"),), {}, forgotten=True)
    monkeypatch.setattr("actions.reply.converse", lambda *_, **__: forgotten)
    result = run(executor, call("action_forget", "forget me"))
    assert [event["event"] for event in result["events"]] == ["restart"]
    assert result["responses"][0]["text"] == "Gone."

"""The conversation store: every event written, the last turns read back, nothing mixed up."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from outside import PostgresServer
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from plotbot.service import memory, project
from plotbot.service.postgres import Postgres
from plotbot.service.store import SCHEMA, TURNS, ConversationStore


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.from_path(str(project.ROOT / "domain.yml"))


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    server = PostgresServer()
    yield server
    server.remove()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.hosts)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A file, or a server without a conversation."""
    if request.param == "sqlite":
        return str(tmp_path / "new" / "conversations.db")
    url: str = request.getfixturevalue("postgres").url
    with Postgres(url, SCHEMA).writing() as database:
        database.execute("DROP TABLE IF EXISTS conversations, events, trials")
    return url


@pytest.fixture()
def store(address: str, domain: Domain) -> ConversationStore:
    return ConversationStore(domain, path=address)


def run(coroutine: Any) -> Any:
    return asyncio.run(coroutine)


async def talk(store: ConversationStore, sender: str, turns: range) -> None:
    """Turns as Rasa writes them: the tracker is fetched, goes on, and is saved."""
    for turn in turns:
        tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
        if not tracker.events:
            tracker.update(ActionExecuted("action_listen"))
        tracker.update(UserUttered(f"message {turn}", message_id=f"{sender}-{turn}"))
        tracker.update(ActionExecuted("action_answer_event"))
        tracker.update(BotUttered(f"reply {turn} to {sender}"))
        tracker.update(BotUttered(None, {"custom": {"status": "answered"}}))
        tracker.update(SlotSet("focus", {"turn": turn}))
        tracker.update(ActionExecuted("action_listen"))
        await store.save(tracker)


def texts(tracker: DialogueStateTracker) -> list[str]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def test_nobody_yet(store: ConversationStore) -> None:
    assert run(store.retrieve("nobody")) is None
    assert store.answered("nobody", "1") is None


def test_the_last_turns_and_the_slots_come_back(store: ConversationStore) -> None:
    run(talk(store, "ann", range(25)))
    tracker = run(store.retrieve("ann"))
    assert texts(tracker) == [f"message {turn}" for turn in range(25 - TURNS, 25)]
    assert tracker.get_slot("focus") == {"turn": 24}
    assert tracker.latest_action_name == "action_listen"
    assert len(texts(run(store.retrieve_full_tracker("ann")))) == 25


def test_a_slot_set_long_ago_is_kept(store: ConversationStore) -> None:
    async def conversation() -> DialogueStateTracker | None:
        tracker = await store.get_or_create_tracker("bob")
        tracker.update(SlotSet("film", "an old one"))
        await store.save(tracker)
        await talk(store, "bob", range(3 * TURNS))
        return await store.retrieve("bob")

    assert run(conversation()).get_slot("film") == "an old one"


def test_conversations_do_not_mix(store: ConversationStore) -> None:
    run(talk(store, "ann", range(3)))
    run(talk(store, "bob", range(2)))
    assert texts(run(store.retrieve("ann"))) == ["message 0", "message 1", "message 2"]
    assert sorted(run(store.keys())) == ["ann", "bob"]


def test_it_is_there_when_opened_again(
    store: ConversationStore, address: str, domain: Domain
) -> None:
    run(talk(store, "ann", range(2)))
    again = ConversationStore(domain, path=address)
    assert texts(run(again.retrieve("ann"))) == ["message 0", "message 1"]


def test_replies_are_found_by_message_id(store: ConversationStore) -> None:
    run(talk(store, "ann", range(4)))
    for turn in range(4):
        uttered = store.answered("ann", f"ann-{turn}")
        assert uttered is not None
        assert [message["text"] for message in uttered] == [f"reply {turn} to ann", None]
        assert uttered[1]["custom"] == {"status": "answered"}
    assert store.answered("bob", "ann-1") is None


def test_forgetting_one_leaves_the_others(store: ConversationStore) -> None:
    run(talk(store, "ann", range(2)))
    run(talk(store, "bob", range(2)))
    run(store.delete("ann"))
    assert run(store.retrieve("ann")) is None
    assert len(texts(run(store.retrieve("bob")))) == 2


def test_a_turn_without_a_reply_is_not_written(store: ConversationStore) -> None:
    async def failed() -> None:
        tracker = await store.get_or_create_tracker("ann")
        tracker.update(UserUttered("why?", message_id="id"))
        await store.save(tracker)

    run(talk(store, "ann", range(1)))
    run(failed())
    assert store.answered("ann", "id") is None
    assert texts(run(store.retrieve("ann"))) == ["message 0"]


def said(tracker: DialogueStateTracker, text: str, message_id: str) -> DialogueStateTracker:
    tracker.update(UserUttered(text, message_id=message_id))
    tracker.update(BotUttered(f"reply to {text}"))
    return tracker


@pytest.mark.parametrize("before", [0, 2])
def test_of_two_turns_at_once_one_is_written(store: ConversationStore, before: int) -> None:
    """As when two processes read the same conversation, and nothing keeps them apart."""

    async def at_once() -> list[bool]:
        await talk(store, "ann", range(before))
        trackers = [await store.get_or_create_tracker("ann") for _ in range(2)]
        kept = []
        for number, tracker in enumerate(trackers):
            turn = memory.begin()
            await store.save(said(tracker, f"turn {number}", f"id {number}"))
            kept.append(turn.remembered)
        return kept

    assert run(at_once()) == [True, False]
    assert texts(run(store.retrieve("ann")))[before:] == ["turn 0"]


def test_no_message_is_written_twice(store: ConversationStore) -> None:
    """As when it was answered elsewhere between the look for it and the reading."""

    async def twice() -> bool:
        await talk(store, "ann", range(1))
        turn = memory.begin()
        tracker = await store.get_or_create_tracker("ann")
        await store.save(said(tracker, "message 0", "ann-0"))
        return turn.remembered

    assert run(twice()) is False
    assert texts(run(store.retrieve("ann"))) == ["message 0"]


def test_a_sender_with_a_character_that_is_none(store: ConversationStore) -> None:
    run(talk(store, "an\0n", range(2)))
    assert texts(run(store.retrieve("an\0n"))) == ["message 0", "message 1"]


def test_old_ones_are_removed_and_it_can_be_tried_out(store: ConversationStore) -> None:
    run(talk(store, "ann", range(1)))
    assert store.remove_older(100) == 0
    assert store.remove_older(-100) == 1
    assert run(store.retrieve("ann")) is None
    store.database.fault, store.database.pause = "tried out", 0.0
    assert store.fault() is None and store.database.fault is None


def test_a_long_conversation_is_as_quick_as_a_short_one(store: ConversationStore) -> None:
    def seconds(turns: range) -> float:
        start = time.perf_counter()
        run(talk(store, "ann", turns))
        return time.perf_counter() - start

    run(talk(store, "ann", range(TURNS)))
    early = seconds(range(20))
    run(talk(store, "ann", range(400)))
    assert seconds(range(20)) < 3 * early + 0.2

"""The conversation store: every event written, the last turns read back, nothing mixed up."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from plotbot.service import project
from plotbot.service.store import TURNS, ConversationStore


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.from_path(str(project.ROOT / "domain.yml"))


@pytest.fixture()
def store(tmp_path: Path, domain: Domain) -> ConversationStore:
    return ConversationStore(domain, path=str(tmp_path / "new" / "conversations.db"))


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


def test_it_is_there_when_opened_again(store: ConversationStore, domain: Domain) -> None:
    run(talk(store, "ann", range(2)))
    again = ConversationStore(domain, path=store.path)
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


def test_a_long_conversation_is_as_quick_as_a_short_one(store: ConversationStore) -> None:
    def seconds(turns: range) -> float:
        start = time.perf_counter()
        run(talk(store, "ann", turns))
        return time.perf_counter() - start

    run(talk(store, "ann", range(TURNS)))
    early = seconds(range(20))
    run(talk(store, "ann", range(400)))
    assert seconds(range(20)) < 3 * early + 0.2

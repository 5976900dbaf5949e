"""A database that is full, locked, corrupt or out of reach: said so, and the service goes on."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Restarted, UserUttered

from plotbot.service import project
from plotbot.service.channel import PlotbotInput, Said
from plotbot.service.database import DatabaseDown
from plotbot.service.store import ConversationStore


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.from_path(str(project.ROOT / "domain.yml"))


def open_store(path: Path, domain: Domain) -> ConversationStore:
    store = ConversationStore(domain, path=str(path))
    store.database.pause = 0.0  # tried again at once
    return store


def say(store: ConversationStore, message: str, sender: str = "ann") -> list[dict[str, Any]]:
    """A turn as the channel and Rasa go through it: read, answered, written."""

    async def handle(said: UserMessage) -> None:
        tracker = await store.get_or_create_tracker(said.sender_id)
        earlier = sum(isinstance(event, UserUttered) for event in tracker.events)
        tracker.update(UserUttered(said.text, message_id=said.message_id))
        tracker.update(BotUttered(f"turn {earlier + 1}"))
        if said.text == "forget me":
            tracker.update(Restarted())
        await said.output_channel.send_text_message(said.sender_id, f"turn {earlier + 1}")
        await said.output_channel.send_custom_json(said.sender_id, {"status": "answered"})
        await store.save(tracker)

    return asyncio.run(PlotbotInput().answer(Said(sender, message, "id " + message, None), handle))


@contextmanager
def full(store: ConversationStore) -> Iterator[None]:
    """SQLite's own error of a full disk."""
    with store.database.reading() as database:
        (pages,) = database.execute("PRAGMA page_count").fetchone()
        database.execute(f"PRAGMA max_page_count = {pages}")
        database.execute(
            "CREATE TRIGGER big AFTER UPDATE ON conversations BEGIN INSERT INTO events"
            " (sender, kind, data) VALUES ('x', 'x', zeroblob(100000)); END"
        )
    yield
    with store.database.reading() as database:
        database.execute("PRAGMA max_page_count = 1000000")
        database.execute("DROP TRIGGER big")


@contextmanager
def locked(store: ConversationStore) -> Iterator[None]:
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@contextmanager
def corrupt(store: ConversationStore) -> Iterator[None]:
    """Something else lies where the database was; later it is put back."""
    path = Path(store.path)
    with store.database.reading() as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.database.close()
    good = path.read_bytes()
    path.write_bytes(b"no database, but long enough to be one " * 1000)
    yield
    store.database.close()
    path.write_bytes(good)


@pytest.mark.parametrize("fault", [full, locked, corrupt])
def test_it_goes_on_says_that_it_does_not_remember_and_recovers(
    fault: Callable[[ConversationStore], Any],
    tmp_path: Path,
    domain: Domain,
    caplog: pytest.LogCaptureFixture,
) -> None:
    store = open_store(tmp_path / "c.db", domain)
    assert say(store, "one")[1]["custom"] == {"status": "answered"}
    assert store.fault() is None
    with fault(store):
        for message in ("two", "three"):
            text, custom = say(store, message)
            assert text["text"].startswith("turn ")
            assert custom["custom"] == {"status": "answered", "remembered": False}
        assert store.fault()
        errors = [r for r in caplog.records if r.levelno >= logging.ERROR]
        assert len(errors) == 1, "one line a fault, not one a message"
        assert "Conversations are not kept" in errors[0].getMessage()
        assert errors[0].exc_info is None
    assert store.fault() is None
    assert say(store, "four")[0]["text"] == "turn 2"
    assert say(store, "five")[1]["custom"] == {"status": "answered"}


def test_nobody_waits_for_a_database_that_is_down(tmp_path: Path, domain: Domain) -> None:
    store = open_store(tmp_path / "c.db", domain)
    say(store, "one")
    store.database.pause = 60.0
    with locked(store):
        say(store, "two")
    say(store, "three")  # the lock is gone, but it is not tried again yet
    assert store.fault() == "database is locked"
    with pytest.raises(DatabaseDown), store.database.writing():
        raise AssertionError("it was tried")


def test_a_path_that_cannot_be_is_said_and_served(tmp_path: Path, domain: Domain) -> None:
    (tmp_path / "file").write_text("")
    store = open_store(tmp_path / "file" / "c.db", domain)
    assert say(store, "one")[1]["custom"]["remembered"] is False
    assert store.fault()


def test_what_was_forgotten_leaves_no_trace_in_the_files(tmp_path: Path, domain: Domain) -> None:
    store = open_store(tmp_path / "c.db", domain)
    say(store, "a secret of ann's", "ann")
    say(store, "a word of bob's", "bob")
    say(store, "forget me", "ann")
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"secret" not in content and b"a word of bob's" in content
    assert asyncio.run(store.retrieve("ann")) is None
    assert say(store, "hello", "ann")[0]["text"] == "turn 1"


def test_it_never_claims_to_have_forgotten_what_may_still_be_there(
    tmp_path: Path, domain: Domain
) -> None:
    store = open_store(tmp_path / "c.db", domain)
    say(store, "one")
    with locked(store):
        text, custom = say(store, "forget me")
    assert "may still be there" in text["text"]
    assert custom["custom"]["status"] == "error"
    assert asyncio.run(store.retrieve("ann")) is not None


def test_old_conversations_are_removed_a_few_at_a_time(
    tmp_path: Path, domain: Domain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plotbot.service.store.BATCH", 2)
    store = open_store(tmp_path / "c.db", domain)
    for sender in ("old 1", "old 2", "old 3", "new"):
        say(store, "one", sender)
    with store.database.writing() as database:
        database.execute("UPDATE conversations SET updated = updated - 100 WHERE sender != 'new'")
    assert [store.remove_older(50) for _ in range(3)] == [2, 1, 0]
    assert list(asyncio.run(store.keys())) == ["new"]
    with store.database.reading() as database:
        assert database.execute("SELECT DISTINCT sender FROM events").fetchall() == [("new",)]

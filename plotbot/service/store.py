"""Conversations, kept in SQLite: every event is written, the last ten turns are read back.

Rasa loads and replays the whole conversation at every message, which takes a second at turn 1,000.
This store gives it the slots and the last turns only, so that a long conversation stays as quick as
a short one. What was answered to a message is found again by the message's id.

When the database fails, conversations go on without a memory, and the reply says so (``memory``).
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    Restarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from plotbot.service import memory, project
from plotbot.service.database import Database, DatabaseDown

TURNS = 10
"""Turns that Rasa gets to see."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    sender TEXT PRIMARY KEY, slots TEXT NOT NULL, updated REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY, sender TEXT NOT NULL, kind TEXT NOT NULL, message_id TEXT,
    data TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS ages ON conversations (updated);
CREATE INDEX IF NOT EXISTS turns ON events (sender, kind, id);
CREATE INDEX IF NOT EXISTS messages ON events (sender, message_id) WHERE message_id IS NOT NULL;
CREATE TABLE IF NOT EXISTS trials (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
"""

BATCH = 100
"""Conversations removed at once; in between others are served."""

STORED = "_plotbot_events_stored"
"""Attribute of a tracker: how many of its events are in the database."""


class ConversationStore(TrackerStore):
    """A tracker store on one SQLite file; ``:memory:`` keeps nothing."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        path: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self.database = Database(str(path or project.store_file()), SCHEMA)

    @property
    def path(self) -> str:
        """The file."""
        return self.database.path

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation's slots and last turns; None if there is none, or it is out of reach."""
        try:
            with self.database.reading() as database:
                row = database.execute(
                    "SELECT slots FROM conversations WHERE sender = ?", [sender_id]
                ).fetchone()
                events = _last_events(database, sender_id) if row else []
        except DatabaseDown:
            memory.failed()
            return None
        if row is None:
            return None
        told = {event["name"] for event in events if event["event"] == "slot"}
        kept = [
            SlotSet(name, value).as_dict()
            for name, value in json.loads(row[0]).items()
            if name not in told
        ]
        start = [] if _listens(events) else [ActionExecuted(ACTION_LISTEN_NAME).as_dict()]
        tracker = DialogueStateTracker.from_dict(
            sender_id, kept + start + events, self.domain.slots
        )
        setattr(tracker, STORED, len(tracker.events))
        return tracker

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The whole conversation.

        Raises:
            DatabaseDown: if the database fails.
        """
        with self.database.reading() as database:
            events = [
                json.loads(data)
                for (data,) in database.execute(
                    "SELECT data FROM events WHERE sender = ? ORDER BY id", [conversation_id]
                )
            ]
        if not events:
            return None
        return DialogueStateTracker.from_dict(conversation_id, events, self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the events that are new, and the slots as they are now.

        A conversation that was restarted is removed: it is how an action forgets it.
        """
        await self.stream_events(tracker)
        new = list(tracker.events)[getattr(tracker, STORED, 0) :]
        setattr(tracker, STORED, len(tracker.events))
        if any(isinstance(event, Restarted) for event in new):
            try:
                await self.delete(tracker.sender_id)
            except DatabaseDown:
                memory.removal_failed()
            return
        slots = {name: slot.value for name, slot in tracker.slots.items() if slot.value is not None}
        try:
            with self.database.writing() as database:
                database.executemany(
                    "INSERT INTO events (sender, kind, message_id, data) VALUES (?, ?, ?, ?)",
                    [_row(tracker.sender_id, event) for event in new],
                )
                database.execute(
                    "INSERT OR REPLACE INTO conversations VALUES (?, ?, ?)",
                    [tracker.sender_id, json.dumps(slots), time.time()],
                )
        except DatabaseDown:
            memory.failed()

    async def delete(self, sender_id: str) -> None:
        """Forget a conversation, at once and for good: no trace of it stays in the files.

        Raises:
            DatabaseDown: if it may still be there.
        """
        with self.database.writing() as database:
            _remove(database, [sender_id])
        with self.database.reading() as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def remove_older(self, seconds: float) -> int:
        """Remove some of the conversations without a turn for so long; how many, 0 when done.

        Raises:
            DatabaseDown: if the database fails.
        """
        with self.database.writing() as database:
            old = database.execute(
                "SELECT sender FROM conversations WHERE updated < ? ORDER BY updated LIMIT ?",
                [time.time() - seconds, BATCH],
            ).fetchall()
            _remove(database, [sender for (sender,) in old])
        return len(old)

    def fault(self) -> str | None:
        """What is wrong with the database, tried out now; None when nothing is."""
        try:
            with self.database.reading() as database:
                database.execute("SELECT sender FROM conversations LIMIT 1").fetchone()
            if self.database.fault:
                with self.database.writing() as database:
                    # As much as some turns: a full disk often has room for a few bytes.
                    database.execute("REPLACE INTO trials VALUES (1, zeroblob(65536))")
        except DatabaseDown as down:
            return str(down)
        return None

    async def keys(self) -> Iterable[str]:
        """Ids of all conversations.

        Raises:
            DatabaseDown: if the database fails.
        """
        with self.database.reading() as database:
            return [row[0] for row in database.execute("SELECT sender FROM conversations")]

    def answered(self, sender_id: str, message_id: str) -> list[dict[str, Any]] | None:
        """What was uttered in answer to a message of this id; None if it never came.

        Raises:
            DatabaseDown: if the database fails.
        """
        with self.database.reading() as database:
            row = database.execute(
                "SELECT id FROM events WHERE sender = ? AND message_id = ?", [sender_id, message_id]
            ).fetchone()
            if row is None:
                return None
            (after,) = database.execute(
                "SELECT min(id) FROM events WHERE sender = ? AND kind = ? AND id > ?",
                [sender_id, UserUttered.type_name, row[0]],
            ).fetchone()
            uttered = database.execute(
                "SELECT data FROM events WHERE sender = ? AND kind = ? AND id > ? AND id < ?"
                " ORDER BY id",
                [sender_id, BotUttered.type_name, row[0], after or 1 << 62],
            ).fetchall()
        return [BotUttered.from_parameters(json.loads(data)).message() for (data,) in uttered]


def _last_events(database: sqlite3.Connection, sender_id: str) -> list[dict[str, Any]]:
    """The events of the last turns, from the listening before the first of them."""
    row = database.execute(
        "SELECT id FROM events WHERE sender = ? AND kind = ? ORDER BY id DESC LIMIT 1 OFFSET ?",
        [sender_id, UserUttered.type_name, TURNS - 1],
    ).fetchone()
    return [
        json.loads(data)
        for (data,) in database.execute(
            "SELECT data FROM events WHERE sender = ? AND id >= ? ORDER BY id",
            [sender_id, row[0] if row else 0],
        )
    ]


def _remove(database: sqlite3.Connection, senders: list[str]) -> None:
    for table in ("events", "conversations"):
        database.executemany(
            f"DELETE FROM {table} WHERE sender = ?", [(sender,) for sender in senders]
        )


def _row(sender_id: str, event: Event) -> tuple[str, str, str | None, str]:
    message_id = event.message_id if isinstance(event, UserUttered) else None
    return sender_id, event.type_name, message_id, json.dumps(event.as_dict())


def _listens(events: list[dict[str, Any]]) -> bool:
    """Whether the bot listens before the first message, or there is none."""
    return not events or events[0]["event"] != UserUttered.type_name


def store_of(agent: Any) -> ConversationStore | None:
    """The store of an agent, behind the wrapper that Rasa puts around it; None if not of ours."""
    store = getattr(getattr(agent, "tracker_store", None), "_tracker_store", None)
    return store if isinstance(store, ConversationStore) else None

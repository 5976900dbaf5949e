"""Conversations, kept in SQLite: every event is written, the last ten turns are read back.

Rasa loads and replays the whole conversation at every message, which takes a second at turn 1,000.
This store gives it the slots and the last turns only, so that a long conversation stays as quick as
a short one. What was answered to a message is found again by the message's id.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from plotbot.service import project

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
CREATE INDEX IF NOT EXISTS turns ON events (sender, kind, id);
CREATE INDEX IF NOT EXISTS messages ON events (sender, message_id) WHERE message_id IS NOT NULL;
"""

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
        self.path = str(path or project.store_file())
        if self.path != ":memory:":
            Path(self.path).parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(self.path, timeout=5, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.executescript(SCHEMA)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation's slots and last turns; None if there is none."""
        row = self._database.execute(
            "SELECT slots FROM conversations WHERE sender = ?", [sender_id]
        ).fetchone()
        if row is None:
            return None
        events = self._last_events(sender_id)
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
        """The whole conversation."""
        events = [
            json.loads(data)
            for (data,) in self._database.execute(
                "SELECT data FROM events WHERE sender = ? ORDER BY id", [conversation_id]
            )
        ]
        if not events:
            return None
        return DialogueStateTracker.from_dict(conversation_id, events, self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the events that are new, and the slots as they are now."""
        await self.stream_events(tracker)
        new = list(tracker.events)[getattr(tracker, STORED, 0) :]
        slots = {name: slot.value for name, slot in tracker.slots.items() if slot.value is not None}
        with _transaction(self._database):
            self._database.executemany(
                "INSERT INTO events (sender, kind, message_id, data) VALUES (?, ?, ?, ?)",
                [_row(tracker.sender_id, event) for event in new],
            )
            self._database.execute(
                "INSERT OR REPLACE INTO conversations VALUES (?, ?, ?)",
                [tracker.sender_id, json.dumps(slots), time.time()],
            )
        setattr(tracker, STORED, len(tracker.events))

    async def delete(self, sender_id: str) -> None:
        """Forget a conversation."""
        with _transaction(self._database):
            self._database.execute("DELETE FROM events WHERE sender = ?", [sender_id])
            self._database.execute("DELETE FROM conversations WHERE sender = ?", [sender_id])

    async def keys(self) -> Iterable[str]:
        """Ids of all conversations."""
        return [row[0] for row in self._database.execute("SELECT sender FROM conversations")]

    def answered(self, sender_id: str, message_id: str) -> list[dict[str, Any]] | None:
        """What was uttered in answer to a message of this id; None if it never came."""
        row = self._database.execute(
            "SELECT id FROM events WHERE sender = ? AND message_id = ?", [sender_id, message_id]
        ).fetchone()
        if row is None:
            return None
        (after,) = self._database.execute(
            "SELECT min(id) FROM events WHERE sender = ? AND kind = ? AND id > ?",
            [sender_id, UserUttered.type_name, row[0]],
        ).fetchone()
        uttered = self._database.execute(
            "SELECT data FROM events WHERE sender = ? AND kind = ? AND id > ? AND id < ?"
            " ORDER BY id",
            [sender_id, BotUttered.type_name, row[0], after or 1 << 62],
        )
        return [BotUttered.from_parameters(json.loads(data)).message() for (data,) in uttered]

    def _last_events(self, sender_id: str) -> list[dict[str, Any]]:
        """The events of the last turns, from the listening before the first of them."""
        row = self._database.execute(
            "SELECT id FROM events WHERE sender = ? AND kind = ? ORDER BY id DESC LIMIT 1 OFFSET ?",
            [sender_id, UserUttered.type_name, TURNS - 1],
        ).fetchone()
        return [
            json.loads(data)
            for (data,) in self._database.execute(
                "SELECT data FROM events WHERE sender = ? AND id >= ? ORDER BY id",
                [sender_id, row[0] if row else 0],
            )
        ]


def _row(sender_id: str, event: Event) -> tuple[str, str, str | None, str]:
    message_id = event.message_id if isinstance(event, UserUttered) else None
    return sender_id, event.type_name, message_id, json.dumps(event.as_dict())


def _listens(events: list[dict[str, Any]]) -> bool:
    """Whether the bot listens before the first message, or there is none."""
    return not events or events[0]["event"] != UserUttered.type_name


class _transaction:
    """All or nothing; the database is only locked in between."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    def __enter__(self) -> None:
        self.database.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: Any, *_: Any) -> None:
        self.database.execute("COMMIT" if kind is None else "ROLLBACK")

"""Conversations, in SQLite or PostgreSQL: every event is written, the last turns are read back.

Rasa loads and replays the whole conversation at every message, which takes a second at turn 1,000.
This store gives it the slots and the last turns only, so that a long conversation stays as quick as
a short one. What was answered to a message is found again by the message's id.

Several processes may share a database: a turn is written only if nobody has written to its
conversation since it was read, and never twice under one message id. A turn that came to no reply
is not written, so that its message may be sent again.

When the database fails, conversations go on without a memory, and the reply says so (``memory``).
"""

from __future__ import annotations

import json
import logging
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
from plotbot.service.database import Database, DatabaseDown, SqliteFile
from plotbot.service.postgres import SCHEMES, Postgres

logger = logging.getLogger(__name__)

TURNS = 3
"""Turns that Rasa gets to see: its policies look back over five steps, of which a turn has two."""

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

WRITE = """
INSERT INTO conversations (sender, slots, updated) VALUES (?, ?, ?)
ON CONFLICT (sender) DO UPDATE SET slots = excluded.slots, updated = excluded.updated
WHERE conversations.updated = ?
"""
"""Writes nothing where the conversation has another time than was read."""

BATCH = 100
"""Conversations removed at once; in between others are served."""

STORED = "_plotbot_events_stored"
"""Attribute of a tracker: how many of its events are in the database."""

SINCE = "_plotbot_updated"
"""Attribute of a tracker: when its conversation was written last, which is its version too."""


class Overtaken(RuntimeError):
    """Another process has written to the conversation since it was read."""


def open_database(address: str) -> Database:
    """The database that a path or a URL names."""
    if address.startswith(SCHEMES):
        return Postgres(address, SCHEMA)
    return SqliteFile(address, SCHEMA)


class ConversationStore(TrackerStore):
    """A tracker store on one SQLite file or a PostgreSQL server; ``:memory:`` keeps nothing."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        path: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self.database = open_database(str(path or project.store_address()))

    @property
    def path(self) -> str:
        """The file, or the URL without its password."""
        return self.database.name

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation's slots and last turns; None if there is none, or it is out of reach."""
        try:
            row, events = await self.database.run(self._read, sender_id)
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
        setattr(tracker, SINCE, row[1])
        return tracker

    def _read(self, sender_id: str) -> tuple[Any, list[dict[str, Any]]]:
        """Slots and time of a conversation, None if there is none; the events of its last turns."""
        with self.database.reading() as database:
            row = database.execute(
                "SELECT slots, updated FROM conversations WHERE sender = ?", [sender_id]
            ).fetchone()
            return row, _last_events(database, sender_id) if row else []

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The whole conversation.

        Raises:
            DatabaseDown: if the database fails.
        """
        events = await self.database.run(self._read_all, conversation_id)
        if not events:
            return None
        return DialogueStateTracker.from_dict(conversation_id, events, self.domain.slots)

    def _read_all(self, sender_id: str) -> list[dict[str, Any]]:
        with self.database.reading() as database:
            rows = database.execute(
                "SELECT data FROM events WHERE sender = ? ORDER BY id", [sender_id]
            )
            return [json.loads(data) for (data,) in rows]

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
        if _unanswered(new):
            return
        slots = {name: slot.value for name, slot in tracker.slots.items() if slot.value is not None}
        since = getattr(tracker, SINCE, None)
        try:
            updated = await self.database.run(
                self._write, tracker.sender_id, new, json.dumps(slots), since
            )
        except DatabaseDown:
            memory.failed()
        except Overtaken:
            logger.warning("A turn was given up: its conversation went on elsewhere.")
            memory.failed()
        else:
            setattr(tracker, SINCE, updated)

    def _write(self, sender_id: str, new: list[Event], slots: str, since: float | None) -> float:
        """Write a turn; the time that the conversation now has.

        Raises:
            DatabaseDown: if the database fails.
            Overtaken: if the conversation is no longer what it was at that time.
        """
        updated = max(time.time(), (since or 0.0) + 1e-5)
        rows = [_row(sender_id, event) for event in new]
        ids = [message_id for _, _, message_id, _ in rows if message_id]
        with self.database.writing() as database:
            written = database.execute(WRITE, [sender_id, slots, updated, since]).rowcount
            known = (_find_message(database, sender_id, message_id) for message_id in ids)
            if not written or any(known):
                raise Overtaken
            if rows:
                values = ", ".join(["(?, ?, ?, ?)"] * len(rows))
                database.execute(
                    f"INSERT INTO events (sender, kind, message_id, data) VALUES {values}",
                    [value for row in rows for value in row],
                )
        return updated

    async def delete(self, sender_id: str) -> None:
        """Forget a conversation, at once and for good: no trace of it stays in the files.

        Raises:
            DatabaseDown: if it may still be there.
        """
        await self.database.run(self._delete, sender_id)

    def _delete(self, sender_id: str) -> None:
        with self.database.writing() as database:
            _remove(database, [sender_id])
        self.database.clean()

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
                    database.execute(self.database.fill)
        except DatabaseDown as down:
            return str(down)
        return None

    async def keys(self) -> Iterable[str]:
        """Ids of all conversations.

        Raises:
            DatabaseDown: if the database fails.
        """

        def read() -> list[str]:
            with self.database.reading() as database:
                return [
                    sender for (sender,) in database.execute("SELECT sender FROM conversations")
                ]

        return await self.database.run(read)

    def answered(self, sender_id: str, message_id: str) -> list[dict[str, Any]] | None:
        """What was uttered in answer to a message of this id; None if it was not answered.

        Raises:
            DatabaseDown: if the database fails.
        """
        with self.database.reading() as database:
            row = _find_message(database, sender_id, message_id)
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


def _unanswered(new: list[Event]) -> bool:
    """Whether a message was taken, but no reply came of it."""
    kinds = {type(event) for event in new}
    return UserUttered in kinds and BotUttered not in kinds


def _find_message(database: Any, sender_id: str, message_id: str) -> Any:
    """The row with the id of the event that is a message."""
    return database.execute(
        "SELECT id FROM events WHERE sender = ? AND message_id = ?", [sender_id, message_id]
    ).fetchone()


def _last_events(database: Any, sender_id: str) -> list[dict[str, Any]]:
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


def _remove(database: Any, senders: list[str]) -> None:
    for sender in senders:
        for table in ("conversations", "events"):
            database.execute(f"DELETE FROM {table} WHERE sender = ?", [sender])


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

"""A database that may fail: full, locked, corrupt, out of reach. Knows no Rasa.

A fault is logged once, in one line; while it lasts nobody waits for the database, and it is tried
again every few seconds, so that the service goes on by itself when the fault is gone.

``Database`` is what one SQLite file (here) and a PostgreSQL server (``postgres``) have in common:
both take the same SQL, with ``?`` for a value.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

logger = logging.getLogger(__name__)

BUSY = 0.5
"""Seconds to wait for a lock; the whole service waits."""

PAUSE = 5.0
"""Seconds after a fault in which writing is not tried again."""

PASSING = frozenset({"database is locked", "database or disk is full"})
"""Faults for which the connection need not be made anew."""


class DatabaseDown(RuntimeError):
    """The database cannot be used now; says why."""


Work = TypeVar("Work")


class Database(ABC):
    """A database, opened when it is first needed and again after a fault."""

    errors: tuple[type[Exception], ...]
    """What it raises when it fails."""

    fill = "REPLACE INTO trials VALUES (1, zeroblob(65536))"
    """Writes as much as some turns: a full disk often has room for a few bytes."""

    def __init__(self, name: str, schema: str, pause: float = PAUSE) -> None:
        self.name = name
        self.schema = schema
        self.pause = pause
        self.fault: str | None = None
        """What is wrong; None when nothing is."""
        self._not_before = 0.0

    @abstractmethod
    def close(self) -> None:
        """Let go of it; it is opened again when it is needed."""

    @abstractmethod
    def clean(self) -> None:
        """Leave no trace of what was removed, as far as that can be done at once."""

    @abstractmethod
    def _connected(self) -> AbstractContextManager[Any]:
        """A connection to read from."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[Any]:
        """A connection to write to: all or nothing."""

    async def run(self, work: Callable[..., Work], *values: Any) -> Work:
        """Do some work with it; where that means to wait for others, they do not wait for us."""
        return work(*values)

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """The database, to read from.

        Raises:
            DatabaseDown: if it fails.
        """
        with self._told(), self._connected() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """The database, to write to: all or nothing.

        Raises:
            DatabaseDown: if it fails, or failed within the last seconds.
        """
        self._check_pause()
        with self._told(), self._transaction() as connection:
            yield connection
        if self.fault:
            logger.warning("Conversations are kept again in %s.", self.name)
            self.fault = None

    def _check_pause(self) -> None:
        if self.fault and time.monotonic() < self._not_before:
            raise DatabaseDown(self.fault)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Log a fault, remember it, and raise it as what it is."""
        try:
            yield
        except self.errors as error:
            self._not_before = time.monotonic() + self.pause
            fault = " ".join(str(error).split())
            if self.fault != fault:
                logger.error("Conversations are not kept: %s (%s)", fault, self.name)
            self.fault = fault
            # A file that was moved away or made anew is only seen by a new connection.
            if self.fault not in PASSING:
                self.close()
            raise DatabaseDown(self.fault) from error


class SqliteFile(Database):
    """One SQLite file."""

    errors = (sqlite3.Error, OSError)

    def __init__(self, path: str, schema: str, pause: float = PAUSE) -> None:
        super().__init__(path, schema, pause)
        self._connection: sqlite3.Connection | None = None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def clean(self) -> None:
        with self.reading() as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        yield self._open()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        connection = self._open()
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):  # SQLite itself ends some transactions that fail
                connection.execute("ROLLBACK")
            raise

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._check_pause()
            if self.name != ":memory:":
                Path(self.name).parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.name, timeout=BUSY, isolation_level=None)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("PRAGMA secure_delete = ON")
                connection.executescript(self.schema)
            except sqlite3.Error:
                connection.close()
                raise
            self._connection = connection
        return self._connection

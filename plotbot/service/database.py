"""One SQLite file that may fail: full, locked, corrupt, out of reach. Knows no Rasa.

A fault is logged once, in one line; while it lasts nobody waits for the file, and it is tried again
every few seconds, so that the service goes on by itself when the fault is gone.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

logger = logging.getLogger(__name__)

BUSY = 0.5
"""Seconds to wait for a lock; the whole service waits."""

PAUSE = 5.0
"""Seconds after a fault in which writing is not tried again."""

PASSING = frozenset({"database is locked", "database or disk is full"})
"""Faults for which the connection need not be made anew."""


class DatabaseDown(RuntimeError):
    """The database cannot be used now; says why."""


class Database:
    """A SQLite file, opened when it is first needed and again after a fault."""

    def __init__(self, path: str, schema: str, pause: float = PAUSE) -> None:
        self.path = path
        self.schema = schema
        self.pause = pause
        self.fault: str | None = None
        """What is wrong; None when nothing is."""
        self._connection: sqlite3.Connection | None = None
        self._not_before = 0.0

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The database, to read from.

        Raises:
            DatabaseDown: if it fails.
        """
        with self._told():
            yield self._open()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The database, to write to: all or nothing.

        Raises:
            DatabaseDown: if it fails, or failed within the last seconds.
        """
        self._check_pause()
        with self._told():
            connection = self._open()
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # SQLite itself ends some transactions that fail
                    connection.execute("ROLLBACK")
                raise
        if self.fault:
            logger.warning("Conversations are kept again in %s.", self.path)
            self.fault = None

    def close(self) -> None:
        """Let go of the file; it is opened again when it is needed."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._check_pause()
            if self.path != ":memory:":
                Path(self.path).parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=BUSY, isolation_level=None)
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

    def _check_pause(self) -> None:
        if self.fault and time.monotonic() < self._not_before:
            raise DatabaseDown(self.fault)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Log a fault, remember it, and raise it as what it is."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            self._not_before = time.monotonic() + self.pause
            if self.fault != str(error):
                logger.error("Conversations are not kept: %s (%s)", error, self.path)
            self.fault = str(error)
            # A file that was moved away or made anew is only seen by a new connection.
            if self.fault not in PASSING:
                self.close()
            raise DatabaseDown(self.fault) from error

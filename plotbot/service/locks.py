"""One turn of a conversation at a time: in this process, or with Redis in all that share it.

Rasa's own locks look once a second whether it is their turn, and its lock store on Redis reads
and writes in two steps, between which another process gets the same ticket. redis-py's lock is one
step.

When Redis is down, turns go on without it, and the log says so: the store still refuses a turn
whose conversation another process has written to in between.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig
from redis import asyncio as redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError as NotOurs
from redis.exceptions import RedisError

from plotbot.service import memory
from plotbot.service.settings import BadSetting

logger = logging.getLogger(__name__)

LIFETIME = 10.0
"""Seconds after which the lock of a process that died is free; longer than a turn may take."""

SLEEP = 0.02
"""Seconds between two tries."""

TIMEOUT = 1.0
"""Seconds that Redis may take to answer."""

PAUSE = 1.0
"""Seconds after a fault in which Redis is not asked."""


class LocalLocks(LockStore):
    """Locks within this process."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def lock(self, conversation_id: str, *_: Any, **__: Any) -> AsyncIterator[Any]:
        """Wait for the turns before."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        async with lock:
            yield lock


class RedisLocks(LocalLocks):
    """Locks among all processes that share a Redis; ``redis://host:port/number``."""

    def __init__(self, url: str = "", endpoint_config: EndpointConfig | None = None) -> None:
        """``endpoint_config`` is how Rasa makes one from ``endpoints.yml``.

        Raises:
            BadSetting: if there is no such URL.
        """
        super().__init__()
        try:
            self.redis = redis.Redis.from_url(
                endpoint_config.url if endpoint_config else url,
                socket_timeout=TIMEOUT,
                socket_connect_timeout=TIMEOUT,
            )
        except ValueError as error:
            raise BadSetting(f"no URL of a Redis: {error}") from None
        self.fault: str | None = None
        """What is wrong with Redis; None when nothing is."""
        self._not_before = 0.0

    @asynccontextmanager
    async def lock(self, conversation_id: str, *_: Any, **__: Any) -> AsyncIterator[Any]:
        """Wait for the turns before.

        Raises:
            LockError: if they do not end.
        """
        async with super().lock(conversation_id):
            shared = self.redis.lock(
                f"plotbot:turn:{conversation_id}",
                timeout=LIFETIME,
                sleep=SLEEP,
                blocking_timeout=LIFETIME,
            )
            held = await self._take(shared)
            try:
                await memory.alone()
                yield shared
            finally:
                if held:
                    await self._release(shared)

    async def check(self) -> str | None:
        """What is wrong with Redis, tried out now; None when nothing is."""
        try:
            await self.redis.ping()
        except (RedisError, OSError) as error:
            return str(error)
        return None

    async def _take(self, shared: Lock) -> bool:
        """Whether we hold it; not while Redis is down."""
        if self.fault and time.monotonic() < self._not_before:
            return False
        try:
            if not await shared.acquire():
                raise LockError("another turn of the conversation does not end")
        except (RedisError, OSError) as error:
            self._failed(error)
            return False
        if self.fault:
            logger.warning("Redis is back.")
            self.fault = None
        return True

    async def _release(self, shared: Lock) -> None:
        try:
            await shared.release()
        except NotOurs:
            logger.warning("The lock of a turn was gone before its end.")
        except (RedisError, OSError) as error:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        self._not_before = time.monotonic() + PAUSE
        if self.fault is None:
            logger.error("Turns are not locked: %s", error)
        self.fault = str(error)

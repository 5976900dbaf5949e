"""Who may ask, and how often: a bearer token, and a rate for each address and each sender.

Both are off unless they are set. ``/health`` is open to everybody.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import math
import time
from typing import Any

import limits
from limits.errors import ConfigurationError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from sanic import Sanic
from sanic.request import Request

from plotbot.service.logs import hashed
from plotbot.service.refusal import Refused
from plotbot.service.settings import BadSetting, Settings

logger = logging.getLogger(__name__)

OPEN = frozenset({"/health"})
"""Paths that need no token; nor do routes that are marked ``open``, the files of the page."""

WEBHOOK = "/webhooks/"
"""Where the paths begin whose requests are counted."""

REDIS_TIMEOUT = 1.0
"""Seconds that counting may take."""


class Rates:
    """How many messages came from whom."""

    def __init__(self, rate: str, storage: str = "memory://") -> None:
        """Make ready to count.

        Raises:
            BadSetting: if the rate or the storage cannot be.
        """
        try:
            self.rate = limits.parse(rate)
        except ValueError:
            raise BadSetting(f"no rate such as 30/minute: {rate!r}") from None
        timeouts: dict[str, Any] = (
            {"socket_timeout": REDIS_TIMEOUT, "socket_connect_timeout": REDIS_TIMEOUT}
            if storage.startswith("redis")
            else {}
        )
        try:
            self.storage = storage_from_string(storage, **timeouts)
        except (ConfigurationError, ValueError) as error:
            raise BadSetting(f"rates cannot be counted in {storage!r}: {error}") from None
        self.limiter = MovingWindowRateLimiter(self.storage)

    async def count(self, kind: str, who: str) -> None:
        """Count a message. Where counting fails, it is let in: a rate is no lock.

        Raises:
            Refused: if it is one too many.
        """
        try:
            if isinstance(self.storage, MemoryStorage):
                wait = self._count(kind, who)
            else:
                wait = await asyncio.to_thread(self._count, kind, who)
        except Exception as error:
            logger.error("Messages are not counted: %s", error)
            return
        if wait:
            raise Refused(
                f"too many messages from this {kind}: try again in {wait} s",
                429,
                {"Retry-After": str(wait)},
            )

    def _count(self, kind: str, who: str) -> int:
        """Seconds to wait; 0 if the message may come in."""
        if self.limiter.hit(self.rate, kind, who):
            return 0
        until = self.limiter.get_window_stats(self.rate, kind, who).reset_time
        return max(1, math.ceil(until - time.time()))


def install(app: Sanic, settings: Settings) -> None:
    """Check every request before it is answered.

    Raises:
        BadSetting: if a setting cannot be.
    """
    token = settings.token.encode() if settings.token else None
    rates = rates_of(settings)
    app.ctx.rates = rates
    app.config.PROXIES_COUNT = settings.proxies or None

    async def check(request: Request) -> None:
        if rates and request.method == "POST" and request.path.startswith(WEBHOOK):
            await rates.count("address", request.remote_addr or request.ip)
        if token and not _is_open(request) and not _carries(request, token):
            raise Refused("a valid token is needed", 401, {"WWW-Authenticate": "Bearer"})

    app.register_middleware(check, "request")


def rates_of(settings: Settings) -> Rates | None:
    """The rates that are set; None if there are none.

    Raises:
        BadSetting: if they cannot be.
    """
    return Rates(settings.rate, settings.rate_storage) if settings.rate else None


async def count_sender(request: Request, sender: str) -> None:
    """Count a message of a sender, where a rate is set.

    Raises:
        Refused: if it is one too many.
    """
    rates: Rates | None = getattr(request.app.ctx, "rates", None)
    if rates:
        await rates.count("sender", hashed(sender))


def _is_open(request: Request) -> bool:
    """Whether everybody gets what a request asks for."""
    marks = getattr(request.route, "ctx", None)
    return request.path in OPEN or getattr(marks, "open", False)


def _carries(request: Request, token: bytes) -> bool:
    """Whether a request carries the token; takes as long for a wrong one as for the right one."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    right = hmac.compare_digest(given.strip().encode("utf-8", "surrogateescape"), token)
    return right and scheme.lower() == "bearer"

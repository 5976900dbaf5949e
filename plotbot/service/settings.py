"""How the service is run: from the options of ``plotbot serve``, each also an environment variable.

Everything that opens the service is off unless it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

DAY = 24 * 60 * 60


class BadSetting(ValueError):
    """A setting that cannot be; says which and why."""


@dataclass(frozen=True)
class Settings:
    """What can be set.

    Attributes:
        token: what clients must send as a bearer token; None lets everybody in.
        origins: web origins whose pages may ask; ``*`` for all.
        rate: messages that one sender and one address may send, such as ``30/minute``.
        rate_storage: where they are counted: ``memory://``, or the URL of a Redis.
        proxies: how many proxies of ours stand before the service and add to X-Forwarded-For.
        keep_days: days without a turn after which a conversation is removed; 0 keeps all.
        actions: the URL of a remote action server; None runs actions in this process.
        locks: the URL of a Redis that all processes share; None where this is the only one.
        log_text: whether messages and senders may be written to the log.
    """

    host: str = "127.0.0.1"
    port: int = 5005
    token: str | None = None
    origins: tuple[str, ...] = ()
    rate: str | None = None
    rate_storage: str = "memory://"
    proxies: int = 0
    keep_days: float = 90
    actions: str | None = None
    locks: str | None = None
    log_text: bool = False

"""The assistant behind HTTP: Rasa's server, our channel, store and actions, one process."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from plotbot.service import quiet

quiet.configure_logging()

from rasa import server as rasa_server  # noqa: E402
from rasa.core.run import serve_application  # noqa: E402
from rasa.core.utils import AvailableEndpoints  # noqa: E402
from rasa.utils.endpoints import EndpointConfig  # noqa: E402
from sanic import Sanic  # noqa: E402

from plotbot.service import access, library, logs, mends, page, project, refusal  # noqa: E402
from plotbot.service.database import DatabaseDown  # noqa: E402
from plotbot.service.local import LocalActions  # noqa: E402
from plotbot.service.locks import LocalLocks, RedisLocks  # noqa: E402
from plotbot.service.settings import DAY, Settings  # noqa: E402
from plotbot.service.store import ConversationStore  # noqa: E402

logger = logging.getLogger(__name__)

CLEANING = 3600.0
"""Seconds between two removals of old conversations."""

SHUTDOWN = 1.5
"""Seconds that connections get to end by themselves."""

LAST = 3.5
"""Seconds after which the process ends, whatever still runs: a turn is written whole or not."""

READ_LIMIT = 8 * 1024 * 1024
"""Bytes of a body that are taken in and thrown away, so that its sender reads why it is refused."""


class CannotServe(RuntimeError):
    """The server did not come up; says why."""


def serve(model: Path, settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; ``ready`` is called with the address once it answers.

    Raises:
        BadSetting: if a setting cannot be.
        CannotServe: if it never answered.
    """
    host, port = settings.host, settings.port
    access.rates_of(settings)
    locks = RedisLocks(settings.locks) if settings.locks else LocalLocks()
    _check_port(host, port)
    logs.configure()
    mends.apply()
    # What Rasa would say at "/" is a greeting of its own; ours is the page.
    rasa_server.add_root_route = partial(page.add_page, framing=settings.origins)
    store = ConversationStore()
    answering: list[str] = []

    async def before(app: Sanic, _: Any) -> None:
        app.config.GRACEFUL_SHUTDOWN_TIMEOUT = SHUTDOWN
        app.config.REQUEST_MAX_SIZE = READ_LIMIT
        refusal.install(app)
        logs.install(app, settings.log_text)
        access.install(app, settings)
        library.prepare()

    async def after(app: Sanic, _: Any) -> None:
        if not app.ctx.agent.is_ready():
            app.stop()
            return
        if settings.keep_days:
            app.add_task(_remove_old(store, settings.keep_days * DAY), name="remove_old")
        answering.append(f"http://{f'[{host}]' if ':' in host else host}:{port}")
        ready(answering[0])

    serve_application(
        model_path=str(model),
        interface=host,
        port=port,
        credentials=str(project.ROOT / "credentials.yml"),
        cors=list(settings.origins),
        endpoints=AvailableEndpoints(
            action=_actions(settings), tracker_store=store, lock_store=locks
        ),
        enable_api=False,
        server_listeners=[
            (refusal.guard, "main_process_start"),
            (before, "before_server_start"),
            (after, "after_server_start"),
            (_end_in_time, "before_server_stop"),
        ],
    )
    if not answering:
        raise CannotServe(f"the server did not come up on {host}:{port}")


def _actions(settings: Settings) -> EndpointConfig:
    """Where actions run: in this process, or on the server that is named."""
    if not settings.actions:
        return LocalActions()
    return EndpointConfig(settings.actions, enable_selective_domain=True)


def _end_in_time(*_: Any) -> None:
    """Sanic waits for steps, not for seconds, which takes long on a busy machine."""
    timer = threading.Timer(LAST, os._exit, [0])
    timer.daemon = True
    timer.start()


async def _remove_old(store: ConversationStore, seconds: float) -> None:
    """Remove conversations without a turn for so long: at the start, then every hour."""
    while True:
        removed = 0
        try:
            while some := await store.database.run(store.remove_older, seconds):
                removed += some
                await asyncio.sleep(0.1)
        except DatabaseDown:
            pass  # the store has said so
        if removed:
            logger.warning("Removed %d conversations older than %g s.", removed, seconds)
        await asyncio.sleep(CLEANING)


def _check_port(host: str, port: int) -> None:
    """Find out before anything is loaded whether the port is free."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CannotServe(f"cannot listen on {host}:{port}: {reason}") from None

"""The assistant behind HTTP: Rasa's server, our channel, store and actions, one process."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plotbot.service import quiet

quiet.configure_logging()

from rasa.core.run import serve_application  # noqa: E402
from rasa.core.utils import AvailableEndpoints  # noqa: E402
from sanic import Sanic  # noqa: E402

from plotbot.service import mends, project  # noqa: E402
from plotbot.service.local import LocalActions  # noqa: E402
from plotbot.service.store import ConversationStore  # noqa: E402

SHUTDOWN = 2.0
"""Seconds that connections get to end by themselves."""


class CannotServe(RuntimeError):
    """The server did not come up; says why."""


def serve(model: Path, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; ``ready`` is called with the address once it answers.

    Raises:
        CannotServe: if it never answered.
    """
    _check_port(host, port)
    mends.apply()
    answering: list[str] = []

    async def before(app: Sanic, _: Any) -> None:
        app.config.GRACEFUL_SHUTDOWN_TIMEOUT = SHUTDOWN

    async def after(app: Sanic, _: Any) -> None:
        if not app.ctx.agent.is_ready():
            app.stop()
            return
        answering.append(f"http://{f'[{host}]' if ':' in host else host}:{port}")
        ready(answering[0])

    serve_application(
        model_path=str(model),
        interface=host,
        port=port,
        credentials=str(project.ROOT / "credentials.yml"),
        endpoints=AvailableEndpoints(action=LocalActions(), tracker_store=ConversationStore()),
        enable_api=False,
        server_listeners=[(before, "before_server_start"), (after, "after_server_start")],
    )
    if not answering:
        raise CannotServe(f"the server did not come up on {host}:{port}")


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

"""Actions in this process: an endpoint that Rasa asks like a remote action server.

Rasa calls ``request`` with what it would have posted; the standard rasa_sdk executor runs the
action in a thread, so that one that hangs is given up after a time and nobody else waits for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import Any

from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

TIMEOUT = 5.0
"""Seconds after which an action is given up."""


class ActionTimeout(RuntimeError):
    """An action took too long."""


class LocalActions(EndpointConfig):
    """The actions of ``package``, run in this process."""

    def __init__(self, package: str = "actions", timeout: float = TIMEOUT) -> None:
        super().__init__(url="local", enable_selective_domain=True)
        self.timeout = timeout
        self.failure: BaseException | None = None
        """What the last action that failed raised."""
        self.executor = ActionExecutor()
        self.executor.register_package(package)

    async def request(self, *_: Any, json: dict[str, Any] | None = None, **__: Any) -> Any:
        """Run the action that ``json`` names; its events and messages.

        Raises:
            ActionTimeout: if it takes too long. What the action raises goes through.
        """
        call = json or {}
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Any] = loop.create_future()

        def finish(result: Any, error: BaseException | None) -> None:
            if not done.done():
                done.set_exception(error) if error else done.set_result(result)

        def run() -> None:
            result, error = None, None
            try:
                result = asyncio.run(self.executor.run(call))
            except BaseException as raised:
                error = raised
            with contextlib.suppress(RuntimeError):  # nobody waits any more: the loop is closed
                loop.call_soon_threadsafe(finish, result, error)

        # A daemon thread: one that never ends must not keep the process from ending.
        threading.Thread(target=run, daemon=True, name=str(call.get("next_action"))).start()
        try:
            return await asyncio.wait_for(done, self.timeout)
        except asyncio.TimeoutError:
            name = call.get("next_action")
            self.failure = ActionTimeout(f"{name} took more than {self.timeout:g} s")
            raise self.failure from None
        except Exception as error:
            self.failure = error
            raise


def serve(host: str, port: int, ready: Callable[[str], None], package: str = "actions") -> None:
    """The same actions as a server of their own, until SIGTERM or SIGINT."""
    from rasa_sdk import endpoint

    app = endpoint.create_app(package, cors_origins="")

    async def after(*_: Any) -> None:
        ready(f"http://{f'[{host}]' if ':' in host else host}:{port}")

    app.register_listener(after, "after_server_start")
    app.run(host, port, access_log=False)

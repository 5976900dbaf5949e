"""``GET /health``: what is up, 200 when everything is, else 503; ``GET /openapi.json``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel
from ruamel.yaml import YAML
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

import plotbot
from plotbot.service import library
from plotbot.service.locks import RedisLocks
from plotbot.service.store import store_of


class HealthInput(InputChannel):
    """No channel for messages: a route, opened where Rasa opens channels."""

    @classmethod
    def name(cls) -> str:
        """Rasa's name of the channel."""
        return "health"

    def url_prefix(self) -> str:
        """At the root."""
        return "/"

    def blueprint(self, on_new_message: Any) -> Blueprint:
        """The route."""
        routes = Blueprint("plotbot_health", __name__)

        @routes.route("/health", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            report = await _report(getattr(request.app.ctx, "agent", None))
            return json_response(report, status=200 if report["status"] == "ok" else 503)

        @routes.route("/openapi.json", methods=["GET"])
        async def openapi(_: Request) -> HTTPResponse:
            return json_response(description())

        return routes


@cache
def description() -> dict[str, Any]:
    """The description of the service, as it is written in ``openapi.yml``."""
    written = Path(__file__).with_name("openapi.yml").read_text(encoding="utf-8")
    return {**YAML(typ="safe").load(written)}


async def _report(agent: Any) -> dict[str, Any]:
    model = agent.model_id if agent is not None and agent.is_ready() else None
    films, store, locks = _films(), await _store(agent), await _locks(agent)
    up = bool(model and films and store == "ok" and set(locks.values()) <= {"ok"})
    return {
        "status": "ok" if up else "failing",
        "version": plotbot.__version__,
        "model": model,
        "films": films,
        "store": store,
        **locks,
    }


def _films() -> list[str]:
    try:
        return [film for film in library.films() if library.knowledge(film)]
    except Exception:
        return []


async def _store(agent: Any) -> str:
    store = store_of(agent)
    if store is None:
        return "failing: none of ours"
    fault = await store.database.run(store.fault)
    return f"failing: {fault}" if fault else "ok"


async def _locks(agent: Any) -> dict[str, str]:
    """How Redis is, where several processes share one."""
    locks = getattr(agent, "lock_store", None)
    if not isinstance(locks, RedisLocks):
        return {}
    fault = await locks.check()
    return {"locks": f"failing: {fault}" if fault else "ok"}

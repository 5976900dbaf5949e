"""Processes to compare with: ``floor.py fixed PORT MODEL`` and ``floor.py echo PORT``."""

from __future__ import annotations

import sys
from pathlib import Path


def fixed(port: int, model: Path) -> None:
    """Our service on another model."""
    from plotbot.service import server
    from plotbot.service.settings import Settings

    server.serve(model, Settings(port=port), ready=lambda url: print(url, flush=True))


def echo(port: int) -> None:
    """Sends back what it gets."""
    from sanic import Sanic
    from sanic.response import json

    app = Sanic("echo")

    @app.post("/webhooks/rest/webhook")
    async def answer(request):  # type: ignore[no-untyped-def]
        return json([{"text": request.json["message"]}])

    @app.after_server_start
    async def ready(*_):  # type: ignore[no-untyped-def]
        print("ready", flush=True)

    app.run("127.0.0.1", port, access_log=False)


if __name__ == "__main__":
    if sys.argv[1] == "echo":
        echo(int(sys.argv[2]))
    else:
        fixed(int(sys.argv[2]), Path(sys.argv[3]))

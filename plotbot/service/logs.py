"""The log of the service: one JSON object a line on standard error, one line a request.

What people say and who they are is not in it unless asked for: a sender is told by a hash, which is
the same for the same sender.
"""

from __future__ import annotations

import hashlib
import logging
import sys
import time
from typing import Any

import structlog
from sanic import Sanic
from sanic.request import Request
from sanic.response import BaseHTTPResponse

logger = logging.getLogger("plotbot.requests")


def configure() -> None:
    """Send all logs, Rasa's too, to standard error, a JSON object a line."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(default=str),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared[:2],
            shared[3],
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    logger.setLevel(logging.INFO)


def install(app: Sanic, text: bool = False) -> None:
    """Log every request; with what was said and by whom, if ``text``."""
    app.ctx.log_text = text
    for name in ("sanic.root", "sanic.error"):  # Rasa cuts them off
        logging.getLogger(name).propagate = True

    async def begin(request: Request) -> None:
        request.ctx.began = time.perf_counter()

    async def end(request: Request, response: BaseHTTPResponse) -> None:
        began = getattr(request.ctx, "began", None)
        line = {
            "method": request.method,
            "path": request.path,
            "status": response.status,
            "ms": None if began is None else round(1000 * (time.perf_counter() - began), 1),
            **getattr(request.ctx, "noted", {}),
        }
        logger.info("request", extra=line)

    app.register_middleware(begin, "request")
    app.register_middleware(end, "response")


def note(request: Request, sender: str, message: str, replies: list[dict[str, Any]]) -> None:
    """What the line of a request says of a message and its replies."""
    customs = [reply["custom"] for reply in replies if "custom" in reply]
    request.ctx.noted = {
        "sender": hashed(sender),
        "reply": [custom.get("status") for custom in customs],
    }
    if not all(custom.get("remembered", True) for custom in customs):
        request.ctx.noted["remembered"] = False
    if getattr(request.app.ctx, "log_text", False):
        request.ctx.noted |= {"sender": sender, "text": message}


def hashed(sender: str) -> str:
    """A short name for a sender that does not tell who it is."""
    return hashlib.blake2s(sender.encode("utf-8", "replace"), digest_size=6).hexdigest()

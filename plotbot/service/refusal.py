"""What is not answered, and why: a status and ``{"error": ...}``, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from sanic import Sanic
from sanic.exceptions import InvalidUsage, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

logger = logging.getLogger(__name__)

INSIDE = "something went wrong inside"


class Refused(ValueError):
    """A request that is not answered; says why, with the status and headers of the response."""

    def __init__(
        self, error: str, status: int = 400, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(error)
        self.status = status
        self.headers = dict(headers or {})


def guard(app: Sanic, *_: Any) -> None:
    """Refuse lengths of bodies that are none, as soon as the head of a request is read.

    Sanic 21.12 reads a body of negative length for ever, and nobody else is answered any more.
    """

    async def check(request: Request) -> None:
        if not request.headers.get("content-length", "0").isdecimal():
            raise InvalidUsage("the length of the body is not a number")

    app.add_signal(check, "http.lifecycle.request")


def install(app: Sanic) -> None:
    """Make every exception of a request a response that says what is wrong."""
    app.error_handler.add(Exception, respond)


def respond(request: Request | None, error: Exception) -> HTTPResponse:
    """The response that an exception comes to."""
    if isinstance(error, Refused):
        return json_response({"error": str(error)}, error.status, error.headers)
    if isinstance(error, SanicException) and error.status_code < 500:
        headers = getattr(error, "headers", None)
        return json_response({"error": str(error)}, error.status_code, headers)
    logger.error("A request failed.", exc_info=error)
    return json_response({"error": INSIDE}, getattr(error, "status_code", 500))

"""The REST webhook, ``POST /webhooks/rest/webhook``: checked first, never without a reply.

Rasa's own channel takes any body, lets clients send commands (``/restart``) and name their channel,
and returns an empty array when something fails. This one keeps the contract of the project instead:

    {"sender": "...", "message": "...", "message_id": "...", "metadata": {"film": "..."}}

of which only ``message`` is needed. Whatever is wrong with a body gets 400 or 413, and
``{"error": ...}``.
"""

from __future__ import annotations

import asyncio
import json
import logging
import uuid
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, NamedTuple

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from plotbot.service import access, apology, logs, memory
from plotbot.service.database import DatabaseDown
from plotbot.service.plain import PLAIN
from plotbot.service.refusal import Refused, respond
from plotbot.service.store import ConversationStore, store_of

logger = logging.getLogger(__name__)

BODY_LIMIT = 64 * 1024
MESSAGE_LIMIT = 2000
SENDER_LIMIT = 200
TIMEOUT = 8.0
"""Seconds after which a message is given up."""

Messages = list[dict[str, Any]]
Handler = Callable[[UserMessage], Awaitable[Any]]


class BadRequest(Refused):
    """A body that is refused; says what is wrong with it."""


class Repeated(Exception):
    """A message that was answered before; carries the replies."""

    def __init__(self, replies: Messages) -> None:
        super().__init__("the message was answered before")
        self.replies = replies


class Said(NamedTuple):
    """What a client sent, checked."""

    sender: str
    message: str
    message_id: str | None
    film: str | None


def read(body: bytes) -> Said:
    """What a body says.

    Raises:
        BadRequest: if it is not what the contract allows.
    """
    if len(body) > BODY_LIMIT:
        raise too_large()
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequest("the body is not JSON") from None
    if not isinstance(said, dict):
        raise BadRequest("the body is not a JSON object")
    message = _text(said, "message", MESSAGE_LIMIT)
    if message is None:
        raise BadRequest("message is missing")
    if not message.strip():
        raise BadRequest("message has nothing in it")
    metadata = said.get("metadata")
    film = metadata.get("film") if isinstance(metadata, dict) else None
    return Said(
        _text(said, "sender", SENDER_LIMIT) or uuid.uuid4().hex,
        message,
        _text(said, "message_id", SENDER_LIMIT),
        film if isinstance(film, str) else None,
    )


def too_large() -> BadRequest:
    """What is wrong with a body that is too long."""
    return BadRequest(f"the body is longer than {BODY_LIMIT} bytes", 413)


def _text(said: dict[str, Any], key: str, limit: int) -> str | None:
    """A text of 1 to ``limit`` characters; None if the key is absent."""
    if key not in said:
        return None
    value = said[key]
    if not isinstance(value, str) or not 1 <= len(value) <= limit:
        raise BadRequest(f"{key} is not a text of 1 to {limit} characters")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise BadRequest(f"{key} has half a character in it") from None
    return value


class PlotbotInput(InputChannel):
    """The channel; named ``rest``, at Rasa's standard address."""

    def __init__(self, timeout: float = TIMEOUT) -> None:
        self.timeout = timeout
        self.running: dict[tuple[str, str], asyncio.Task[Messages]] = {}

    @classmethod
    def name(cls) -> str:
        """Rasa's name of the channel."""
        return "rest"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The routes."""
        routes = Blueprint("plotbot_rest", __name__)

        @routes.route("/", methods=["GET"])
        async def alive(_: Request) -> HTTPResponse:
            return json_response({"status": "ok"})

        @routes.route("/webhook", methods=["POST"], stream=True)
        async def receive(request: Request) -> HTTPResponse:
            try:
                said = read(await _body(request))
                await access.count_sender(request, said.sender)
            except Refused as refused:
                return respond(request, refused)
            store = store_of(request.app.ctx.agent)
            replies = await self.answer(said, on_new_message, store)
            logs.note(request, said.sender, said.message, replies)
            return json_response(replies)

        return routes

    async def answer(
        self, said: Said, on_new_message: Handler, store: ConversationStore | None = None
    ) -> Messages:
        """The replies to a message; the same ones if it is a repeat of one that was answered."""
        if said.message_id is None:
            return await self._process(said, on_new_message, store)
        key = said.sender, said.message_id
        if key not in self.running:
            earlier = await _earlier(store, said) if store else None
            if earlier is not None:
                return earlier
        if key not in self.running:
            task = asyncio.ensure_future(self._process(said, on_new_message, store))
            self.running[key] = task
            task.add_done_callback(lambda _: self.running.pop(key, None))
        return await asyncio.shield(self.running[key])

    async def _process(
        self, said: Said, on_new_message: Handler, store: ConversationStore | None
    ) -> Messages:
        output = CollectingOutputChannel()
        turn = memory.begin()
        if store and said.message_id is not None:
            turn.check = partial(_refuse_repeat, store, said)
        message = UserMessage(
            said.message,
            output,
            said.sender,
            input_channel=self.name(),
            message_id=said.message_id,
            metadata={PLAIN: True, **({"film": said.film} if said.film else {})},
        )
        try:
            await asyncio.wait_for(on_new_message(message), self.timeout)
        except Repeated as repeated:
            return repeated.replies
        except asyncio.TimeoutError:
            logger.error("A message was given up after %g s.", self.timeout)
        except Exception:
            logger.exception("A message could not be answered.")
        if not turn.removed:
            return _not_remembered(apology.messages(said.sender, apology.NOT_REMOVED))
        replies = output.messages or apology.messages(said.sender)
        return replies if turn.remembered else _not_remembered(replies)


def _not_remembered(replies: Messages) -> Messages:
    """The same replies, whose ``custom`` messages say that the store did not keep the turn."""
    return [
        {**reply, "custom": {**reply["custom"], "remembered": False}}
        if "custom" in reply
        else reply
        for reply in replies
    ]


async def _body(request: Request) -> bytes:
    """The body, read up to the limit only."""
    if int(request.headers.get("content-length") or 0) > BODY_LIMIT:
        raise too_large()
    body = b""
    while request.stream is not None:
        part = await request.stream.read()
        if part is None:
            break
        body += part
        if len(body) > BODY_LIMIT:
            raise too_large()
    return body


async def _earlier(store: ConversationStore, said: Said) -> Messages | None:
    """What was said to a message of the same id; None if it never came or the store fails."""
    try:
        uttered = await store.database.run(store.answered, said.sender, str(said.message_id))
    except DatabaseDown:
        return None
    if not uttered:
        return None
    output = CollectingOutputChannel()
    for message in uttered:
        await output.send_response(said.sender, message)
    return output.messages


async def _refuse_repeat(store: ConversationStore, said: Said) -> None:
    """End a turn whose message another process has answered meanwhile."""
    earlier = await _earlier(store, said)
    if earlier is not None:
        raise Repeated(earlier)

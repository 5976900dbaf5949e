"""The webhook's contract, without a server: what is refused, what is never left without a reply."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered

from plotbot.service import project
from plotbot.service.channel import BODY_LIMIT, BadRequest, PlotbotInput, Said, read
from plotbot.service.store import ConversationStore


def body(**fields: Any) -> bytes:
    return json.dumps(fields).encode()


@pytest.mark.parametrize(
    "bad, error",
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe\xfa", "not JSON"),
        (b"[" * 20_000, "not JSON"),
        (b"null", "not a JSON object"),
        (b"[]", "not a JSON object"),
        (b'"hello"', "not a JSON object"),
        (b"{}", "message is missing"),
        (body(message=None), "message is not a text"),
        (body(message=7), "message is not a text"),
        (body(message=["hi"]), "message is not a text"),
        (body(message=""), "message is not a text"),
        (body(message="   \n"), "message has nothing in it"),
        (body(message="x" * 2001), "message is not a text"),
        (body(message="\ud800"), "half a character"),
        (body(message="hi", sender=None), "sender is not a text"),
        (body(message="hi", sender=1), "sender is not a text"),
        (body(message="hi", sender=""), "sender is not a text"),
        (body(message="hi", sender="x" * 201), "sender is not a text"),
        (body(message="hi", message_id=4), "message_id is not a text"),
    ],
)
def test_bad_bodies_are_refused(bad: bytes, error: str) -> None:
    with pytest.raises(BadRequest, match=error) as refused:
        read(bad)
    assert refused.value.status == 400


def test_a_long_body_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadRequest) as refused:
        read(b" " * (BODY_LIMIT + 1))
    assert refused.value.status == 413


def test_good_bodies() -> None:
    assert read(body(message="x" * 2000, sender="y" * 200)).sender == "y" * 200
    assert read(body(message="hi", message_id="1", metadata={"film": "f"}))[1:] == ("hi", "1", "f")
    assert (
        read(body(message="hi", metadata="nonsense", stream=True, input_channel="x")).film is None
    )


def test_each_missing_sender_is_a_conversation_of_its_own() -> None:
    assert read(body(message="hi")).sender != read(body(message="hi")).sender


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=10,
)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        assert isinstance(read(data), Said)
    except BadRequest as bad:
        assert str(bad)


@given(JSON, JSON, JSON)
def test_any_object_is_read_or_refused(message: Any, sender: Any, message_id: Any) -> None:
    try:
        said = read(body(message=message, sender=sender, message_id=message_id))
    except BadRequest as bad:
        assert str(bad)
    else:
        assert said.message == message and said.sender == sender


def test_slash_and_channel_of_the_client_are_ignored() -> None:
    seen: list[UserMessage] = []

    async def handler(message: UserMessage) -> None:
        seen.append(message)
        await message.output_channel.send_text_message(message.sender_id, "done")

    said = Said("ann", "/restart", None, None)
    replies = asyncio.run(PlotbotInput().answer(said, handler))
    assert [reply["text"] for reply in replies] == ["done"]
    assert seen[0].input_channel == "rest"
    assert seen[0].metadata == {"plain": True}


async def _silent(_: UserMessage) -> None:
    return None


async def _raising(_: UserMessage) -> None:
    raise RuntimeError("secret")


async def _hanging(_: UserMessage) -> None:
    await asyncio.sleep(60)


@pytest.mark.parametrize("handler", [_silent, _raising, _hanging])
def test_never_an_empty_array(handler: Any) -> None:
    said = Said("ann", "hi", None, None)
    text, custom = asyncio.run(PlotbotInput(timeout=0.05).answer(said, handler))
    assert text["text"].endswith(".") and "secret" not in text["text"]
    assert custom["custom"]["status"] == "error"
    assert custom["custom"]["sender"] == "ann"


def test_the_same_message_at_the_same_time_is_processed_once() -> None:
    times: list[str] = []

    async def handler(message: UserMessage) -> None:
        times.append(message.message_id)
        await asyncio.sleep(0.02)
        await message.output_channel.send_text_message(message.sender_id, f"no. {len(times)}")

    async def together() -> list[Any]:
        channel, said = PlotbotInput(), Said("ann", "hi", "id-1", None)
        replies = await asyncio.gather(*(channel.answer(said, handler) for _ in range(5)))
        assert not channel.running
        return replies

    replies = asyncio.run(together())
    assert times == ["id-1"]
    assert all(reply == replies[0] for reply in replies)


def test_a_repeat_gets_the_reply_that_is_stored(tmp_path: Path) -> None:
    domain = Domain.from_path(str(project.ROOT / "domain.yml"))
    store = ConversationStore(domain, path=str(tmp_path / "c.db"))

    async def handler(message: UserMessage) -> None:
        tracker = await store.get_or_create_tracker(message.sender_id)
        tracker.update(UserUttered(message.text, message_id=message.message_id))
        reply = BotUttered("Which?", {"buttons": [{"title": "A", "payload": "a"}]})
        tracker.update(reply)
        tracker.update(BotUttered(None, {"custom": {"status": "clarify"}}))
        await message.output_channel.send_response(message.sender_id, reply.message())
        await message.output_channel.send_custom_json(message.sender_id, {"status": "clarify"})
        await store.save(tracker)

    async def twice() -> tuple[Any, Any]:
        said = Said("ann", "hi", "id-1", None)
        first = await PlotbotInput().answer(said, handler, store)
        return first, await PlotbotInput().answer(said, _raising, store)

    first, second = asyncio.run(twice())
    assert first == second
    assert [sorted(reply) for reply in first] == [
        ["buttons", "recipient_id", "text"],
        ["custom", "recipient_id"],
    ]

"""The running service against its written description, with bodies that nobody would send."""

from __future__ import annotations

import http.client
import json
import os
import random
import socket
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import validate_spec
from running import WEBHOOK, Server

import plotbot
from plotbot.answer.model import STATUSES
from plotbot.service import model
from plotbot.service.health import description

BODIES = int(os.environ.get("PLOTBOT_RANDOM_BODIES", "300"))
DESCRIPTION = description()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    model.ensure()
    running = Server(tmp_path_factory.mktemp("store") / "conversations.db")
    yield running
    running.kill()


def validator(schema: Any) -> OAS30Validator:
    return OAS30Validator({**schema, "components": DESCRIPTION["components"]})


def described(method: str, path: str, status: int) -> OAS30Validator:
    """What the description says that a response must be."""
    responses = DESCRIPTION["paths"][path][method.lower()]["responses"]
    assert str(status) in responses, f"{status} is not described"
    response = responses[str(status)]
    if "$ref" in response:
        response = DESCRIPTION["components"]["responses"][response["$ref"].rpartition("/")[2]]
    return validator(response["content"]["application/json"]["schema"])


SAID = validator(DESCRIPTION["components"]["schemas"]["Said"])


def test_the_description_is_valid_and_complete(server: Server) -> None:
    validate_spec(DESCRIPTION)
    status, served = server.request("GET", "/openapi.json")
    assert status == 200 and served == json.loads(json.dumps(DESCRIPTION))
    assert DESCRIPTION["info"]["version"] == plotbot.__version__
    custom = DESCRIPTION["components"]["schemas"]["Custom"]["properties"]["custom"]
    assert set(custom["properties"]["status"]["enum"]) == {*STATUSES, "error"}


def test_health_is_as_described(server: Server) -> None:
    status, health = server.request("GET", "/health")
    described("GET", "/health", status).validate(health)


WORDS = st.sampled_from(
    "who what why where killed is did the film end ultron thor wanda pietro stark and then he she "
    "it them not never before after hello thanks /restart /session_start ? ! , ' \" { } 🤖 ß ي \x00"
    " \u200b \u202e <b> ;-- ${x} %s ../../etc/passwd".split(" ")
)
TEXTS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=12).map(" ".join),
    st.text(max_size=60),
    st.text(max_size=30).map(lambda text: (text or "a") * 90),
    st.integers(1990, 2010).map(lambda length: "a" * length),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)
KEYS = {
    "message": TEXTS | VALUES,
    "sender": st.text(max_size=8) | st.text(min_size=195, max_size=205) | VALUES,
    "message_id": st.text(max_size=8) | VALUES,
    "metadata": st.fixed_dictionaries({}, optional={"film": VALUES}) | VALUES,
    "input_channel": VALUES,
    "stream": VALUES,
}
BESIDE = {key: values for key, values in KEYS.items() if key != "message"}
OBJECTS = st.fixed_dictionaries({"message": TEXTS}, optional=BESIDE) | st.fixed_dictionaries(
    {}, optional=KEYS
)
GOOD = st.fixed_dictionaries({"message": TEXTS}, optional={"sender": st.text("ab", min_size=1)})
WRITTEN = st.one_of(GOOD, GOOD, OBJECTS, VALUES).map(lambda value: json.dumps(value).encode())
BYTES = st.one_of(
    WRITTEN,
    WRITTEN,
    st.binary(max_size=200),
    st.tuples(WRITTEN, st.integers(0, 100)).map(lambda cut: cut[0][: cut[1]]),
    st.sampled_from([b"[" * 30_000, b'{"message": "' + b"x" * 70_000 + b'"}', b"\xff\xfe{}"]),
)


def expected(body: bytes) -> int:
    """The status that the description asks for; the size first, then the rest."""
    if len(body) > 64 * 1024:
        return 413
    try:
        value = json.loads(body)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return 400
    return 200 if SAID.is_valid(value) else 400


def test_whatever_is_sent_the_service_keeps_to_its_description(server: Server) -> None:
    seen: Counter[int] = Counter()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)

    @settings(
        max_examples=BODIES,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(BYTES)
    def send(body: bytes) -> None:
        connection.request("POST", WEBHOOK, body)
        response = connection.getresponse()
        replies = json.loads(response.read())
        seen[response.status] += 1
        described("POST", WEBHOOK, response.status).validate(replies)
        assert response.status == expected(body)
        if response.status == 200:
            customs = [reply["custom"] for reply in replies if "custom" in reply]
            assert customs and all(custom["status"] != "error" for custom in customs)

    send()
    connection.close()
    print(f"random bodies: {dict(seen)}")
    assert sum(seen.values()) >= BODIES and min(seen[200], seen[400], seen[413]) > 0
    assert server.request("GET", "/health")[0] == 200
    assert not [line for line in server.logged() if line["level"] == "error"]


RAW = {
    "no length": b"POST %s HTTP/1.1\r\nHost: x\r\n\r\n",
    "a length that is none": b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n{}",
    "a length below 0": b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n{}",
    "a huge length": b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n{}",
    "chunks": b"POST %s HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"14\r\n" + b'{"message": "hello"}' + b"\r\n0\r\n\r\n",
    "bad chunks": b"POST %s HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "no HTTP": b"\x16\x03\x01 hello \r\n\r\n",
    "a long header": b"POST %s HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 40_000 + b"\r\n\r\n",
    "an endless path": b"GET /" + b"x" * 40_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
}


@pytest.mark.parametrize("kind", RAW)
def test_what_is_hardly_http_is_answered_and_leaves_no_trace(server: Server, kind: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
        raw.sendall(RAW[kind].replace(b"%s", WEBHOOK.encode()))
        raw.settimeout(10)
        answer = raw.recv(65_536)
    if kind == "no HTTP" and not answer:
        return
    status = int(answer.split()[1])
    assert status == 200 if kind == "chunks" else 400 <= status < 500 or status == 503, answer
    assert b"Traceback" not in answer and b"site-packages" not in answer
    assert server.say("hello")


def test_a_body_in_small_pieces_over_the_limit_is_refused(server: Server) -> None:
    def pieces() -> Iterator[bytes]:
        chance = random.Random(7)
        yield b'{"message": "'
        for _ in range(100):
            yield bytes(chance.choices(b"abc", k=1000))

    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request(
        "POST", WEBHOOK, pieces(), encode_chunked=True, headers={"Transfer-Encoding": "chunked"}
    )
    assert connection.getresponse().status == 413
    connection.close()

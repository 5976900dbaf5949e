"""``plotbot serve`` as clients meet it: a process, asked over HTTP, ended by a signal."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from plotbot.service import model, project

WEBHOOK = "/webhooks/rest/webhook"


class Server:
    """A running ``plotbot serve``."""

    def __init__(self, store: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "plotbot.cli", "serve", "--port", str(self.port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=project.ROOT,
            env={**os.environ, "PLOTBOT_STORE": str(store)},
        )
        assert self.process.stdout
        self.line = self.process.stdout.readline()

    def request(self, method: str, path: str, body: bytes | None = None) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()

    def say(self, message: str, **fields: Any) -> Any:
        body = json.dumps({"message": message, **fields}).encode()
        status, replies = self.request("POST", WEBHOOK, body)
        assert status == 200
        return replies

    def end(self, number: int = signal.SIGTERM) -> float:
        start = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(20)
        return time.monotonic() - start


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store") / "conversations.db"


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    model.ensure()
    running = Server(store)
    yield running
    if running.process.poll() is None:
        running.end(signal.SIGKILL)


def test_one_line_with_the_address(server: Server) -> None:
    assert server.line == f"plotbot: http://127.0.0.1:{server.port}\n"


def test_health(server: Server) -> None:
    status, health = server.request("GET", "/health")
    assert status == 200
    assert health["status"] == "ok" and health["store"] == "ok"
    assert health["model"] and health["films"]


def test_a_question(server: Server) -> None:
    text, custom = server.say("Who killed Strucker?", sender="ann")
    assert "Ultron" in text["text"] and "(Synopsis, sentence 10)" in text["text"]
    assert custom["custom"]["status"] == "answered"
    assert custom["custom"]["sender"] == "ann"
    assert custom["custom"]["citations"][0]["sentence"] == 10


def test_a_sender_is_made_up(server: Server) -> None:
    senders = {server.say("hello")[1]["custom"]["sender"] for _ in range(3)}
    assert len(senders) == 3


@pytest.mark.parametrize(
    "body, expected",
    [
        (b"", 400),
        (b"[]", 400),
        (b"null", 400),
        (b'{"message": ""}', 400),
        (b'{"message": 1}', 400),
        (b'{"message": "hi", "sender": null}', 400),
        (b"x" * (64 * 1024 + 1), 413),
        (b'{"message": "' + b"x" * 1_000_000 + b'"}', 413),
    ],
)
def test_bad_bodies(server: Server, body: bytes, expected: int) -> None:
    status, reply = server.request("POST", WEBHOOK, body)
    assert status == expected
    assert list(reply) == ["error"] and reply["error"]


def test_commands_and_channels_of_clients_are_ignored(server: Server) -> None:
    for text in ("/restart", "/session_start", "/greet", "/", "//"):
        replies = server.say(text, sender="mallory", input_channel="cmdline")
        assert replies[0]["text"] and replies[1]["custom"]["status"]


def test_a_repeat_is_not_processed_again(server: Server) -> None:
    first = server.say("Who killed Strucker?", sender="bob", message_id="m-1")
    other = server.say("hello", sender="bob", message_id="m-2")
    assert server.say("Who killed Strucker?", sender="bob", message_id="m-1") == first != other


def test_conversations_at_once_do_not_mix(server: Server) -> None:
    def conversation(number: int) -> set[str]:
        replies = [server.say(text, sender=f"user {number}") for text in ("hello", "who are you")]
        return {reply[1]["custom"]["sender"] for reply in replies}

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(conversation, range(32))) == [{f"user {n}"} for n in range(32)]


def test_it_survives_being_killed_and_ends_within_seconds(store: Path, server: Server) -> None:
    before = server.say("Who killed Strucker?", sender="carol", message_id="c-1")
    server.end(signal.SIGKILL)
    again = Server(store)
    assert again.say("Who killed Strucker?", sender="carol", message_id="c-1") == before

    stop = threading.Event()

    def load(number: int) -> None:
        while not stop.is_set():
            try:
                again.say("Who killed Strucker?", sender=f"load {number}")
            except (OSError, http.client.HTTPException, AssertionError):
                return

    threads = [threading.Thread(target=load, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    try:
        assert again.end() < 5
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert again.process.returncode == 0
    assert again.process.stderr and "Traceback" not in again.process.stderr.read()

"""A remote action server that is down, hangs or fails: the user is told, and can go on."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest
from running import WEBHOOK, Running, Server, free_port

from plotbot.service import model
from plotbot.service.apology import SENTENCE


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def server(port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service whose actions are elsewhere, where nobody is yet."""
    model.ensure()
    store = tmp_path_factory.mktemp("store") / "conversations.db"
    running = Server(store, PLOTBOT_ACTIONS=f"http://127.0.0.1:{port}/webhook")
    yield running
    running.kill()


def told(server: Server) -> None:
    """The user is told in one sentence, within seconds, and the log tells why."""
    before = len(server.logged())
    body = json.dumps({"message": "Who killed Strucker?", "sender": "ann"}).encode()
    status, replies = server.request("POST", WEBHOOK, body)
    assert status == 200 and replies[0]["text"] == SENTENCE
    assert replies[1]["custom"]["status"] == "error"
    new = server.logged()[before:]
    assert [line for line in new if line["level"] == "error"]
    (request,) = [line for line in new if line["event"] == "request"]
    assert request["reply"] == ["error"] and request["ms"] < 10_000


def answered(server: Server) -> None:
    text = server.say("Who killed Strucker?", sender="ann")[0]["text"]
    assert "Ultron" in text


class Faulty(BaseHTTPRequestHandler):
    """An action server that does nothing right."""

    fault = ""
    over = Event()

    def do_POST(self) -> None:
        if self.fault == "hangs":
            self.over.wait(60)
        self.send_response(500 if self.fault == "fails" else 200)
        self.end_headers()
        self.wfile.write(b"{no JSON" if self.fault == "nonsense" else b"{}")

    def log_message(self, *_: Any) -> None:
        pass


@pytest.mark.parametrize("fault", ["fails", "nonsense", "hangs"])
def test_a_faulty_action_server(server: Server, port: int, fault: str) -> None:
    Faulty.fault, Faulty.over = fault, Event()
    faulty = ThreadingHTTPServer(("127.0.0.1", port), Faulty)
    faulty.daemon_threads = True
    thread = Thread(target=faulty.serve_forever)
    thread.start()
    try:
        told(server)
    finally:
        Faulty.over.set()
        faulty.shutdown()
        thread.join()
        faulty.server_close()


def test_down_then_up_then_down(server: Server, port: int) -> None:
    told(server)
    actions = Running("actions", port=port)
    try:
        assert actions.line == f"plotbot: http://127.0.0.1:{port}\n"
        answered(server)
        actions.end(signal.SIGKILL)
        told(server)
        assert server.request("GET", "/health")[0] == 200
    finally:
        actions.kill()


def test_it_ends_in_time_while_an_action_hangs(server: Server, port: int) -> None:

    def ask() -> None:
        with suppress(OSError, HTTPException):
            server.say("Who killed Strucker?")

    Faulty.fault, Faulty.over = "hangs", Event()
    faulty = ThreadingHTTPServer(("127.0.0.1", port), Faulty)
    faulty.daemon_threads = True
    Thread(target=faulty.serve_forever, daemon=True).start()
    asking = Thread(target=ask)
    asking.start()
    try:
        assert server.end() < 5
        assert server.process.returncode == 0
    finally:
        Faulty.over.set()
        faulty.shutdown()
        faulty.server_close()
        asking.join()

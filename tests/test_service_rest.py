"""``plotbot serve`` as clients meet it: a process, asked over HTTP, ended by a signal."""

from __future__ import annotations

import http.client
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from running import WEBHOOK, Server

from plotbot.service import model


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store") / "conversations.db"


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    model.ensure()
    running = Server(store)
    yield running
    running.kill()


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


def test_the_log_has_a_line_a_request_and_no_word_of_what_was_said(server: Server) -> None:
    server.say("Who killed Strucker?", sender="somebody private")
    server.send("GET", "/no/such/path?token=secret")
    lines = [line for line in server.logged() if line["event"] == "request"]
    asked, lost = lines[-2:]
    assert (asked["method"], asked["path"], asked["status"]) == ("POST", WEBHOOK, 200)
    assert asked["ms"] > 0 and asked["reply"] == ["answered"] and len(asked["sender"]) == 12
    assert (lost["path"], lost["status"]) == ("/no/such/path", 404)
    assert not any(word in server.said() for word in ("Strucker", "private", "secret"))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/version"),
        ("GET", "/status"),
        ("GET", "/domain"),
        ("GET", "/conversations/ann/tracker"),
        ("POST", "/conversations/ann/tracker/events"),
        ("POST", "/model/parse"),
        ("PUT", "/model"),
        ("DELETE", "/model"),
        ("GET", WEBHOOK),
        ("DELETE", WEBHOOK),
    ],
)
def test_nothing_of_rasas_management_is_open(server: Server, method: str, path: str) -> None:
    status, reply, _ = server.send(method, path)
    assert status in (404, 405)
    assert list(reply) == ["error"] and reply["error"]


def test_a_page_of_another_origin_gets_no_leave(server: Server) -> None:
    body = b'{"message": "hello"}'
    _, _, headers = server.send("POST", WEBHOOK, body, Origin="https://elsewhere.example")
    assert "access-control-allow-origin" not in headers


def test_forgetting(server: Server, store: Path) -> None:
    assert "Ultron" in server.say("Who killed Strucker?", sender="dave")[0]["text"]
    text, custom = server.say("please forget everything", sender="dave", message_id="d-1")
    assert "forgotten" in text["text"] and custom["custom"]["status"] == "smalltalk"
    files = b"".join(path.read_bytes() for path in store.parent.iterdir())
    assert b"dave" not in files and b"bob" in files
    assert server.say("Why?", sender="dave")[1]["custom"]["status"] != "answered"


def test_it_survives_being_killed_and_ends_within_seconds(store: Path, server: Server) -> None:
    before = server.say("Who killed Strucker?", sender="carol", message_id="c-1")
    server.end(signal.SIGKILL)
    again = Server(store)
    assert again.say("Who killed Strucker?", sender="carol", message_id="c-1") == before
    follow_up = again.say("Who did he recruit?", sender="carol")
    assert "Ultron recruits" in follow_up[0]["text"], "the thread is there"

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
    assert "Traceback" not in again.said()
    again.kill()

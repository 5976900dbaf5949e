"""Two service and two action processes behind nginx, on PostgreSQL and Redis, parts of it failing.

200 conversations go through phases, a turn each: all is up; a process of each kind is killed; Redis
is restarted; PostgreSQL is restarted; all is up again. A client that gets no good reply asks again
with the same ``message_id``. No turn may be lost or taken twice, and while all is up there is no
error.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import shutil
import signal
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from outside import PostgresServer, Process, nginx, redis_server
from running import JSON, WEBHOOK, Running, Server, free_port

from plotbot.service import model
from plotbot.service.store import open_database

pytestmark = pytest.mark.hosts

CONVERSATIONS = 200
CLIENTS = 16
SCRIPTS = (
    (
        "Who killed Strucker?",
        "Who did he recruit?",
        "Why?",
        "Who is Wanda Maximoff?",
        "And Vision?",
    ),
    ("Who captured Romanoff?", "Who rescued her?", "What happened next?", "And then?", "Why?"),
    ("Who is Thor?", "What did he do?", "How do you know?", "Who commanded Strucker?", "Where?"),
)
PHASES = len(SCRIPTS[0])


class Hosts:
    """All the parts, and the turns that went through them."""

    def __init__(self, stack: contextlib.ExitStack) -> None:
        folder = Path(tempfile.mkdtemp(prefix="plotbot-nginx-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        self.postgres = PostgresServer()
        stack.callback(self.postgres.remove)
        self.redis = redis_server()
        stack.callback(lambda: self.redis.stop())
        ports = [free_port() for _ in range(5)]
        self.nginx: Process = nginx(folder, ports[:2], ports[2:4], ports[4])
        stack.callback(lambda: self.nginx.stop())
        redis = f"redis://127.0.0.1:{self.redis.port}"
        env = {
            "PLOTBOT_LOCKS": f"{redis}/0",
            "PLOTBOT_RATE": "1000000/minute",
            "PLOTBOT_RATE_STORAGE": f"{redis}/1",
            "PLOTBOT_PROXIES": "1",
            "PLOTBOT_ACTIONS": f"http://127.0.0.1:{ports[4]}/webhook",
        }
        store: Any = self.postgres.url
        starts: list[Callable[[], Running]] = [
            *(lambda port=port: Server(store, port=port, **env) for port in ports[:2]),
            *(lambda port=port: Running("actions", port=port) for port in ports[2:4]),
        ]
        with ThreadPoolExecutor() as pool:
            processes = list(pool.map(lambda start: start(), starts))
        for process in processes:
            stack.callback(process.kill)
        self.services, self.actions = processes[:2], processes[2:]
        self.errors: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.ids: dict[str, list[str]] = {}
        self.expected = [self._talk(script) for script in SCRIPTS]

    def phase(self, number: int, fault: Callable[[], None] | None = None) -> Counter[str]:
        """A turn of every conversation, the fault in the middle; the errors that were told."""
        self.errors.clear()
        senders = list(self.ids)
        done = 0

        def turn(at: int) -> None:
            nonlocal done
            script = at % len(SCRIPTS)
            said = self._say(senders[at], SCRIPTS[script][number])
            if said != self.expected[script][number]:
                self.wrong.append(f"{SCRIPTS[script][number]} -> {said}")
            done += 1

        with ThreadPoolExecutor(CLIENTS) as pool:
            turns = [pool.submit(turn, at) for at in range(len(senders))]
            while fault and done < len(senders) / 4:
                time.sleep(0.01)
            if fault:
                fault()
            for one in turns:
                one.result()
        return Counter(self.errors)

    def _talk(self, script: tuple[str, ...]) -> list[str]:
        sender = uuid.uuid4().hex
        said = [self._say(sender, question) for question in script]
        del self.ids[sender]
        return said

    def _say(self, sender: str, question: str) -> str:
        """The texts of the reply, asked for until it comes and is remembered."""
        message = {"sender": sender, "message": question, "message_id": uuid.uuid4().hex}
        self.ids.setdefault(sender, []).append(message["message_id"])
        while True:
            status, replies = self._post(message)
            customs = [r["custom"] for r in replies if "custom" in r] if status == 200 else []
            if status != 200:
                assert status == 503 and replies["error"], (status, replies)
                self.errors["503"] += 1
            elif any(custom["status"] == "error" for custom in customs):
                self.errors["error"] += 1
            elif not all(custom.get("remembered", True) for custom in customs):
                self.errors["not remembered"] += 1
            else:
                assert customs and {custom["sender"] for custom in customs} == {sender}
                return " ".join(reply["text"] for reply in replies if "text" in reply)
            time.sleep(0.1)

    def _post(self, message: dict[str, str]) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.nginx.port, timeout=60)
        try:
            connection.request("POST", WEBHOOK, json.dumps(message), JSON)
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()

    def settle(self) -> None:
        """Wait until those that are left say that they are well."""
        for service in self.services:
            while service.process.poll() is None and service.send("GET", "/health")[0] != 200:
                time.sleep(0.1)

    def kill(self) -> None:
        """One process of each kind ends at once."""
        for process in (self.services[0], self.actions[0]):
            process.end(signal.SIGKILL)

    def restart(self, part: Process | PostgresServer) -> None:
        """A part is away for a while."""
        part.stop()
        time.sleep(1)
        part.start()

    def written(self) -> dict[str, list[str]]:
        """Ids of the messages in the store, by sender, in order."""
        found: dict[str, list[str]] = {}
        with open_database(self.postgres.url).reading() as database:
            rows = database.execute(
                "SELECT sender, message_id FROM events WHERE kind = 'user' ORDER BY id"
            )
            for sender, message_id in rows:
                found.setdefault(sender, []).append(message_id)
        return found

    def heard(self, service: Running) -> set[str]:
        """Senders (hashed) that a process answered."""
        return {line["sender"] for line in service.logged() if "sender" in line}


@pytest.fixture(scope="module")
def hosts() -> Iterator[Hosts]:
    model.ensure()
    with contextlib.ExitStack() as stack:
        yield Hosts(stack)


def test_no_turn_is_lost_or_taken_twice(hosts: Hosts) -> None:
    hosts.ids.update({uuid.uuid4().hex: [] for _ in range(CONVERSATIONS)})
    assert not hosts.phase(0), "errors while all is up"
    seen = [hosts.phase(1, hosts.kill)]
    hosts.settle()
    seen.append(hosts.phase(2, lambda: hosts.restart(hosts.redis)))
    hosts.settle()
    seen.append(hosts.phase(3, lambda: hosts.restart(hosts.postgres)))
    hosts.settle()
    print("errors, by phase:", *map(dict, seen))
    assert seen[2]["not remembered"], "PostgreSQL was down, and nobody was told"
    assert not hosts.phase(4), "errors while all is up again"
    assert hosts.wrong == []
    written = hosts.written()
    assert {sender: written[sender] for sender in hosts.ids} == hosts.ids
    both = hosts.heard(hosts.services[0]) & hosts.heard(hosts.services[1])
    assert len(both) > CONVERSATIONS / 2, "turns of a conversation land on both processes"

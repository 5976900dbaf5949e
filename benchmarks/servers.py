"""Starts the services that are measured, asks them, and reads their memory."""

from __future__ import annotations

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plotbot.service import project

WEBHOOK = "/webhooks/rest/webhook"
FLOOR = str(Path(__file__).with_name("floor.py"))
_FILMS = project.ROOT / "data" / "films"
_FILM = (_FILMS / "first").read_text(encoding="utf-8").strip()
QUESTIONS = tuple((_FILMS / _FILM / "benchmark.txt").read_text(encoding="utf-8").splitlines())
"""Six questions about the film to begin with."""


class Service:
    """Processes that answer on a port."""

    def __init__(self, port: int, commands: list[list[str]], env: dict[str, str]) -> None:
        self.port = port
        start = time.perf_counter()
        self.processes = [
            subprocess.Popen(
                command,
                cwd=project.ROOT,
                env={**os.environ, **env},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            for command in commands
        ]
        try:
            self._first()
        except BaseException:
            self.stop()
            raise
        self.cold = time.perf_counter() - start

    def _first(self) -> None:
        until = time.monotonic() + 300
        while time.monotonic() < until:
            try:
                if Client(self.port).say(QUESTIONS[0], "first"):
                    return
            except (OSError, http.client.HTTPException, ValueError):
                if any(process.poll() is not None for process in self.processes):
                    raise RuntimeError("a process ended") from None
                time.sleep(0.1)
        raise RuntimeError("no answer came")

    def memory(self) -> float:
        """Megabytes that its processes hold."""
        pages = 0
        for process in self.processes:
            pages += int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


class Client:
    """Asks over one connection that stays open."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def say(self, message: str, sender: str) -> list[dict[str, object]]:
        body = json.dumps({"sender": sender, "message": message})
        self.connection.request("POST", WEBHOOK, body, {"Content-Type": "application/json"})
        response = self.connection.getresponse()
        content = response.read()
        if response.status != 200:
            raise ValueError(f"status {response.status}")
        replies: list[dict[str, object]] = json.loads(content)
        return replies


def latencies(port: int, count: int) -> list[float]:
    """Milliseconds of so many answers, one after the other, six to a conversation."""
    client, found = Client(port), []
    for number in range(-12, count):  # the first dozen warms up
        start = time.perf_counter()
        client.say(QUESTIONS[number % 6], f"latency-{number // 6}")
        if number >= 0:
            found.append(1000 * (time.perf_counter() - start))
    return found


def throughput(port: int, senders: int, seconds: float) -> float:
    """Replies a second to so many senders at once, each waiting for its reply."""
    over, counts = threading.Event(), [0] * senders

    def talk(at: int) -> None:
        client = Client(port)
        while not over.is_set():
            sender = uuid.uuid4().hex
            for question in QUESTIONS:
                if not over.is_set():
                    client.say(question, sender)
                    counts[at] += 1

    threads = [threading.Thread(target=talk, args=[at]) for at in range(senders)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    over.set()
    replies = sum(counts)
    seconds = time.perf_counter() - start
    for thread in threads:
        thread.join()
    return replies / seconds


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of values is."""
    return statistics.quantiles(values, n=100)[round(100 * share) - 1]


@contextmanager
def running(variant: str, model: Path | None) -> Iterator[Service]:
    """A variant (see ``variants``) that has answered once."""
    port, beside = _free_port(), _free_port()
    with tempfile.TemporaryDirectory() as folder:
        env = {"PLOTBOT_STORE": f"{folder}/store.db", "SANIC_HOST": "127.0.0.1"}
        service = Service(port, _commands(variant, model, port, beside, Path(folder)), env)
        try:
            yield service
        finally:
            service.stop()


def _commands(
    variant: str, model: Path | None, port: int, beside: int, folder: Path
) -> list[list[str]]:
    python = sys.executable
    if variant == "echo":
        return [[python, FLOOR, "echo", str(port)]]
    if variant == "fixed":
        return [[python, FLOOR, "fixed", str(port), str(model)]]
    if variant == "ours":
        return [[python, "-m", "plotbot.cli", "serve", "--port", str(port)]]
    endpoints, credentials = folder / "endpoints.yml", folder / "credentials.yml"
    endpoints.write_text(f"action_endpoint: {{url: 'http://127.0.0.1:{beside}/webhook'}}\n")
    credentials.write_text("rest:\n")
    run = [python, "-m", "rasa", "run", "--model", str(model), "--port", str(port)]
    run += ["--interface", "127.0.0.1", "--endpoints", str(endpoints)]
    actions = [python, "-m", "rasa", "run", "actions", "--port", str(beside)]
    return [[*run, "--credentials", str(credentials)], actions]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])

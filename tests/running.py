"""Processes that tests start, ask over HTTP, and end: ``plotbot serve`` and ``plotbot actions``."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from plotbot.service import project

WEBHOOK = "/webhooks/rest/webhook"
JSON = {"Content-Type": "application/json"}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Running:
    """A command of plotbot that listens; it has said so when this is made."""

    def __init__(self, command: str, *options: str, port: int | None = None, **env: str) -> None:
        self.port = port or free_port()
        # A file, since a pipe that nobody reads makes the process wait when it is full.
        self.errors = tempfile.TemporaryFile("w+")  # noqa: SIM115
        self.process = subprocess.Popen(
            [sys.executable, "-m", "plotbot.cli", command, "--port", str(self.port), *options],
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
            cwd=project.ROOT,
            env={**os.environ, **env},
        )
        assert self.process.stdout
        self.line = self.process.stdout.readline()

    def send(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, Any, dict[str, str]]:
        """Status, JSON and headers (their names in lower case) of the response."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, {**JSON, **headers})
            response = connection.getresponse()
            content = response.read()
            names = {name.lower(): value for name, value in response.getheaders()}
            return response.status, json.loads(content) if content else None, names
        finally:
            connection.close()

    def request(self, method: str, path: str, body: bytes | None = None) -> tuple[int, Any]:
        return self.send(method, path, body)[:2]

    def say(self, message: str, **fields: Any) -> Any:
        """The replies to a message."""
        body = json.dumps({"message": message, **fields}).encode()
        status, replies = self.request("POST", WEBHOOK, body)
        assert status == 200, replies
        return replies

    def said(self) -> str:
        """What stands on standard error so far."""
        self.errors.seek(0)
        return self.errors.read()

    def logged(self) -> list[dict[str, Any]]:
        """The lines of the log so far; all but what the command itself says must be JSON."""
        lines = [line for line in self.said().splitlines() if not line.startswith("plotbot: ")]
        return [json.loads(line) for line in lines]

    def end(self, number: int = signal.SIGTERM) -> float:
        """Send a signal; the seconds until the process has ended."""
        start = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(20)
        return time.monotonic() - start

    def kill(self) -> None:
        """End it if it is still there."""
        if self.process.poll() is None:
            self.end(signal.SIGKILL)
        if self.process.stdout:
            self.process.stdout.close()
        self.errors.close()


class Server(Running):
    """A running ``plotbot serve``."""

    def __init__(self, store: Path, *options: str, port: int | None = None, **env: str) -> None:
        super().__init__("serve", *options, port=port, PLOTBOT_STORE=str(store), **env)

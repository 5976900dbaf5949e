"""Debian's PostgreSQL, Redis and nginx, started by tests on free ports of this machine."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from running import free_port

from plotbot.service import project

FOLDERS = [*sorted(Path("/usr/lib/postgresql").glob("*/bin")), Path("/usr/sbin")]


def find(program: str) -> str:
    """Where a program is; the test is skipped where it is not."""
    path = os.pathsep.join([*map(str, FOLDERS), os.environ["PATH"]])
    found = shutil.which(program, path=path)
    if not found:
        pytest.skip(f"there is no {program}")
    return found


class PostgresServer:
    """A PostgreSQL with an empty database."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"postgresql://plotbot@127.0.0.1:{self.port}/postgres"
        self.control = find("pg_ctl")
        # Not pytest's folder, which nobody but its owner may enter; PostgreSQL refuses to be root.
        self.folder = Path(tempfile.mkdtemp(prefix="plotbot-postgres-"))
        self.user: list[str] = []
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
            self.user = ["runuser", "-u", "postgres", "--"]
        self._run(find("initdb"), "-A", "trust", "-U", "plotbot", "-D", str(self.folder / "data"))
        self.start()

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        self._run(*self._control(), "-w", "-o", options, "start")

    def stop(self) -> None:
        self._run(*self._control(), "-m", "fast", "stop")

    def remove(self) -> None:
        subprocess.run([*self.user, *self._control(), "-m", "immediate", "stop"], cwd="/")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _control(self) -> Sequence[str]:
        return self.control, "-D", str(self.folder / "data"), "-l", str(self.folder / "log")

    def _run(self, *command: str) -> None:
        subprocess.run([*self.user, *command], check=True, cwd="/", stdout=subprocess.DEVNULL)


class Process:
    """A server that stays in the foreground and listens on a port."""

    def __init__(self, port: int, *command: str) -> None:
        self.port = port
        self.command = command
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while not self._listens():
            assert self.process.poll() is None and time.monotonic() < until, self.command
            time.sleep(0.05)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(20)

    def _listens(self) -> bool:
        with socket.socket() as trial:
            return trial.connect_ex(("127.0.0.1", self.port)) == 0


def redis_server() -> Process:
    """A Redis that keeps nothing over a restart."""
    port = free_port()
    options = ("--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no")
    return Process(port, find("redis-server"), *options)


def nginx(
    folder: Path, services: Sequence[int], actions: Sequence[int], action_port: int
) -> Process:
    """``deploy/nginx.conf`` before processes on these ports."""
    port = free_port()
    text = (project.ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for name, ports in (("service:5005", services), ("actions:5055", actions)):
        (line,) = [line for line in text.splitlines() if f"server {name}" in line]
        lines = [line.replace(name, f"127.0.0.1:{one}") for one in ports]
        text = text.replace(line, "\n".join(lines))
    for ours, theirs in ((8080, port), (8055, action_port)):
        assert text.count(f"listen {ours};") == 1
        text = text.replace(f"listen {ours};", f"listen 127.0.0.1:{theirs};")
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    own = f"daemon off; pid {folder}/pid; error_log {folder}/error.log;"
    command = (find("nginx"), "-p", str(folder), "-e", f"{folder}/error.log")
    return Process(port, *command, "-c", str(folder / "nginx.conf"), "-g", own)

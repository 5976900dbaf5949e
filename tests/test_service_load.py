"""Many conversations at once, and a ``kill -9`` in the middle: every reply belongs to its thread.

Every conversation follows one of a few scripts whose later turns only make sense after the earlier
ones. Each script is first talked through alone; under load every reply must be the same. A client
that gets no reply asks again with the same ``message_id``, so that a turn is lost or taken twice
only if the service loses it.

    python tests/test_service_load.py --seconds 120 --conversations 50 --kills 1
"""

from __future__ import annotations

import argparse
import http.client
import json
import signal
import tempfile
import threading
import time
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from running import WEBHOOK, Server, free_port

from plotbot.service import model

SCRIPTS = (
    ("Who killed Strucker?", "Who did he recruit?", "Why?"),
    ("Who is Wanda Maximoff?", "What can she do?", "And her brother?"),
    ("Who captured Romanoff?", "Who rescued her?", "What happened next?"),
    ("Did Thor retrieve the scepter?", "Where?", "Who commanded it?"),
    ("How did Stark stop the Hulk?", "Why did Banner leave?", "How do you know?"),
)


class Load:
    """Conversations with one server that may be killed and started again."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self.port = free_port()
        self.server = Server(store, port=self.port)
        self.counted: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.expected = [self._talk(script) for script in SCRIPTS]
        self.over = threading.Event()

    def run(self, conversations: int, seconds: float, kills: int = 1) -> None:
        """Talk for so long, the server killed so many times in between."""
        threads = [threading.Thread(target=self._client, args=[n]) for n in range(conversations)]
        for thread in threads:
            thread.start()
        for _ in range(kills):
            time.sleep(seconds / (kills + 1))
            self.server.end(signal.SIGKILL)
            self.counted["kills"] += 1
            self.server.kill()
            self.server = Server(self.store, port=self.port)
        time.sleep(seconds / (kills + 1))
        self.over.set()
        for thread in threads:
            thread.join()
        self.server.kill()

    def _client(self, number: int) -> None:
        script = number % len(SCRIPTS)
        while not self.over.is_set():
            said = self._talk(SCRIPTS[script])
            self.counted["conversations"] += 1
            for question, reply, expected in zip(
                SCRIPTS[script], said, self.expected[script], strict=True
            ):
                if reply != expected:
                    self.wrong.append(f"{question} -> {reply}, not {expected}")

    def _talk(self, script: tuple[str, ...]) -> list[str]:
        sender = uuid.uuid4().hex
        return [self._say(sender, question) for question in script]

    def _say(self, sender: str, question: str) -> str:
        """The texts of the reply, asked for until it comes."""
        message = {"sender": sender, "message": question, "message_id": uuid.uuid4().hex}
        self.counted["turns"] += 1
        while True:
            try:
                status, replies = self._post(message)
                break
            except (OSError, http.client.HTTPException, ValueError):
                self.counted["asked again"] += 1
                time.sleep(0.2)
        if status != 200:
            return f"status {status}: {replies}"
        customs = [reply["custom"] for reply in replies if "custom" in reply]
        if {custom["sender"] for custom in customs} != {sender}:
            return f"of somebody else: {customs}"
        return " ".join(reply["text"] for reply in replies if "text" in reply)

    def _post(self, message: dict[str, str]) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", WEBHOOK, json.dumps(message))
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()


@pytest.mark.load
def test_every_reply_belongs_to_its_thread(tmp_path: Path) -> None:
    model.ensure()
    load = Load(tmp_path / "conversations.db")
    load.run(conversations=50, seconds=10)
    assert load.wrong == []
    assert load.counted["kills"] == 1 and load.counted["turns"] > 100


def main() -> None:
    """Measure by hand, and print what was tried and what was lost."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--conversations", type=int, default=50)
    parser.add_argument("--kills", type=int, default=1)
    given = parser.parse_args()
    model.ensure()
    with tempfile.TemporaryDirectory() as folder:
        load = Load(Path(folder) / "conversations.db")
        load.run(given.conversations, given.seconds, given.kills)
    for what, number in sorted(load.counted.items()):
        print(f"{what}: {number}")
    print(f"wrong or lost: {len(load.wrong)}")
    print("\n".join(load.wrong[:5]))


if __name__ == "__main__":
    main()

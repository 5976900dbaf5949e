"""What a plot answer costs as something grows: ``growth.py KIND NUMBER`` prints milliseconds.

    turns          at this turn of a conversation
    conversations  with so many in the store
    facts          in a film so many times as large
    films          with so many films
    names          only the search for names in a text, with so many films

Through Rasa and the SQLite store, without HTTP; each in a process of its own.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("turns", "conversations", "facts", "films", "names")
SAMPLE = 60


def films(folder: Path, count: int, copies: int) -> None:
    """Films made of the real one: ``count`` of them, the first of ``copies`` copies."""
    from generate import Source, suffix

    real = ROOT / "data" / "films"
    source = Source(real / (real / "first").read_text(encoding="utf-8").strip())
    (folder / "language").symlink_to(ROOT / "data" / "language")
    for number in range(count):
        name = f"film_{number:04}"
        suffixes = [suffix(n) for n in range(copies)] if number == 0 else [suffix(number)]
        source.write(folder / "films" / name, suffixes)


def main(kind: str, number: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if kind in ("facts", "films", "names"):
            films(folder, *((1, number) if kind == "facts" else (number, 1)))
            os.environ["PLOTBOT_DATA"] = name
        from plotbot.service import library

        start = time.perf_counter()
        for film in library.films():
            library.knowledge(film)
        loaded = time.perf_counter() - start
        if kind == "names":
            median = _names()
        else:
            median = asyncio.run(_answers(kind, number, folder / "store.db"))
        return {"median": median, "loading": loaded, "memory": _memory()}


def _names() -> float:
    from servers import QUESTIONS

    from plotbot.service.nlu import find_names

    def ask(at: int) -> None:
        find_names(QUESTIONS[at % len(QUESTIONS)])

    return _median(ask)


async def _answers(kind: str, number: int, path: Path) -> float:
    from servers import QUESTIONS

    from plotbot.service import project, quiet

    quiet.configure_logging()
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

    from plotbot.service import mends
    from plotbot.service.local import LocalActions
    from plotbot.service.locks import LocalLocks
    from plotbot.service.store import ConversationStore

    mends.apply()
    store = ConversationStore(path=str(path))
    agent = Agent.load(
        project.MODEL,
        tracker_store=store,
        lock_store=LocalLocks(),
        action_endpoint=LocalActions(),
    )

    async def say(at: int, sender: str) -> None:
        text, output = QUESTIONS[at % len(QUESTIONS)], CollectingOutputChannel()
        await agent.handle_message(UserMessage(text, output, sender, input_channel="rest"))
        assert output.messages

    async def timed(at: int, sender: str) -> float:
        start = time.perf_counter()
        await say(at, sender)
        return 1000 * (time.perf_counter() - start)

    for at in range(12):
        await say(at, "first")
    if kind == "conversations":
        fill(store, "first", number - 1)
    if kind == "turns":
        for at in range(max(number - SAMPLE // 2, 0)):
            await say(at, "long")
        # As many turns from there on; for the first ones, of several conversations.
        senders = (
            ["long"] * SAMPLE if number > SAMPLE else [f"short {n // 6}" for n in range(SAMPLE)]
        )
    else:
        senders = [f"new {at // 6}" for at in range(SAMPLE)]
    return statistics.median([await timed(at, sender) for at, sender in enumerate(senders)])


def fill(store: Any, sender: str, count: int) -> None:
    """So many copies of a conversation, one turn each."""
    with store.database.writing() as database:
        several = (
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
        )
        if not count:
            return
        database.execute(
            f"INSERT INTO conversations {several} SELECT 'copy ' || i, slots, updated"
            " FROM n, conversations WHERE sender = ?",
            [sender],
        )
        database.execute(
            f"INSERT INTO events (sender, kind, message_id, data) {several}"
            " SELECT 'copy ' || i, kind, message_id, data FROM n, events"
            " WHERE sender = ? AND events.id < 12",
            [sender],
        )


def _median(work: Callable[[int], None]) -> float:
    times = []
    for at in range(-12, SAMPLE):
        start = time.perf_counter()
        work(at)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times[12:])


def _memory() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]))))

"""All figures in one table, each with the command that makes it.

    uv run python benchmarks/run.py [--quick] [--only service|core|growth] [--fresh]

Nothing else may run on the machine. ``--quick`` takes fewer and smaller samples; ``--fresh`` trains
the models again, whose times are otherwise those of the last training.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
VARIANTS = ("template", "ours", "fixed", "echo")
SENDERS = (1, 4, 16, 64)
GROWTH = {
    "turns": (1, 100, 1000),
    "conversations": (1, 10_000, 100_000),
    "facts": (1, 10, 100),
    "films": (1, 100, 1000),
    "names": (1, 100, 1000),
}
QUICK = {
    "turns": (1, 100),
    "conversations": (1, 10_000),
    "facts": (1, 10),
    "films": (1, 10),
    "names": (1, 10),
}
COMMAND = "uv run python benchmarks/run.py"

Row = tuple[str, ...]


def service(quick: bool, fresh: bool, turns: int) -> tuple[list[Row], list[Row]]:
    """The four services side by side, and the ratios that are to be reached."""
    import servers
    import variants

    found: dict[str, dict[str, float]] = {}
    for variant in VARIANTS:
        model, figures = None, {}
        if variant != "echo":
            model, figures["training, s"] = variants.train(variant, fresh)
            figures["model, MB"] = model.stat().st_size / 1e6
        with servers.running(variant, model) as running:
            figures["cold start to first answer, s"] = running.cold
            figures["memory at rest, MB"] = running.memory()
            times = servers.latencies(running.port, 60 if quick else 300)
            figures["a plot answer, median, ms"] = statistics.median(times)
            figures["a plot answer, 95 %, ms"] = servers.percentile(times, 0.95)
            for senders in SENDERS:
                rate = servers.throughput(running.port, senders, 4 if quick else 15)
                figures[f"replies a second, {senders} at once"] = rate
            servers.latencies(running.port, turns)
            figures[f"memory after {turns:,} more, MB"] = running.memory()
        found[variant] = figures
    names = list(found["ours"])
    rows = [(name, *(_number(found[v].get(name)) for v in VARIANTS)) for name in names]
    return rows, _targets(found, names)


def _targets(found: dict[str, dict[str, float]], names: list[str]) -> list[Row]:
    ours, template, fixed = found["ours"], found["template"], found["fixed"]
    answer, rate = "a plot answer, median, ms", "replies a second, 16 at once"
    memory = next(name for name in names if name.startswith("memory after"))

    def ratio(name: str, one: dict[str, float], other: dict[str, float]) -> str:
        return _number(one[name] / other[name])

    return [
        ("a plot answer to the fixed response", ratio(answer, ours, fixed), "1.3 at most"),
        ("the template's plot answer to ours", ratio(answer, template, ours), "5 at least"),
        ("our replies a second to the template's", ratio(rate, ours, template), "6 at least"),
        ("training", ratio("training, s", ours, template), "0.1 at most"),
        ("cold start", ratio("cold start to first answer, s", ours, template), "0.2 at most"),
        ("memory", ratio(memory, ours, template), "0.45 at most"),
    ]


def growth(quick: bool) -> tuple[list[Row], list[Row]]:
    """What a plot answer takes as something grows, and how many times as much as at first."""
    rows, ratios = [], []
    limits = {"turns": "1.1", "conversations": "1.2", "films": "1.2"}
    for kind, numbers in (QUICK if quick else GROWTH).items():
        times = []
        for number in numbers:
            command = [sys.executable, str(HERE / "growth.py"), kind, str(number)]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
            figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
            times.append(figures["median"])
            rows.append((kind, f"{number:,}", *(_number(value) for value in figures.values())))
        limit = limits.get(kind)
        ratio = _number(times[-1] / times[0])
        ratios.append((f"{kind}: {numbers[-1]:,} to 1", ratio, f"{limit} at most" if limit else ""))
    return rows, ratios


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def table(command: str, head: Row, rows: list[Row]) -> None:
    """One part of the table, under the command that makes it."""
    print(f"\n`{command}`\n\n| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures speed, memory and growth.")
    parser.add_argument("--quick", action="store_true", help="fewer and smaller samples")
    parser.add_argument("--fresh", action="store_true", help="train the models again")
    parser.add_argument("--only", choices=("service", "core", "growth"))
    given = parser.parse_args()
    os.environ["SQLALCHEMY_SILENCE_UBER_WARNING"] = os.environ["PYTHONWARNINGS"] = "ignore"
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    options = (" --quick" if given.quick else "") + (" --fresh" if given.fresh else "")
    print(f"Load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")
    if given.only in (None, "core"):
        import core

        found = core.measure(3 if given.quick else 15)
        ordered = sorted(found.items(), key=lambda item: -item[1][0])
        rows = [(form, str(count), _number(time)) for form, (count, time) in ordered]
        head = ("form of the question", "questions", "core alone, median, µs")
        table(f"{COMMAND} --only core{options}", head, rows)
    if given.only in (None, "service"):
        rows, ratios = service(given.quick, given.fresh, 300 if given.quick else 5000)
        table(f"{COMMAND} --only service{options}", ("", *VARIANTS), rows)
        table(f"{COMMAND} --only service{options}", ("ratio", "is", "to reach"), ratios)
    if given.only in (None, "growth"):
        rows, ratios = growth(given.quick)
        head = ("what grows", "to", "a plot answer, median, ms", "loading, s", "memory, MB")
        table(f"{COMMAND} --only growth{options}", head, rows)
        table(f"{COMMAND} --only growth{options}", ("ratio", "is", "to reach"), ratios)


if __name__ == "__main__":
    main()

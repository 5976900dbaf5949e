"""The core alone, from text to answer: microseconds by the form of the question."""

from __future__ import annotations

import json
import statistics
import time
from collections import defaultdict

from plotbot.conversation import converse
from plotbot.service import library, project

QUESTIONS = project.ROOT / "tests" / "questions.jsonl"


def measure(repeats: int) -> dict[str, tuple[int, float]]:
    """By form, and over ``all``: how many questions, and the median of their medians."""
    knowledge = library.knowledge(library.films()[0])
    found: dict[str, list[float]] = defaultdict(list)
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["turns"][0]["user"]
        turn, times = converse(knowledge, text), []
        for _ in range(repeats):
            start = time.perf_counter()
            converse(knowledge, text)
            times.append(1e6 * (time.perf_counter() - start))
        question = turn.replies[0].question
        form = question.get("form", "none") if isinstance(question, dict) else "none"
        for kind in (str(form), "all"):
            found[kind].append(statistics.median(times))
    return {form: (len(times), statistics.median(times)) for form, times in found.items()}

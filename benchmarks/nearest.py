"""How often the nearest sentence is the right one, where a film has nothing but its synopsis.

    uv run python benchmarks/nearest.py data/films/NAME/synopsis.txt QUESTIONS.jsonl [-v]

Asks the first turn of every conversation. One whose ``note`` names the sentences that tell it
("S10, S23") is right when one of them is quoted, wrong when another is, silent when none is. Of
what must be refused (``decline``, ``offtopic``), a quotation is wrong. Prints this by threshold.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

from plotbot.answer import nearest
from plotbot.answer.model import NEAREST
from plotbot.conversation import converse
from plotbot.film.reading import read_film
from plotbot.knowledge import Knowledge, build_knowledge, load_language
from plotbot.service import project

THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8)


def bare(synopsis: Path) -> Knowledge:
    """The knowledge of a film that has only this synopsis."""
    language, speech = load_language(project.DATA / "language")
    with tempfile.TemporaryDirectory() as folder:
        film = Path(folder) / synopsis.resolve().parent.name
        film.mkdir()
        shutil.copy(synopsis, film / "synopsis.txt")
        return build_knowledge(read_film(film, language), language, speech)


def told(note: str) -> set[int]:
    """The sentences that a note names: "S5-S7, S10"."""
    found = {int(number) for number in re.findall(r"\bS(\d+)\b", note)}
    for first, last in re.findall(r"\bS(\d+)-S?(\d+)", note):
        found |= set(range(int(first), int(last) + 1))
    return found


def main(synopsis: str, questions: str, *options: str) -> None:
    knowledge = bare(Path(synopsis))
    cases = [json.loads(line) for line in Path(questions).read_text("utf-8").splitlines() if line]
    print("threshold  right  wrong  silent   of told | quoted of what must be refused")
    for threshold in THRESHOLDS:
        nearest.ENOUGH = threshold
        counts = {"right": 0, "wrong": 0, "silent": 0, "refused": 0, "quoted": 0}
        for case in cases:
            turn = case["turns"][0]
            gold = told(turn.get("note", ""))
            refuse = turn["expect"] in ("decline", "offtopic")
            if not refuse and (not gold or turn["expect"] == "smalltalk"):
                continue
            reply = converse(knowledge, turn["user"]).replies[0]
            cited = {citation["sentence"] for citation in reply.citations}
            quoted = reply.status == NEAREST
            if refuse:
                counts["refused"] += 1
                counts["quoted"] += bool(cited)
            else:
                outcome = "silent" if not cited else "right" if cited & gold else "wrong"
                counts[outcome] += 1
                if "-v" in options and threshold == 0.5 and outcome != "right":
                    print(f"  {outcome} {sorted(gold)} {sorted(cited)} {turn['user']}", quoted)
        total = counts["right"] + counts["wrong"] + counts["silent"]
        shares = "  ".join(f"{counts[k] / total:5.0%}" for k in ("right", "wrong", "silent"))
        print(f"{threshold:9}  {shares}  {total:8} | {counts['quoted']} of {counts['refused']}")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Grades replies to a file of questions with what a right reply must say.

One JSON object a line is one conversation: ``id``, ``kind`` and ``turns``, each with ``user``,
``expect``, ``must`` (groups of patterns, one of each group has to be found) and ``must_not``.
Patterns are sought in the reply in lower case, its citations taken out.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plotbot.answer.model import NOT_IN_SYNOPSIS, OUT_OF_SCOPE, STATUSES
from plotbot.conversation import converse
from plotbot.knowledge import Knowledge

EXPECTATIONS = frozenset({"answer", "correct", "decline", "offtopic", "clarify", "smalltalk"})
MUST_REFUSE = frozenset({"decline", "offtopic"})
REFUSED = frozenset({NOT_IN_SYNOPSIS, OUT_OF_SCOPE})
WORDS = 60
WORDS_OF_LONG_KINDS = 150
LONG_KINDS = frozenset({"summary", "ending", "list"})

CITATION = re.compile(r"\(synopsis, sentences? [^)]*\)")
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")
REFUSING = re.compile(
    r"\b(?:synopsis|plot|story|text)\b.{0,40}?\b(?:does not|doesn't|never|nothing|no)\b"
    r"|\b(?:not|never|no|n't)\b.{0,30}?\b(?:say|said|tell|told|mention(?:ed)?|state[ds]?)\b"
    r"|\bi (?:can only|only|cannot|can't|do not|don't)\b"
)
"""A sentence that says that nothing is told; whatever it names, it claims nothing."""


@dataclass(frozen=True)
class Said:
    """A reply to one turn, as a user sees it: all texts, all buttons, and the first status."""

    text: str
    status: str
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Graded:
    """A turn with its reply; ``fault`` says why it is wrong and is empty where it is right."""

    case: str
    kind: str
    turn: dict[str, Any] = field(repr=False)
    said: Said
    fault: str


def fault(turn: dict[str, Any], kind: str, said: Said) -> str:
    """Why a reply is wrong; empty where it is right."""
    expect = turn["expect"]
    if expect not in EXPECTATIONS:
        raise ValueError(f"no such expectation: {expect}")
    text = _plain(said.text)
    if not text:
        return "says nothing"
    if said.status not in STATUSES:
        return f"has no such status: {said.status}"
    refused = said.status in REFUSED
    if refused and expect == "answer":
        return "refuses"
    if not refused and expect in MUST_REFUSE:
        return "does not refuse"
    limit = WORDS_OF_LONG_KINDS if kind in LONG_KINDS else WORDS
    offered = " ".join([text, *map(_plain, said.buttons)]) if expect == "clarify" else text
    lacking = [] if expect in MUST_REFUSE else _lacking(turn.get("must") or [], offered)
    if lacking:
        return "lacks " + " and ".join(" or ".join(group) for group in lacking)
    claimed = text if expect == "answer" else _claims(offered)
    for pattern in turn.get("must_not") or []:
        if re.search(pattern, claimed):
            return f"says {pattern}"
    if len(offered.split()) > limit:
        return f"is longer than {limit} words"
    return ""


def _plain(text: str) -> str:
    return CITATION.sub(" ", text.lower().replace("’", "'")).strip()


def _claims(text: str) -> str:
    return " ".join(part for part in SENTENCE_END.split(text) if not REFUSING.search(part))


def _lacking(groups: list[list[str]], text: str) -> list[list[str]]:
    return [group for group in groups if not any(re.search(one, text) for one in group)]


def read_cases(path: Path) -> list[dict[str, Any]]:
    """The conversations of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def grade(knowledge: Knowledge, cases: Iterable[dict[str, Any]]) -> Iterator[Graded]:
    """Every turn of every conversation, asked in process."""
    for case in cases:
        focus = None
        for turn in case["turns"]:
            made = converse(knowledge, turn["user"], focus=focus)
            focus = made.focus
            said = Said(
                "\n".join(reply.text for reply in made.replies),
                made.replies[0].status,
                tuple(str(button["title"]) for reply in made.replies for button in reply.buttons),
            )
            yield Graded(case["id"], case["kind"], turn, said, fault(turn, case["kind"], said))


def share(graded: list[Graded]) -> float:
    """The share right, in percent."""
    return 100 * sum(not one.fault for one in graded) / len(graded)


def table(graded: list[Graded]) -> str:
    """The share right by kind of question and by what was expected."""
    lines = []
    for name, key in (("kind", lambda g: g.kind), ("expect", lambda g: g.turn["expect"])):
        turns = Counter(key(one) for one in graded)
        right = Counter(key(one) for one in graded if not one.fault)
        lines += [
            f"{name:7} {one:14} {right[one]:4} of {turns[one]:4}  {right[one] / turns[one]:4.0%}"
            for one in sorted(turns)
        ]
    lines.append(f"{'all':22} {share(graded):24.1f} %")
    return "\n".join(lines)

"""Expressions that can stand for one another when a plot is told, whatever their part of speech.

    data/language/thesaurus/*.txt    one cluster a line: "hide, lie low, go to ground | secret"

Left of the bar stand expressions of one meaning, right of it those that only evoke it. Words are in
their base form; ``*`` is where an object may stand inside an idiom, ``one's`` any possessive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plotbot.yamlfile import Fault

EVOKED = 0.6
"""How surely an expression right of the bar means its cluster."""


@dataclass(frozen=True, eq=False)
class Thesaurus:
    """Clusters of expressions by id: each expression's words with how surely it means that."""

    clusters: Mapping[str, Mapping[tuple[str, ...], float]] = field(default_factory=dict)


def read_thesaurus(folder: Path, faults: list[Fault]) -> Thesaurus:
    """The clusters of all ``*.txt`` files of a folder; none where there is no such folder.

    Faults are appended with file and line.
    """
    clusters: dict[str, Mapping[tuple[str, ...], float]] = {}
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            text = line.split("#", 1)[0].strip()
            if not text:
                continue
            cluster = _cluster(text)
            if cluster is None:
                name = f"{folder.parent.name}/{folder.name}/{path.name}"
                faults.append(Fault(name, number, "a cluster needs two expressions, none empty"))
            else:
                clusters[f"{path.stem}:{number}"] = cluster
    return Thesaurus(clusters)


def _cluster(line: str) -> Mapping[tuple[str, ...], float] | None:
    same, _, evoked = line.partition("|")
    found: dict[tuple[str, ...], float] = {}
    for part, surety in ((same, 1.0), (evoked, EVOKED)):
        for expression in part.split(",") if part.strip() else ():
            words = tuple(expression.lower().split())
            if not words or words[0] == "*":
                return None
            found.setdefault(words, surety)
    return found if len(found) > 1 else None

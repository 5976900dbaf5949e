"""Entries of a film's files as YAML, and how they are put among those that are there.

What a person wrote is never read and written again: new entries are set between its lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise
from typing import Any

from plotbot.film.model import LINKS, ROLES, TEXT_ROLES, Bond, Entity, Event, Filler

HEADERS = {
    "cast": "# Who and what is in the film: everything that can be talked about.",
    "plot": "# What happens, in story order. Every event quotes the words that it rests on.",
    "bonds": "# What holds: `to` (or `value`) is the relation of `from`.",
}
HINT = "# A `draft` is read by rules and may be wrong: mend it, then take its `draft` line out."
WIDTH = 96


class NotSpliced(Exception):
    """Entries cannot be put into a file as it is written; says why."""


@dataclass(frozen=True)
class Entry:
    """A new entry: its id, its values, and the id of the one that it comes after.

    ``after`` may be "" for the top of the file, and None for its end.
    """

    id: str
    values: Mapping[str, Any]
    after: str | None = None


def entity_entry(entity: Entity) -> Entry:
    """An entity as an entry of cast.yml."""
    return Entry(
        entity.id,
        _some(
            id=entity.id,
            name=entity.name,
            names=list(entity.names),
            kind=entity.kind,
            pronoun=entity.pronoun,
            pronoun_assumed=entity.pronoun_assumed or None,
            calls=[{"text": call.text, "sentence": call.sentence} for call in entity.calls],
            nouns=list(entity.nouns),
            members=list(entity.members),
            draft=True if entity.draft == "true" else entity.draft,
        ),
    )


def event_entry(event: Event, after: str = "") -> Entry:
    """An event as an entry of plot.yml."""
    roles = {role: _fillers(event.fillers(role)) for role in (*ROLES, *TEXT_ROLES)}
    default = next((role for role in ("agent", "patient", "theme") if role in event.roles), "")
    return Entry(
        event.id,
        _some(
            id=event.id,
            predicate=event.predicate,
            **{role: value for role, value in roles.items() if value},
            subject=event.subject if event.subject != default else None,
            say=event.say,
            sentence=event.sentence,
            quote=event.quote,
            part=event.part if event.part != "story" else None,
            **{link: list(event.links.get(link, ())) for link in LINKS},
            draft=event.draft,
        ),
        after,
    )


def bond_entry(bond: Bond) -> Entry:
    """A bond as an entry of bonds.yml."""
    ends = {"relation": bond.relation, "from": bond.source, "to": bond.to}
    cited = {"sentence": bond.sentence, "quote": bond.quote, "draft": bond.draft}
    return Entry(bond.id, {"id": bond.id, **ends, **cited})


def _some(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, [], "")}


def _fillers(fillers: Sequence[Filler]) -> Any:
    values = [filler.id or filler.text for filler in fillers]
    return values[0] if len(values) == 1 else values


def rendered(entry: Entry, indent: str = "") -> str:
    """An entry as YAML, a list item in block style with its lists in one line."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    def flow(value: Any) -> Any:
        if isinstance(value, list):
            made = CommentedSeq([flow(item) for item in value])
            made.fa.set_flow_style()
            return made
        if isinstance(value, dict):
            inner = CommentedMap(value)
            inner.fa.set_flow_style()
            return inner
        return value

    yaml = YAML()
    yaml.width = WIDTH  # type: ignore[assignment]
    yaml.allow_unicode = True
    stream = StringIO()
    yaml.dump([CommentedMap({k: flow(v) for k, v in entry.values.items()})], stream)
    return "".join(f"{indent}{line}\n" for line in stream.getvalue().splitlines())


def spliced(key: str, text: str | None, entries: Sequence[Entry]) -> str:
    """The text of a file with new entries in it; all other lines stay as they are.

    Args:
        key: its top-level key.
        text: what it holds; None when there is no such file.

    Raises:
        NotSpliced: when it does not have one entry below the other.
    """
    if text is None:
        text = f"{HEADERS[key]}\n{HINT}\n{key}:\n"
    if not entries:
        return text
    lines = text.splitlines()
    empty = re.compile(rf"{key}:\s*(?:\[\s*\])?\s*(?:#.*)?$")
    top = next((n for n, line in enumerate(lines) if line.startswith(f"{key}:")), -1)
    items = [(n, found) for n, line in enumerate(lines) if (found := re.match(r"(\s*)- ", line))]
    if top < 0 or not empty.match(lines[top]):
        raise NotSpliced(f"{key}.yml must have `{key}:` on a line of its own, entries below it")
    lines[top] = re.sub(r"\s*\[\s*\]", "", lines[top])
    indent = items[0][1].group(1) if items else ""
    starts = [n for n, match in items if match.group(1) == indent]
    by_id: dict[str | None, int] = dict(_ids(lines, starts))
    waiting: dict[int, list[str]] = {}
    placed: dict[str | None, int] = {}
    for entry in entries:
        at = len(lines) if entry.after is None else placed.get(entry.after, top + 1)
        if entry.after in by_id:
            at = _end_of(lines, starts, by_id[entry.after])
        placed[entry.id] = at
        waiting.setdefault(at, []).append("\n" + rendered(entry, indent))
    made: list[str] = []
    for number in range(len(lines) + 1):
        made += waiting.get(number, [])
        if number < len(lines):
            made.append(lines[number] + "\n")
    return "".join(made)


def _ids(lines: Sequence[str], starts: Sequence[int]) -> list[tuple[str, int]]:
    """Ids of the entries with the lines they begin on."""
    found = []
    for start, end in pairwise([*starts, len(lines)]):
        for line in lines[start:end]:
            match = re.match(r"\s*(?:- )?\{?\s*id: *['\"]?([a-z][a-z0-9_]*)", line)
            if match:
                found.append((match.group(1), start))
                break
    return found


def _end_of(lines: Sequence[str], starts: Sequence[int], start: int) -> int:
    """The line after the last one of an entry; comments and blank lines behind it are not its."""
    end = next((n for n in starts if n > start), len(lines))
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip()[0] == "#"):
        end -= 1
    return end

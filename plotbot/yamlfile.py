"""YAML as plain values that know their lines, and the faults found in them.

Used by ``plotbot.language.lexicon`` and ``plotbot.film.reading``. A reader collects every ``Fault``
of every file in one list and raises them together, so that whoever writes data mends all at once.

ruamel's nodes are turned into values here rather than by its round-trip loader: nodes carry line
numbers too, come from the C parser (nine times as fast), and let a key that stands twice be a fault
among others instead of the end of the reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ID = re.compile(r"[a-z][a-z0-9_]*")
"""What an id looks like."""

_SCALARS: dict[str, Callable[[str], Any]] = {"int": int, "float": float, "null": lambda _: None}


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong in a data file, sorted by file and line (0: the file as a whole)."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class DataError(Exception):
    """All faults of what was read, in order of file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


class Table(dict[str, Any]):
    """A YAML mapping; ``line`` is where it begins, ``line_of`` where one of its keys stands."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self._lines: dict[str, int] = {}

    def put(self, key: str, value: Any, line: int) -> None:
        """Sets a key that stands on ``line``."""
        self[key] = value
        self._lines[key] = line

    def line_of(self, key: str) -> int:
        """The line of a key; that of the mapping when the key is missing."""
        return self._lines.get(key, self.line)


class Sequence(list[Any]):
    """A YAML sequence; ``lines`` holds the line of each item."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


@dataclass
class Source:
    """A data file being read: its name in faults, and the list that faults go to."""

    path: Path
    name: str
    faults: list[Fault]

    def fault(self, line: int, message: str) -> None:
        """Notes a fault on a line of this file."""
        self.faults.append(Fault(self.name, line, message))

    def text(self) -> str | None:
        """The file's text; None, and a fault, when it is missing, unreadable or not UTF-8."""
        try:
            return self.path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            self.fault(0, "no such file")
        except OSError as error:
            self.fault(0, f"cannot be read: {error.strerror}")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.fault(line, f"not UTF-8 (byte 0x{error.object[error.start]:02x})")
        return None

    def values(self) -> Any:
        """The file's content as ``Table``, ``Sequence``, str, int, float, bool or None."""
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        text = self.text()
        if text is None:
            return None
        try:
            node = YAML(typ="safe").compose(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            where = mark.line + 1 if mark else 0
            self.fault(where, f"not YAML: {error.problem or error.context}")
            return None
        except YAMLError as error:
            self.fault(0, f"not YAML: {error}".splitlines()[0])
            return None
        return None if node is None else self._value(node)

    def top(self, key: str, kind: type) -> Any:
        """The value of the one top-level ``key``, of ``kind`` (``Table`` or ``Sequence``).

        Empty, and faults noted, when the file holds anything else.
        """
        before = len(self.faults)
        document = self.values()
        shape = "a mapping" if kind is Table else "a list"
        if len(self.faults) > before and document is None:
            return kind(0)
        if not isinstance(document, Table):
            self.fault(1, f"must hold the key `{key}` with {shape}")
            return kind(0)
        for other in document:
            if other in RESERVED_KEYS:
                message = f"top-level key `{other}` is reserved: Rasa would read this file"
                self.fault(document.line_of(other), message)
            elif other != key:
                self.fault(
                    document.line_of(other), f"unknown top-level key `{other}`: only `{key}`"
                )
        if key not in document:
            self.fault(1, f"must hold the key `{key}` with {shape}")
            return kind(0)
        value = document[key]
        if value is None:
            return kind(0)
        if not isinstance(value, kind):
            self.fault(document.line_of(key), f"`{key}` must be {shape}")
            return kind(0)
        return value

    def unknown_keys(self, table: Table, known: Iterable[str]) -> None:
        """Notes a fault for every key of ``table`` that is not ``known``."""
        known = tuple(known)
        for key in table:
            if key not in known:
                self.fault(table.line_of(key), f"unknown key `{key}`: {nearest(key, known)}")

    def _value(self, node: Any) -> Any:
        line = node.start_mark.line + 1
        kind = node.tag.rpartition(":")[2]
        if kind == "map":
            table = Table(line)
            for key_node, value_node in node.value:
                key = self._value(key_node)
                key_line = key_node.start_mark.line + 1
                if isinstance(key_node.value, str):
                    key = key_node.value
                else:
                    self.fault(key_line, "a key must be a plain word")
                    continue
                if key in table:
                    first = table.line_of(key)
                    self.fault(key_line, f"`{key}` stands twice (first on line {first})")
                    continue
                table.put(key, self._value(value_node), key_line)
            return table
        if kind == "seq":
            sequence = Sequence(line)
            for item in node.value:
                sequence.append(self._value(item))
                sequence.lines.append(item.start_mark.line + 1)
            return sequence
        if kind == "bool" and node.value.lower() in ("true", "false"):
            return node.value.lower() == "true"
        try:
            return _SCALARS.get(kind, str)(node.value)
        except ValueError:
            return node.value


@dataclass(frozen=True)
class Record:
    """One entry of a data file under its ``id``: gives its values by key, notes faults in them."""

    id: str
    line: int
    source: Source
    table: Table

    def fault(self, key: str, message: str) -> None:
        """Notes a fault on the line of ``key`` (of the entry, when the key is missing)."""
        self.source.fault(self.table.line_of(key), f"`{self.id}`: {message}")

    def items(self, key: str) -> list[tuple[Any, int]]:
        """The values of a list with their lines; a single value may stand without a list."""
        value = self.table.get(key)
        if value is None:
            return []
        if isinstance(value, Sequence):
            return list(zip(value, value.lines, strict=False))
        return [(value, self.table.line_of(key))]

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words or phrases, each once."""
        found = []
        for item, line in self.items(key):
            if is_text(item):
                found.append(" ".join(str(item).split()))
            else:
                self.source.fault(line, f"`{self.id}`: `{key}` must be a list of words")
        return tuple(dict.fromkeys(found))

    def text(self, key: str, default: str | None = None) -> str:
        """A word or phrase; without a ``default`` it must be there."""
        value = self.table.get(key, default)
        if is_text(value):
            return " ".join(str(value).split())
        self.fault(key, f"`{key}` must be a text" if key in self.table else f"needs `{key}`")
        return default or ""

    def choice(self, key: str, options: Iterable[str], default: str | None = None) -> str:
        """One of ``options``; without a ``default`` it must be there."""
        value = self.text(key, default)
        if value and value not in options:
            self.fault(key, f"`{key}` is `{value}`, must be one of {', '.join(options)}")
        return value

    def flag(self, key: str) -> bool:
        """True or false; false when it is not there."""
        value = self.table.get(key, False)
        if not isinstance(value, bool):
            self.fault(key, f"`{key}` must be true or false")
        return value is True


def is_text(value: Any) -> bool:
    """Whether a YAML value is a text with something in it, or a number that may stand for one."""
    if isinstance(value, str):
        return bool(value.strip())
    return isinstance(value, (int, float)) and not isinstance(value, bool)


RESERVED_KEYS = frozenset(
    "nlu rules stories responses version domain intents entities slots forms actions "
    "session_config config pipeline policies recipe language e2e_tests flows".split()
)
"""Top-level keys that Rasa takes for its own; no file of ours may have one."""


def nearest(word: str, known: Iterable[str]) -> str:
    """What would have worked instead of ``word``, as the end of a fault's message."""
    from rapidfuzz import process
    from rapidfuzz.distance import JaroWinkler

    choices = sorted(set(known))
    if not choices:
        return "there are none"
    if len(choices) <= 8:
        return "known are " + ", ".join(choices)
    scorer = JaroWinkler.normalized_similarity
    found = process.extract(word, choices, scorer=scorer, score_cutoff=0.6, limit=3)
    return "nearest are " + ", ".join(name for name, _, _ in found) if found else "none is near"

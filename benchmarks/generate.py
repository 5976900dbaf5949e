"""Makes films: copies of a real one in which everybody has another name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

yaml = YAML(typ="safe")
IDS = re.compile(r"\{(\w+)")
NO_IDS = frozenset(
    "kind pronoun relation predicate text name names assumed_names nouns also quote".split()
)
"""Keys of what is no id, even where it looks like one."""

PROPER = re.compile(r"\b[A-Z][\w.]*\w")


class Source:
    """A film folder, to be copied under other names."""

    def __init__(self, folder: Path) -> None:
        self.lines = (folder / "synopsis.txt").read_text(encoding="utf-8").splitlines()
        self.parts = {
            part: yaml.load(folder / f"{part}.yml")[part] for part in ("cast", "plot", "bonds")
        }
        self.ids = {entry["id"] for part in self.parts.values() for entry in part if "id" in entry}
        names = [name for entry in self.parts["cast"] for name in _names(entry)]
        words = {word for name in names for word in PROPER.findall(name)}
        self.proper = re.compile(rf"\b({'|'.join(map(re.escape, sorted(words, key=len)[::-1]))})\b")

    def copy(
        self, suffix: str, own: Set[str], after: int = 0
    ) -> tuple[list[str], dict[str, list[Any]]]:
        """Lines and entries, names and ``own`` ids ending in ``suffix``, sentences after some."""
        lines = [self._text(line, suffix) for line in self.lines]
        renamed = {
            part: self._value(entries, suffix, own, after) for part, entries in self.parts.items()
        }
        return lines, renamed

    def write(self, folder: Path, suffixes: Iterable[str]) -> None:
        """One film with a copy for each suffix; an empty one is the film itself."""
        folder.mkdir(parents=True)
        lines: list[str] = []
        parts: dict[str, list[Any]] = {part: [] for part in self.parts}
        for suffix in suffixes:
            own = self.ids if lines else self.ids - {"film"}  # every film has one `film`
            more, entries = self.copy(suffix, own, len(lines))
            lines += more
            for part, found in entries.items():
                parts[part] += found
        (folder / "synopsis.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for part, found in parts.items():
            with (folder / f"{part}.yml").open("w", encoding="utf-8") as file:
                YAML(typ="safe", pure=False).dump({part: found}, file)

    def _text(self, text: str, suffix: str) -> str:
        return self.proper.sub(lambda found: found[0] + suffix, text) if suffix else text

    def _value(self, value: Any, suffix: str, own: Set[str], after: int, key: str = "") -> Any:
        if isinstance(value, dict):
            return {
                key: each + after
                if key == "sentence" and isinstance(each, int)
                else self._value(each, suffix, own, after, key)
                for key, each in value.items()
            }
        if isinstance(value, list):
            return [self._value(each, suffix, own, after, key) for each in value]
        if not isinstance(value, str) or not suffix:
            return value
        if value in own and key not in NO_IDS:
            return value + "_" + suffix
        text = self._text(value, suffix)
        return IDS.sub(lambda f: f[0] + ("_" + suffix if f[1] in own else ""), text)


def _names(entry: dict[str, Any]) -> list[str]:
    calls = [call["text"] for call in entry.get("calls", []) if isinstance(call, dict)]
    return [entry["name"], *entry.get("names", []), *entry.get("assumed_names", []), *calls]


def suffix(number: int) -> str:
    """A word for a number: letters only, since a name has no digits."""
    letters = "bdfgklmnprstvz"
    word = ""
    while number:
        number, rest = divmod(number, len(letters))
        word += letters[rest] + "ao"[rest % 2]
    return word

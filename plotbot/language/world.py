"""Names of the real world and of other stories, which a film seldom knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from plotbot.language.patterns import either


class World:
    """Finds such names in texts.

    Attributes:
        words: those that are a single word: never misspelt ordinary words.
    """

    def __init__(self, names: frozenset[str] = frozenset()):
        self.words = frozenset(name for name in names if " " not in name)
        one = either(sorted(names)) if names else "(?!)"
        self._pattern = re.compile(rf"(?<![\w-]){one}(?![\w-])")

    def named(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The names that stand in a text, in any case: where each begins and ends, and the name."""
        for found in self._pattern.finditer(text.lower()):
            yield found.start(), found.end(), found.group()


def read_world(path: Path) -> World:
    """The names of a file: lists by kind. Without the file there are none."""
    from ruamel.yaml import YAML

    if not path.exists():
        return World()
    kinds = YAML(typ="safe").load(path.read_text(encoding="utf-8")) or {}
    return World(frozenset(str(name).lower() for names in kinds.values() for name in names))

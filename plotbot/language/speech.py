"""How people put questions: padding, tags, short spellings, words of order, small talk.

Read from ``data/language/questions.yml``, ``smalltalk.yml`` and ``forms.yml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Padding:
    """Phrases that may be left out at the front and at the end, the longest first."""

    front: tuple[str, ...]
    end: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Speech:
    """Phrases in lower case and full spelling; lists have the longest first."""

    padding: tuple[str, ...]
    padding_start: tuple[str, ...]
    padding_end: tuple[str, ...]
    tags: tuple[str, ...]
    spellings: Mapping[str, str]
    generic_nouns: Mapping[str, Mapping[str, Any]]
    time_phrases: tuple[tuple[str, str], ...]
    follow_ups: Mapping[str, str]
    smalltalk: Mapping[str, str]
    foreign: Mapping[str, frozenset[str]]
    forms: Mapping[str, Mapping[str, tuple[str, ...]]]

    @cached_property
    def paddings(self) -> Padding:
        """What may be left out at the front and at the end of a message."""
        return Padding(
            _by_length((*self.padding, *self.padding_start)),
            _by_length((*self.padding, *self.padding_end)),
        )

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """Words of small talk and padding, which are never misspelt names."""
        phrases = [*self.padding, *self.smalltalk, *self.tags]
        return frozenset(word for phrase in phrases for word in phrase.split())

    def smalltalk_kind(self, text: str) -> str | None:
        """The kind of small talk that a message is as a whole; None when it is none."""
        return self.smalltalk.get(text)


def _by_length(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(phrases), key=lambda phrase: -len(phrase)))


def _phrases(value: object) -> tuple[str, ...]:
    items = [str(v) for v in value] if isinstance(value, list) else []
    return tuple(sorted(dict.fromkeys(items), key=lambda phrase: -len(phrase)))


def read_speech(folder: Path) -> Speech:
    """The speech data of a language folder; missing files are empty."""
    questions = _load(folder / "questions.yml")
    chat = _load(folder / "smalltalk.yml")
    forms = _load(folder / "forms.yml")
    times = [
        (phrase, name)
        for name, phrases in questions.get("time_phrases", {}).items()
        for phrase in phrases
    ]
    return Speech(
        padding=_phrases(questions.get("padding")),
        padding_start=_phrases(questions.get("padding_start")),
        padding_end=_phrases(questions.get("padding_end")),
        tags=_phrases(questions.get("tags")),
        spellings={str(k): str(v) for k, v in questions.get("contractions", {}).items()},
        generic_nouns=questions.get("generic_nouns", {}),
        time_phrases=tuple(sorted(times, key=lambda pair: -len(pair[0]))),
        follow_ups={
            str(phrase): kind
            for kind, phrases in questions.get("follow_ups", {}).items()
            for phrase in phrases
        },
        smalltalk={
            str(phrase): kind
            for kind, phrases in chat.get("smalltalk", {}).items()
            for phrase in phrases
        },
        foreign={k: frozenset(map(str, v)) for k, v in chat.get("foreign", {}).items()},
        forms={
            group: {name: _phrases(phrases) for name, phrases in entries.items()}
            for group, entries in forms.items()
        },
    )


def _load(path: Path) -> dict:
    from ruamel.yaml import YAML

    if not path.exists():
        return {}
    return YAML(typ="safe").load(path.read_text(encoding="utf-8")) or {}

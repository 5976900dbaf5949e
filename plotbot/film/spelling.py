"""Words of a text without the accidents of writing, and the names a misspelt word may stand for.

``plotbot.film.names`` compares names and messages as ``Token``s: case, accents, dots and
apostrophes do not count. ``Speller`` knows the words of all names, and finds those near another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?<![^\W_])
    (?: (?P<acronym> (?:[^\W\d_]\.){2,} (?: [^\W\d_] (?![^\W_]) )? )
      | (?P<word> [^\W_]+ (?: ['’] (?! (?:s|ll|d|ve|re) (?![^\W_]) ) [^\W_]+ )* )
    )
    (?P<suffix> ['’]s (?![^\W_]) | (?<=s)['’] (?!\w) )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PAUSE = re.compile(r"[,;?!\n]")
_SOUNDS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck|q|c(?![eiyh])"), "k"),
    (re.compile(r"c(?=[eiy])|z"), "s"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"w"), "v"),
    (re.compile(r"(?<=[a-z])h"), ""),
    (re.compile(r"[aeiouy]+"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=.)a$"), ""),
)


@dataclass(frozen=True)
class Token:
    """A word of a text from ``start`` to ``end`` (with its possessive ending).

    ``full`` is all of it without accidents ("jekyll's" -> "jekylls"); ``stem`` leaves a final s
    away where there is one that may be an ending; ``possessive`` tells an apostrophe that ends it;
    ``joins`` whether no pause stands between it and the next word.
    """

    start: int
    end: int
    full: str
    stem: str | None
    possessive: bool
    joins: bool


def plain(word: str) -> str:
    """A word without case, accents, dots and apostrophes."""
    word = word.casefold()
    if not word.isascii():
        word = "".join(
            c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)
        )
    return word.replace(".", "").replace("'", "").replace("’", "")


def tokens(text: str) -> list[Token]:
    """The words of a text."""
    matches = list(_TOKEN.finditer(text))
    found = []
    for index, match in enumerate(matches):
        start, end = match.span()
        full = plain(match.group())
        suffix = match.group("suffix")
        stem = full[:-1] if len(full) > 3 and full.endswith("s") else None
        if suffix and len(suffix) == 1:  # the boys' : the word itself ends in s
            stem = None
        following = matches[index + 1].start() if index + 1 < len(matches) else end
        joins = following > end and not _PAUSE.search(text, end, following)
        found.append(Token(start, end, full, stem, bool(suffix), joins))
    return found


def allowed_edits(word: str) -> int:
    """How many letters a word may be away from a name it stands for."""
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


def skeleton(word: str) -> str:
    """How a word sounds, roughly: consonants by sound, all vowels alike."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def _first_sound(word: str) -> str:
    return {"c": "k", "q": "k", "z": "s", "w": "v"}.get(word[0], word[0])


class Speller:
    """The words of all names; says which of them a misspelt word may be."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted({word for word in words if len(word) > 3 and word.isalpha()})
        self._by_sound: dict[str, list[str]] = {}
        for word in self._words:
            self._by_sound.setdefault(skeleton(word), []).append(word)

    def near(self, word: str) -> Mapping[str, int]:
        """Words of names that a word may be a misspelling of, with the edits between them.

        One edit more is allowed to a word that sounds the same; the first sound must be the same
        but for one edit in a long word.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import DamerauLevenshtein

        limit = allowed_edits(word)
        if not limit or not word.isalpha():
            return {}
        distance = DamerauLevenshtein.distance
        found = {
            name: edits
            for name, edits, _ in process.extract(
                word, self._words, scorer=distance, score_cutoff=limit, limit=None
            )
            if _first_sound(name) == _first_sound(word) or (edits == 1 and limit > 1)
        }
        if len(word) > 4:
            for name in self._by_sound.get(skeleton(word), ()):
                if distance(word, name, score_cutoff=limit + 1) <= limit + 1:
                    found.setdefault(name, limit)
        return found

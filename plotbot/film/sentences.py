"""Finds the sentences of a text that words stand in, by SQLite's full-text index.

    index = SentenceIndex(film.sentences)
    index.holding(["kills", "murder"])    {3: 1.9}: a form of one of them is in sentence 3

The index is in memory, takes word forms together (Porter's stems) and weighs by BM25.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"\w+")


class SentenceIndex:
    """The words of some sentences, numbered from 1. Made once, never changed."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.size = len(sentences)
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        self._base.execute(
            "CREATE VIRTUAL TABLE sentence USING fts5(text, tokenize='porter unicode61')"
        )
        self._base.executemany(
            "INSERT INTO sentence(rowid, text) VALUES (?, ?)",
            [(number, _plain(text)) for number, text in enumerate(sentences, 1)],
        )

    def holding(self, phrases: Iterable[str]) -> dict[int, float]:
        """The numbers of the sentences that hold one of the phrases, each with its weight."""
        words = [_WORD.findall(_plain(phrase)) for phrase in phrases]
        terms = dict.fromkeys('"' + " ".join(found) + '"' for found in words if found)
        if not terms:
            return {}
        rows = self._base.execute(
            "SELECT rowid, -bm25(sentence) FROM sentence WHERE sentence MATCH ?",
            (" OR ".join(terms),),
        )
        return {int(number): float(weight) for number, weight in rows}


def _plain(text: str) -> str:
    """A text with the dots of initials taken out: "J.A.R.V.I.S." is one word."""
    joined = re.sub(r"\b(?:\w\.){2,}", lambda found: found.group().replace(".", ""), text)
    return re.sub(r"['’]s\b", "", joined)

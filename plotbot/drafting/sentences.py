"""Cuts a text into sentences; lines that are only wrapped are joined first."""

from __future__ import annotations

import re


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each in one line.

    A text that has one sentence a line already stays as it is. Blank lines end a sentence.
    """
    import sentencex

    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [" ".join(line.split()) for line in paragraph.splitlines()]
        for block in _joined([line for line in lines if line]):
            found += [" ".join(one.split()) for one in sentencex.segment("en", block)]
    return tuple(sentence for sentence in found if re.search(r"\w", sentence))


def _joined(lines: list[str]) -> list[str]:
    """Lines with those that go on put together; a line is one where every line ends a sentence."""
    whole = all(re.search(r"[.!?…][\"'”’)\]]*$", line) for line in lines)
    return lines if whole else [" ".join(lines)]

"""Which verb phrases of the language data begin at a word: "fall in love with", "be in charge of".

The further words of a phrase may stand apart from its verb ("put somebody to death").
"""

from __future__ import annotations

from typing import NamedTuple

from plotbot.language.expressions import ONESELF
from plotbot.language.inflection import lemma_of_verb, noun_lemma
from plotbot.language.lexicon import Unit
from plotbot.language.words import REFLEXIVES
from plotbot.question import grammar
from plotbot.question.cursor import Cursor
from plotbot.question.units import governs

_OBJECT_REACH = 6
_PARTICLE_REACH = 4
_BE_REACH = 8
_PARTICLES = frozenset(
    "up down off on out in over away back apart together through around along aside under forward"
    " ahead".split()
)


class Match(NamedTuple):
    """Readings of a verb, the positions of the further words they take, and the verb's lemma."""

    units: tuple[Unit, ...]
    taken: frozenset[int]
    lemma: str


class _Candidate(NamedTuple):
    unit: Unit
    lemma: str
    words: int
    taken: frozenset[int]


def match_verb(cursor: Cursor, lemmas: tuple[str, ...]) -> Match:
    """The readings of the verb here with the most words; a preposition at their end stays free."""
    found: list[_Candidate] = []
    for lemma in lemmas:
        for unit in cursor.units(lemma):
            if not cursor.forms.issuperset(unit.fixed):
                continue
            positions = _positions(cursor, unit)
            if positions is not None:
                taken = positions[:-1] if governs(unit) else positions
                found.append(_Candidate(unit, lemma, len(positions), frozenset(taken)))
    if not found:
        return Match((), frozenset(), lemmas[0])
    size = max(len(candidate.taken) for candidate in found)
    longest = [candidate for candidate in found if len(candidate.taken) == size]
    first = max(longest, key=lambda candidate: candidate.words)
    longest.sort(key=lambda candidate: -candidate.words)
    units = dict.fromkeys(c.unit for c in longest if c.taken == first.taken)
    return Match(tuple(units), first.taken, first.lemma)


def _positions(cursor: Cursor, unit: Unit) -> list[int] | None:
    """Where the unit's further words stand behind the verb here; None when they are not there."""
    taken: list[int] = []
    index = cursor.position + 1
    after_object = False
    for place, word in enumerate(unit.words[1:]):
        if word == "*":
            after_object = True
            continue
        reach = _PARTICLE_REACH if place == 0 and word in _PARTICLES else 0
        found = _find(cursor, word, index, _OBJECT_REACH if after_object else reach)
        if found is None or not _only_a_phrase(cursor, index, found):
            return None
        taken.append(found)
        index = found + 1
        after_object = False
    return taken


def _find(cursor: Cursor, word: str, index: int, reach: int) -> int | None:
    for at in range(index, min(index + reach + 1, len(cursor.tokens))):
        token = cursor.tokens[at]
        if token.lower == word:
            return at
        if not token.mention and (
            noun_lemma(token.lower) == word or word in lemma_of_verb(token.lower)
        ):
            return at
        if word == "one's" and token.lower in grammar.POSSESSIVES:
            return at
        if word == ONESELF and token.lower in REFLEXIVES:
            return at
    return None


def _only_a_phrase(cursor: Cursor, start: int, end: int) -> bool:
    """Whether nothing but a noun phrase stands between two positions."""
    return all(
        token.is_word
        and token.lower not in grammar.AUXILIARIES
        and (token.lower not in grammar.PREPOSITIONS or token.lower == "of")
        and token.lower not in grammar.WH_WORDS
        for token in cursor.tokens[start:end]
    )


def match_be(cursor: Cursor) -> Match:
    """Readings of the "be" here with words that follow: "be in charge of", "be dead"."""
    words = [token.lower for token in cursor.tokens]
    found: list[Unit] = []
    found_at = size = 0
    for unit in cursor.language.units_of_be(("*", *words)):
        rest = [word for word in unit.words[1:] if word != "*"]
        core = rest[:-1] if governs(unit) else rest
        if not core or all(w in grammar.PREPOSITIONS | grammar.ARTICLES for w in core):
            continue
        if not governs(unit) and core[-1] in cursor.language.relations_by_word:
            continue
        at = _find_row(words, rest, cursor.position + 1)
        if at is None:
            continue
        if len(core) > size:
            found, found_at, size = [], at, len(core)
        if len(core) == size and at == found_at:
            found.append(unit)
    return Match(tuple(found), frozenset(range(found_at, found_at + size)), "be")


def _find_row(words: list[str], row: list[str], start: int) -> int | None:
    """Where some words stand in a row, in the same clause and not far on."""
    for at in range(start, min(start + _BE_REACH - 1, len(words) - len(row) + 1)):
        if words[at] in grammar.WH_WORDS | grammar.AUXILIARIES:
            return None
        if words[at : at + len(row)] == row:
            return at
    return None

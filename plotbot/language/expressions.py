"""Finds the expressions of the language in a sequence of words, each with all it may mean.

Every entry of ``data/language`` leads from expressions (words, verb phrases, idioms) to meanings:
predicates, relations, concepts, clusters of the thesaurus. An idiom is found wherever its words
stand in order, its object in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from plotbot.language.model import Language, Unit, relation_words
from plotbot.language.words import PREPOSITIONS

PREDICATE, RELATION, CONCEPT, CLUSTER = "predicate", "relation", "concept", "cluster"

Meaning = tuple[str, str]
"""One of the four kinds above, and an id."""

OPEN_ENDED = 0.85
"""How surely a verb alone means what it means with a preposition ("deal" for "deal in")."""
_PARTICLES = frozenset("up down out off back away over in on apart through around".split())
_SKIPPED = frozenset(
    "a an the this that his her its their my your our own very really all some any 's".split()
)
"""Words that may stand inside any expression."""
_FIXED = frozenset({"do", "have", "be", "will", "can"})
"""Verbs that are mostly auxiliaries: a particle must follow them at once."""
CONJUNCTIONS = frozenset({"and", "or", "but", "because", "who", "which", "while", "when"})
"""Words that no expression reaches across."""
_OBJECT_REACH, _PARTICLE_REACH = 5, 4
POSSESSIVE, ONESELF = "one's", "oneself"
"""What stands in an expression for any possessive, and for any reflexive pronoun."""


@dataclass(frozen=True)
class Found:
    """An expression at some positions, with its meanings and how sure each is."""

    positions: tuple[int, ...]
    meanings: Mapping[Meaning, float]


class Expressions:
    """All expressions of a language."""

    def __init__(self, language: Language):
        self._single: dict[str, dict[Meaning, float]] = {}
        # by their first word, then by the next that is no gap: few sentences hold both
        self._longer: dict[str, dict[str, dict[tuple[str, ...], dict[Meaning, float]]]] = {}
        for words, meaning, surety in _entries(language):
            self._add(words, meaning, surety)

    def _add(self, words: tuple[str, ...], meaning: Meaning, surety: float) -> None:
        if len(words) == 1:
            found = self._single.setdefault(words[0], {})
        else:
            following = next((word for word in words[1:] if word != "*"), "")
            listed = self._longer.setdefault(words[0], {}).setdefault(following, {})
            found = listed.setdefault(words[1:], {})
        found[meaning] = max(surety, found.get(meaning, 0.0))

    def find(self, forms: Sequence[frozenset[str]]) -> list[Found]:
        """The expressions in a sequence of words, each given by its forms and base forms.

        Where expressions share a word, the one of more words stands; of equally long ones at the
        same place, all. An empty set of forms (a name, punctuation) is part of no expression.
        """
        spans: dict[tuple[int, ...], dict[Meaning, float]] = {}
        present = frozenset().union(*forms)
        for start, first in enumerate(forms):
            for word in first:
                listed = self._longer.get(word, {})
                for following in present & listed.keys():
                    for rest, meanings in listed[following].items():
                        places = _places(forms, rest, start + 1, word in _FIXED)
                        if places is not None:
                            _raise(spans.setdefault((start, *places), {}), meanings)
        taken: set[int] = set()
        found = []
        for positions in sorted(spans, key=lambda p: (-len(p), p[-1] - p[0], p)):
            if not taken & set(positions):
                taken |= set(positions)
                found.append(Found(positions, spans[positions]))
        for start, first in enumerate(forms):
            if start in taken:
                continue
            single: dict[Meaning, float] = {}
            for word in first:
                _raise(single, self._single.get(word, {}))
            if single:
                found.append(Found((start,), single))
        return sorted(found, key=lambda f: f.positions)


def _places(
    forms: Sequence[frozenset[str]], rest: tuple[str, ...], start: int, fixed: bool
) -> tuple[int, ...] | None:
    """Where the further words of an expression stand, in order; None where they do not."""
    found: list[int] = []
    reach = 0
    if len(rest) == 1 and rest[0] in _PARTICLES and not fixed:
        reach = _PARTICLE_REACH
    for word in rest:
        if word == "*":
            reach = _OBJECT_REACH
            continue
        at = start
        while at < len(forms) and word not in forms[at]:
            if not forms[at] and not reach or forms[at] & CONJUNCTIONS:
                return None
            if not forms[at] & _SKIPPED:
                reach -= 1
                if reach < 0:
                    return None
            at += 1
        if at >= len(forms):
            return None
        found.append(at)
        start, reach = at + 1, 0
    return tuple(found)


def _entries(language: Language) -> Iterator[tuple[tuple[str, ...], Meaning, float]]:
    for predicate in language.predicates.values():
        meaning = (PREDICATE, predicate.id)
        for unit in predicate.units:
            yield from _unit(unit, meaning)
        nouns = (*predicate.nouns, *predicate.agent_nouns, *predicate.patient_nouns)
        yield from ((tuple(noun.split()), meaning, 1.0) for noun in nouns)
    for relation in language.relations.values():
        meaning = (RELATION, relation.id)
        for unit in relation.verbs:
            yield from _unit(unit, meaning)
        yield from ((tuple(word.split()), meaning, 1.0) for word in relation_words(relation))
    for concept in language.concepts.values():
        words = (*concept.words, *concept.adjectives)
        yield from ((tuple(word.split()), (CONCEPT, concept.id), 1.0) for word in words)
    for id, expressions in language.thesaurus.clusters.items():
        for words, surety in expressions.items():
            yield words, (CLUSTER, id), surety


def _unit(unit: Unit, meaning: Meaning) -> Iterator[tuple[tuple[str, ...], Meaning, float]]:
    words = unit.words
    if words[0] == "be" and len(words) == 2 and words[1] in PREPOSITIONS:
        return
    yield words, meaning, 1.0
    if len(words) == 2 and words[1] in PREPOSITIONS - _PARTICLES and words[0] not in _FIXED:
        yield words[:1], meaning, OPEN_ENDED


def _raise(found: dict[Meaning, float], more: Mapping[Meaning, float]) -> None:
    for meaning, surety in more.items():
        if found.get(meaning, 0.0) < surety:
            found[meaning] = surety

"""How near what a film tells is to what a question says: by predicate, by word."""

from __future__ import annotations

from collections.abc import Sequence

from plotbot.film.index import FactProfile, lemma_set
from plotbot.knowledge import Knowledge

A_KIND, IMPLIED, GENERAL, AKIN = 0.9, 0.85, 0.7, 0.5
"""How well a predicate answers for one that it is a kind of, that it implies, that is a kind of it,
or that is of the same kind."""
MOST_KEPT = 100_000
"""How many comparisons of predicates are kept; most questions use the same few."""


class Likeness:
    """Compares predicates and words by what the language data tells of them."""

    def __init__(self, knowledge: Knowledge):
        self.index = knowledge.index
        self.language = knowledge.language
        self._strengths: dict[tuple[tuple[str, ...], str], float] = {}

    def predicate_strength(self, asked: Sequence[str], told: str) -> float:
        """How well a told predicate answers for one asked, from 0 (not at all) to 1 (the same)."""
        key = (tuple(asked), told)
        if key not in self._strengths:
            if len(self._strengths) > MOST_KEPT:
                self._strengths.clear()
            self._strengths[key] = self._strength(asked, told)
        return self._strengths[key]

    def _strength(self, asked: Sequence[str], told: str) -> float:
        best = 0.0
        language = self.language
        for predicate in asked:
            if predicate == told:
                return 1.0
            general = language.generalisations(predicate)
            if predicate in language.generalisations(told):
                best = max(best, A_KIND)
            elif predicate in language.implied(told):
                best = max(best, IMPLIED)
            elif told in general:
                best = max(best, GENERAL)
            elif language.kinship(predicate, told) >= 0.55:
                best = max(best, language.kinship(predicate, told))
            elif (general & {*language.generalisations(told), *language.implied(told)}) - {
                predicate,
                told,
            }:
                best = max(best, AKIN)
        return best

    def lemmas(self, word: str) -> frozenset[str]:
        """Base forms of a word; the word itself where it has none."""
        return lemma_set(word) or frozenset((word,))

    def word_in(self, word: str, profile: FactProfile, near: bool = True) -> float:
        """Whether an event, or one linked with it, says a word or one that means the same."""
        lemmas = lemma_set(word) or {word}
        if lemmas & profile.words:
            return 1.0
        concepts = {c for lemma in lemmas for c in self.index.concepts_of(lemma)}
        if concepts & profile.concepts:
            return 0.85
        if concepts & profile.broader_concepts:
            return 0.6
        if near:
            for neighbour in profile.neighbours:
                if self.word_in(word, self.index.events[neighbour], near=False):
                    return 0.5
        return 0.0

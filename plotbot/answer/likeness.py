"""How near what a film tells is to what a question says: by predicate, by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from plotbot.film.index import FactProfile, lemma_set
from plotbot.knowledge import Knowledge

A_KIND, IMPLIED, GENERAL, AKIN = 0.9, 0.85, 0.7, 0.5
"""How well a predicate answers for one that it is a kind of, that it implies, that is a kind of it,
or that is of the same kind."""
SAME, OF_A_KIND, NEARBY = 0.85, 0.6, 0.5
"""How well a fact says a word by one that means the same, by one for a kind of it; and by what is
linked with it."""
MOST_KEPT = 100_000
"""How many comparisons of predicates are kept; most questions use the same few."""
MOST_WORDS = 2048
"""Of how many words it is kept which events say them."""


class Likeness:
    """Compares predicates and words by what the language data tells of them."""

    def __init__(self, knowledge: Knowledge):
        self.index = knowledge.index
        self.language = knowledge.language
        self.events_saying = lru_cache(MOST_WORDS)(self._events_saying)
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

    def word_in(self, word: str, profile: FactProfile) -> float:
        """How surely a fact says a word, or one that means the same or a kind of it."""
        return self._says(*self._meant(word), profile)

    def _events_saying(self, word: str) -> Mapping[str, float]:
        """How surely each event, or one linked with it, says a word; 0 for those left out."""
        meant = self._meant(word)
        own = {id: self._says(*meant, profile) for id, profile in self.index.events.items()}
        found = {}
        for id, value in own.items():
            near = not value and any(own[n] for n in self.index.events[id].neighbours)
            if value or near:
                found[id] = value or NEARBY
        return found

    def _meant(self, word: str) -> tuple[frozenset[str], frozenset[str]]:
        lemmas = self.lemmas(word)
        return lemmas, frozenset(c for lemma in lemmas for c in self.index.concepts_of(lemma))

    @staticmethod
    def _says(lemmas: frozenset[str], concepts: frozenset[str], profile: FactProfile) -> float:
        if not lemmas.isdisjoint(profile.words):
            return 1.0
        if not concepts.isdisjoint(profile.concepts):
            return SAME
        return 0.0 if concepts.isdisjoint(profile.broader_concepts) else OF_A_KIND

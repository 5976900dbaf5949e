"""What the facts of a film tell of each term of a question, however it is built.

Each term gives every fact a support from 0 to 1: by whom it concerns, by what its words mean, by
the words themselves. What the neighbours of a fact, or its sentence, tell counts too, but less.
``weighing`` compares the facts by it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from plotbot.answer.likeness import Likeness
from plotbot.answer.tellings import Telling, likelihoods, tellings
from plotbot.answer.terms import Term, terms_of
from plotbot.answer.weighing import FAINT, NAMED, Support, ToldTerm, Weighing
from plotbot.film.index import FactProfile
from plotbot.film.model import Event, Fact, predicate_of
from plotbot.knowledge import Knowledge
from plotbot.language.expressions import CLUSTER, CONCEPT, PREDICATE, RELATION, Meaning
from plotbot.question.asked import Asked, asked_of
from plotbot.question.reading import Reading

NEIGHBOUR, SENTENCE = 0.7, 0.35
MENTIONED, THROUGH_GROUP, THROUGH_BOND = 0.9, 0.6, 0.65
SAME_MEANING, BROADER, NARROWER = 0.75, 0.5, 0.35
"""What it is worth that a fact says another word of the same meaning, one of a kind of what the
question says ("car" for "vehicle"), or a general one for it."""
SAME_CLUSTER = 0.95
UNKNOWN, COMMON = 0.85, 0.5
"""What a term weighs that no fact tells, and at least one that all tell."""
_LEAST_LIKENESS = 0.5
MOST_KEPT = 1024
"""For how many words, with all they may mean, it is kept which facts tell them."""


@dataclass(frozen=True)
class Heard:
    """A question as what it asks for, the terms it says, and what facts tell of them."""

    asked: Asked
    terms: tuple[Term, ...]
    weighing: Weighing


class Evidence:
    """Weighs the facts of a film, by id and in order, against questions."""

    def __init__(self, knowledge: Knowledge, likeness: Likeness):
        self.film = knowledge.film
        self.index = knowledge.index
        self.language = knowledge.language
        self.speech = knowledge.speech
        self.likeness = likeness
        self.facts: dict[str, Fact] = {**self.film.event, **self.film.bond}
        self._by_meaning: dict[Meaning, Support] = {}
        self._by_id: dict[str, Support] = {}
        self._supports = lru_cache(MOST_KEPT)(self._supporting)

    def prepare(self) -> None:
        """Looks up the words of all facts now, not when the first question comes."""
        _ = self._saying, self._evoking, self._by_concept

    def of(self, reading: Reading) -> Heard:
        """What a question asks for and says, weighed; found once for each reading."""
        if "heard" not in reading.details:
            asked = asked_of(reading, self.speech)
            terms = terms_of(reading, self.language, asked.words)
            reading.details["heard"] = Heard(asked, terms, self.weigh(terms))
        found: Heard = reading.details["heard"]
        return found

    def events_of(self, weighing: Weighing) -> list[Event]:
        """The events that tell anything at all of a question; all where it says nothing."""
        ids = {id for each in weighing.told for id in each.own}
        return [event for event in self.film.events if event.id in ids] or list(self.film.events)

    def weigh(self, terms: Iterable[Term]) -> Weighing:
        """What each fact tells of a question, for ranking and comparing."""
        told = []
        for term in terms:
            entities, meanings = tuple(term.entities.items()), tuple(term.meanings.items())
            own, near, rarity = self._supports(entities, meanings, term.lemmas, term.needed)
            told.append(ToldTerm(term, own, near, term.weight * rarity))
        return Weighing(self.facts, told)

    def _supporting(
        self,
        entities: tuple[tuple[str, float], ...],
        meanings: tuple[tuple[Meaning, float], ...],
        lemmas: tuple[str, ...],
        needed: bool,
    ) -> tuple[Support, Support, float]:
        """How surely each fact tells a term, itself and with what stands near; and its rarity."""
        own = self._own(entities, dict(meanings), lemmas)
        return own, self._spread(own, NAMED if needed else SENTENCE), self._rarity(own)

    def _rarity(self, own: Support) -> float:
        """What a term weighs for being rare: the fewer facts tell it, the more."""
        if not own:
            return UNKNOWN
        count = len(self.facts)
        frequency = sum(value * value for value in own.values())
        return COMMON + math.log((count + 1) / (frequency + 1)) / math.log(count + 1)

    def _own(
        self,
        entities: Iterable[tuple[str, float]],
        meanings: Mapping[Meaning, float],
        lemmas: Iterable[str],
    ) -> Support:
        """How surely each fact itself tells a term."""
        found: dict[str, float] = {}
        for id, surety in entities:
            _raise(found, self._concerning(id), surety)
        for meaning, surety in likelihoods(meanings).items():
            _raise(found, self._meaning(meaning), surety)
        for lemma in lemmas:
            _raise(found, self._saying.get(lemma, {}))
        return found

    def _meaning(self, meaning: Meaning) -> Support:
        """How surely each fact tells what an expression means; kept, as questions repeat."""
        if meaning not in self._by_meaning:
            kind, id = meaning
            found = dict(self._evoking.get(meaning, {}))
            if kind in (PREDICATE, RELATION):
                for told, facts in self._by_predicate.items():
                    strength = self._strength(id, told)
                    if strength >= _LEAST_LIKENESS:
                        _raise(found, dict.fromkeys(facts, strength))
            if kind == CONCEPT:
                for other, support in self._by_concept.items():
                    if id in self.language.broader_concepts(other):
                        _raise(found, support, BROADER / SAME_MEANING)
                for broader in self.language.broader_concepts(id) - {id}:
                    _raise(found, self._by_concept.get(broader, {}), NARROWER / SAME_MEANING)
            self._by_meaning[meaning] = found
        return self._by_meaning[meaning]

    def _strength(self, asked: str, told: str) -> float:
        if told in self.language.relations and asked in self.language.broader_relations(told):
            return 1.0 if told == asked else 0.9
        if told in self.language.predicates:
            return self.likeness.predicate_strength((asked,), told)
        return 0.0

    def _concerning(self, id: str) -> Support:
        """Facts about an entity itself, through its groups or members, or what it is part of."""
        if id in self._by_id:
            return self._by_id[id]
        found = {
            fact: MENTIONED if set(self._profiles[fact].roles[id]) == {"mentioned"} else 1.0
            for fact in self._by_entity.get(id, ())
        }
        others = (*self.index.groups_of.get(id, ()), *self.index.members(id))
        _raise(found, {f: THROUGH_GROUP for o in others for f in self._by_entity.get(o, ())})
        for bond in (*self.index.bonds_from.get(id, ()), *self.index.bonds_to.get(id, ())):
            if bond.relation in ("part", "location", "owner", "body") and bond.to:
                other = bond.to if bond.source == id else bond.source
                _raise(found, dict.fromkeys(self._by_entity.get(other, ()), THROUGH_BOND))
        self._by_id[id] = found
        return found

    def _spread(self, own: Support, in_sentence: float) -> Support:
        """Support with what the neighbours of a fact, and the facts of its sentence, lend it."""
        found = dict(own)
        for id, value in own.items():
            for other in self._profiles[id].neighbours:
                if other in self.facts and found.get(other, 0.0) < NEIGHBOUR * value:
                    found[other] = NEIGHBOUR * value
            for other in self._by_sentence[self.facts[id].sentence]:
                if found.get(other, 0.0) < in_sentence * value:
                    found[other] = in_sentence * value
        return found

    @cached_property
    def _profiles(self) -> Mapping[str, FactProfile]:
        return {**self.index.events, **self.index.bonds}

    @cached_property
    def _tellings(self) -> Mapping[str, Telling]:
        return tellings(self.film, self.index, self.language)

    @cached_property
    def _saying(self) -> Mapping[str, Support]:
        """Facts by the lemmas of the words in which they are told."""
        return _inverted((id, telling.words) for id, telling in self._tellings.items())

    @cached_property
    def _evoking(self) -> Mapping[Meaning, Support]:
        """Facts by what the words in which they are told may mean."""
        found = _inverted((id, telling.meanings) for id, telling in self._tellings.items())
        worth = {CLUSTER: SAME_CLUSTER}
        return {
            meaning: {id: worth.get(meaning[0], SAME_MEANING) * v for id, v in support.items()}
            for meaning, support in found.items()
        }

    @cached_property
    def _by_concept(self) -> Mapping[str, Support]:
        return {id: support for (kind, id), support in self._evoking.items() if kind == CONCEPT}

    @cached_property
    def _by_entity(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped((e, id) for id, p in self._profiles.items() for e in p.roles)

    @cached_property
    def _by_predicate(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped((predicate_of(fact), fact.id) for fact in self.facts.values())

    @cached_property
    def _by_sentence(self) -> Mapping[int, tuple[str, ...]]:
        return _grouped((fact.sentence, fact.id) for fact in self.facts.values())


def _raise(found: dict[str, float], more: Support, factor: float = 1.0) -> None:
    for id, value in more.items():
        if value * factor >= FAINT and found.get(id, 0.0) < value * factor:
            found[id] = value * factor


def _inverted(pairs: Iterable[tuple[str, Mapping]]) -> dict:
    found: dict = {}
    for id, values in pairs:
        for key, value in values.items():
            found.setdefault(key, {})[id] = value
    return found


def _grouped(pairs: Iterable[tuple]) -> dict:
    found: dict = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}

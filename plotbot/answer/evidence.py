"""Weighs the facts of a film by how much of a question they bear out, however it is built.

Each term of the question gives every fact a support from 0 to 1: by whom it concerns, by predicate
or relation, by words and concepts. What the neighbours of a fact, or its sentence, tell counts too,
but less. Rare terms weigh more than common ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from plotbot.answer.likeness import Likeness
from plotbot.answer.terms import Term
from plotbot.film.index import FactProfile
from plotbot.film.model import Bond, Event, Fact
from plotbot.knowledge import Knowledge

NEIGHBOUR, SENTENCE = 0.75, 0.5
MENTIONED, THROUGH_GROUP, THROUGH_BOND = 0.8, 0.7, 0.55
SAME_WORD, SAME_CONCEPT, BROADER_CONCEPT = 0.9, 0.77, 0.54
SURELY_NAMED, NAMED, NEEDED = 0.75, 0.6, 0.4
"""From which support on a fact tells a name, or another word that it must tell."""
UNTOLD_NAME, HALF_TOLD_NAME, UNTOLD_THING, UNTOLD_MAIN = 0.35, 0.1, 0.15, 0.25
"""What a fact loses, as a share of all: for each name that it does not tell, or only through a
group; for each thing described; and for telling none of the main words."""
LEAST_TERMS = 2
"""How many terms a fact must tell: a single word describes nothing."""
_LEAST_LIKENESS = 0.5

Support = dict[str, float]
"""Fact ids with how surely each tells a term."""


@dataclass(frozen=True)
class Weighed:
    """A fact with the share of a question's weight that it bears out, at most 1."""

    fact: Fact
    score: float


@dataclass(frozen=True)
class _Told:
    """How surely facts tell a term: themselves, and with what stands near; the term's weight."""

    term: Term
    own: Support
    near: Support
    weight: float


class Weighing:
    """The facts of a film against the terms of one question."""

    def __init__(self, evidence: Evidence, told: Sequence[_Told]):
        self.evidence = evidence
        self.told = told
        self.total = sum(each.weight for each in told)

    def rank(self) -> list[Weighed]:
        """Facts that tell enough of the terms, the best first."""
        if not self.total:
            return []
        scores: Support = {}
        closeness: Support = {}
        told_terms: dict[str, int] = {}
        for each in self.told:
            for id, value in each.near.items():
                scores[id] = scores.get(id, 0.0) + each.weight * value
                told_terms[id] = told_terms.get(id, 0) + (value >= NEEDED)
            for id, value in each.own.items():
                closeness[id] = closeness.get(id, 0.0) + each.weight * value
        lost = self._lost(scores)
        facts, order = self.evidence.facts, self.evidence.order
        found = [
            Weighed(facts[id], score / self.total - lost[id])
            for id, score in scores.items()
            if told_terms[id] >= LEAST_TERMS
        ]
        found.sort(
            key=lambda w: (
                -round(w.score, 2),
                -round(closeness.get(w.fact.id, 0.0), 2),
                order[w.fact.id],
            )
        )
        return found

    def told_by(self, facts: Iterable[Fact]) -> float:
        """The share of the question's weight that some facts bear out together."""
        ids = {fact.id for fact in facts}
        score = sum(
            each.weight * max((each.near.get(id, 0.0) for id in ids), default=0.0)
            for each in self.told
        )
        return score / self.total if self.total else 1.0

    def _lost(self, ids: Iterable[str]) -> Support:
        """What facts lose for what they must tell and do not."""
        ids = tuple(ids)
        lost: Support = dict.fromkeys(ids, 0.0)
        for each in self.told:
            term = each.term
            is_thing = len(term.ids) == 1 and not term.needed and not term.main
            loss = _loss_of_name if term.needed else _loss_of_thing if is_thing else None
            if loss is not None:
                for id in ids:
                    lost[id] += loss(each.near.get(id, 0.0))
        main = [each for each in self.told if each.term.main]
        bonds = self.evidence.index.bonds
        for id in ids if main else ():
            # what holds between two says nothing of a deed told beside it
            if all((e.own if id in bonds else e.near).get(id, 0.0) < NEEDED for e in main):
                lost[id] += UNTOLD_MAIN
        return lost


def _loss_of_name(told: float) -> float:
    if told < NAMED:
        return UNTOLD_NAME
    return HALF_TOLD_NAME if told < SURELY_NAMED else 0.0


def _loss_of_thing(told: float) -> float:
    return UNTOLD_THING if told < NAMED else 0.0


class Evidence:
    """Weighs the facts of a film, by id and in order, against questions."""

    def __init__(self, knowledge: Knowledge, likeness: Likeness):
        self.film = knowledge.film
        self.index = knowledge.index
        self.language = knowledge.language
        self.likeness = likeness
        self.facts: dict[str, Fact] = {**self.film.event, **self.film.bond}
        self.order = {id: number for number, id in enumerate(self.facts)}

    def weigh(self, terms: Iterable[Term]) -> Weighing:
        """What each fact tells of a question, for ranking and comparing."""
        told = []
        for term in terms:
            own = self._own(term)
            told.append(_Told(term, own, self._spread(own), self._weight(term, own)))
        return Weighing(self, told)

    def _weight(self, term: Term, own: Support) -> float:
        """A term's weight: the rarer what it means, the more."""
        count = len(self.facts)
        frequency = sum(value >= 0.5 for value in own.values())
        if not frequency:
            return term.weight * 0.8
        rarity = math.log((count + 1) / (frequency + 1)) / math.log(count + 1)
        return term.weight * (0.35 + rarity)

    def _own(self, term: Term) -> Support:
        """How surely each fact itself tells a term."""
        found: Support = {}
        for id in term.ids:
            _raise(found, self._concerning(id))
        if term.predicates:
            for told, facts in self._by_predicate.items():
                strength = self._strength(term.predicates, told)
                if strength >= _LEAST_LIKENESS:
                    _raise(found, dict.fromkeys(facts, strength))
        if term.word:
            for word in term.word.split() if not term.predicates else (term.word,):
                _raise(found, self._saying(word))
        return found

    def _strength(self, asked: tuple[str, ...], told: str) -> float:
        broader = self.language.broader_relations(told)
        if told in self.language.relations and set(asked) & broader:
            return 1.0 if told in asked else 0.9
        if told in self.language.predicates:
            return self.likeness.predicate_strength(asked, told)
        return 0.0

    def _concerning(self, id: str) -> Support:
        """Facts about an entity itself, through its groups or members, or what it is part of."""
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
        return found

    def _saying(self, word: str) -> Support:
        """Facts that say a word, or one that means the same or is of the same kind."""
        lemmas = self.likeness.lemmas(word)
        concepts = {c for lemma in lemmas for c in self.index.concepts_of(lemma)}
        found: Support = {}
        for id, profile in self._profiles.items():
            if lemmas & profile.words:
                found[id] = SAME_WORD
            elif concepts & profile.concepts:
                found[id] = SAME_CONCEPT
            elif concepts & profile.broader_concepts:
                found[id] = BROADER_CONCEPT
        return found

    def _spread(self, own: Support) -> Support:
        """Support with what the neighbours of a fact, and the facts of its sentence, lend it."""
        found = dict(own)
        for id, value in own.items():
            for other in self._profiles[id].neighbours:
                if other in self.facts and found.get(other, 0.0) < NEIGHBOUR * value:
                    found[other] = NEIGHBOUR * value
            for other in self._by_sentence[self.facts[id].sentence]:
                if found.get(other, 0.0) < SENTENCE * value:
                    found[other] = SENTENCE * value
        return found

    @cached_property
    def _profiles(self) -> Mapping[str, FactProfile]:
        return {**self.index.events, **self.index.bonds}

    @cached_property
    def _by_entity(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped((e, id) for id, p in self._profiles.items() for e in p.roles)

    @cached_property
    def _by_predicate(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped((_predicate(fact), fact.id) for fact in self.facts.values())

    @cached_property
    def _by_sentence(self) -> Mapping[int, tuple[str, ...]]:
        return _grouped((fact.sentence, fact.id) for fact in self.facts.values())


def _predicate(fact: Event | Bond) -> str:
    return fact.predicate if isinstance(fact, Event) else fact.relation


def _raise(found: Support, more: Mapping[str, float]) -> None:
    for id, value in more.items():
        if found.get(id, 0.0) < value:
            found[id] = value


def _grouped(pairs: Iterable[tuple]) -> dict:
    found: dict = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}

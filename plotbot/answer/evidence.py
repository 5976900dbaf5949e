"""Weighs events by everything a question says, where no event bears it out role by role.

People describe what they cannot name ("who talks the beaten heroes into another try"). Each content
word of the question is a term: the entities, predicates and concepts it may mean. An event gets the
weight of the terms that it, its neighbours or its sentence tell; rare terms weigh more than common
ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plotbot.answer.matching import Matcher
from plotbot.film.model import Event
from plotbot.question import grammar
from plotbot.question.patterns import GENERIC_VERBS
from plotbot.question.reading import Reading
from plotbot.question.syntax import Clause, Frame, NounPhrase

ENTITY, PREDICATE, WORD = 1.4, 1.2, 0.8
NEIGHBOUR, SENTENCE = 0.75, 0.6
NEEDED = 0.42
_EMPTY = frozenset(
    "film movie story plot thing one person guy man woman people character somebody someone part "
    "scene kind sort type way name time first last end beginning whole entire other others own "
    "course exactly actually main two three four place reason whose".split()
)
"""Nouns and adjectives that tell no event from another."""


@dataclass(frozen=True)
class Term:
    """Something a question says: what it may mean, and how much it weighs."""

    ids: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    word: str = ""
    weight: float = 1.0
    needed: bool = False
    """Whether an event that does not tell it cannot be meant: a name, the verb."""


class Evidence:
    """Ranks the events of a film by how much of a question they bear out."""

    def __init__(self, matcher: Matcher):
        self.likeness = matcher.likeness
        self.film = matcher.film
        self.index = matcher.index
        self.language = matcher.language
        self._by_sentence: dict[int, list[Event]] = {}
        for event in self.film.events:
            self._by_sentence.setdefault(event.sentence, []).append(event)

    def terms(self, reading: Reading) -> list[Term]:
        """The terms of a question."""
        found = list(self._clause(reading.clause))
        unique: dict[tuple, Term] = {}
        for term in found:
            unique.setdefault((term.ids, term.predicates, term.word), term)
        return list(unique.values())

    def _clause(self, clause: Clause) -> Iterator[Term]:
        for frame in clause.frames:
            yield from self._frame(frame)
        if clause.wh is not None and clause.wh.phrase is not None:
            yield from self._phrase(clause.wh.phrase, asked=True)
        for _, phrase in clause.fronted:
            yield from self._phrase(phrase)
        for nested in clause.nested:
            yield from self._clause(nested)

    def _frame(self, frame: Frame) -> Iterator[Term]:
        predicates = tuple(
            dict.fromkeys(
                u.predicate for u in frame.units if u.predicate in self.language.predicates
            )
        )
        if predicates and (frame.verb not in GENERIC_VERBS or len(frame.units[0].words) > 1):
            yield Term(predicates=predicates, weight=PREDICATE, needed=True)
        elif frame.verb and frame.verb not in GENERIC_VERBS and not frame.units:
            yield Term(word=frame.verb, weight=WORD)
        for phrase in frame.phrases:
            yield from self._phrase(phrase)

    def _phrase(self, phrase: NounPhrase, asked: bool = False) -> Iterator[Term]:
        for inner in (*phrase.parts, phrase.possessor, phrase.of):
            if inner is not None:
                yield from self._phrase(inner)
        if phrase.relative is not None:
            yield from self._clause(phrase.relative)
        if phrase.parts or phrase.pronoun and not phrase.ids:
            return
        named = bool(phrase.mentions)
        if phrase.ids and not phrase.is_class and not asked and (named or phrase.pronoun):
            yield Term(ids=phrase.ids, weight=ENTITY, needed=True)
            words: Iterable[str] = phrase.modifiers if not phrase.head else ()
        else:
            words = phrase.words
        for word in words:
            if word in _EMPTY or word in grammar.NUMBER_WORDS or len(word) < 3:
                continue
            predicates = tuple(p.id for p in self.language.predicates_by_noun.get(word, ()))
            is_head = word == phrase.head
            ids = phrase.ids if is_head and not asked and not phrase.is_class else ()
            if is_head:
                ids = (*ids, *(id for choice in phrase.choices for id in choice))
            yield Term(ids, predicates, word, WORD * (0.6 if asked else 1.0 if is_head else 0.7))

    def rank(self, terms: list[Term]) -> list[tuple[float, Event]]:
        """Events with the share of the terms' weight they bear out, the best first."""
        if not terms or not self.film.events:
            return []
        own = {e.id: [self._told(term, e) for term in terms] for e in self.film.events}
        count = len(self.film.events)
        weights = []
        for i, term in enumerate(terms):
            frequency = sum(values[i] >= 0.5 for values in own.values())
            weights.append(
                term.weight * (0.35 + math.log((count + 1) / (frequency + 1)) / math.log(count + 1))
            )
        total = sum(weights)
        ranked = []
        for event in self.film.events:
            near = [own[n] for n in self.index.events[event.id].neighbours if n in own]
            same = [own[e.id] for e in self._by_sentence[event.sentence] if e is not event]
            score = 0.0
            for i, weight in enumerate(weights):
                best = own[event.id][i]
                best = max(
                    [
                        best,
                        *(values[i] * NEIGHBOUR for values in near),
                        *(values[i] * SENTENCE for values in same),
                    ]
                )
                if terms[i].needed and best < NEEDED:
                    score -= total
                score += weight * best
            ranked.append((score / total, event))
        ranked.sort(key=lambda pair: (-round(pair[0], 3), pair[1].order))
        return ranked

    def _told(self, term: Term, event: Event) -> float:
        """How surely an event itself tells a term, from 0 to 1."""
        best = 0.0
        profile = self.index.events[event.id]
        if term.ids:
            if any(id in profile.roles for id in term.ids):
                best = 1.0
            elif any(
                g in profile.roles for id in term.ids for g in self.index.groups_of.get(id, ())
            ) or any(m in profile.roles for id in term.ids for m in self.index.members(id)):
                best = 0.7
        if term.predicates and best < 1.0:
            best = max(best, self.likeness.predicate_strength(term.predicates, event.predicate))
        if term.word and best < 0.9:
            best = max(best, 0.9 * self.likeness.word_in(term.word, profile, near=False))
            if not term.predicates and best < 0.7:
                nouns = tuple(p.id for p in self.language.predicates_by_noun.get(term.word, ()))
                if nouns:
                    best = max(best, 0.8 * self.likeness.predicate_strength(nouns, event.predicate))
        return best

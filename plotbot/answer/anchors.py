"""Which event the words of a question point to: "after he left", "before the raid"."""

from __future__ import annotations

from plotbot.answer.characters import CharacterQuery
from plotbot.answer.matching import Matcher
from plotbot.film.model import Event
from plotbot.knowledge import Knowledge
from plotbot.question import grammar
from plotbot.question.patterns import Pattern, Slot, patterns_of
from plotbot.question.reading import Reading
from plotbot.question.syntax import Clause, NounPhrase
from plotbot.question.units import governs


class Anchors:
    """Finds the events that clauses and noun phrases stand for."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher, characters: CharacterQuery):
        self.film = knowledge.film
        self.index = knowledge.index
        self.language = knowledge.language
        self.matcher = matcher
        self.characters = characters

    def anchor(self, reading: Reading, kind: str) -> Event | None:
        """The event that "before ..." or "after ..." in a question points to."""
        for nested in reading.clause.nested:
            if nested.marker == kind:
                best = self.best_event(nested)
                if best is not None:
                    return best
        frame = reading.clause.frame
        governed = {unit.words[-1] for unit in frame.units if governs(unit)}
        for preposition, phrase in (*frame.prepositions, *reading.clause.fronted):
            if preposition in governed and self._is_no_time(phrase):
                continue
            if grammar.TIME_PREPOSITIONS.get(preposition) == kind:
                event = self.event_of(phrase, first=kind == "before")
                if event is not None:
                    return event
        return None

    def _is_no_time(self, phrase: NounPhrase) -> bool:
        """Whether a phrase means somebody or something, so that "go after it" is no "later"."""
        kinds = {self.film.entities[id].kind for id in phrase.ids}
        return bool(kinds) and not kinds & {"idea", "film"}

    def best_event(self, clause: Clause) -> Event | None:
        """The happening that a clause tells; None where none comes near."""
        found = [
            m
            for pattern in patterns_of(clause, self.language)
            if not pattern.relation
            for m in self.matcher.best(pattern, 3)
            if m.score >= 0.55 and m.event.status == "happens"
        ]
        return max(found).event if found else None

    def event_of(self, phrase: NounPhrase, first: bool = False) -> Event | None:
        """The event that a noun phrase stands for, or in which its entity first or last appears."""
        if phrase.events:
            scored = [(self._fit(phrase, id), -i, id) for i, id in enumerate(phrase.events)]
            return self.film.event[max(scored)[2]]
        nominal = self.nominal_event(phrase)
        if nominal is not None:
            return nominal
        for id in phrase.ids:
            told = [e for e in self.characters.concerning(id) if e.part != "backstory"]
            if told:
                return told[0] if first else told[-1]
        return None

    def nominal_event(self, phrase: NounPhrase) -> Event | None:
        """The event nearest to a noun of action that names none exactly: "the hiring of X"."""
        predicates = tuple(p.id for p in self.language.predicates_by_noun.get(phrase.head, ()))
        inner = [p for p in (phrase.of, phrase.possessor) if p is not None and p.ids]
        if not predicates or not inner:
            return None
        pattern = Pattern(
            predicates, phrase.head, [Slot(("patient", "theme", "agent"), p) for p in inner]
        )
        matches = [
            m for m in self.matcher.best(pattern, 3) if m.predicate >= 0.5 and m.score >= 0.6
        ]
        return matches[0].event if matches else None

    def _fit(self, phrase: NounPhrase, event_id: str) -> float:
        """How well an event, of those that a noun stands for, fits what else the phrase says."""
        profile = self.index.events[event_id]
        event = self.film.event[event_id]
        words = list(phrase.modifiers)
        for inner in (phrase.of, phrase.possessor):
            if inner is not None:
                words += inner.words
        score = sum(self.matcher.likeness.word_in(w, profile) for w in words)
        for inner in (phrase.of, phrase.possessor):
            if inner is not None and set(inner.ids) & set(profile.roles):
                score += 1.5
        heads = {p.id for p in self.language.predicates_by_noun.get(phrase.head, ())}
        if event.predicate in heads:
            score += 0.5
        if event.status != "happens":
            score -= 1.0
        return score

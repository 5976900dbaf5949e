"""How well an event bears out a pattern: by predicate, by every role given, by all else said.

Each part of the question has a weight; an event gets the share of the weight that it bears out. A
role that contradicts is noted, and ends the match unless the contradiction itself is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nlargest

from plotbot.answer.bearing import CONTRADICTED, Bearing
from plotbot.film.model import PLACE_ROLES, Event
from plotbot.knowledge import Knowledge
from plotbot.question.patterns import OBJECT_ROLES, Pattern, Slot
from plotbot.question.syntax import NounPhrase

PREDICATE_WEIGHT = 2.0
ENTITY_WEIGHT = 1.5
PHRASE_WEIGHT = 0.9
INNER_WEIGHT = 0.6
GENERIC_WEIGHT = 0.3
"""What a verb weighs that says nothing of what happens."""


@dataclass
class Conflict:
    """A role for which the question names one filler and the event another."""

    slot: Slot
    role: str
    swapped: bool = False


@dataclass
class Match:
    """An event and how far it bears a pattern out; ``score`` is the share, from 0 to 1."""

    event: Event
    pattern: Pattern
    score: float
    predicate: float
    conflicts: list[Conflict] = field(default_factory=list)
    missing: list[Slot] = field(default_factory=list)
    opposite: bool = False
    told: list[Slot] = field(default_factory=list)
    """``told``: firm slots of things that are no entities, which the event itself says."""

    def __lt__(self, other: Match) -> bool:
        return _rank((self.score, self.event)) < _rank((other.score, other.event))


class Matcher:
    """Matches patterns with the events of one film."""

    def __init__(self, knowledge: Knowledge):
        self.knowledge = knowledge
        self.film = knowledge.film
        self.index = knowledge.index
        self.language = knowledge.language
        self.bearing = Bearing(knowledge)
        self.likeness = self.bearing.likeness

    def best(
        self, pattern: Pattern, most: int, events: Iterable[Event] | None = None
    ) -> list[Match]:
        """Matches with the events that bear a pattern out best, the best first, ``most`` at most.

        Only these are looked at for what they contradict; all others are but weighed.
        """
        parts = self._parts(pattern)
        score = self._scorer(pattern, parts)
        chosen = self.film.events if events is None else events
        scored = ((score(event), event) for event in chosen)
        best = nlargest(most, (pair for pair in scored if pair[0] > 0), key=_rank)
        strengths = self.bearing.strengths(pattern.predicates)
        found = [Match(e, pattern, value, strengths[e.predicate]) for value, e in best]
        for match in found:
            self._note(match, parts)
        return found

    def _parts(self, pattern: Pattern) -> list[Slot]:
        """The slots of a pattern that say anything."""
        return [
            slot
            for slot in pattern.slots
            if not (slot.phrase.pronoun and not slot.phrase.ids or self._says_nothing(slot.phrase))
        ]

    def _scorer(self, pattern: Pattern, parts: Sequence[Slot]) -> Callable[[Event], float]:
        """What tells the share of a pattern's weight that an event bears out."""
        strengths = self.bearing.strengths(pattern.predicates)
        weighed: list[tuple[float, Callable[[str], float]]] = []
        for slot in parts:
            phrase = slot.phrase
            if phrase.events and not phrase.ids:
                weighed.append((PHRASE_WEIGHT, self.bearing.event(slot)))
                continue
            importance = ENTITY_WEIGHT if phrase.ids else PHRASE_WEIGHT
            weighed.append((importance, self.bearing.slot(slot)))
            for inner in (phrase.of, phrase.possessor):
                if inner is not None and inner.ids and not phrase.ids:
                    weighed.append((INNER_WEIGHT, self.bearing.present(inner.ids)))
        weighed += [(extra.weight, self.bearing.extra(extra)) for extra in pattern.extras]
        of_verb = GENERIC_WEIGHT if pattern.generic else PREDICATE_WEIGHT
        weight = of_verb
        for importance, _ in weighed:
            weight += importance

        def score(event: Event) -> float:
            total = of_verb * (1.0 if pattern.generic else strengths[event.predicate])
            for importance, value in weighed:
                total += importance * value(event.id)
            return total / weight

        return score

    def _says_nothing(self, phrase: NounPhrase) -> bool:
        """Whether a phrase only says that somebody or something is meant ("one of the people")."""
        if phrase.ids or phrase.events or phrase.possessor is not None:
            return False
        generic = self.knowledge.speech.generic_nouns
        return all(word in generic or word in ("one", "thing") for word in phrase.words) and (
            phrase.of is None or self._says_nothing(phrase.of)
        )

    # -- what a match leaves open or contradicts ---------------------------------------------------

    def _note(self, match: Match, parts: Iterable[Slot]) -> None:
        """Notes which slots an event tells, which it leaves out, and which it contradicts."""
        opposites = (self.language.opposites(p) for p in match.pattern.predicates)
        match.opposite = any(match.event.predicate in found for found in opposites)
        for slot in parts:
            if slot.phrase.events and not slot.phrase.ids:
                self._note_event(slot, match)
            elif slot.phrase.ids:
                self._note_entities(slot, match)
            elif slot.firm:
                value = self.bearing.slot(slot)(match.event.id)
                if value == 1.0:
                    match.told.append(slot)
                elif not value and not slot.phrase.pronoun:
                    match.missing.append(slot)

    def _note_event(self, slot: Slot, match: Match) -> None:
        event, profile = match.event, self.index.events[match.event.id]
        if not slot.firm:
            return
        if self.bearing.event(slot)(event.id) == 1.0:
            match.told.append(slot)
        owner = slot.phrase.possessor or slot.phrase.of
        if owner is None or not owner.ids or set(owner.ids) & set(profile.roles):
            return
        if not set(slot.phrase.events) & {event.id, *profile.neighbours}:
            match.missing.append(slot)

    def _note_entities(self, slot: Slot, match: Match) -> None:
        phrase, event = slot.phrase, match.event
        if phrase.is_class:
            return
        values = self.bearing.entities(slot, event.id)
        absent = sum(values) / len(values) < CONTRADICTED
        if absent and self.bearing.other_reading(slot, event.id) is not None:
            return  # a noun that fits several means the one of which something is told
        if phrase.pronoun and min(values) < CONTRADICTED:
            # whom a pronoun means is not certain: it weighs, but contradicts nothing
            match.missing.append(slot)
        elif slot.firm and min(values) < CONTRADICTED:
            self._note_conflict(slot, match, values)
        elif not slot.firm and max(values) == 0:
            match.missing.append(slot)
            role = next((r for r in slot.roles if event.fillers(r)), None)
            if role is not None and self._excludes(slot, role, event):
                match.conflicts.append(Conflict(slot, role))

    def _excludes(self, slot: Slot, role: str, event: Event) -> bool:
        """Whether what fills a role leaves no room for what the question puts there: another place
        (that is no part of it), another person or thing in a role that the verb gives one of."""
        told = event.entities(role)
        asked = slot.phrase.ids
        if role in PLACE_ROLES:
            if not told or any(self.film.entities[id].kind != "place" for id in asked):
                return False
            return not any(self._near_places(a, t) for a in asked for t in told)
        predicate = self.language.predicates.get(event.predicate)
        single = role == "topic" and predicate is not None and role in predicate.exclusive
        return (single or role in ("instrument", "recipient", "opponent")) and bool(told)

    def _near_places(self, one: str, other: str) -> bool:
        bonds = (*self.index.bonds_from.get(one, ()), *self.index.bonds_from.get(other, ()))
        return any({b.source, b.to} == {one, other} for b in bonds)

    def _note_conflict(self, slot: Slot, match: Match, values: list[float]) -> None:
        event, profile = match.event, self.index.events[match.event.id]
        named = zip(slot.phrase.ids, values, strict=True)
        absent = [id for id, value in named if value < CONTRADICTED]
        family = OBJECT_ROLES if slot.roles[0] in OBJECT_ROLES else (slot.roles[0],)
        filled = next((r for r in (slot.roles[0], *family) if event.fillers(r)), None)
        elsewhere = any(profile.roles.get(id) for id in absent)
        match.missing.append(slot)
        if filled in PLACE_ROLES and not self._excludes(slot, filled, event):
            return
        if filled is not None:
            match.conflicts.append(Conflict(slot, filled, swapped=elsewhere))


def _rank(pair: tuple[float, Event]) -> tuple[float, bool, int]:
    """For sorting: score first, then what really happens, then earlier in the story."""
    score, event = pair
    return round(score, 3), event.status == "happens", -event.order

"""How well an event bears out a pattern: by predicate, by every role given, by all else said.

Each part of the question has a weight; an event gets the share of the weight that it bears out. A
role that contradicts is noted, and ends the match unless the contradiction itself is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from plotbot.answer.likeness import Likeness
from plotbot.film.index import FactProfile
from plotbot.film.model import PLACE_ROLES, Event
from plotbot.knowledge import Knowledge
from plotbot.question.patterns import OBJECT_ROLES, Extra, Pattern, Slot
from plotbot.question.syntax import NounPhrase

PREDICATE_WEIGHT = 2.0
ENTITY_WEIGHT = 1.5
PHRASE_WEIGHT = 0.9


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
        return self.rank() < other.rank()

    def rank(self) -> tuple[float, float, int]:
        """For sorting: score first, then what really happens, then earlier in the story."""
        return (
            round(self.score, 3),
            1.0 if self.event.status == "happens" else 0.0,
            -self.event.order,
        )


OTHER_READING = 0.9
"""What it is worth that an event fits another reading of an ambiguous noun."""


class Matcher:
    """Matches patterns with the events of one film."""

    def __init__(self, knowledge: Knowledge):
        self.knowledge = knowledge
        self.film = knowledge.film
        self.index = knowledge.index
        self.language = knowledge.language
        self.likeness = Likeness(knowledge)

    def all(self, pattern: Pattern, events: Iterable[Event] | None = None) -> list[Match]:
        """Matches with every event that has anything to do with the pattern, the best first."""
        chosen = self.film.events if events is None else events
        found = [self.one(pattern, event) for event in chosen]
        return sorted((m for m in found if m.score > 0), reverse=True)

    def one(self, pattern: Pattern, event: Event) -> Match:
        """The match of a pattern with one event."""
        profile = self.index.events[event.id]
        predicate = self.likeness.predicate_strength(pattern.predicates, event.predicate)
        match = Match(event, pattern, 0.0, predicate)
        match.opposite = bool(
            pattern.predicates
            and any(event.predicate in self.language.opposites(p) for p in pattern.predicates)
        )
        total = weight = 0.0
        if not pattern.generic:
            total += PREDICATE_WEIGHT * predicate
            weight += PREDICATE_WEIGHT
        else:
            weight += 0.3
            total += 0.3
        for slot in pattern.slots:
            if slot.phrase.pronoun and not slot.phrase.ids or self._says_nothing(slot.phrase):
                continue
            if slot.phrase.events and not slot.phrase.ids:
                value = 1.0 if set(slot.phrase.events) & {event.id, *profile.neighbours} else 0.0
                owner = slot.phrase.possessor or slot.phrase.of
                if value and owner is not None and owner.ids and event.id not in slot.phrase.events:
                    value = 1.0 if set(owner.ids) & set(profile.roles) else 0.8
                if not value and owner is not None and owner.ids:
                    value = 0.6 * max(self._entity(id, slot, event, profile) for id in owner.ids)
                    if slot.firm and not set(owner.ids) & set(profile.roles):
                        match.missing.append(slot)
                if slot.firm and value == 1.0:
                    match.told.append(slot)
                total += PHRASE_WEIGHT * value
                weight += PHRASE_WEIGHT
                continue
            importance = ENTITY_WEIGHT if slot.phrase.ids else PHRASE_WEIGHT
            value = self._slot(slot, event, profile, match)
            total += importance * value
            weight += importance
            for inner in (slot.phrase.of, slot.phrase.possessor):
                if inner is not None and inner.ids and not slot.phrase.ids:
                    near = 1.0 if set(inner.ids) & self._all_entities(event) else 0.0
                    total += 0.6 * near
                    weight += 0.6
        for extra in pattern.extras:
            value = self._extra(extra, event, profile)
            total += extra.weight * value
            weight += extra.weight
        match.score = total / weight if weight else 0.0
        return match

    def _says_nothing(self, phrase: NounPhrase) -> bool:
        """Whether a phrase only says that somebody or something is meant ("one of the people")."""
        if phrase.ids or phrase.events or phrase.possessor is not None:
            return False
        generic = self.knowledge.speech.generic_nouns
        return all(word in generic or word in ("one", "thing") for word in phrase.words) and (
            phrase.of is None or self._says_nothing(phrase.of)
        )

    # -- parts -------------------------------------------------------------------------------------

    def _all_entities(self, event: Event) -> set[str]:
        found = set(self.index.events[event.id].roles)
        for id in list(found):
            found |= set(self.index.members(id))
        return found

    def _slot(self, slot: Slot, event: Event, profile: FactProfile, match: Match) -> float:
        phrase = slot.phrase
        if not phrase.ids:
            value = self._lexical(phrase, event, profile)
            if not value and slot.firm and not phrase.pronoun:
                match.missing.append(slot)
            elif value == 1.0 and slot.firm:
                match.told.append(slot)
            return value
        values = [self._entity(id, slot, event, profile) for id in phrase.ids]
        if phrase.is_class:
            return max(values)
        value = sum(values) / len(values)
        if value < 0.5 and phrase.choices and not phrase.pronoun and not phrase.mentions:
            # a noun that fits several means the one of which something is told
            other = max(self._entity(id, slot, event, profile) for (id, *_) in phrase.choices)
            if other >= 0.7:
                return OTHER_READING * other
        if phrase.pronoun and min(values) < 0.5:
            # whom a pronoun means is not certain: it weighs, but contradicts nothing
            match.missing.append(slot)
        elif slot.firm and min(values) < 0.5:
            self._note_conflict(slot, event, profile, match, values)
        elif not slot.firm and max(values) == 0:
            match.missing.append(slot)
            role = next((r for r in slot.roles if event.fillers(r)), None)
            if role is not None and self._excludes(slot, role, event):
                match.conflicts.append(Conflict(slot, role))
        return value

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

    def _note_conflict(
        self, slot: Slot, event: Event, profile: FactProfile, match: Match, values: list[float]
    ) -> None:
        absent = [id for id, value in zip(slot.phrase.ids, values, strict=True) if value < 0.5]
        family = OBJECT_ROLES if slot.roles[0] in OBJECT_ROLES else (slot.roles[0],)
        filled = next((r for r in (slot.roles[0], *family) if event.fillers(r)), None)
        elsewhere = any(profile.roles.get(id) for id in absent)
        match.missing.append(slot)
        if filled in PLACE_ROLES and not self._excludes(slot, filled, event):
            return
        if filled is not None:
            match.conflicts.append(Conflict(slot, filled, swapped=elsewhere))

    def _entity(self, id: str, slot: Slot, event: Event, profile: FactProfile) -> float:
        roles, closeness = self._roles(id, profile)
        if not roles:
            if any(id in self.index.events[n].roles for n in profile.neighbours):
                return 0.3
            return 0.0
        if not slot.roles:
            return 0.6 * closeness
        undergoes = slot.firm and slot.roles[0] == "patient" and roles == {"agent"}
        if undergoes and event.fillers("patient"):
            return 0.15  # who kills is not who dies
        if roles & set(slot.roles[:1]):
            return closeness
        if roles & set(slot.roles):
            return 0.9 * closeness
        if slot.roles[0] == "agent":
            if roles & {"instrument", "company", "source"} and not event.fillers("agent"):
                return 0.85 * closeness
            if roles & {"company"}:
                return 0.85 * closeness
            if roles & {"instrument", "source", "theme"} and not slot.firm:
                return 0.6 * closeness
            return 0.15
        if slot.roles[0] in OBJECT_ROLES and slot.firm:
            if roles & {"instrument", "source", "place", "beneficiary", "material", "mentioned"}:
                return 0.75 * closeness
            return 0.15
        return 0.6 * closeness

    def _roles(self, id: str, profile: FactProfile) -> tuple[set[str], float]:
        """Roles an entity has in an event, itself or through a group, and how surely."""
        if id in profile.roles:
            return set(profile.roles[id]), 1.0
        through: set[str] = set()
        for group in self.index.groups_of.get(id, ()):
            through |= profile.roles.get(group, frozenset())
        if through:
            return through, 0.65
        for member in self.index.members(id):
            through |= profile.roles.get(member, frozenset())
        if through:
            return through, 0.8
        for bond in (*self.index.bonds_from.get(id, ()), *self.index.bonds_to.get(id, ())):
            if bond.relation == "part" and bond.to:
                other = bond.to if bond.source == id else bond.source
                through |= profile.roles.get(other, frozenset())
        return through, 0.7

    def _lexical(self, phrase: NounPhrase, event: Event, profile: FactProfile) -> float:
        words = [w for w in phrase.words if len(w) > 1]
        if not words:
            return 0.0
        values = [self.likeness.word_in(word, profile) for word in words]
        return 0.6 * values[-1] + 0.4 * (sum(values) / len(values))

    def _extra(self, extra: Extra, event: Event, profile: FactProfile) -> float:
        if extra.predicates:
            strength = self.likeness.predicate_strength(extra.predicates, event.predicate)
            near = [
                self.likeness.predicate_strength(extra.predicates, self.film.event[n].predicate)
                * 0.8
                for n in profile.neighbours
            ]
            same = [
                self.likeness.predicate_strength(extra.predicates, e.predicate) * 0.6
                for e in self.film.events
                if e.sentence == event.sentence and e is not event
            ]
            return max([strength, *near, *same])
        if extra.ids:
            here = self._all_entities(event)
            if set(extra.ids) & here:
                return 1.0
            if any(set(extra.ids) & set(self.index.events[n].roles) for n in profile.neighbours):
                return 0.7
            return 0.0
        return self.likeness.word_in(extra.word, profile)

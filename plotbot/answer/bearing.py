"""How far an event bears out one part of a question: somebody in a role, a word, what else is said.

Every value is from 0 to 1. What depends on the film alone is kept, as questions come back to the
same few entities and words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from plotbot.answer.likeness import Likeness
from plotbot.film.model import Event
from plotbot.knowledge import Knowledge
from plotbot.question.patterns import OBJECT_ROLES, Extra, Slot

OTHER_READING = 0.9
"""What it is worth that an event fits another reading of an ambiguous noun."""
CONTRADICTED = 0.5
"""Below which value an entity is not where a question puts it."""
_ELSEWHERE = frozenset({"instrument", "source", "place", "beneficiary", "material", "mentioned"})
MOST_KEPT = 1024
"""For how many parts of questions the values of all events are kept."""

Values = Mapping[str, float]
"""By event id; 0 for those left out."""


class Bearing:
    """Values of the parts of a question against the events of one film."""

    def __init__(self, knowledge: Knowledge):
        self.film = knowledge.film
        self.index = knowledge.index
        self.likeness = Likeness(knowledge)
        kept = lru_cache(MOST_KEPT)
        self.strengths = kept(self._strengths)
        self.entity = kept(self._entities)
        self._words = kept(self._of_words)
        self._present = kept(self._of_present)
        self._elsewhere = kept(self._of_predicates)
        self._about = kept(self._of_ids)

    def slot(self, slot: Slot) -> Callable[[str], float]:
        """How far events have what a phrase names, or say its words, in a role of the slot."""
        phrase = slot.phrase
        if not phrase.ids:
            return _looked_up(self._words(tuple(w for w in phrase.words if len(w) > 1)))
        if len(phrase.ids) == 1 and (phrase.is_class or not self._doubtful(slot)):
            return _looked_up(self.entity(phrase.ids[0], slot.roles, slot.firm))

        def value(event: str) -> float:
            values = self.entities(slot, event)
            if phrase.is_class:
                return max(values)
            found = sum(values) / len(values)
            if found < CONTRADICTED and self._doubtful(slot):
                other = self.other_reading(slot, event)
                return found if other is None else other
            return found

        return value

    def entities(self, slot: Slot, event: str) -> list[float]:
        """The value of each entity that a phrase names."""
        ids, roles, firm = slot.phrase.ids, slot.roles, slot.firm
        return [self.entity(id, roles, firm).get(event, 0.0) for id in ids]

    def other_reading(self, slot: Slot, event: str) -> float | None:
        """The value of another entity that a noun fits, of which the event clearly tells."""
        if not self._doubtful(slot):
            return None
        ids = [id for id, *_ in slot.phrase.choices]
        best = max(self.entity(id, slot.roles, slot.firm).get(event, 0.0) for id in ids)
        return OTHER_READING * best if best >= 0.7 else None

    def event(self, slot: Slot) -> Callable[[str], float]:
        """How far events are the one that a phrase ("that", "his raid") means, or near it."""
        events = set(slot.phrase.events)
        owner = slot.phrase.possessor or slot.phrase.of
        owners = owner.ids if owner is not None else ()

        def value(id: str) -> float:
            profile = self.index.events[id]
            if id in events or not events.isdisjoint(profile.neighbours):
                clear = not owners or id in events or not set(owners).isdisjoint(profile.roles)
                return 1.0 if clear else 0.8
            values = (self.entity(o, slot.roles, slot.firm).get(id, 0.0) for o in owners)
            return 0.6 * max(values, default=0.0)

        return value

    def present(self, ids: Iterable[str]) -> Callable[[str], float]:
        """Whether one of some entities has a part in events."""
        return _looked_up(self._present(frozenset(ids)))

    def extra(self, extra: Extra) -> Callable[[str], float]:
        """How far events, or those beside them, bear out something else that is said."""
        if extra.predicates:
            return _looked_up(self._elsewhere(extra.predicates))
        if extra.ids:
            return _looked_up(self._about(frozenset(extra.ids)))
        return _looked_up(self.likeness.events_saying(extra.word))

    @staticmethod
    def _doubtful(slot: Slot) -> bool:
        """Whether a noun may mean another just as well."""
        phrase = slot.phrase
        return bool(phrase.choices) and not phrase.pronoun and not phrase.mentions

    # -- the values of all events, kept ------------------------------------------------------------

    def _strengths(self, predicates: tuple[str, ...]) -> Values:
        """How well each predicate of the film answers for some that are asked."""
        told = {event.predicate for event in self.film.events}
        return {p: self.likeness.predicate_strength(predicates, p) for p in told}

    def _all(self, value: Callable[[Event], float]) -> Values:
        found = {event.id: value(event) for event in self.film.events}
        return {id: each for id, each in found.items() if each}

    def _of_words(self, words: tuple[str, ...]) -> Values:
        if not words:
            return {}
        each = [self.likeness.events_saying(word) for word in words]
        return self._all(
            lambda e: (
                0.6 * each[-1].get(e.id, 0.0)
                + 0.4 * (sum(values.get(e.id, 0.0) for values in each) / len(each))
            )
        )

    def _of_present(self, ids: frozenset[str]) -> Values:
        return self._all(lambda event: not ids.isdisjoint(self._all_entities(event)))

    def _of_ids(self, ids: frozenset[str]) -> Values:
        def value(event: Event) -> float:
            if not ids.isdisjoint(self._all_entities(event)):
                return 1.0
            neighbours = self.index.events[event.id].neighbours
            near = any(not ids.isdisjoint(self.index.events[n].roles) for n in neighbours)
            return 0.7 if near else 0.0

        return self._all(value)

    def _of_predicates(self, predicates: tuple[str, ...]) -> Values:
        strengths = self.strengths(predicates)

        def value(event: Event) -> float:
            near = (self.film.event[n] for n in self.index.events[event.id].neighbours)
            beside = self.film.events_by_sentence[event.sentence]
            return max(
                strengths[event.predicate],
                *(strengths[e.predicate] * 0.8 for e in near),
                *(strengths[e.predicate] * 0.6 for e in beside if e is not event),
                0.0,
            )

        return self._all(value)

    def _all_entities(self, event: Event) -> set[str]:
        """All who have a role in an event, themselves or as members of a group."""
        found = set(self.index.events[event.id].roles)
        for id in list(found):
            found |= set(self.index.members(id))
        return found

    def _entities(self, id: str, wanted: tuple[str, ...], firm: bool) -> Values:
        return self._all(lambda event: self._entity(id, wanted, firm, event))

    def _entity(self, id: str, wanted: tuple[str, ...], firm: bool, event: Event) -> float:
        """How surely an entity has one of the roles wanted in an event."""
        roles, closeness = self._roles(id, event.id)
        if not roles:
            neighbours = self.index.events[event.id].neighbours
            return 0.3 if any(id in self.index.events[n].roles for n in neighbours) else 0.0
        if not wanted:
            return 0.6 * closeness
        undergoes = firm and wanted[0] == "patient" or wanted[0] == "opponent"
        if undergoes and roles == {"agent"} and event.fillers("patient"):
            return 0.15  # who kills is not who dies
        if roles & set(wanted[:1]):
            return closeness
        if roles & set(wanted):
            return 0.9 * closeness
        if wanted[0] == "agent":
            if roles & {"instrument", "company", "source"} and not event.fillers("agent"):
                return 0.85 * closeness
            if "company" in roles:
                return 0.85 * closeness
            if roles & {"instrument", "source", "theme"} and not firm:
                return 0.6 * closeness
            return 0.15
        if wanted[0] in OBJECT_ROLES and firm:
            return 0.75 * closeness if roles & _ELSEWHERE else 0.15
        return 0.6 * closeness

    def _roles(self, id: str, event_id: str) -> tuple[frozenset[str], float]:
        """Roles an entity has in an event, itself or through a group, and how surely."""
        roles = self.index.events[event_id].roles
        if id in roles:
            return roles[id], 1.0
        through: set[str] = set()
        for group in self.index.groups_of.get(id, ()):
            through |= roles.get(group, frozenset())
        if through:
            return frozenset(through), 0.65
        for member in self.index.members(id):
            through |= roles.get(member, frozenset())
        if through:
            return frozenset(through), 0.8
        for bond in (*self.index.bonds_from.get(id, ()), *self.index.bonds_to.get(id, ())):
            if bond.relation == "part" and bond.to:
                other = bond.to if bond.source == id else bond.source
                through |= roles.get(other, frozenset())
        return frozenset(through), 0.7


def _looked_up(values: Values) -> Callable[[str], float]:
    return lambda event: values.get(event, 0.0)

"""How far an event bears out one part of a question: somebody in a role, a word, what else is said.

Every value is from 0 to 1. What depends on the film alone is kept, as questions come back to the
same few entities and words.
"""

from __future__ import annotations

from functools import lru_cache

from plotbot.answer.likeness import Likeness
from plotbot.film.model import Event
from plotbot.knowledge import Knowledge
from plotbot.question.patterns import OBJECT_ROLES, Extra, Slot
from plotbot.question.syntax import NounPhrase

OTHER_READING = 0.9
"""What it is worth that an event fits another reading of an ambiguous noun."""
CONTRADICTED = 0.5
"""Below which value an entity is not where a question puts it."""
_ELSEWHERE = frozenset({"instrument", "source", "place", "beneficiary", "material", "mentioned"})
MOST_KEPT = 100_000
"""How many values of one kind are kept for a film."""


class Bearing:
    """Values of the parts of a question against the events of one film."""

    def __init__(self, knowledge: Knowledge):
        self.film = knowledge.film
        self.index = knowledge.index
        self.likeness = Likeness(knowledge)
        self.entity = lru_cache(MOST_KEPT)(self._entity)
        self.word = lru_cache(MOST_KEPT)(self._word)
        self._roles = lru_cache(MOST_KEPT)(self._roles_of)

    def slot(self, slot: Slot, event: Event) -> float:
        """How far an event has what a phrase names, or says its words, in a role of the slot."""
        phrase = slot.phrase
        if not phrase.ids:
            return self._lexical(phrase, event)
        values = self.entities(slot, event)
        if phrase.is_class:
            return max(values)
        value = sum(values) / len(values)
        if value < CONTRADICTED and phrase.choices and not phrase.pronoun and not phrase.mentions:
            other = self.other_reading(slot, event)
            if other is not None:
                return other
        return value

    def entities(self, slot: Slot, event: Event) -> list[float]:
        """The value of each entity that a phrase names."""
        return [self.entity(id, slot.roles, slot.firm, event.id) for id in slot.phrase.ids]

    def other_reading(self, slot: Slot, event: Event) -> float | None:
        """The value of another entity that a noun fits, of which the event clearly tells."""
        choices = [id for id, *_ in slot.phrase.choices]
        best = max(self.entity(id, slot.roles, slot.firm, event.id) for id in choices)
        return OTHER_READING * best if best >= 0.7 else None

    def event(self, slot: Slot, event: Event) -> float:
        """How far an event is the one that a phrase ("that", "Klaue's raid") means, or near it."""
        profile = self.index.events[event.id]
        events = slot.phrase.events
        owner = slot.phrase.possessor or slot.phrase.of
        if owner is None or not owner.ids:
            return 1.0 if event.id in events or set(events) & set(profile.neighbours) else 0.0
        if event.id in events:
            return 1.0
        if set(events) & set(profile.neighbours):
            return 1.0 if set(owner.ids) & set(profile.roles) else 0.8
        return 0.6 * max(self.entity(id, slot.roles, slot.firm, event.id) for id in owner.ids)

    def extra(self, extra: Extra, event: Event) -> float:
        """How far an event, or one beside it, bears out something else that is said."""
        profile = self.index.events[event.id]
        if extra.predicates:
            strength = self.likeness.predicate_strength(extra.predicates, event.predicate)
            near = [
                self.likeness.predicate_strength(extra.predicates, self.film.event[n].predicate)
                * 0.8
                for n in profile.neighbours
            ]
            same = [
                self.likeness.predicate_strength(extra.predicates, e.predicate) * 0.6
                for e in self.film.events_by_sentence[event.sentence]
                if e is not event
            ]
            return max([strength, *near, *same])
        if extra.ids:
            if set(extra.ids) & self.all_entities(event):
                return 1.0
            if any(set(extra.ids) & set(self.index.events[n].roles) for n in profile.neighbours):
                return 0.7
            return 0.0
        return self.word(extra.word, event.id)

    def all_entities(self, event: Event) -> set[str]:
        """All who have a role in an event, themselves or as members of a group."""
        found = set(self.index.events[event.id].roles)
        for id in list(found):
            found |= set(self.index.members(id))
        return found

    def _word(self, word: str, event: str) -> float:
        return self.likeness.word_in(word, self.index.events[event])

    def _lexical(self, phrase: NounPhrase, event: Event) -> float:
        words = [w for w in phrase.words if len(w) > 1]
        if not words:
            return 0.0
        values = [self.word(word, event.id) for word in words]
        return 0.6 * values[-1] + 0.4 * (sum(values) / len(values))

    def _entity(self, id: str, wanted: tuple[str, ...], firm: bool, event_id: str) -> float:
        """How surely an entity has one of the roles wanted in an event."""
        event = self.film.event[event_id]
        roles, closeness = self._roles(id, event_id)
        if not roles:
            neighbours = self.index.events[event_id].neighbours
            return 0.3 if any(id in self.index.events[n].roles for n in neighbours) else 0.0
        if not wanted:
            return 0.6 * closeness
        if firm and wanted[0] == "patient" and roles == {"agent"} and event.fillers("patient"):
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

    def _roles_of(self, id: str, event_id: str) -> tuple[frozenset[str], float]:
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

"""What a film is to plotbot: its sentences, who and what is in it, what happens, what holds.

Plain frozen values. They are made by ``plotbot.film.reading`` from a film folder and never change
afterwards; everything else only looks at them.

    Film ── sentences   the synopsis, one citation each
         ── entities    who and what can be talked about
         ── events      what happens, in story order
         ── bonds       what holds between entities, and what the text says of the film itself
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

PEOPLE = ("person", "group", "program")
"""Kinds of entities that act, and that "who" asks for."""

ROLES = (
    "agent",
    "patient",
    "theme",
    "recipient",
    "instrument",
    "company",
    "source",
    "goal",
    "place",
    "topic",
    "opponent",
    "material",
    "beneficiary",
    "product",
)
"""Roles that entities fill; a phrase may stand where no entity does."""

PLACE_ROLES = ("place", "goal", "source")
"""Those of them that a place fills, the likeliest first."""

TEXT_ROLES = ("manner", "attribute", "time", "degree")
"""Roles that only a phrase fills."""

LINKS = ("purpose", "because", "means", "content", "leads_to", "until", "during")
"""How one event points to others (``because`` may point to a bond)."""

KINDS = ("person", "group", "place", "thing", "program", "idea", "film")
PRONOUNS = ("he", "she", "it", "they")
STATUSES = ("happens", "planned", "feared", "believed", "prevented")
PARTS = ("backstory", "opening", "story", "climax", "ending", "mid_credits")

REFERENCE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""An entity named inside a phrase: ``the base of {dealer}``."""


@dataclass(frozen=True)
class Calling:
    """What the text calls an entity: ``text`` stands in sentence number ``sentence``."""

    text: str
    sentence: int


@dataclass(frozen=True)
class Entity:
    """Somebody or something the synopsis speaks of.

    ``nouns`` are common nouns for it, ``also`` whole phrases that describe it and nothing else.
    ``draft`` is, here and in facts, the clause that a program read it from, as long as nobody has
    looked at it; empty for what a person has written or gone over.
    """

    id: str
    name: str
    kind: str
    pronoun: str
    names: tuple[str, ...] = ()
    assumed_names: tuple[str, ...] = ()
    pronoun_assumed: bool = False
    calls: tuple[Calling, ...] = ()
    nouns: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    number: int | None = None
    at: str = "in"
    draft: str = ""
    line: int = 0


@dataclass(frozen=True)
class Filler:
    """What fills a role: an entity (``id``), or a phrase that may name entities in braces."""

    text: str
    id: str | None = None

    @cached_property
    def entities(self) -> tuple[str, ...]:
        """Ids of the entities the filler is or names."""
        return (self.id,) if self.id else tuple(REFERENCE.findall(self.text))


@dataclass(frozen=True)
class Event:
    """Something that happens, is planned, feared, believed or prevented; cites its sentence.

    ``also`` are other words for it, as ``names`` are for an entity: never told, only understood.
    """

    id: str
    predicate: str
    say: str
    sentence: int
    quote: str
    order: int
    roles: Mapping[str, tuple[Filler, ...]] = field(default_factory=dict)
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    subject: str = "agent"
    status: str = "happens"
    part: str = "story"
    tense: str = "present"
    also: tuple[str, ...] = ()
    draft: str = ""
    line: int = 0

    def fillers(self, role: str) -> tuple[Filler, ...]:
        """What fills a role; empty where nothing does."""
        return self.roles.get(role, ())

    def entities(self, role: str) -> tuple[str, ...]:
        """Ids of all entities in a role, those inside phrases too."""
        return self._entities.get(role, ())

    @cached_property
    def _entities(self) -> Mapping[str, tuple[str, ...]]:
        return {
            role: tuple(id for filler in fillers for id in filler.entities)
            for role, fillers in self.roles.items()
        }

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True)
class Bond:
    """Something that holds: ``to`` (or ``value``) is the ``relation`` of ``source``.

    ``also`` are other words for it.
    """

    id: str
    relation: str
    source: str
    sentence: int
    quote: str
    to: str | None = None
    value: str | None = None
    since: str | None = None
    until: str | None = None
    also: tuple[str, ...] = ()
    draft: str = ""
    line: int = 0

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True)
class Film:
    """A film's whole knowledge base. ``id`` is its folder's name."""

    id: str
    title: str
    sentences: tuple[str, ...]
    entities: Mapping[str, Entity]
    events: tuple[Event, ...]
    bonds: tuple[Bond, ...]

    @cached_property
    def event(self) -> Mapping[str, Event]:
        """Events by id."""
        return {event.id: event for event in self.events}

    @cached_property
    def bond(self) -> Mapping[str, Bond]:
        """Bonds by id."""
        return {bond.id: bond for bond in self.bonds}

    @cached_property
    def events_by_sentence(self) -> Mapping[int, tuple[Event, ...]]:
        """Events by the sentence they are told in, in the order of the plot."""
        found: dict[int, tuple[Event, ...]] = {}
        for event in self.events:
            found[event.sentence] = (*found.get(event.sentence, ()), event)
        return found

    @cached_property
    def main_group(self) -> tuple[str, ...]:
        """The id of the group that the story is mostly about; empty where there is none."""
        counts = {
            e.id: sum(e.id in event.entities(event.subject) for event in self.events)
            for e in self.entities.values()
            if e.kind == "group"
        }
        best: str | None = max(counts, key=lambda id: counts[id], default=None)
        return (best,) if best is not None and counts[best] else ()

    @cached_property
    def open_sentences(self) -> frozenset[int]:
        """Numbers of the sentences that no fact cites but drafts."""
        facts: tuple[Fact, ...] = (*self.events, *self.bonds)
        told = {fact.sentence for fact in facts if not fact.draft}
        return frozenset(range(1, len(self.sentences) + 1)) - told

    def reviewed(self) -> Film:
        """The film without drafted events and bonds: what it may be asked about.

        Drafted entities stay: a name is rarely wrong, and understanding a question needs it.
        """
        facts: tuple[Fact, ...] = (*self.events, *self.bonds)
        kept = {fact.id for fact in facts if not fact.draft}
        if len(kept) == len(facts):
            return self
        events = (event for event in self.events if event.id in kept)
        return replace(
            self,
            events=tuple(
                replace(event, links=_links_within(event.links, kept)) for event in events
            ),
            bonds=tuple(
                replace(
                    bond,
                    since=bond.since if bond.since in kept else None,
                    until=bond.until if bond.until in kept else None,
                )
                for bond in self.bonds
                if bond.id in kept
            ),
        )

    def sentence(self, number: int) -> str:
        """The text of a sentence, counted from 1."""
        return self.sentences[number - 1]


def _links_within(
    links: Mapping[str, tuple[str, ...]], kept: Container[str]
) -> dict[str, tuple[str, ...]]:
    """Links without those to facts that are not kept."""
    found = {link: tuple(id for id in ids if id in kept) for link, ids in links.items()}
    return {link: ids for link, ids in found.items() if ids}


Fact = Event | Bond


def predicate_of(fact: Fact) -> str:
    """The predicate of an event, or the relation of a bond."""
    return fact.predicate if isinstance(fact, Event) else fact.relation

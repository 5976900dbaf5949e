"""Questions about somebody or something: who it is, what it can do, relations, deeds, what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from plotbot.answer.events import in_part
from plotbot.answer.model import ANSWERED, CORRECTED, NOT_IN_SYNOPSIS, Answer, Statement
from plotbot.film.model import Bond, Event, Fact
from plotbot.knowledge import Knowledge
from plotbot.question.reading import Reading
from plotbot.question.resolve import Resolver
from plotbot.question.syntax import NounPhrase

IDENTITY_RELATIONS = (
    "kind",
    "occupation",
    "twin",
    "sibling",
    "power",
    "trait",
    "position",
    "function",
)
FATE_PREDICATES = frozenset(
    {
        *(
            "die",
            "kill",
            "survive",
            "leave",
            "retire",
            "depart",
            "return",
            "destroy",
            "capture",
            "arrest",
        ),
        *(
            "rescue",
            "escape",
            "flee",
            "join",
            "confront",
            "run",
            "train",
            "prepare",
            "become",
            "fall",
        ),
        *("break", "overload", "marry", "imprison"),
    }
)
_OUTGOING_ONLY = frozenset({"actor", "cast"})


class CharacterQuery:
    """Answers questions about one entity or the relation of two."""

    def __init__(self, knowledge: Knowledge):
        self.knowledge = knowledge
        self.film = knowledge.film
        self.index = knowledge.index
        self.language = knowledge.language

    # -- who and what ------------------------------------------------------------------------------

    def identity(self, ids: Sequence[str]) -> Answer | None:
        """Who or what somebody is: kind, relations, powers, then what they first do."""
        statements: list[Statement] = []
        for id in ids[:3]:
            statements += self._profile(id, 4 if len(ids) == 1 else 2)
        if not statements:
            return None
        return Answer(
            ANSWERED, statements=tuple(statements), entities=tuple(ids[:3]), topic=tuple(ids)
        )

    def _profile(self, id: str, most: int) -> list[Statement]:
        own = [b for b in self.index.bonds_from.get(id, ()) if b.relation in IDENTITY_RELATIONS]
        own.sort(key=lambda b: IDENTITY_RELATIONS.index(b.relation))
        facts: list[Fact] = list(own)
        incoming = [
            b
            for b in self.index.bonds_to.get(id, ())
            if b.relation
            in (
                "twin",
                "member",
                "friend",
                "commander",
                "test_subject",
                "runner",
                "actor",
                "director",
                "writer",
                "producer",
                "distributor",
                "owner",
                "part",
                "creator",
            )
        ]
        facts += [b for b in incoming if b.relation not in {f.relation for f in own}][:2]
        facts += [
            b
            for b in self.index.bonds_from.get(id, ())
            if b.relation
            in (
                "location",
                "owner",
                "origin",
                "creator",
                "material",
                "member",
                "part",
                "topic",
                "alias",
            )
        ][: 2 if len(facts) < 2 else 0]
        events = self.deeds(id)
        first = [e for e in events if e.part != "ending"] or events
        if not facts:
            facts += first[:2]
        elif len(facts) < 3 and first:
            facts += first[:1]
        if not facts:
            facts += self.concerning(id)[:2]
        return [Statement(f) for f in facts[:most]]

    def powers(self, ids: Iterable[str]) -> Answer | None:
        """What somebody can do."""
        everyone = [m for id in ids for m in (self.index.members(id) or (id,))]
        bonds = [
            b for id in everyone for b in self.index.bonds_from.get(id, ()) if b.relation == "power"
        ]
        if not bonds:
            return None
        return Answer(
            ANSWERED,
            statements=tuple(Statement(b) for b in bonds),
            entities=tuple(ids),
            topic=tuple(ids),
        )

    def holders(self, relation: str, phrase: NounPhrase) -> Answer | None:
        """Who has a power (or other text value) that the words of a phrase describe."""
        from plotbot.film.index import lemma_set

        words = {
            w for w in phrase.words if w not in ("power", "ability", "talent", "gift", "skill")
        }
        best: list[tuple[int, Bond]] = []
        for bond in self.film.bonds:
            if bond.relation == relation and bond.value:
                told = lemma_set(bond.value)
                concepts = {c for w in told for c in self.index.concepts_of(w)}
                hits = sum(
                    bool(lemma_set(w) & told or self.index.concepts_of(w) & concepts) for w in words
                )
                if hits:
                    best.append((hits, bond))
        if not best:
            return None
        most = max(h for h, _ in best)
        bonds = [b for h, b in best if h == most]
        return Answer(
            ANSWERED,
            statements=tuple(Statement(b) for b in bonds[:2]),
            entities=tuple(dict.fromkeys(b.source for b in bonds)),
        )

    # -- deeds and events --------------------------------------------------------------------------

    def involves(self, event: Event, id: str, role: str) -> bool:
        """Whether an entity has a role in an event, itself or as one of a group in it."""
        ids = event.entities(role)
        return id in ids or any(group in ids for group in self.index.groups_of.get(id, ()))

    def deeds(self, id: str, happening: bool = True) -> list[Event]:
        """What somebody does, in story order."""
        return [
            e
            for e in self.film.events
            if (id in e.entities(e.subject) or id in e.entities("agent"))
            and (e.status == "happens" or not happening)
        ]

    def use_of(self, ids: Sequence[str]) -> Answer | None:
        """What a thing is for: what is told of its function, and what is done with it and why."""
        facts: list[Statement] = []
        for id in ids:
            if self.film.entities[id].kind not in ("thing", "place", "program", "idea"):
                continue
            facts += [
                Statement(b) for b in self.index.bonds_from.get(id, ()) if b.relation == "function"
            ]
            done = [
                e
                for e in self.concerning(id)
                if e.links.get("purpose")
                and self.index.events[e.id].roles[id]
                & {"instrument", "patient", "theme", "product"}
            ]
            facts += [Statement(e, ("purpose",)) for e in done]
        if not facts:
            return None
        return Answer(ANSWERED, statements=tuple(facts[:2]), topic=tuple(ids))

    def stative(self, event: Event) -> bool:
        """Whether an event says how somebody is or thinks rather than what is done."""
        return event.predicate in self.knowledge.speech.forms.get("stative", {}).get(
            "predicates", ()
        )

    def concerning(self, id: str) -> list[Event]:
        """All events that an entity takes part in, in story order."""
        return [
            e
            for e in self.film.events
            if id in self.index.events[e.id].roles and e.status == "happens"
        ]

    def does(self, reading: Reading, ids: Sequence[str]) -> Answer | None:
        """What somebody does, in the part of the plot or the place that the question names."""
        events = [e for id in ids for e in self.deeds(id)]
        if len(ids) > 1:
            together = [e for e in events if set(ids) <= set(e.entities(e.subject))]
            events = together or events
        if reading.part:
            events = [e for e in events if in_part(e, reading.part)] or (
                events[-2:] if reading.part == "end" else events[:2]
            )
        for preposition, phrase in reading.clause.frame.prepositions:
            if preposition in ("with", "to", "for", "about", "against") and phrase.ids:
                about = [e for e in events if set(phrase.ids) & set(self.index.events[e.id].roles)]
                acting = [
                    e
                    for e in about
                    for id in phrase.ids
                    if self.index.events[e.id].roles.get(id, {"mentioned"}) != {"mentioned"}
                ]
                events = acting or about
            elif preposition in ("in", "at", "on", "inside", "from", "during") and (
                phrase.ids or phrase.events
            ):
                events = [e for e in events if self._there(e, phrase)] or events
        events = [e for e in events if not self.stative(e)] or events
        if not events:
            return self.use_of(ids)
        chosen = events if len(events) <= 4 else main_events(events, 4)
        return Answer(
            ANSWERED,
            statements=tuple(Statement(e) for e in chosen),
            entities=tuple(ids[:1]),
            topic=tuple(ids),
            form="list" if len(chosen) > 3 else "",
        )

    def _there(self, event: Event, phrase: NounPhrase) -> bool:
        """Whether an event is at the place, or part of the happening, that a phrase names."""
        if set(phrase.ids) & set(self.index.events[event.id].roles):
            return True
        happenings = [self.film.event[id] for id in phrase.events]
        happenings += [
            e
            for e in self.film.events
            for id in phrase.ids
            if id in self.index.events[e.id].roles and self.film.entities[id].kind == "idea"
        ]
        return any(
            e.sentence == event.sentence
            or e.id in event.links.get("during", ())
            or e.part == event.part != "story"
            for e in happenings
        )

    # -- fate --------------------------------------------------------------------------------------

    def fate(self, ids: Sequence[str], end: bool = True) -> Answer | None:
        """What becomes of somebody or something: death first, else the last that is told."""
        statements: list[Statement] = []
        for id in ids[:4]:
            event = self.last_event(id)
            if event is None:
                for group in self.index.groups_of.get(id, ()):
                    event = event or self.last_event(group)
            if event is not None:
                links = ("because",) if event.links.get("because") else ()
                statements.append(Statement(event, links))
        if not statements:
            near = [Statement(e) for id in ids for e in self.concerning(id)[-1:]]
            return Answer(
                NOT_IN_SYNOPSIS,
                statements=tuple(near[:1]),
                topic=tuple(ids),
                details={"final": True},
            )
        return Answer(
            ANSWERED,
            statements=tuple(dict.fromkeys(statements)),
            entities=tuple(ids),
            topic=tuple(ids),
        )

    def death_of(self, id: str) -> Event | None:
        """The event in which somebody dies or is killed; None when the text tells none."""
        for event in self.film.events:
            if event.status != "happens":
                continue
            general = self.language.generalisations(event.predicate) | self.language.implied(
                event.predicate
            )
            if "die" in general and (
                id in event.entities("patient")
                or event.predicate == "die"
                and id in event.entities("agent")
            ):
                return event
        return None

    def last_event(self, id: str) -> Event | None:
        """The event that tells what becomes of an entity."""
        death = self.death_of(id)
        if death is not None:
            return death
        told = [e for e in self.concerning(id) if e.part != "backstory"]
        main = [
            e
            for e in told
            if any(
                id in e.entities(role)
                for role in (e.subject, "agent", "patient", "theme", "instrument", "product")
            )
        ]
        ending = [e for e in main if e.part in ("ending", "mid_credits")]
        if ending:
            decided = [
                e for e in ending if self.language.generalisations(e.predicate) & FATE_PREDICATES
            ]
            return (decided or ending)[-1]
        return main[-1] if main else None

    def survival(self, ids: Sequence[str]) -> Answer | None:
        """How somebody comes to be alive still; what the text tells of death instead, where it does."""
        for event in self.film.events:
            if event.predicate in ("survive", "function") and set(ids) & set(
                event.entities(event.subject)
            ):
                link = next((k for k in ("means", "because") if event.links.get(k)), "")
                return Answer(
                    ANSWERED,
                    statements=(Statement(event, (link,) if link else ()),),
                    topic=tuple(ids),
                )
        for id in ids:
            death = self.death_of(id)
            if death is not None:
                return Answer(
                    CORRECTED, "correct", (Statement(death, ("because",)),), topic=tuple(ids)
                )
        return None

    def alive(self, reading: Reading, ids: Sequence[str], asked_dead: bool) -> Answer | None:
        """Whether somebody dies (or survives), with what the text tells instead."""
        id = ids[0]
        survival = next(
            (
                e
                for e in self.film.events
                if e.predicate in ("survive", "function") and id in e.entities(e.subject)
            ),
            None,
        )
        if survival is not None:
            return Answer(
                CORRECTED if asked_dead else ANSWERED,
                "no" if asked_dead else "yes",
                (Statement(survival, ("because",)),),
                topic=tuple(ids),
            )
        death = self.death_of(id)
        if death is not None:
            return Answer(
                ANSWERED if asked_dead else CORRECTED,
                "yes" if asked_dead else "no",
                (Statement(death, ("because",)),),
                entities=(),
                topic=tuple(ids),
            )
        event = self.last_event(id)
        if event is None:
            return None
        if event.part in ("ending", "mid_credits", "climax"):
            return Answer(
                CORRECTED if asked_dead else ANSWERED,
                "no" if asked_dead else "yes",
                (Statement(event),),
                topic=tuple(ids),
            )
        return Answer(NOT_IN_SYNOPSIS, statements=(Statement(event),), topic=tuple(ids))

    # -- relations ---------------------------------------------------------------------------------

    def relation_of(
        self, relation: str, ids: Sequence[str], resolver: Resolver
    ) -> Answer | None:
        """Who or what is the ``relation`` of somebody."""
        pairs = resolver.related_by(relation, ids)
        bonds = tuple(dict.fromkeys(b for _, b in pairs))
        for id in ids:
            bonds += tuple(
                b
                for b in self.index.bonds_from.get(id, ())
                if b.value
                and relation in self.language.broader_relations(b.relation)
                and b not in bonds
            )
        if not bonds:
            return None
        found = tuple(dict.fromkeys(id for id, _ in pairs))
        if len(found) > 4:
            return Answer(
                ANSWERED,
                "names",
                tuple(Statement(b) for b in bonds[:1]),
                entities=found,
                topic=tuple(ids),
                form="list",
            )
        return Answer(
            ANSWERED,
            statements=tuple(Statement(b) for b in bonds[:4]),
            entities=found,
            topic=tuple(ids),
        )

    def between(self, first: Sequence[str], second: Sequence[str]) -> Answer | None:
        """How two are related: bonds first, then what one does to the other."""
        bonds = [
            b
            for b in self.film.bonds
            if b.to
            and ((b.source in first and b.to in second) or (b.source in second and b.to in first))
        ]
        bonds += [b for b in self._through_groups(first, second) if b not in bonds]
        events = [
            e
            for e in self.film.events
            if e.status == "happens"
            and any(i in self.index.events[e.id].roles for i in first)
            and any(i in self.index.events[e.id].roles for i in second)
        ]
        facts: list[Fact] = [*bonds[:2], *main_events(events, 2 if bonds else 3)]
        if not facts:
            return None
        return Answer(
            ANSWERED,
            statements=tuple(Statement(f) for f in facts[:3]),
            entities=tuple(second[:1]),
            topic=tuple((*first, *second)),
        )

    def _through_groups(self, first: Sequence[str], second: Sequence[str]) -> list[Bond]:
        wide_first = {g for i in first for g in self.index.groups_of.get(i, ())} | set(first)
        wide_second = {g for i in second for g in self.index.groups_of.get(i, ())} | set(second)
        return [
            b
            for b in self.film.bonds
            if b.to
            and b.relation not in ("member",)
            and (
                (
                    b.source in wide_first
                    and b.to in wide_second
                    and (b.source in first or b.to in second)
                )
                or (
                    b.source in wide_second
                    and b.to in wide_first
                    and (b.source in second or b.to in first)
                )
            )
            and b.source != b.to
        ]


def main_events(events: Sequence[Event], most: int) -> list[Event]:
    """The weightiest of some events, in order: one a sentence, those with most roles and links."""
    by_sentence: dict[int, Event] = {}
    for event in events:
        weight = len(event.roles) + len(event.links)
        best = by_sentence.get(event.sentence)
        if best is None or weight > len(best.roles) + len(best.links):
            by_sentence[event.sentence] = event
    chosen = sorted(by_sentence.values(), key=lambda e: -(len(e.roles) + len(e.links)))[:most]
    return sorted(chosen, key=lambda e: e.order)


def mentions_word(text: str, words: Iterable[str]) -> bool:
    """Whether a text holds one of some words or phrases."""
    return any(re.search(rf"\b{re.escape(word)}\b", text) for word in words)

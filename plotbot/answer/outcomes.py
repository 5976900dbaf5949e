"""What becomes of somebody or something in the story."""

from __future__ import annotations

from collections.abc import Sequence

from plotbot.answer.characters import CharacterQuery
from plotbot.answer.model import (
    ANSWERED,
    CORRECTED,
    NOT_IN_SYNOPSIS,
    Answer,
    Statement,
)
from plotbot.film.model import Event
from plotbot.knowledge import Knowledge

FATE_PREDICATES = frozenset(
    "die kill survive leave retire depart return destroy capture arrest rescue escape flee join "
    "confront run train prepare become fall break overload marry imprison".split()
)
"""By which the ending tells what becomes of somebody."""
SAVING = frozenset("shield rescue protect save heal spare guard".split())


class OutcomeQuery:
    """Answers questions about the fate of one entity."""

    def __init__(self, knowledge: Knowledge, characters: CharacterQuery):
        self.film = knowledge.film
        self.index = knowledge.index
        self.language = knowledge.language
        self.characters = characters

    def fate(self, ids: Sequence[str]) -> Answer | None:
        """What becomes of somebody or something: death first, else the last that is told."""
        statements: list[Statement] = []
        for id in ids[:4]:
            event = self.last_event(id)
            if event is None:
                for group in self.index.groups_of.get(id, ()):
                    event = event or self.last_event(group)
            later = self._later_of_parts(id, event)
            if event is not None and later is not None:
                statements += [Statement(event), Statement(later)]
            elif event is not None:
                links = ("because",) if event.links.get("because") else ()
                statements.append(Statement(event, links))
        if not statements:
            near = [Statement(e) for id in ids for e in self.characters.concerning(id)[-1:]]
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

    def parts_of(self, id: str) -> tuple[str, ...]:
        """What is part of a place or a thing, and what it is itself part of."""
        if self.film.entities[id].kind not in ("place", "thing"):
            return ()
        bonds = [b for b in self.index.bonds_from.get(id, ()) if b.relation == "part" and b.to]
        bonds += [b for b in self.index.bonds_to.get(id, ()) if b.relation == "part"]
        return tuple(end for b in bonds for end in (b.source, b.to) if end and end != id)

    def _later_of_parts(self, id: str, event: Event | None) -> Event | None:
        """What befalls a part of something after the last that is told of the whole."""
        if event is None:
            return None
        found = [self.last_event(part) for part in self.parts_of(id)]
        later = [
            e for e in found if e is not None and e.order > event.order and e.part == event.part
        ]
        return max(later, key=lambda e: e.order, default=None)

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
        told = [e for e in self.characters.concerning(id) if e.part != "backstory"]
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
        """How somebody comes to be alive still, or the death that the text tells instead."""
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
        return self._saving(ids)

    def _saving(self, ids: Sequence[str]) -> Answer | None:
        """Who keeps somebody from harm."""
        found = [
            event
            for event in self.film.events
            if event.status == "happens"
            and set(ids) & set(event.entities("patient"))
            and self.language.generalisations(event.predicate) & SAVING
        ]
        if not found:
            return None
        return Answer(ANSWERED, statements=tuple(Statement(e) for e in found[:1]), topic=tuple(ids))

    def alive(self, ids: Sequence[str], asked_dead: bool) -> Answer | None:
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

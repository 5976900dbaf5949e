"""Questions about somebody or something: who it is, what it can do, what it does and wants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plotbot.answer.model import ANSWERED, Answer, Statement
from plotbot.answer.story import in_part, main_events
from plotbot.film.index import lemma_set
from plotbot.film.model import Bond, Event, Fact
from plotbot.knowledge import Knowledge
from plotbot.question.reading import Reading
from plotbot.question.syntax import NounPhrase

IDENTITY_RELATIONS = tuple("kind occupation twin sibling power trait position function".split())
"""What is told first of somebody, in this order."""
ROLE_RELATIONS = frozenset(
    "twin member friend commander test_subject runner actor director writer producer distributor "
    "owner part creator".split()
)
"""What somebody is to others."""
OTHER_RELATIONS = frozenset(
    "location owner origin creator material member part topic alias".split()
)
"""What is told where there is little else."""
WANTING = frozenset("want plan intend be_obsessed vow believe aim hope seek".split())


class CharacterQuery:
    """Answers questions about one entity."""

    def __init__(self, knowledge: Knowledge):
        self.knowledge = knowledge
        self.film = knowledge.film
        self.index = knowledge.index
        self.language = knowledge.language

    def concerning(self, id: str) -> list[Event]:
        """All events that an entity takes part in, in story order."""
        return [
            e
            for e in self.film.events
            if id in self.index.events[e.id].roles and e.status == "happens"
        ]

    def deeds(self, id: str) -> list[Event]:
        """What somebody does, in story order."""
        return [
            e
            for e in self.film.events
            if (id in e.entities(e.subject) or id in e.entities("agent")) and e.status == "happens"
        ]

    def stative(self, event: Event) -> bool:
        """Whether an event says how somebody is or thinks rather than what is done."""
        return event.predicate in self.knowledge.speech.forms.get("stative", {}).get(
            "predicates", ()
        )

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
        incoming = [b for b in self.index.bonds_to.get(id, ()) if b.relation in ROLE_RELATIONS]
        facts += [b for b in incoming if b.relation not in {f.relation for f in own}][:2]
        if len(facts) < 2:
            outgoing = self.index.bonds_from.get(id, ())
            facts += [b for b in outgoing if b.relation in OTHER_RELATIONS][:2]
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

    def wishes(self, ids: Sequence[str], of: Sequence[str] = ()) -> Answer | None:
        """What somebody wants, plans or vows; ``of``: what they want of, from or with others."""
        if of:
            return self._wanted_of(ids, of)
        found = [
            e
            for e in self.film.events
            for id in ids
            if id in e.entities("agent") and self.language.generalisations(e.predicate) & WANTING
        ]
        found = [e for e in found if e.status == "happens"] or found
        if not found:
            bonds = [
                b for id in ids for b in self.index.bonds_from.get(id, ()) if b.relation == "goal"
            ]
            return (
                Answer(ANSWERED, statements=tuple(Statement(b) for b in bonds)) if bonds else None
            )
        return Answer(
            ANSWERED,
            statements=tuple(Statement(e) for e in found[:3]),
            entities=tuple(ids),
            topic=tuple(ids),
        )

    def _wanted_of(self, ids: Sequence[str], of: Sequence[str]) -> Answer | None:
        """What somebody makes others do, or does with them for a purpose."""
        concerned = [
            e
            for id in ids
            for e in self.deeds(id)
            if set(of) & set(self.index.events[e.id].roles)
            and (e.links.get("purpose") or e.links.get("content"))
        ]
        if not concerned:
            return None
        statements = tuple(
            Statement(e, ("purpose",) if e.links.get("purpose") else ()) for e in concerned[:2]
        )
        return Answer(ANSWERED, statements=statements, entities=tuple(ids), topic=tuple(ids))

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

    def does(self, reading: Reading, ids: Sequence[str]) -> Answer | None:
        """What somebody does, in the part of the plot or the place that the question names."""
        events = [e for id in ids for e in self.deeds(id)]
        if len(ids) > 1:
            together = [e for e in events if set(ids) <= set(e.entities(e.subject))]
            events = together or events
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
            elif preposition in ("with", "to", "about") and phrase.head and not phrase.events:
                said = lemma_set(phrase.head) or {phrase.head}
                events = [e for e in events if said & self.index.events[e.id].words] or events
            elif preposition in ("in", "at", "on", "inside", "from", "during") and (
                phrase.ids or phrase.events
            ):
                events = [e for e in events if self._there(e, phrase)] or events
        if reading.part:
            events = [e for e in events if in_part(e, reading.part)] or (
                events[-2:] if reading.part == "end" else events[:2]
            )
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

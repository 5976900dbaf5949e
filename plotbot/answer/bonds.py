"""What holds between entities, by the bonds and events of a film."""

from __future__ import annotations

from collections.abc import Sequence

from plotbot.answer.model import ANSWERED, Answer, Statement
from plotbot.answer.story import main_events
from plotbot.film.model import Bond, Fact
from plotbot.knowledge import Knowledge
from plotbot.question.resolve import Resolver


class BondQuery:
    """Answers questions about the relation of two."""

    def __init__(self, knowledge: Knowledge):
        self.film = knowledge.film
        self.index = knowledge.index
        self.language = knowledge.language

    def relation_of(self, relation: str, ids: Sequence[str], resolver: Resolver) -> Answer | None:
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
        who = self._who_they_are(found) if len(bonds) == 1 else ()
        return Answer(
            ANSWERED,
            statements=tuple(Statement(b) for b in (*bonds[:4], *who)),
            entities=found,
            topic=tuple(ids),
        )

    def _who_they_are(self, found: Sequence[str]) -> tuple[Bond, ...]:
        """The members of the one small group that was found."""
        bonds = [
            b
            for id in found
            for b in self.index.bonds_from.get(id, ())
            if b.relation == "member" and b.since is None
        ]
        return tuple(bonds) if len(bonds) <= 4 else ()

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

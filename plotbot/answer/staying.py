"""Whether what was so stays so: "do they stay with him?", "does she keep it?".

It does not where somebody leaves, turns against another, or is robbed of it afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from plotbot.answer.handling import Handlers
from plotbot.answer.model import ANSWERED, CORRECTED, NOT_IN_SYNOPSIS, Answer, Statement
from plotbot.film.model import PEOPLE, Event
from plotbot.question.reading import Reading

_HAVING = ("theme", "patient", "product")
_WHY = ("because", "content", "means", "purpose")
MOST_DEEP = 2
_TOGETHER = re.compile(r"\b(?:together|with each other|with one another|a couple|an item)\b")


class Staying(Handlers):
    """Whether somebody stays where, with whom and for whom they were, or keeps what they had."""

    def stays(self, reading: Reading) -> Answer | None:
        """ "Does X stay with Y?", "does X remain on the team?", "does X keep the thing?" """
        frame = reading.clause.frame
        if not reading.is_whether or frame.negated or frame.subject is None:
            return None
        keeping = frame.verb in self._words("keeping")
        if not keeping and frame.verb not in self._words("verbs") or reading.clause.nested:
            return None
        if "away" in reading.low.split():
            return None
        beside = (frame.object, frame.second_object, *(p for _, p in frame.prepositions))
        others = tuple(id for p in beside if p is not None for id in p.ids)
        subject = frame.subject.ids
        if not subject:
            return None
        if self._people(subject) != tuple(subject):
            holders = self._people(others)
            return self._keeps(reading, holders, subject) if holders and not keeping else None
        if keeping:
            return self._keeps(reading, subject, others) if others else None
        if len(subject) == 2 and (_TOGETHER.search(reading.segment.raw.lower()) or not others):
            pairs = (subject, tuple(reversed(subject)))
            found = [self._remains(reading, pair[:1], pair[1:]) for pair in pairs]
            parted = [a for a in found if a is not None and a.status == CORRECTED]
            if parted or found and _TOGETHER.search(reading.segment.raw.lower()):
                return (parted or found)[0]
        return self._remains(reading, subject, others)

    def _remains(
        self, reading: Reading, subject: Sequence[str], others: Sequence[str]
    ) -> Answer | None:
        partings = [
            e
            for e in self._later(reading)
            if e.predicate in self._words("parting") and self._acts(e, subject)
            if not any(self._acts(e, (id,)) for id in others)
        ]
        own = [e for e in partings if not e.entities("opponent") and e.part == "ending"]
        if any(self._people((i,)) and not self.index.members(i) for i in others):
            own = [e for e in partings if e.predicate == "die"]  # that parts from everybody
        against = [e for e in partings if set(others) & self._involved(e, 0) - set(subject)]
        shared = [e for e in partings if set(others) & self._involved(e)]
        chosen = (against or shared or own or ([] if others else partings))[-1:]
        if chosen:
            return self._said(reading, CORRECTED, "no", chosen[0])
        one = subject[0] if len(subject) == 1 else ""
        team = any(group in others for group in self.index.groups_of.get(one, ()))
        last = [e for e in self._later(reading) if e.part == "ending" and self._acts(e, subject)]
        if team and last:
            return self._said(reading, ANSWERED, "yes", last[-1])
        return Answer(NOT_IN_SYNOPSIS, topic=tuple(subject), details={"final": True})

    def _keeps(
        self, reading: Reading, holders: Sequence[str], things: Sequence[str]
    ) -> Answer | None:
        had = {i for role in _HAVING for e in self.film.events for i in e.entities(role)}
        things = tuple(i for i in things if i in had and i not in self._people(things))
        if not things:
            return None
        own = {*holders, *(m for id in holders for m in self.index.members(id))}
        for event in self._later(reading, things, own):
            lost = event.predicate in self._words("taking") and not own & set(
                event.entities(event.subject)
            )
            if lost and set(things) & {i for role in _HAVING for i in event.entities(role)}:
                return self._said(reading, CORRECTED, "no", event)
        return Answer(NOT_IN_SYNOPSIS, topic=tuple(things), details={"final": True})

    def _later(
        self, reading: Reading, things: Iterable[str] = (), own: Iterable[str] = ()
    ) -> list[Event]:
        """What happens from what was told last on, or from when somebody first has some thing."""
        focus = self.film.event.get(str(reading.details.get("event", "")))
        has = (
            e
            for e in self.story.told
            if set(own) & set(e.entities(e.subject))
            and set(things) & {i for role in (*_HAVING, "instrument") for i in e.entities(role)}
        )
        start = focus or next(has, None)
        events = [e for e in self.story.told if e.status == "happens"]
        return [e for e in events if start is None or e.order >= start.order]

    def _acts(self, event: Event, ids: Sequence[str]) -> bool:
        own = set(event.entities(event.subject))
        own |= {m for id in own for m in self.index.members(id)}
        return all(id in own or set(self.index.members(id) or (id,)) <= own for id in ids)

    def _involved(self, event: Event, deep: int = MOST_DEEP) -> set[str]:
        """Whom an event concerns, by itself or by its grounds."""
        found = set(self.index.events[event.id].roles)
        found |= {m for id in found for m in self.index.members(id)}
        for link in _WHY if deep else ():
            for id in event.links.get(link, ()):
                if id in self.film.event:
                    found |= self._involved(self.film.event[id], deep - 1)
        return found

    def _people(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(i for i in ids if self.film.entities[i].kind in PEOPLE)

    def _words(self, kind: str) -> Sequence[str]:
        return self.speech.forms.get("staying", {}).get(kind, ())

    @staticmethod
    def _said(reading: Reading, status: str, lead: str, event: Event) -> Answer:
        return Answer(
            status,
            lead,
            (Statement(event, ("because",) if event.links.get("because") else ()),),
            topic=reading.ids,
            form="whether",
            details={"event": event.id},
        )

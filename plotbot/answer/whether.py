"""Whether something happens: yes, or what happens instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import replace
from typing import Any

from plotbot.answer.candidates import Candidates
from plotbot.answer.matching import Match
from plotbot.answer.model import ANSWERED, CORRECTED, Answer, Statement
from plotbot.film.model import PLACE_ROLES, Event
from plotbot.knowledge import Knowledge
from plotbot.question.reading import Reading

NEARBY = 0.05
SURE = 0.68
"""How near an event's predicate must be to the one asked about for a yes."""
UNREAL = ("planned", "prevented", "feared", "believed")
_DUE = re.compile(
    r"\b(?:is|are|was|were) (?:\w+ )?to be\b"
    r"|\b(?:supposed|meant|due|set|going|about|slated|bound) to\b"
)
"""Words for what is still to come, as a plan is."""

_BY_MEANS = frozenset({"with", "in", "on", "by", "using", "via", "aboard"})
"""Prepositions behind which stands by what means something is done."""
_AT = frozenset({"in", "at", "on", "inside"})
DEADLY = frozenset(
    "shoot stab strangle poison drown kill execute die burn crush starve devour".split()
)
"""Of which somebody dies: one who died otherwise did not die so."""


class Whether:
    """Answers yes/no questions about events."""

    def __init__(self, knowledge: Knowledge, candidates: Candidates):
        self.knowledge = knowledge
        self.film = knowledge.film
        self.candidates = candidates

    def answer(self, reading: Reading, matches: list[Match]) -> Answer | None:
        """Yes or no from the best matches; None where no event comes near."""
        if not matches:
            return None
        able = reading.clause.frame.auxiliary in ("can", "could")
        told: dict[str, Any] = {
            "topic": reading.ids,
            "considered": self.candidates.considered(matches),
        }
        borne = [m for m in matches if not able or self._direct(m)]
        borne.sort(key=lambda m: (-round(m.score, 3), m.pattern.generic))
        for match in borne:
            if match.score < borne[0].score - NEARBY:
                break
            if self.candidates.valid(match):
                found = self._judged(reading, match)
                if found is not None and found.lead == "believed":
                    found = self.candidates.corrected(matches, "no") or found
                if found is not None:
                    return replace(found, **told)
        opposite = self._opposite(matches)
        if opposite is not None:
            return replace(_no(opposite, Statement(opposite.event)), **told)
        corrected = self.candidates.corrected(matches, "no")
        if corrected is None:
            corrected = self._other_death(matches)
        if corrected is None:
            return self.candidates.untold(matches)
        return replace(corrected, statements=(*corrected.statements, *self._at_the_end(reading)))

    def _judged(self, reading: Reading, match: Match) -> Answer | None:
        """Yes or no by a match that bears the question out; None where it tells but a plan."""
        event = match.event
        if match.predicate < SURE and not match.pattern.generic:
            return None
        if match.pattern.generic and match.pattern.verb == "be" and not self._direct(match):
            return None  # what holds of a group is not what each of them is
        frame = reading.clause.frame
        kind = frame.object if frame.verb == "be" and not frame.prepositions else None
        vague = self.knowledge.speech.generic_nouns
        is_a = kind is not None and kind.determiner in ("a", "an") and kind.head not in vague
        if match.pattern.generic and is_a and not event.fillers("attribute"):
            return None  # what somebody does is not what he is
        if self._with_another(reading, event, _BY_MEANS, ("thing", "animal")):
            return _no(match, Statement(event)) if event.fillers("instrument") else None
        if self._with_another(reading, event, _AT, ("place",)):
            placed = any(event.fillers(role) for role in PLACE_ROLES)
            return _no(match, Statement(event, (), True)) if placed else None
        if any(slot.phrase.mentions for slot in match.missing):
            return None  # somebody is named of whom the event says nothing
        if event.status == "feared":
            avoided = self._avoiding(event)
            instead = (avoided, ("because",)) if avoided is not None else (event, ())
            return _no(match, Statement(*instead))
        if event.status == "planned" and _DUE.search(reading.low):
            return Answer(ANSWERED, "yes", (Statement(event),), details={"match": match})
        if event.status in UNREAL:
            if "plan" in reading.low or "want" in reading.low or match.predicate < 0.8:
                return None
            late = event.status == "planned" and event.part in ("ending", "mid_credits")
            return _no(match, Statement(event), lead="open" if late else event.status)
        disordered = self._disordered(reading, event)
        if disordered is not None:
            return replace(_no(match, Statement(event), Statement(disordered)), form="order")
        if reading.alone and self._in_company(reading, match):
            return _no(match, Statement(event), lead="alone")
        if self._said_absent(reading, event):
            return _no(match, Statement(event))
        undone = self._undone(event)
        if undone is not None:
            return _no(match, Statement(undone, ("because", "means")))
        return Answer(
            CORRECTED if reading.clause.frame.negated else ANSWERED,
            "yes",
            (Statement(event, (), True),),
            details={"match": match, "positive": True},
        )

    def _with_another(
        self, reading: Reading, event: Event, prepositions: Set[str], kinds: Iterable[str]
    ) -> bool:
        """Whether a question names a means or a place, "with a gun", but an event does not."""
        index = self.knowledge.index
        told = self.candidates.matcher.likeness.word_in
        return any(
            preposition in prepositions
            and bool(phrase.head)
            and not (phrase.ids or phrase.events or phrase.possessor or phrase.of)
            and any(index.is_kind_of(phrase.head, kind) for kind in kinds)
            and not told(phrase.head, index.events[event.id])
            for preposition, phrase in reading.clause.frame.prepositions
        )

    def _in_company(self, reading: Reading, match: Match) -> bool:
        """Whether others than the subject of a question take part in what it asks about."""
        event = match.event
        subject = reading.clause.frame.subject
        named = set(subject.ids) if subject is not None else set()
        doers = {*event.entities(event.subject), *event.entities("company")}
        doers |= {m for id in doers for m in self.film.entities[id].members}
        return len(doers - named) > 0 and bool(named & doers)

    def _avoiding(self, feared: Event) -> Event | None:
        """What somebody does so that something feared does not come about."""
        near, last = {feared.id}, None
        for _ in range(4):
            behind = [
                e
                for e in self.film.events
                if e.id not in near
                and set(e.entities(e.subject)) & set(feared.entities(feared.subject))
                and any(near & set(e.links.get(k, ())) for k in ("content", "means", "because"))
            ]
            if not behind:
                break
            near |= {e.id for e in behind}
            last = next((e for e in behind if e.status == "happens"), last)
        return last

    def _said_absent(self, reading: Reading, event: Event) -> bool:
        """Whether somebody is there of whom the question says "without them"."""
        there = set(self.knowledge.index.events[event.id].roles)
        there |= {m for id in there for m in self.film.entities[id].members}
        return any(
            preposition == "without" and phrase.ids and set(phrase.ids) <= there
            for frame in reading.clause.frames
            for preposition, phrase in (*frame.prepositions, *reading.clause.fronted)
        )

    def _other_death(self, matches: Iterable[Match]) -> Answer | None:
        """The death of one of whom a question says that somebody did another deadly thing."""
        deadly = [m for m in matches if set(m.pattern.predicates) & DEADLY]
        for match in deadly:
            hit = [s for s in match.pattern.slots if s.firm and s.roles[0] in ("patient", "theme")]
            ids = {id for slot in hit for id in slot.phrase.ids}
            for event in self.film.events:
                dies = self._deadly(event) and ids & set(event.entities("patient"))
                if event.status == "happens" and dies:
                    return _no(match, Statement(event))
        return None

    def _deadly(self, event: Event) -> bool:
        """Whether an event tells that somebody dies."""
        language = self.knowledge.language
        return "die" in language.generalisations(event.predicate) | language.implied(
            event.predicate
        ) | {event.predicate}

    def _at_the_end(self, reading: Reading) -> tuple[Statement, ...]:
        """The last that is told of the subject, where a question is about the end."""
        subject = reading.clause.frame.subject
        if reading.part != "end" or subject is None:
            return ()
        own = [
            e
            for e in self.film.events
            if e.part == "ending"
            and e.status == "happens"
            and set(subject.ids) & set(e.entities(e.subject))
        ]
        return tuple(Statement(e) for e in own[-1:])

    def _direct(self, match: Match) -> bool:
        """Whether an event is about those named themselves, not only about a group they are in."""
        roles = self.knowledge.index.events[match.event.id].roles
        return all(id in roles for s in match.pattern.slots for id in s.phrase.ids)

    def _disordered(self, reading: Reading, event: Event) -> Event | None:
        """The event of a "before ..." or "after ..." that in truth lies on the other side."""
        anchor = reading.details.get("anchor")
        if not anchor:
            return None
        kind, order = anchor
        right = event.order > order if kind == "after" else event.order < order
        other = self.film.events[order]
        return None if right or other.sentence == event.sentence else other

    def _undone(self, event: Event) -> Event | None:
        """The survival of one whose end an event tells."""
        implied = self.knowledge.language.implied(
            event.predicate
        ) | self.knowledge.language.generalisations(event.predicate)
        if not implied & {"die", "destroy", "kill"}:
            return None
        for other in self.film.events:
            if other.predicate == "survive" and set(other.entities(other.subject)) & set(
                event.entities("patient")
            ):
                return other
        return None

    def _opposite(self, matches: Iterable[Match]) -> Match | None:
        """An event that says the contrary of what is asked, about the same ones."""
        for match in matches:
            if not match.opposite or match.conflicts:
                continue
            happenings = [s.phrase.events for s in match.pattern.slots if s.phrase.events]
            if any(match.event.id not in events for events in happenings):
                continue
            given = [s for s in match.pattern.slots if s.phrase.ids]
            if given and all(s not in match.missing for s in given):
                return match
        return None


def _no(match: Match, *statements: Statement, lead: str = "no") -> Answer:
    return Answer(CORRECTED, lead, statements, details={"match": match})

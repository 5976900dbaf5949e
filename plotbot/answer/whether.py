"""Whether something happens: yes, or what happens instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from plotbot.answer.candidates import Candidates
from plotbot.answer.matching import Match
from plotbot.answer.model import ANSWERED, CORRECTED, Answer, Statement
from plotbot.film.model import Event
from plotbot.knowledge import Knowledge
from plotbot.question.reading import Reading

NEARBY = 0.05
SURE = 0.68
"""How near an event's predicate must be to the one asked about for a yes."""
UNREAL = ("planned", "prevented", "feared", "believed")
_ALONE = re.compile(
    r"\b(alone|by (?:him|her|it)self|by themselves|on (?:his|her|its|their) own|"
    r"single-?handed(?:ly)?|without help)\b"
)


class Whether:
    """Answers yes/no questions about events."""

    def __init__(self, knowledge: Knowledge, candidates: Candidates):
        self.knowledge = knowledge
        self.film = knowledge.film
        self.candidates = candidates

    def answer(self, reading: Reading, matches: list[Match]) -> Answer | None:
        """Yes or no from the best matches; None where no event comes near."""
        if reading.clause.frame.auxiliary in ("can", "could"):
            matches = [m for m in matches if self._direct(m)]
        if not matches:
            return None
        told: dict[str, Any] = {
            "topic": reading.ids,
            "considered": self.candidates.considered(matches),
        }
        for match in matches:
            if match.score < matches[0].score - NEARBY:
                break
            if self.candidates.valid(match):
                found = self._judged(reading, match)
                if found is not None:
                    return replace(found, **told)
        opposite = self._opposite(matches)
        if opposite is not None:
            return replace(_no(opposite, Statement(opposite.event)), **told)
        corrected = self.candidates.corrected(matches, "no")
        if corrected is None:
            return self.candidates.untold(matches)
        return replace(corrected, statements=(*corrected.statements, *self._at_the_end(reading)))

    def _judged(self, reading: Reading, match: Match) -> Answer | None:
        """Yes or no by a match that bears the question out; None where it tells but a plan."""
        event = match.event
        if match.predicate < SURE and not match.pattern.generic:
            return None
        if event.status in UNREAL:
            if "plan" in reading.low or "want" in reading.low or match.predicate < 0.8:
                return None
            return _no(match, Statement(event), lead="planned")
        disordered = self._disordered(reading, event)
        if disordered is not None:
            return replace(_no(match, Statement(event), Statement(disordered)), form="order")
        if _ALONE.search(reading.low) and len(event.fillers(event.subject)) > 1:
            return _no(match, Statement(event), lead="alone")
        undone = self._undone(event)
        if undone is not None:
            return _no(match, Statement(undone, ("because",)))
        return Answer(
            CORRECTED if reading.clause.frame.negated else ANSWERED,
            "yes",
            (Statement(event, (), True),),
            details={"match": match, "positive": True},
        )

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
            given = [s for s in match.pattern.slots if s.phrase.ids]
            if given and all(s not in match.missing for s in given):
                return match
        return None


def _no(match: Match, *statements: Statement, lead: str = "no") -> Answer:
    return Answer(CORRECTED, lead, statements, details={"match": match})

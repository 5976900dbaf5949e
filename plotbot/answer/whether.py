"""Whether something happens: yes, or what happens instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from plotbot.answer.candidates import Candidates
from plotbot.answer.matching import Match
from plotbot.answer.model import ANSWERED, CORRECTED, Answer, Statement
from plotbot.film.model import Event
from plotbot.knowledge import Knowledge
from plotbot.question.reading import Reading

NEARBY = 0.05
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
        negated = reading.clause.frame.negated
        if reading.clause.frame.auxiliary in ("can", "could"):
            matches = [m for m in matches if self._direct(m)]
        if not matches:
            return None
        top = matches[0]
        for match in matches:
            if match.score < top.score - NEARBY:
                break
            if not self.candidates.valid(match):
                continue
            event = match.event
            if event.status in ("planned", "prevented", "feared", "believed"):
                if "plan" in reading.low or "want" in reading.low or match.predicate < 0.8:
                    continue
                return Answer(
                    CORRECTED,
                    "planned",
                    (Statement(event),),
                    topic=reading.ids,
                    considered=self.candidates.considered(matches),
                    details={"match": match},
                )
            disordered = self._disordered(reading, event)
            if disordered is not None:
                return Answer(
                    CORRECTED,
                    "no",
                    (Statement(event), Statement(disordered)),
                    topic=reading.ids,
                    form="order",
                    details={"match": match},
                    considered=self.candidates.considered(matches),
                )
            if self._alone(reading) and len(event.fillers(event.subject)) > 1:
                return Answer(
                    CORRECTED,
                    "alone",
                    (Statement(event),),
                    topic=reading.ids,
                    details={"match": match},
                    considered=self.candidates.considered(matches),
                )
            undone = self._undone(event)
            if undone is not None:
                return Answer(
                    CORRECTED,
                    "no",
                    (Statement(undone, ("because",)),),
                    topic=reading.ids,
                    details={"match": match},
                    considered=self.candidates.considered(matches),
                )
            return Answer(
                ANSWERED if not negated else CORRECTED,
                "yes",
                (Statement(event, (), True),),
                entities=(),
                topic=reading.ids,
                considered=self.candidates.considered(matches),
                details={"match": match, "positive": True},
            )
        opposite = self._opposite(matches)
        if opposite is not None:
            return Answer(
                CORRECTED,
                "no",
                (Statement(opposite.event),),
                topic=reading.ids,
                considered=self.candidates.considered(matches),
                details={"match": opposite},
            )
        corrected = self.candidates.corrected(matches, "no")
        if (
            corrected is not None
            and reading.part == "end"
            and reading.clause.frame.subject is not None
        ):
            own = [
                e
                for e in self.film.events
                if e.part == "ending"
                and e.status == "happens"
                and set(reading.clause.frame.subject.ids) & set(e.entities(e.subject))
            ]
            if own:
                more = tuple(Statement(e) for e in own[-1:])
                return replace(corrected, statements=(*corrected.statements, *more))
        return corrected or self.candidates.untold(matches)

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

    @staticmethod
    def _alone(reading: Reading) -> bool:
        return bool(_ALONE.search(reading.low))

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

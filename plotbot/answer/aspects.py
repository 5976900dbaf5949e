"""What a fact tells of what a question asks for: its reason, its place, who takes part in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set

from plotbot.answer.explaining import URGING, Tell, manners, reasons, states
from plotbot.answer.filling import Filling
from plotbot.answer.model import Statement
from plotbot.answer.story import brought_about, in_time
from plotbot.film.model import PLACE_ROLES, Bond, Event, Fact, Filler
from plotbot.knowledge import Knowledge
from plotbot.question.asked import MANNER, PLACE, REASON, RESULT, STATE, TIME, Asked, upon_whom
from plotbot.question.reading import Reading
from plotbot.question.syntax import NounPhrase, Wh

Told = tuple[tuple[Statement, ...], tuple[str, ...]]
"""Statements that answer, and the entities that are the answer itself."""

_LOCATING = ("location", "origin", "capital", "part")
"""Relations that tell where something is or comes from."""
_ON_THE_CALENDAR = re.compile(
    r"\b(?:dates?|years?|months?|days?|weeks?|hours?|o'?clock|century|season|time of day)\b"
)


class Aspects:
    """Finds what facts tell of what a question asks for."""

    def __init__(self, knowledge: Knowledge, filling: Filling):
        self.knowledge = knowledge
        self.film = knowledge.film
        self.filling = filling

    def of(self, reading: Reading, asked: Asked, fact: Fact, given: Set[str]) -> Told | None:
        """What a fact tells of what is asked for; None when it does not tell it.

        ``given``: those whom the question itself names, who can be no answer.
        """
        if isinstance(fact, Bond):
            return None if asked.form in EXPLAINED else self._bond(reading, asked, fact, given)
        explain = EXPLAINED.get(asked.form)
        if explain is not None:
            if asked.form == TIME and _ON_THE_CALENDAR.search(reading.low):
                return None
            found = explain(self.knowledge, fact, given)
            upon = upon_whom(reading) if asked.form == RESULT else frozenset()
            if upon:
                found = tuple(s for s in found if upon & _parties(s.fact))
            is_cause = asked.form == MANNER and found and "because" in found[0].links
            return (found, ()) if found and not is_cause else None
        if reading.wh.startswith("how"):
            return None
        wh = reading.clause.wh
        if asked.form == PLACE:
            return self._place(fact, given)
        if wh is None:
            return (Statement(fact),), ()
        frame = reading.clause.frame
        active = wh.function == "subject" and not frame.passive and frame.object is not None
        return self._participants(wh, fact, given, active)

    @staticmethod
    def brought_on(fact: Fact) -> Told | None:
        """The cause of what befalls somebody, which is how it comes about; no deed has it so."""
        if not isinstance(fact, Event) or fact.subject == "agent":
            return None
        return ((Statement(fact, ("because",)),), ()) if fact.links.get("because") else None

    def _place(self, event: Event, given: Set[str]) -> Told | None:
        for role in PLACE_ROLES:
            fillers = [f for f in event.fillers(role) if f.id not in given]
            if fillers:
                return (Statement(event, (), True),), _named(fillers)
        return None

    def _participants(self, wh: Wh, event: Event, given: Set[str], active: bool) -> Told | None:
        doers = event.fillers(event.subject)
        if active and wh.word == "who" and doers and all(f.id in given for f in doers):
            return None  # who did it is asked, and it is told of whom the question names himself
        for role in event.roles:
            fillers = [f for f in event.fillers(role) if f.id not in given]
            if wh.phrase is not None and wh.phrase.head and not self._abstract(wh.phrase):
                fillers = [f for f in fillers if self._may_be(f, wh.phrase)]
            elif wh.word in ("who", "whom", "whose"):
                fillers = [f for f in fillers if self.filling.animate(f)]
            elif wh.word == "what" and role == event.subject and wh.function != "subject":
                continue
            if fillers:
                return (Statement(event),), _named(fillers)
        if wh.word == "what" and (wh.phrase is None or self._abstract(wh.phrase)):
            return (Statement(event, ("purpose",) if event.links.get("purpose") else ()),), ()
        return None

    def _abstract(self, phrase: NounPhrase) -> bool:
        """Whether a noun leaves open what is asked for: "what loss", "what information"."""
        nouns = self.knowledge.speech.forms.get("asked_nouns", {})
        return phrase.head in nouns.get("abstract", ())

    def _bond(self, reading: Reading, asked: Asked, bond: Bond, given: Set[str]) -> Told | None:
        wh = reading.clause.wh
        if wh is None:
            return (Statement(bond),), ()
        if wh.word.startswith("how"):
            return None
        if asked.form == PLACE and bond.relation not in _LOCATING:
            return None
        ends = [id for id in (bond.source, bond.to) if id and id not in given]
        if asked.form == PLACE:
            return ((Statement(bond),), tuple(ends)) if ends or bond.value else None
        if wh.word in ("who", "whom", "whose"):
            ends = [id for id in ends if self.filling.animate(Filler(id, id))]
        elif wh.phrase is not None and wh.phrase.head and not self._abstract(wh.phrase):
            ends = [id for id in ends if self._is_kind(id, wh.phrase)]
            if not ends and not (bond.value and self._is_kind(bond.value, wh.phrase)):
                return None
        if ends or bond.value and wh.word not in ("who", "whom", "whose"):
            return (Statement(bond),), tuple(ends)
        return None

    def _may_be(self, filler: Filler, phrase: NounPhrase) -> bool:
        """Whether a filler is what a phrase asks for, or a person where it asks for one."""
        if self.filling.is_kind(filler, phrase):
            return True
        asks_person = self.knowledge.index.is_kind_of(phrase.head, "person")
        return asks_person and self.filling.animate(filler)

    def _is_kind(self, end: str, phrase: NounPhrase) -> bool:
        known = end in self.film.entities
        return self.filling.is_kind(Filler(end, end if known else None), phrase)


def _parties(fact: Fact) -> set[str]:
    """Those who do or suffer something."""
    if not isinstance(fact, Event):
        return set()
    return {id for role in (fact.subject, "agent", "patient") for id in fact.entities(role)}


def _named(fillers: Iterable[Filler]) -> tuple[str, ...]:
    return tuple(id for filler in fillers for id in filler.entities[:1])


def _results(knowledge: Knowledge, event: Event, given: Set[str]) -> tuple[Statement, ...]:
    """What the text tells to have come of an event."""
    caused = brought_about(knowledge.film, event, knowledge.film.events)
    if not caused and event.links.get("content") and event.predicate in URGING:
        return (Statement(event),)  # it says itself what it makes somebody do
    return tuple(Statement(e) for e in dict.fromkeys(caused))[:3]


def _times(knowledge: Knowledge, event: Event, given: Set[str]) -> tuple[Statement, ...]:
    return (in_time(knowledge, event),) if event.status == "happens" else ()


EXPLAINED: Mapping[str, Tell] = {
    REASON: reasons,
    MANNER: manners,
    STATE: states,
    RESULT: _results,
    TIME: _times,
}
"""What is asked of a fact as a whole, and how to look for it."""

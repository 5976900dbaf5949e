"""Which happenings some words of a question stand for: a clause, a gerund, a noun, a place.

"his leaving the house"        the event of that verb
"the flood"                    those in which it arises
"the harbour part"             those that happen there
"the business with the robot"  the one to which most of the words point
"""

from __future__ import annotations

import re

from plotbot.answer.anchors import Anchors
from plotbot.answer.characters import CharacterQuery
from plotbot.answer.events import EventQuery
from plotbot.answer.matching import Match
from plotbot.answer.terms import terms_of
from plotbot.film.model import Event
from plotbot.knowledge import Knowledge
from plotbot.question.patterns import patterns_of
from plotbot.question.reading import Reading, read
from plotbot.question.syntax import NounPhrase
from plotbot.question.text import Segment

TOLD = 0.6
SAME_DEED = 0.55
CLEARLY = 0.82
"""From which score on a clause tells an event: with a verb near to its own, or with any."""
POINTED_AT = 0.75
NEARBY = 0.1
_FRAME = re.compile(
    r"^(?:(?:that|the fact that|the event of|the events of|all of|all the|the whole|that whole|"
    r"this whole|whole) )+"
)
_TRAILING = re.compile(
    r" (?:stuff|thing|things|business|part|parts|bit|bits|scene|scenes|sequence|section|affair|"
    r"episode|events|chapter|portion|storyline|arc|debacle|fiasco|ordeal|drama)$"
)
_POSSESSOR_OF_GERUND = re.compile(r"^(.*?\w)'s? ((?:\w+ly )?\w+ing\b(?! (?:of|for|by|at)\b).*)$")
_HAVING = re.compile(r"^(?:(?:his|her|its|their) )?(?:having|getting) (\w+)")


class Sense:
    """Finds the happenings that words cut out of a question stand for."""

    def __init__(
        self,
        knowledge: Knowledge,
        events: EventQuery,
        anchors: Anchors,
        characters: CharacterQuery,
    ):
        self.knowledge = knowledge
        self.film = knowledge.film
        self.language = knowledge.language
        self.matcher = events.matcher
        self.evidence = events.evidence
        self.anchors = anchors
        self.characters = characters

    def events(self, words: str, outer: Reading) -> list[Event]:
        """The happenings that some words of a question stand for, the likeliest first.

        Args:
            outer: the reading of the whole question, for its conversation.
        """
        text = _TRAILING.sub("", _FRAME.sub("", words.strip(" ,")))
        text = _POSSESSOR_OF_GERUND.sub(r"\1 \2", text)
        text = _HAVING.sub(r"\1", text)
        if not re.search(r"\w", text):
            return []
        known = outer.resolver
        inner = read(
            self.knowledge,
            Segment(text, False),
            (*outer.ids, *known.salient),
            known.listed,
            known.who,
            known.event,
        )
        return self.of(inner)

    def of(self, reading: Reading) -> list[Event]:
        """The happenings that a reading of such words stands for."""
        frame = reading.clause.frame
        if frame.verb and (frame.units or frame.verb == "be"):
            found = self._told(reading)
            if found:
                return found
        elif reading.phrases:
            found = self._named(reading.phrases)
            if found:
                return found
        return self._pointed_at(reading)

    def _told(self, reading: Reading) -> list[Event]:
        """The events that a clause tells."""
        found: list[Match] = []
        for pattern in patterns_of(reading.clause, self.language):
            if not pattern.relation:
                found += [
                    m
                    for m in self.matcher.best(pattern, 4)
                    if m.event.status == "happens"
                    and not any(c.swapped for c in m.conflicts)
                    and (
                        m.score >= TOLD
                        and m.predicate >= SAME_DEED
                        or m.score >= CLEARLY
                        and len(m.pattern.slots) > 1
                    )
                ]
        sure = [m for m in found if not m.conflicts] or found
        sure.sort(reverse=True)
        best = sure[0].score if sure else 0.0
        return list(dict.fromkeys(m.event for m in sure if m.score >= best - NEARBY))

    def _named(self, phrases: tuple[NounPhrase, ...]) -> list[Event]:
        """The events that noun phrases stand for: deeds by their noun, else those of a thing."""
        for phrase in phrases:
            for part in phrase.parts or (phrase,):
                if part.events or self.anchors.nominal_event(part) is not None:
                    event = self.anchors.event_of(part)
                    if event is not None:
                        return [event]
        for phrase in phrases:
            for id in phrase.ids:
                found = self._of_entity(id)
                if found:
                    return found
        return []

    def _of_entity(self, id: str) -> list[Event]:
        """The happenings of a place, an idea or a thing; of people only their last."""
        kind = self.film.entities[id].kind
        told = [e for e in self.characters.concerning(id) if e.part != "backstory"]
        if kind == "place":
            return [e for e in told if id in e.entities("place")] or told
        if kind in ("person", "group", "film"):
            return []
        active = [e for e in told if id in e.entities(e.subject) or id in e.entities("agent")]
        return active + [e for e in told if e not in active]

    def _pointed_at(self, reading: Reading) -> list[Event]:
        """The event to which most of the words point; empty where that is not clear."""
        terms = terms_of(reading, self.language)
        if len(terms) < 2:
            return []
        ranked = [
            (weighed.score, weighed.fact)
            for weighed in self.evidence.weigh(terms).rank()
            if isinstance(weighed.fact, Event) and weighed.fact.status == "happens"
        ]
        if not ranked or ranked[0][0] < POINTED_AT:
            return []
        top = [e for s, e in ranked if s >= ranked[0][0] - 0.04]
        return top if len({e.sentence for e in top}) < 3 else []

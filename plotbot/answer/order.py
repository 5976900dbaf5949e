"""Questions about the order of events: what comes first, next, before and after."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plotbot.answer.explaining import reasons
from plotbot.answer.handling import Handlers
from plotbot.answer.model import ANSWERED, Answer, Statement
from plotbot.film.model import Event
from plotbot.question.reading import Reading

_EITHER = re.compile(r"\bbefore or after\b|\bafter or before\b|\bearlier or later than\b")
_LEADING = re.compile(r"\b(?:leads?|led) (?:up )?to\b|\bcaused?s?\b")


class Order(Handlers):
    """What happens when, seen from other events."""

    def which_first(self, reading: Reading) -> Answer | None:
        """ "Which comes first, A or B?" """
        if not re.search(r"\b(first|earlier|before|later|last|after)\b", reading.low):
            return None
        if reading.is_whether and _EITHER.search(reading.low):
            return None
        phrases = [
            part
            for p in reading.phrases
            for part in (p.parts or (p,))
            if not part.wh
            and (part.events or part.ids or self.anchors.nominal_event(part) is not None)
        ]
        if not any(p.events or self.anchors.nominal_event(p) is not None for p in phrases):
            return None
        if len(phrases) < 2 or " or " not in f" {reading.low} ":
            return None
        events = [e for e in (self.anchors.event_of(p) for p in phrases) if e is not None]
        if len(events) < 2:
            return None
        chosen = min(events, key=lambda e: e.order)
        if re.search(r"\b(later|last|after)\b", reading.low):
            chosen = max(events, key=lambda e: e.order)
        return Answer(ANSWERED, statements=(Statement(chosen),), form="order")

    def before_or_after(self, reading: Reading) -> Answer | None:
        """ "Does X happen before or after Y?" """
        if not _EITHER.search(reading.low):
            return None
        anchor = self.anchors.anchor(reading, "after") or self.anchors.anchor(reading, "before")
        if anchor is None:
            return None
        matches = [
            m.event
            for m in self.events.candidates(reading)
            if self.events.valid(m) and m.event is not anchor
        ]
        subject = reading.clause.frame.subject
        if subject is not None and subject.events:
            named = self.anchors.event_of(subject)
            matches = [named] if named is not None else []
        if not matches:
            return None
        event = matches[0]
        lead = "earlier" if event.order < anchor.order else "later"
        order = (event, anchor) if lead == "earlier" else (anchor, event)
        return Answer(
            ANSWERED,
            lead,
            tuple(Statement(e) for e in order),
            form="order",
            topic=reading.ids,
            details={"event": event.id},
        )

    def order(self, reading: Reading) -> Answer | None:
        """ "What happens next, first, before X?", "what does X do after that?" """
        frame = reading.clause.frame
        happening = self._asks_what_happens(reading)
        if not happening:
            return self._led_to(reading)
        if reading.wh not in ("what", "which", ""):
            return None
        doer = frame.subject.ids if frame.verb == "do" and frame.subject is not None else ()
        for kind in ("after", "before", "during"):
            event = self.anchors.anchor(reading, kind)
            if event is None:
                continue
            if doer:
                chosen = self._done_by(doer, kind, event, "first" in reading.adverbs)
            elif kind == "during":
                if frame.verb == "do":
                    continue
                chosen = [e for e in self.story.told if e.sentence == event.sentence][:4] or [event]
            else:
                chosen = self.story.after(event) if kind == "after" else self.story.before(event)
            if chosen:
                return Answer(
                    ANSWERED,
                    statements=tuple(Statement(e, _told_with(e)) for e in chosen),
                    topic=reading.ids,
                    form="order",
                    entities=tuple(chosen[0].entities(chosen[0].subject)[:2]),
                )
        if doer:
            return self._first_deeds(doer) if "first" in reading.adverbs else None
        return self._at_place(reading) or self._at_an_end(reading)

    def _at_place(self, reading: Reading) -> Answer | None:
        """What happens at a place that the question names."""
        for preposition, phrase in reading.clause.frame.prepositions:
            if preposition not in ("in", "at", "on", "inside"):
                continue
            for id in phrase.ids:
                if self.film.entities[id].kind != "place":
                    continue
                there = [e for e in self.story.told if id in e.entities("place")]
                there = self._active(there)
                if there:
                    return Answer(
                        ANSWERED,
                        statements=tuple(Statement(e) for e in there[:6]),
                        topic=(id,),
                        form="order",
                        entities=tuple(there[0].entities(there[0].subject)[:1]),
                    )
        return None

    def _asks_what_happens(self, reading: Reading) -> bool:
        frame = reading.clause.frame
        if self.verb_in(frame.verb, "happen") or frame.verb == "come":
            return True
        if frame.verb == "do":
            return reading.wh == "what"
        return frame.verb in ("be", "") and bool(
            re.search(r"\b(first|next) (thing|event|scene)\b", reading.low)
        )

    def _led_to(self, reading: Reading) -> Answer | None:
        """ "What led to the raid?" """
        aim = reading.clause.frame.object
        if (
            reading.wh != "what"
            or aim is None
            or not aim.events
            or not _LEADING.search(reading.low)
        ):
            return None
        event = self.anchors.event_of(aim)
        found = reasons(self.knowledge, event) if event is not None else ()
        if event is None or not found:
            return None
        return Answer(ANSWERED, statements=found, details={"event": event.id})

    def _done_by(
        self, doer: Sequence[str], kind: str, event: Event, afterwards: bool
    ) -> list[Event]:
        """The nearest deeds of somebody before, after or during an event."""
        own = self._active([e for id in doer for e in self.characters.deeds(id)])
        if afterwards:
            own = [e for e in own if e.order > event.order]
        if kind == "during":
            return [
                e
                for e in own
                if e.sentence == event.sentence or event.id in e.links.get("during", ())
            ][:2]
        own = [e for e in own if not self._same(e, event)]
        if kind == "after":
            return [e for e in own if e.order > event.order][:2]
        return [e for e in own if e.order < event.order][-2:]

    def _first_deeds(self, doer: tuple[str, ...]) -> Answer | None:
        own = [e for id in doer for e in self.characters.deeds(id) if e.part != "backstory"]
        statements = tuple(Statement(e) for e in self._active(own)[:2])
        if not statements:
            return None
        return Answer(ANSWERED, statements=statements, topic=doer, entities=doer)

    def _active(self, events: list[Event]) -> list[Event]:
        """Those of some events in which something is done; all of them where there are none."""
        return [e for e in events if not self.characters.stative(e)] or events

    def _at_an_end(self, reading: Reading) -> Answer | None:
        """What happens first or last, or altogether, where nothing but the story is named."""
        frame = reading.clause.frame
        others = (frame.object, *(p for _, p in frame.prepositions))
        if any(p is not None and not self.about_story(p) for p in others):
            return None
        if re.search(r"\bfirst\b", reading.low) or reading.part == "beginning":
            return self.story.first()
        if re.search(r"\blast\b", reading.low) or reading.part == "end":
            return self.story.ending()
        subject = frame.subject
        if (
            reading.wh == "what"
            and self.verb_in(frame.verb, "happen")
            and not reading.clause.nested
            and (subject is None or self.about_story(subject))
        ):
            return self.story.summary()
        return None

    @staticmethod
    def _same(one: Event, other: Event) -> bool:
        """Whether two events are told as one."""
        linked = any(other.id in ids for ids in one.links.values()) or any(
            one.id in ids for ids in other.links.values()
        )
        told_together = linked and one.sentence == other.sentence and one.order < other.order
        return one.say == other.say or told_together


def _told_with(event: Event) -> tuple[str, ...]:
    """What a use of something is told with: what it was for."""
    return ("purpose",) if event.predicate == "use" and event.links.get("purpose") else ()

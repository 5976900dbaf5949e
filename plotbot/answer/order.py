"""Questions about the order of events: what comes first, next, before and after."""

from __future__ import annotations

import re

from plotbot.answer.explaining import reasons
from plotbot.answer.handling import Handlers
from plotbot.answer.model import (
    ANSWERED,
    Answer,
    Statement,
)
from plotbot.film.model import Event
from plotbot.question.reading import Reading


class Order(Handlers):
    """What happens when, seen from other events."""

    def which_first(self, reading: Reading) -> Answer | None:
        """ "Which comes first, A or B?" """
        if not re.search(r"\b(first|earlier|before|later|last|after)\b", reading.low):
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
        if not re.search(
            r"\bbefore or after\b|\bafter or before\b|\bearlier or later than\b", reading.low
        ):
            return None
        anchor = self.anchors.anchor(reading, "after") or self.anchors.anchor(reading, "before")
        if anchor is None:
            return None
        matches = [
            m
            for m in self.events.candidates(reading)
            if self.events.valid(m) and m.event is not anchor
        ]
        if not matches:
            return None
        event = matches[0].event
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
        frame = reading.clause.frame
        happening = (
            self.verb_in(frame.verb, "happen")
            or frame.verb == "come"
            or (
                frame.verb in ("be", "")
                and re.search(r"\b(first|next) (thing|event|scene)\b", reading.low)
            )
            or (frame.verb == "do" and reading.wh == "what")
        )
        leads = (
            re.search(r"\b(?:leads?|led) (?:up )?to\b|\bcaused?s?\b", reading.low)
            and reading.wh == "what"
        )
        if leads and frame.object is not None and frame.object.events and not happening:
            event = self.anchors.event_of(frame.object)
            if event is not None and reasons(self.knowledge, event):
                return Answer(
                    ANSWERED, statements=reasons(self.knowledge, event), details={"event": event.id}
                )
        if not happening or reading.wh not in ("what", "which", ""):
            return None
        doer = frame.subject.ids if frame.verb == "do" and frame.subject is not None else ()
        for kind in ("after", "before", "during"):
            event = self.anchors.anchor(reading, kind)
            if event is None:
                continue
            if doer:
                own = [e for id in doer for e in self.characters.deeds(id)]
                own = [e for e in own if not self.characters.stative(e)] or own
                if "first" in reading.adverbs:
                    own = [e for e in own if e.order > event.order]
                if kind == "during":
                    chosen = [
                        e
                        for e in own
                        if e.sentence == event.sentence or event.id in e.links.get("during", ())
                    ][:2]
                elif kind == "after":
                    chosen = [e for e in own if e.order > event.order and not self._same(e, event)][
                        :2
                    ]
                else:
                    chosen = [e for e in own if e.order < event.order and not self._same(e, event)][
                        -2:
                    ]
            elif kind == "during":
                if frame.verb == "do":
                    continue
                chosen = [e for e in self.story.told if e.sentence == event.sentence][:4] or [event]
            else:
                chosen = self.story.after(event) if kind == "after" else self.story.before(event)
            if chosen:
                return Answer(
                    ANSWERED,
                    statements=tuple(Statement(e) for e in chosen),
                    topic=reading.ids,
                    form="order",
                    entities=tuple(chosen[0].entities(chosen[0].subject)[:2]),
                )
        if doer and frame.verb == "do":
            if "first" in reading.adverbs:
                own = [e for id in doer for e in self.characters.deeds(id) if e.part != "backstory"]
                own = [e for e in own if not self.characters.stative(e)] or own
                if own:
                    return Answer(
                        ANSWERED,
                        statements=tuple(Statement(e) for e in own[:2]),
                        topic=doer,
                        entities=doer,
                    )
            return None
        if (
            frame.object is not None
            and not self.about_story(frame.object)
            or any(not self.about_story(p) for _, p in frame.prepositions)
        ):
            return None
        if re.search(r"\bfirst\b", reading.low) or reading.part == "beginning":
            return self.story.first()
        if re.search(r"\blast\b", reading.low) or reading.part == "end":
            return self.story.ending()
        if (
            reading.wh == "what"
            and self.verb_in(frame.verb, "happen")
            and not reading.clause.nested
        ):
            subject = frame.subject
            if subject is None or self.about_story(subject):
                return self.story.summary()
        return None

    @staticmethod
    def _same(one: Event, other: Event) -> bool:
        return one.say == other.say or one.sentence == other.sentence and one.order < other.order

"""Questions about what is done: handed to the events where no special form fits."""

from __future__ import annotations

from plotbot.answer.handling import Handlers
from plotbot.answer.model import ANSWERED, CORRECTED, Answer, Statement
from plotbot.question.reading import Reading

_OF_WHOM = frozenset({"from", "of", "with", "for"})
_TAKING_PART = frozenset({"participate", "involve", "join", "help", "be_present"})


class Happenings(Handlers):
    """What is done, by whom, and who takes part."""

    def event(self, reading: Reading) -> Answer | None:
        """Any question about what is done; None for those that only name somebody."""
        clause, frame = reading.clause, reading.clause.frame
        subject = frame.subject
        part = self._takes_part(reading)
        if part is not None:
            return part
        named = reading.wh == "what" and subject is not None and bool(subject.ids)
        alone = not (frame.prepositions or frame.object or frame.complement or clause.nested)
        if named and frame.verb == "do" and alone:
            return None
        if subject is not None and named and frame.verb == "want" and frame.complement is None:
            others = tuple(id for word, p in frame.prepositions if word in _OF_WHOM for id in p.ids)
            found = self.characters.wishes(subject.ids, others)
            if found is not None:
                return found
        if frame.units or frame.prepositions:
            return self.events.answer(reading)
        fragment = not frame.verb and clause.wh is None
        identity = reading.wh in ("who", "what") and frame.verb == "be" and not clause.nested
        return None if fragment or identity else self.events.answer(reading)

    def _takes_part(self, reading: Reading) -> Answer | None:
        """ "Does X take part in the raid?": by X's role in the event that the noun stands for."""
        frame = reading.clause.frame
        if not reading.is_whether or frame.subject is None or not frame.subject.ids:
            return None
        if not any(unit.predicate in _TAKING_PART for unit in frame.units):
            return None
        for phrase in (frame.object, *(p for _, p in frame.prepositions)):
            if phrase is None or not phrase.events:
                continue
            event = self.anchors.event_of(phrase)
            if event is None:
                continue
            roles = self.index.events[event.id].roles
            groups = self.index.groups_of
            there = all(
                id in roles or any(g in roles for g in groups.get(id, ()))
                for id in frame.subject.ids
            )
            return Answer(
                ANSWERED if there else CORRECTED, "yes" if there else "no", (Statement(event),)
            )
        return None

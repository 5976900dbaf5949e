"""Questions about what is done: handed to the events where no special form fits."""

from __future__ import annotations

from plotbot.answer.handling import Handlers
from plotbot.answer.model import ANSWERED, CORRECTED, Answer, Statement
from plotbot.question.reading import Reading


class Happenings(Handlers):
    """What is done, by whom, and who takes part."""

    def event(self, reading: Reading) -> Answer | None:
        frame = reading.clause.frame
        part = self._takes_part(reading)
        if part is not None:
            return part
        if (
            frame.verb == "do"
            and reading.wh == "what"
            and frame.subject is not None
            and frame.subject.ids
            and not (
                frame.prepositions or frame.object or frame.complement or reading.clause.nested
            )
        ):
            return None
        if (
            frame.verb == "want"
            and reading.wh == "what"
            and frame.complement is None
            and frame.subject
            and frame.subject.ids
        ):
            found = self.characters.wishes(frame.subject.ids)
            if found is not None:
                return found
        if (
            not frame.verb
            and not frame.units
            and not frame.prepositions
            and reading.clause.wh is None
        ):
            return None
        if (
            reading.wh in ("who", "what")
            and frame.verb == "be"
            and not frame.units
            and not frame.prepositions
            and not reading.clause.nested
        ):
            return None
        return self.events.answer(reading)

    def _takes_part(self, reading: Reading) -> Answer | None:
        """ "Does X take part in the raid?": by X's role in the event that the noun stands for."""
        frame = reading.clause.frame
        if not reading.is_whether or frame.subject is None or not frame.subject.ids:
            return None
        if not {"participate", "involve", "join", "help", "be_present"} & {
            u.predicate for u in frame.units
        }:
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

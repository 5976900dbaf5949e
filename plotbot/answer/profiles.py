"""Questions about one entity: who it is, what it can do, what it does."""

from __future__ import annotations

from plotbot.answer.handling import Handlers
from plotbot.answer.model import ANSWERED, Answer, Statement
from plotbot.answer.story import FILM
from plotbot.question.reading import Reading
from plotbot.question.syntax import NounPhrase
from plotbot.question.tokens import CLOSED


class Profiles(Handlers):
    """Identity, powers and deeds."""

    def powers(self, reading: Reading) -> Answer | None:
        frame = reading.clause.frame
        if (
            reading.wh == "what"
            and frame.auxiliary in ("can", "could")
            and frame.verb == "do"
            and frame.subject
        ):
            return self.characters.powers(frame.subject.ids)
        for phrase in reading.phrases:
            if not phrase.head or not self.noun_in(phrase.head, "power"):
                continue
            owner = phrase.possessor or phrase.of
            if owner is None and frame.verb in ("have", "possess") and frame.subject is not None:
                owner = frame.subject
            if owner is not None and owner.ids:
                return self.characters.powers(owner.ids)
            if reading.wh in ("who", "whose", "which"):
                everything = NounPhrase(
                    reading.low,
                    modifiers=tuple(
                        t.lower
                        for t in reading.tokens
                        if t.is_word and t.lower not in CLOSED and not t.mention
                    ),
                )
                described = self.characters.holders("power", everything)
                if described is not None:
                    return described
        if reading.wh in ("who", "whose", "which") and (
            any(self.noun_in(p.head, "power") for p in reading.phrases if p.head)
            or frame.verb in ("have", "possess")
        ):
            for phrase in reading.phrases:
                for p in (phrase, phrase.of):
                    if p is not None and p.head and (p.words != ("one",)):
                        found = self.characters.holders("power", p)
                        if found is not None:
                            return found
        return None

    def deeds(self, reading: Reading) -> Answer | None:
        frame = reading.clause.frame
        does = any(f.verb == "do" for f in reading.clause.frames)
        wh = reading.clause.wh
        if wh is None or wh.word != "what" or wh.function == "subject":
            return None
        if does and frame.subject is not None and frame.subject.ids:
            return self.characters.does(reading, frame.subject.ids)
        return None

    def identity(self, reading: Reading) -> Answer | None:
        frame = reading.clause.frame
        if (
            reading.is_whether
            or frame.units
            and frame.verb not in ("be", "tell", "know", "explain", "describe")
        ):
            return None
        if reading.wh in ("where", "when", "why", "how") or reading.wh.startswith("how"):
            return None
        for phrase in reading.phrases:
            if phrase.ids and not phrase.wh:
                if phrase.ids == (FILM,):
                    return self.story.about()
                return self.characters.identity(phrase.ids)
            if phrase.events and not phrase.wh:
                event = self.anchors.event_of(phrase)
                if event is not None:
                    same = [
                        e
                        for e in self.film.events
                        if e.sentence == event.sentence and e.status == "happens"
                    ]
                    told = (
                        [event, *(e for e in same if e is not event)]
                        if frame.verb == "tell"
                        else [event]
                    )
                    return Answer(
                        ANSWERED, statements=tuple(Statement(e) for e in told[:4]), form="list"
                    )
        return None

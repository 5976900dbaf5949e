"""Questions about one entity: who it is, what it can do, what it does."""

from __future__ import annotations

import re

from plotbot.answer.handling import Handlers
from plotbot.answer.model import ANSWERED, Answer, Statement
from plotbot.answer.story import FILM
from plotbot.film.model import Event
from plotbot.question.asked import asks_cause
from plotbot.question.reading import Reading
from plotbot.question.syntax import NounPhrase
from plotbot.question.tokens import CLOSED

_CAPABLE = re.compile(r"\bcapable\b")
_OWNED = re.compile(r"\b(?:attributed|ascribed|given|granted|credited|possessed|owned|belongs?)\b")
_TELLING = frozenset({"be", "tell", "know", "explain", "describe"})


class Profiles(Handlers):
    """Identity, powers and deeds."""

    def powers(self, reading: Reading) -> Answer | None:
        """ "What can X do?", "X's powers", "who has the power to fly?" """
        frame = reading.clause.frame
        subject = frame.subject
        if _asks_circumstance(reading.wh) and reading.wh != "how many":
            return None
        able = frame.auxiliary in ("can", "could") and frame.verb == "do"
        if able and reading.wh == "what" and subject:
            return self.characters.powers(subject.ids)
        if _CAPABLE.search(reading.low) and reading.wh == "what" and subject and subject.ids:
            return self.characters.powers(subject.ids)
        asks_who = reading.wh in ("who", "whose", "which")
        idiom = any(len(unit.words) > 1 for unit in frame.units)  # "have a hand in"
        having = frame.verb in ("have", "possess") and not idiom
        nouns = [p for p in reading.phrases if p.head and self.noun_in(p.head, "power")]
        for phrase in nouns:
            owner = phrase.possessor or phrase.of or (subject if having else None)
            if owner is None and reading.wh == "what" and _OWNED.search(reading.low):
                owner = next((p for word, p in frame.prepositions if word in ("to", "by")), None)
            if owner is not None and owner.ids:
                return self.characters.powers(owner.ids)
            described = self.characters.holders("power", _all_said(reading)) if asks_who else None
            if described is not None:
                return described
        if not asks_who or not nouns and not having:
            return None
        for part in (part for p in reading.phrases for part in (p, p.of)):
            if part is None or not part.head or part.words == ("one",):
                continue
            found = self.characters.holders("power", part)
            if found is not None:
                return found
        return None

    def deeds(self, reading: Reading) -> Answer | None:
        """ "What does X do?" """
        clause = reading.clause
        subject = clause.frame.subject
        if clause.wh is None or clause.wh.word != "what" or clause.wh.function == "subject":
            return None
        does = any(frame.verb == "do" for frame in clause.frames)
        if does and subject is not None and subject.ids:
            return self.characters.does(reading, subject.ids)
        return None

    def identity(self, reading: Reading) -> Answer | None:
        """ "Who is X?", "tell me about X", a bare name, or an event by its noun."""
        frame = reading.clause.frame
        of_deed = frame.subject is not None and bool(frame.subject.ids) and reading.wh == "what"
        acts = frame.units and (frame.verb not in _TELLING or of_deed and frame.verb != "be")
        more = frame.prepositions or frame.adverbs or reading.clause.nested or reading.part
        acts = acts or of_deed and frame.verb == "do" and bool(more)
        if reading.is_whether or acts or _asks_circumstance(reading.wh):
            return None
        if self._asks_something_of(reading) or asks_cause(reading, self.speech):
            return None
        for phrase in reading.phrases:
            if phrase.wh:
                continue
            if phrase.ids == (FILM,):
                return self.story.about()
            if phrase.ids:
                return self.characters.identity(phrase.ids)
            event = self.anchors.event_of(phrase) if phrase.events else None
            if event is not None:
                told = [event]
                if frame.verb == "tell":
                    told += [e for e in self._same_sentence(event) if e is not event]
                statements = tuple(Statement(e) for e in told[:4])
                return Answer(ANSWERED, statements=statements, form="list")
        return None

    def _asks_something_of(self, reading: Reading) -> bool:
        """Whether the wh-word has a noun for what is asked of somebody: "what breed is X"."""
        wh = reading.clause.wh
        noun = wh.phrase if wh is not None else None
        if noun is None or not noun.head or noun.ids or noun.wh == "whose":
            return False
        return noun.determiner != "kind" and noun.head not in self.speech.generic_nouns

    def _same_sentence(self, event: Event) -> list[Event]:
        return [
            e for e in self.film.events if e.sentence == event.sentence and e.status == "happens"
        ]


def _asks_circumstance(wh: str) -> bool:
    return wh in ("where", "when", "why") or wh.startswith("how")


def _all_said(reading: Reading) -> NounPhrase:
    """All content words of a question but names, as one phrase."""
    words = [t.lower for t in reading.tokens if t.is_word and not t.mention]
    return NounPhrase(reading.low, modifiers=tuple(w for w in words if w not in CLOSED))

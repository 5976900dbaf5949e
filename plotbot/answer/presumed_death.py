"""Deaths that a question takes for told: "who killed X", "why does X die", "after X's death".

Where the text lets nobody of that name die, it tells what becomes of him instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from plotbot.answer.handling import Handlers
from plotbot.answer.model import CORRECTED, NOT_IN_SYNOPSIS, Answer, Statement
from plotbot.answer.whether import DEADLY
from plotbot.question.reading import Reading
from plotbot.question.syntax import Clause, Frame, NounPhrase

_DYING = frozenset({"die", "kill"})
_LATE = ("climax", "ending", "mid_credits")
_OF_DEATH = frozenset("death killer murder murderer demise killing corpse assassin funeral".split())
"""Nouns by which a question says that somebody is dead."""


class PresumedDeath(Handlers):
    """Questions about the death of those who do not die."""

    def untold(self, reading: Reading) -> Answer | None:
        """What becomes of somebody whose death the question takes for told; a refusal for others.

        None where the text tells that death, or none is spoken of.
        """
        if not reading.wh or reading.clause.frame.negated:
            return None
        victims = [p for p in self._victims(reading.clause) if p is not None and len(p.ids) == 1]
        named = {id for token in reading.tokens if token.mention for id in token.mention.ids}
        for phrase in victims:
            if not named & set(phrase.ids):
                continue  # whom a pronoun means is not sure enough to deny what is said of him
            id = phrase.ids[0]
            uncertain = phrase.choices and not phrase.pronoun
            uncertain = uncertain or any(len(mention.ids) > 1 for mention in phrase.mentions)
            if self.film.entities[id].kind != "person" or uncertain:
                continue
            if self.outcomes.death_of(id) is not None or self._perishes(id):
                continue
            last = self.outcomes.last_event(id)
            if last is not None and last.part in _LATE:
                return Answer(CORRECTED, "correct", (Statement(last),), topic=(id,))
            facts = (Statement(last),) if last is not None else ()
            return Answer(NOT_IN_SYNOPSIS, statements=facts, topic=(id,), details={"final": True})
        return None

    def _perishes(self, id: str) -> bool:
        """Whether it is told of somebody that he drowns, burns or the like."""
        return any(
            e.predicate in DEADLY and e.status == "happens" and id in e.entities("patient")
            for e in self.film.events
        )

    def _victims(self, clause: Clause) -> Iterator[NounPhrase | None]:
        """Those of whom a question says that they are dead."""
        for frame in clause.frames:
            yield self._victim(frame)
        for phrase in clause.phrases:
            for part in (phrase, phrase.of, phrase.possessor):
                if part is not None and part.head in _OF_DEATH and part.relative is None:
                    yield part.possessor or part.of
        for nested in clause.nested:
            yield from self._victims(nested)

    def _victim(self, frame: Frame) -> NounPhrase | None:
        kinds = {unit.predicate for unit in frame.units[:1]}
        kinds |= {k for kind in kinds for k in self.language.generalisations(kind)}
        if frame.negated or not kinds & _DYING:
            return None
        dies = any(unit.predicate == "die" for unit in frame.units)
        return frame.subject if frame.passive or dies else frame.object

"""Questions about what becomes of somebody: fate, death and survival."""

from __future__ import annotations

import re

from plotbot.answer.handling import Handlers
from plotbot.answer.model import (
    ANSWERED,
    Answer,
    Statement,
)
from plotbot.answer.story import FILM
from plotbot.film.model import Filler
from plotbot.question.reading import Reading


class Fate(Handlers):
    """What becomes of somebody, and who lives or dies."""

    def fate(self, reading: Reading) -> Answer | None:
        frame = reading.clause.frame
        low = reading.low
        who: tuple[str, ...] = ()
        if reading.wh in ("what", "how") and frame.verb in ("happen", "become"):
            for preposition, phrase in frame.prepositions:
                if preposition in ("to", "of", "with"):
                    who = phrase.ids
            if frame.object is not None and not who:
                who = frame.object.ids
        if (
            reading.wh == "where"
            and re.search(r"\bends? up\b|\bended up\b", low)
            and frame.subject is not None
        ):
            who = frame.subject.ids
        if any(
            self.noun_in(p.head, "fate") and p.head not in ("end", "outcome")
            for p in reading.phrases
        ):
            for phrase in reading.phrases:
                if phrase.head and self.noun_in(phrase.head, "fate"):
                    for inner in (phrase.possessor, phrase.of):
                        who = who or (inner.ids if inner is not None else ())
        if who:
            if reading.part in ("beginning", "mid_credits"):
                return None
            return self.outcomes.fate(who)
        dying = self._living_verb(reading)
        if dying is None:
            return None
        if reading.wh in ("how", "why") and dying == frame.negated and frame.subject is not None:
            return self.outcomes.survival(frame.subject.ids)
        if (
            reading.is_whether
            and frame.subject is not None
            and frame.subject.ids
            and not frame.object
        ):
            ids = frame.subject.ids
            if self.film.entities[ids[0]].kind in ("person", "program", "group") and ids[0] != FILM:
                asked_dead = dying != frame.negated
                return self.outcomes.alive(reading, ids, asked_dead)
        if (
            reading.wh in ("who", "which", "what")
            and reading.clause.wh
            and reading.clause.wh.function == "subject"
        ):
            return self._who_lives(reading, dying != frame.negated)
        return None

    def _living_verb(self, reading: Reading) -> bool | None:
        """True for verbs of dying, False for verbs of surviving, None for any other."""
        frame = reading.clause.frame
        predicates = {u.predicate for u in frame.units}
        if frame.verb in ("be", "") and re.search(
            r"\b(dead|killed|deceased|gone|no more)\b", reading.low
        ):
            return True
        if frame.verb in ("be", "") and re.search(r"\b(alive|still around|living)\b", reading.low):
            return False
        if "survive" in predicates and frame.verb in ("survive", "live", "make"):
            return False
        if "die" in predicates:
            return True
        suffers = frame.passive and frame.units and not frame.prepositions and not frame.object
        if suffers and any("die" in self.language.implied(p) for p in predicates):
            return True
        return None

    def _who_lives(self, reading: Reading, dead: bool) -> Answer | None:
        phrase = reading.clause.wh.phrase if reading.clause.wh else None
        people = [
            id
            for id, e in self.film.entities.items()
            if e.kind in ("person", "program")
            and any(e2.part != "backstory" for e2 in self.characters.concerning(id))
        ]
        typed = (
            phrase is not None
            and bool(phrase.head)
            and phrase.head not in self.speech.generic_nouns
        )
        restricted = phrase is not None and (bool(phrase.ids) or typed)
        if restricted and phrase is not None:
            kind = [id for id in people if self.filling.is_kind(Filler(id, id), phrase)]
            people = list(phrase.ids) or kind
        elif phrase is not None and phrase.possessor is not None:
            return None
        deaths = [(id, self.outcomes.death_of(id)) for id in people]
        if dead:
            found = [(id, d) for id, d in deaths if d is not None]
            if not restricted:
                found = [(id, d) for id, d in deaths if d is not None]
            if not found:
                return None
            return Answer(
                ANSWERED,
                statements=tuple(Statement(d, ("because",)) for _, d in found if d),
                entities=tuple(id for id, _ in found),
                form="list",
            )
        if not restricted:
            return None
        living = [(id, self.outcomes.last_event(id)) for id, d in deaths if d is None]
        told = [(id, e) for id, e in living if e is not None]
        if not told:
            return None
        return Answer(
            ANSWERED,
            "names",
            tuple(Statement(e) for _, e in told[:2]),
            entities=tuple(id for id, _ in told),
        )

"""Questions about what becomes of somebody: fate, death and survival."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plotbot.answer.handling import Handlers
from plotbot.answer.model import ANSWERED, Answer, Statement
from plotbot.answer.story import FILM
from plotbot.film.model import Filler
from plotbot.question.reading import Reading
from plotbot.question.syntax import NounPhrase

_STANDING_WITH = frozenset({"accompany", "join", "protect", "help"})
"""Predicates of deeds by which somebody takes the side of another."""


class Fate(Handlers):
    """What becomes of somebody, and who lives or dies."""

    def fate(self, reading: Reading) -> Answer | None:
        """ "What becomes of X?", "does X die?", "who survives?" """
        frame = reading.clause.frame
        asked = self._asked_fate(reading)
        if asked:
            later = self._afterwards(reading, asked)
            if later is not None:
                return later
            return (
                None if reading.part in ("beginning", "mid_credits") else self.outcomes.fate(asked)
            )
        dying = self._living_verb(reading)
        if dying is None:
            return None
        subject, asked_dead = frame.subject, dying != frame.negated
        if reading.wh in ("how", "why") and not asked_dead and subject is not None:
            return self.outcomes.survival(subject.ids)
        puts_forward = reading.is_whether or reading.is_statement
        any_of = subject is not None and "any" in subject.determiner
        any_of = any_of or bool(re.match(r"(?:did|does|do|will|has|have) any of ", reading.low))
        if puts_forward and asked_dead and subject is not None and any_of:
            return self._any_dead(subject.ids)
        if puts_forward and subject is not None and subject.ids and not frame.object:
            if any(phrase.ids or phrase.words for _, phrase in frame.prepositions):
                return None
            if any(nested.marker in ("before", "after") for nested in reading.clause.nested):
                return None  # it is asked when, not whether
            first = self.film.entities[subject.ids[0]]
            if first.kind in ("person", "program", "group") and first.id != FILM:
                return self.outcomes.alive(subject.ids, asked_dead)
        wh = reading.clause.wh
        if wh is not None and wh.word in ("who", "which", "what") and wh.function == "subject":
            return self._who_lives(wh.phrase, asked_dead)
        return None

    def _afterwards(self, reading: Reading, ids: tuple[str, ...]) -> Answer | None:
        """What happens to somebody or something after the event that the question names."""
        anchor = self.anchors.anchor(reading, "after")
        if anchor is None:
            return None
        whole = {id for own in ids for id in (own, *self.outcomes.parts_of(own))}
        later = [
            e
            for e in self.story.told
            if e.order > anchor.order
            and e.say != anchor.say
            and any(whole & set(e.entities(role)) for role in ("patient", "theme", e.subject))
            and not self.characters.stative(e)
        ]
        if not later:
            return None
        told = {e.say: e for e in reversed(later[:3])}
        statements = tuple(Statement(e) for e in reversed(told.values()))
        return Answer(ANSWERED, statements=statements[:2], topic=ids)

    def _asked_fate(self, reading: Reading) -> tuple[str, ...]:
        """Whose fate is asked for by a verb ("what happens to X") or a noun ("X's fate")."""
        frame = reading.clause.frame
        who: tuple[str, ...] = ()
        if reading.wh in ("what", "how") and frame.verb in ("happen", "become"):
            for preposition, phrase in frame.prepositions:
                if preposition in ("to", "of", "with"):
                    who = phrase.ids
            if frame.object is not None and not who:
                who = frame.object.ids
        ends_up = re.search(r"\b(?:ends?|ended) up\b", reading.low)
        if reading.wh == "where" and ends_up and frame.subject is not None:
            who = frame.subject.ids
        nouns = [p for p in reading.phrases if p.head and self.noun_in(p.head, "fate")]
        if any(p.head not in ("end", "outcome") for p in nouns):
            for phrase in nouns:
                for inner in (phrase.possessor, phrase.of):
                    who = who or (inner.ids if inner is not None else ())
        return who

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

    def _any_dead(self, ids: Sequence[str]) -> Answer | None:
        """The deaths of any of some people, or of those who stood with them."""
        those = set(ids) | {member for id in ids for member in self.index.members(id)}
        dead = {
            id: death
            for id in self.film.entities
            if (id in those or self._stood_with(id, those))
            and (death := self.outcomes.death_of(id)) is not None
        }
        if not dead:
            return None
        statements = tuple(Statement(death, ("because",)) for death in dead.values())
        return Answer(ANSWERED, statements=statements, entities=tuple(dead), form="list")

    def _stood_with(self, id: str, others: set[str]) -> bool:
        """Whether it is told of somebody that he went with, joined or protected one of some."""
        return any(
            self.language.generalisations(event.predicate) & _STANDING_WITH
            and id in event.entities("agent")
            and any(others & set(event.entities(r)) for r in ("patient", "company", "theme"))
            for event in self.film.events
            if event.status == "happens"
        )

    def _who_lives(self, phrase: NounPhrase | None, dead: bool) -> Answer | None:
        """Who dies; or who survives, which is told only of those whom a phrase names."""
        people = [
            id
            for id, entity in self.film.entities.items()
            if entity.kind in ("person", "program")
            and any(e.part != "backstory" for e in self.characters.concerning(id))
        ]
        restricted = phrase is not None and (
            bool(phrase.ids) or bool(phrase.head) and phrase.head not in self.speech.generic_nouns
        )
        if phrase is not None and restricted:
            kind = [id for id in people if self.filling.is_kind(Filler(id, id), phrase)]
            people = list(phrase.ids) or kind
        elif phrase is not None and phrase.possessor is not None:
            return None
        deaths = {id: self.outcomes.death_of(id) for id in people}
        if dead:
            died = {id: death for id, death in deaths.items() if death is not None}
            if not died:
                return None
            return Answer(
                ANSWERED,
                statements=tuple(Statement(death, ("because",)) for death in died.values()),
                entities=tuple(died),
                form="list",
            )
        if not restricted:
            return None
        last = {id: self.outcomes.last_event(id) for id, death in deaths.items() if death is None}
        told = {id: event for id, event in last.items() if event is not None}
        if not told:
            return None
        return Answer(
            ANSWERED,
            "names",
            tuple(Statement(event) for event in told.values())[:2],
            entities=tuple(told),
        )

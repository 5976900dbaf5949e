"""Numbers, places and kinds that a question wrongly puts with somebody or something.

"the seven keys" of six; "X lies in Asia"; "is X human" of a program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plotbot.answer.handling import Handlers
from plotbot.answer.model import CORRECTED, Answer, Statement
from plotbot.film.model import Bond
from plotbot.language.inflection import noun_lemma
from plotbot.question.reading import Reading
from plotbot.question.syntax import Clause, NounPhrase

_DEFINITE = re.compile(r"\b(?:the|these|those|all|his|her|its|their)\b")
_PART_OF_THEM = frozenset("other remaining last first next new old".split())
_LYING = frozenset({"location", "lie"})
_HUMAN = re.compile(r"\b(?:human|human being|person|man|woman|boy|girl|mortal|people)\b")


class PresumedTraits(Handlers):
    """What is put right before anything else is asked."""

    def numbered(self, reading: Reading) -> Answer | None:
        """A number of some things of which the text tells another."""
        for phrase in _phrases(reading.clause):
            bond = self._count(phrase)
            if bond is not None:
                return Answer(CORRECTED, "correct", (Statement(bond),), topic=phrase.ids)
        return None

    def _count(self, phrase: NounPhrase) -> Bond | None:
        """What the text tells of a group's number, where a phrase says another."""
        if (
            not phrase.ids
            or phrase.wh
            or (phrase.number or 0) < 2
            or not _DEFINITE.match(phrase.text.lower())
        ):
            return None
        if _PART_OF_THEM & {*phrase.modifiers, *phrase.determiner.split()} or phrase.ordinal:
            return None
        for entity in self.film.entities.values():
            size = entity.number or len(entity.members)
            meant = phrase.ids == (entity.id,) or phrase.ids == entity.members
            if not size or not meant or phrase.number == size:
                continue
            if (phrase.number or 0) < size and phrase.relative is not None:
                return None  # "the two heroes who left" are some of them
            bonds = self.index.bonds_from.get(entity.id, ())
            told = [b for kind in ("count", "member", "kind") for b in bonds if b.relation == kind]
            return next(iter(told), None)
        return None

    def placed(self, reading: Reading) -> Answer | None:
        """ "Is X in Asia?", where the text tells another place."""
        frame = reading.clause.frame
        subject = frame.subject
        if not (reading.is_whether or reading.is_statement) or subject is None or frame.object:
            return None
        lies = frame.verb == "be" or bool(_LYING & {unit.predicate for unit in frame.units})
        if not lies or frame.passive or len(subject.ids) != 1 or len(frame.prepositions) != 1:
            return None
        preposition, place = frame.prepositions[0]
        if preposition not in ("in", "on", "at", "near") or place.ids or place.events:
            return None
        if not place.head or place.determiner and place.determiner != "the":
            return None
        told = [
            b for b in self.index.bonds_from.get(subject.ids[0], ()) if b.relation == "location"
        ]
        if not told or self.film.entities[subject.ids[0]].kind != "place":
            return None
        said = " ".join(f"{b.value or ''} {b.quote}" for b in told).lower()
        if any(word in said for word in (place.head, noun_lemma(place.head))):
            return None
        return Answer(CORRECTED, "no", (Statement(told[0]),), topic=subject.ids)

    def human(self, reading: Reading) -> Answer | None:
        """ "Is X human?" of one that the text calls a program."""
        frame = reading.clause.frame
        subject = frame.subject
        if not reading.is_whether or frame.verb != "be" or frame.units or frame.negated:
            return None
        ids = subject.ids if subject is not None else ()
        if len(ids) != 1 or self.film.entities[ids[0]].kind != "program":
            return None
        if frame.prepositions or not _HUMAN.search(reading.low):
            return None
        bonds = self.index.bonds_from.get(ids[0], ())
        kinds = [b for b in bonds if b.relation == "kind"]
        return Answer(CORRECTED, "no", (Statement(kinds[0]),), topic=ids) if kinds else None


def _phrases(clause: Clause) -> Iterator[NounPhrase]:
    """All phrases of a clause and of those under it, with what stands inside them."""
    for phrase in clause.phrases:
        yield from (part for part in (phrase, phrase.of, phrase.possessor) if part is not None)
    for nested in clause.nested:
        yield from _phrases(nested)

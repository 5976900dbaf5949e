"""What somebody or something is or has, asked for by a noun: trade, gift, country, set, part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plotbot.answer.handling import Handlers
from plotbot.answer.model import ANSWERED, NOT_IN_SYNOPSIS, Answer, Statement
from plotbot.answer.story import FILM
from plotbot.film.model import Bond, Filler
from plotbot.question.reading import Reading
from plotbot.question.syntax import NounPhrase

_MOST = 4
_LYING_IN = frozenset({"in", "inside", "within", "on", "upon", "at", "into", "onto"})


class Attributes(Handlers):
    """Questions that a bond answers: its relation lies in the noun asked for, or in a place."""

    def asked(self, reading: Reading) -> Answer | None:
        """ "What trade does X follow?", "with what gift is X endowed?", "of which set is X part?"

        The noun behind the wh-word names the relation; the verb says no more than that it holds.
        """
        wh, frame = reading.clause.wh, reading.clause.frame
        if wh is None or wh.phrase is None or not wh.phrase.head or not self._only_holds(reading):
            return None
        if wh.word == "whose" or wh.phrase.wh.startswith("how") or wh.phrase.relative is not None:
            return None
        owners = [p for p in _given(reading) if p.ids and not p.is_class]
        if not owners or any(FILM in owner.ids for owner in owners):
            return None
        noun = wh.phrase
        if noun.head in ("part", "spot", "area") and wh.function in (*_LYING_IN, "place"):
            return self._whereabouts(owners)
        for relation in self._relations(noun):
            if relation in ("member", "part"):
                continue
            for owner in owners:
                bonds = [b for b in self._bonds(owner.ids) if self._is(b, relation)]
                if bonds:
                    return self._told(bonds, owner.ids)
        if wh.function in ("of", "to", "in") and self.index.is_kind_of(noun.head, "group"):
            return self._belongs_to(owners, noun)
        from_where = wh.function == "from" and bool(self._relations(noun))
        if from_where or self._is_attribute(noun.head) and frame.verb in ("be", "have", ""):
            ids = tuple(id for owner in owners for id in owner.ids)
            return Answer(NOT_IN_SYNOPSIS, topic=ids, details={"final": True})
        return None

    def inside(self, reading: Reading) -> Answer | None:
        """ "What is on X's brow?", "what lay inside the box?": by what the text puts there."""
        wh, frame = reading.clause.wh, reading.clause.frame
        if wh is None or wh.word not in ("what", "which") or wh.function != "subject":
            return None
        if not self.verb_in(frame.verb, "locate") or frame.subject is not None:
            return None
        if wh.phrase is not None and (wh.phrase.of is not None or wh.phrase.mentions):
            return None  # "which one of the keys lies there" asks to be told them apart
        for preposition, phrase in frame.prepositions:
            if preposition not in _LYING_IN:
                continue
            places = phrase.ids or tuple(
                id
                for owner in (phrase.possessor, phrase.of)
                if owner is not None
                for id in owner.ids
            )
            bonds = self._put_there(places, phrase)
            if wh.phrase is not None and wh.phrase.head:
                bonds = [
                    b for b in bonds if self.filling.is_kind(_filler(_inner(b, places)), wh.phrase)
                ]
            if bonds:
                return self._told(bonds, places)
        return None

    def _put_there(self, places: Sequence[str], phrase: NounPhrase) -> list[Bond]:
        """The bonds that say that something is in or on one of some places or things."""
        bodies = {
            b.to
            for id in places
            for b in self.index.bonds_from.get(id, ())
            if b.relation == "body" and b.to
        }
        where = {*places, *bodies}
        found = []
        for bond in self.film.bonds:
            text = bond.value or ""
            told = any(f"{{{id}}}" in text for id in where) or bond.to in where
            lies = bond.relation in ("position", "location") and told
            if lies or bond.relation == "part" and bond.source in where and bond.to:
                found.append(bond)
        named = [b for b in found if phrase.head and phrase.head in (b.value or "").lower()]
        return named or found

    def _only_holds(self, reading: Reading) -> bool:
        """Whether the verb says no more than that something is, has or follows."""
        frame = reading.clause.frame
        return frame.complement is None and (
            self.verb_in(frame.verb, "hold") or self.verb_in(frame.verb, "locate")
        )

    def _relations(self, noun: NounPhrase) -> list[str]:
        """The relations that a noun, with its adjectives or without, stands for."""
        by_word = self.language.relations_by_word
        found = by_word.get(" ".join(noun.words)) or by_word.get(noun.head, ())
        return [relation.id for relation in found]

    def _bonds(self, ids: Iterable[str]) -> list[Bond]:
        everyone = [m for id in ids for m in (id, *self.index.members(id))]
        return [b for id in everyone for b in self.index.bonds_from.get(id, ())]

    def _is(self, bond: Bond, relation: str) -> bool:
        return relation in self.language.broader_relations(bond.relation)

    def _whereabouts(self, owners: Sequence[NounPhrase]) -> Answer | None:
        """On which part of something a thing sits."""
        for owner in owners:
            bonds = [b for b in self._bonds(owner.ids) if b.relation in ("position", "location")]
            if bonds:
                return self._told(bonds, owner.ids)
        return None

    def _belongs_to(self, owners: Sequence[NounPhrase], noun: NounPhrase) -> Answer | None:
        """The set, team or organisation that somebody or something is of."""
        for owner in owners:
            bonds = [
                b
                for id in owner.ids
                for b in (*self.index.bonds_to.get(id, ()), *self.index.bonds_from.get(id, ()))
                if b.to == id
                and b.relation in ("member", "part")
                or b.source == id
                and b.relation == "owner"
            ]
            groups = [
                b for b in bonds if self._is_group(b.source if b.to in owner.ids else b.to or "")
            ]
            if groups:
                return self._told(groups[:1], owner.ids)
        return None

    def _is_group(self, id: str) -> bool:
        entity = self.film.entities.get(id)
        return entity is not None and (entity.kind == "group" or entity.pronoun == "they")

    def _is_attribute(self, noun: str) -> bool:
        """Whether a noun asks for a quality, such as colour or age, that bonds would tell."""
        return any(noun in words for words in self.speech.forms.get("attributes", {}).values())

    def _told(self, bonds: Sequence[Bond], ids: Sequence[str]) -> Answer:
        ends = tuple(dict.fromkeys(b.to or b.source for b in bonds))
        return Answer(
            ANSWERED,
            statements=tuple(Statement(b) for b in bonds[:_MOST]),
            entities=ends,
            topic=tuple(ids),
        )


def _inner(bond: Bond, places: Sequence[str]) -> str:
    """What a bond puts into a place."""
    return (bond.to or bond.source) if bond.relation == "part" else bond.source


def _filler(id: str) -> Filler:
    return Filler("", id)


def _given(reading: Reading) -> list[NounPhrase]:
    """The phrases that say of whom or what it is asked."""
    wh = reading.clause.wh
    asked = wh.phrase if wh is not None else None
    found = [phrase for phrase in reading.phrases if phrase is not asked]
    if asked is not None:
        found += [p for p in (asked.of, asked.possessor) if p is not None]
    return found

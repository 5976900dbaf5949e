"""Questions for a measure: how tall or old somebody is, how many brothers somebody has."""

from __future__ import annotations

from plotbot.answer.handling import Handlers
from plotbot.answer.model import ANSWERED, NOT_IN_SYNOPSIS, Answer, Statement
from plotbot.film.model import Bond
from plotbot.question.reading import Reading
from plotbot.question.syntax import NounPhrase

_RELATIVES = frozenset({"relative", "friend", "enemy", "servant", "pet"})


class Measures(Handlers):
    """What the text tells of one entity in a number or size."""

    def measure(self, reading: Reading) -> Answer | None:
        """ "How tall is X?" """
        wh, frame = reading.clause.wh, reading.clause.frame
        if wh is None or wh.function != "attribute" or frame.verb not in ("be", ""):
            return None
        if frame.subject is None or not frame.subject.ids:
            return None
        named = self.speech.forms.get("attributes", {})
        asked = wh.word.removeprefix("how ")
        relation = next((r for r, words in named.items() if asked in words), "")
        id = frame.subject.ids[0]
        bonds = [b for b in self.index.bonds_from.get(id, ()) if self._is(b, relation)]
        if not bonds:
            return None
        return Answer(ANSWERED, statements=tuple(map(Statement, bonds[:2])), topic=(id,))

    def relatives(self, reading: Reading) -> Answer | None:
        """ "How many brothers has X?", "does X have a sister?" """
        frame = reading.clause.frame
        if frame.verb != "have" or frame.subject is None or not frame.subject.ids:
            return None
        wh = reading.clause.wh
        counted = wh is not None and wh.phrase is not None and wh.word == "how many"
        phrase = wh.phrase if wh is not None and counted else frame.object
        if phrase is None or not (counted or reading.is_whether):
            return None
        word = self._relative_word(phrase)
        found = self._related(word, frame.subject.ids, reading) if word else None
        if found is None:
            return None
        ids = tuple(id for id, _ in found)
        told = tuple(Statement(bond) for _, bond in found[:3])
        said = set(phrase.modifiers) | {phrase.head} - {word}
        if not ids or not counted and said & set(_named_words(phrase)):
            return Answer(
                NOT_IN_SYNOPSIS,
                statements=told[:1],
                topic=frame.subject.ids,
                details={"final": True},
            )
        if counted:
            return Answer(ANSWERED, statements=told, number=len(ids), entities=ids, form="how_many")
        return Answer(ANSWERED, "yes", told, entities=ids, topic=frame.subject.ids)

    def _relative_word(self, phrase: NounPhrase) -> str:
        """The word of a phrase that says which relative is meant; empty if none does."""
        for word in (phrase.head, *phrase.modifiers):
            for relation in self.language.relations_by_word.get(word, ()):
                if self.language.broader_relations(relation.id) & _RELATIVES:
                    return word
        return ""

    def _related(
        self, word: str, owner: tuple[str, ...], reading: Reading
    ) -> list[tuple[str, Bond]] | None:
        """The relatives of somebody that a word for them fits; None if it is no word for any."""
        for relation in self.language.relations_by_word.get(word, ()):
            pairs = reading.resolver.related_by(relation.id, owner)
            pronoun = next((p for p in ("he", "she") if getattr(relation, p) == word), "")
            fitting = [
                (id, bond)
                for id, bond in pairs
                if not pronoun or self.film.entities[id].pronoun == pronoun
            ]
            if pairs:
                return list(dict(fitting).items())
        return None

    def _is(self, bond: Bond, relation: str) -> bool:
        return relation in self.language.broader_relations(bond.relation) | {bond.relation}


def _named_words(phrase: NounPhrase) -> tuple[str, ...]:
    """The words behind "called" or "named" in a phrase."""
    words = phrase.words
    for mark in ("called", "named"):
        if mark in words:
            return words[words.index(mark) + 1 :]
    return ()

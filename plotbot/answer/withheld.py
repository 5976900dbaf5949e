"""Answers found by form that do not answer: they leave out a thing asked about, or say it again.

"What is X's rank?"            a fact about X that speaks of no rank
"What is the capital of Peru?" the capital of another country, which the text tells of
"Who is X's mother?"           one whom the text calls but "X's parents"
"Which of X's weapons did it?" "X's weapons"
"What are the stones called?"  a group that the text names no member of
"""

from __future__ import annotations

import re
from functools import cached_property

from plotbot.answer.events import EventQuery
from plotbot.answer.model import ANSWERED, Answer
from plotbot.answer.weighing import FAINT
from plotbot.film.model import Bond
from plotbot.knowledge import Knowledge
from plotbot.language.inflection import noun_lemma
from plotbot.question.reading import Reading

_BY_ENTITY = frozenset({"identity", "relation"})
"""Forms of answers that are chosen by whom they are about."""
_ASKS_NAME = re.compile(
    r"\b(?:names? of|what (?:is|are|was|were) .* (?:called|named|names?)|(?:'s|s') names?"
    r"|by name|(?:first|last|full|real|family|maiden) name|surname|whose names?)\b"
)


class Withheld:
    """Tells which answers must not be given."""

    def __init__(self, knowledge: Knowledge, events: EventQuery):
        self.knowledge = knowledge
        self.film = knowledge.film
        self.index = knowledge.index
        self.language = knowledge.language
        self.events = events

    def leaves_out(self, reading: Reading, found: Answer) -> bool:
        """Whether an answer leaves out what is asked about."""
        if found.status != ANSWERED or found.lead or not found.statements:
            return False
        if found.details.get("whole") or reading.is_whether:
            return False
        if found.form not in _BY_ENTITY:
            return False
        return self._leaves_out_thing(reading, found) or self._of_a_stranger(reading)

    def confirms_less(self, reading: Reading, found: Answer) -> bool:
        """Whether a yes leaves out a thing or place that the question names: "made in a cave"."""
        if found.lead != "yes" or found.form not in _BY_ENTITY:
            return False
        weighing = self.events.ranking.of(reading).weighing
        ids = {statement.fact.id for statement in found.statements}
        named = {
            phrase.head
            for _, phrase in reading.clause.frame.prepositions
            if phrase.head
            and not (phrase.ids or phrase.events or phrase.of or phrase.possessor)
            and any(self.index.is_kind_of(phrase.head, kind) for kind in ("thing", "place"))
        }
        return any(
            max((each.near.get(id, 0.0) for id in ids), default=0.0) < FAINT
            for each in weighing.told
            if named & set(each.term.lemmas)
        )

    def of_elsewhere(self, reading: Reading) -> bool:
        """Whether a question speaks of the real world or another story, as the film does not."""
        text = reading.segment.raw or reading.segment.text
        strange = [place for place in self.language.world.named(text) if place[2] not in self._text]
        if not strange:
            return False
        known = [m for m in self.knowledge.names.find(text) if not m.guessed]
        return any(
            not any(m.start < end and start < m.end for m in known) for start, end, _ in strange
        )

    @cached_property
    def _text(self) -> str:
        """All that the film's text and its cast say, in lower case."""
        names = (n for e in self.film.entities.values() for n in (e.name, *e.names))
        return "\n".join((*self.film.sentences, *names)).lower()

    def is_empty(self, reading: Reading, found: Answer) -> bool:
        """Whether an answer says no more than the question does."""
        if found.status != ANSWERED or not found.statements or reading.is_whether:
            return False
        return self._says_again(reading, found) or self._unnamed(reading, found)

    def _leaves_out_thing(self, reading: Reading, found: Answer) -> bool:
        """Whether the facts told say nothing of a thing that the question speaks of."""
        weighing = self.events.ranking.of(reading).weighing
        ids = {statement.fact.id for statement in found.statements}
        return any(
            max((each.near.get(id, 0.0) for id in ids), default=0.0) < FAINT
            for each in weighing.told
            if each.term.noun and each.own and not each.term.needed and not each.term.entities
        )

    def _of_a_stranger(self, reading: Reading) -> bool:
        """Whether what is asked about belongs to one of whom nothing at all is told."""
        weighing = self.events.ranking.of(reading).weighing
        unknown = {lemma for each in weighing.told if not each.own for lemma in each.term.lemmas}
        owners = (
            owner
            for phrase in reading.phrases
            if phrase.ids and not phrase.mentions
            for owner in (phrase.of, phrase.possessor)
            if owner is not None
        )
        return any(not o.ids and not o.events and o.head in unknown for o in owners)

    def _says_again(self, reading: Reading, found: Answer) -> bool:
        """Whether "which of them" is answered by all of them."""
        wh = reading.clause.wh
        noun = wh.phrase if wh is not None else None
        if noun is None or noun.of is None or noun.head != "one" or wh is None:
            return False
        among = noun.of.ids
        one = len(among) == 1 and not self.film.entities[among[0]].members
        return one and wh.word in ("which", "what") and set(found.entities) == set(among)

    def _unnamed(self, reading: Reading, found: Answer) -> bool:
        """Whether somebody's name is asked for, and the text gives none."""
        if found.form == "relation" and reading.wh in ("who", "whom", "whose"):
            bonds = [s.fact for s in found.statements if isinstance(s.fact, Bond)]
            return (
                bool(found.entities)
                and all(map(self._only_related, found.entities))
                and bool(bonds)
            )
        if not _ASKS_NAME.search(reading.low) or not found.entities:
            return False
        return all(self._nameless(id) for id in found.entities)

    def _only_related(self, id: str) -> bool:
        """Whether the text calls somebody only by whose mother, brother ... it is."""
        entity = self.film.entities.get(id)
        if entity is None or entity.kind not in ("person", "group"):
            return False
        words = entity.name.lower().replace("’", "'").split()
        possessor = any(word.endswith(("'s", "s'")) for word in words)
        related = {words[-1], noun_lemma(words[-1])} & set(self.language.relations_by_word)
        return possessor and bool(related) and not entity.members

    def _nameless(self, id: str) -> bool:
        entity = self.film.entities.get(id)
        if entity is None:
            return True
        several = entity.pronoun == "they" or bool(entity.number)
        return several and not entity.members or self._only_related(id)

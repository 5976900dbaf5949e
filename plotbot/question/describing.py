"""Which entities a description fits: "the arms dealer", "the female spy"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from plotbot.film.index import EntityProfile, lemma_set
from plotbot.film.model import Entity
from plotbot.film.reading import FILM_ID
from plotbot.knowledge import Knowledge

CLASS_WORDS = frozenset("one ones somebody someone something anyone anything thing".split())
"""Nouns that say nothing of what they stand for."""
_HE_WORDS = frozenset("male boy man guy he gentleman".split())
_SHE_WORDS = frozenset("female girl woman lady she".split())

_WHOLE_PHRASE = 4.5
_WHOLE_NOUN = 3.4
_NOUN = 3.0
_MEANING = 2.5
_BROADER_MEANING = 2.0
_KIND = 1.5
_WRONG_NUMBER = 0.6
_MOST_ALIKE = 7
_RANKS = frozenset({"hero", "heroine", "role", "one"})
"""Nouns for a kind of person that some are and others are not."""
_EMPTY_MODIFIERS = frozenset("main new old other whole first last same certain particular".split())
"""Words before a noun that no entity needs to bear out."""
_MOST_KEPT = 4096
"""Of how many descriptions it is kept whom they fit."""


@lru_cache(maxsize=1024)
def describer_of(knowledge: Knowledge) -> Describer:
    """What compares descriptions with the entities of a film, made once."""
    return Describer(knowledge)


class Describer:
    """Compares descriptions with what is known of the entities of a film."""

    def __init__(self, knowledge: Knowledge):
        self.film = knowledge.film
        self.index = knowledge.index
        self.generic_nouns = knowledge.speech.generic_nouns
        self._describe = lru_cache(_MOST_KEPT)(self._fitting)
        acting = {id for profile in self.index.events.values() for id in profile.roles}
        self._film_makers = {
            bond.to for bond in self.index.bonds_from.get(FILM_ID, ()) if bond.to not in acting
        }

    def describe(self, words: Sequence[str], plural: bool = False) -> list[str]:
        """Entities that a description fits best, all that fit alike; the last word is the head.

        Empty where only a word like "man" fits, and nothing bears out what is said of him.
        """
        return list(self._describe(tuple(words), plural))

    def _fitting(self, words: tuple[str, ...], plural: bool) -> list[str]:
        if not words:
            return []
        group = self.group_named(words[-1])
        members = self.index.members(group) if group else ()
        scored: list[tuple[float, str]] = []
        for id, entity in self.film.entities.items():
            score = _NOUN if id in members else 0.0
            score = max(score, self._fit(entity, words))
            if not score:
                continue
            many = entity.pronoun == "they" or entity.kind == "group"
            if score >= _BROADER_MEANING and plural != many:
                score -= _WRONG_NUMBER
            if len(words) > 1 and score < _WHOLE_PHRASE and not self._means_whole(id, words):
                score += self.modifier_score(id, words[:-1])
            if score > 1.0:
                scored.append((score, id))
        best = max((score for score, _ in scored), default=0.0)
        found = [id for score, id in scored if score >= best - 0.01]
        if not self.means_anybody(words[-1]):
            alike = len(found) <= _MOST_ALIKE or self.is_generic(words[-1])
            return found if alike else []
        telling = [word for word in words[:-1] if word not in _EMPTY_MODIFIERS]
        return found if not telling or best >= _KIND or self.knows(words) else []

    def means_anybody(self, head: str) -> bool:
        """Whether a noun says of a person no more than the sex: "man", "guy", "lady"."""
        generic = self.generic_nouns.get(head)
        return generic is not None and "person" in generic.get("kinds", ()) and head not in _RANKS

    def knows(self, words: Sequence[str]) -> bool:
        """Whether a whole phrase names what some entity is, as "bad guy" does."""
        return any(self._means_whole(id, words) for id in self.film.entities)

    def _means_whole(self, id: str, words: Sequence[str]) -> bool:
        """Whether words together, not the last alone, mean what an entity is."""
        return len(words) > 1 and bool(
            self.index.concepts_of(" ".join(words)) & self.index.entities[id].direct_concepts
        )

    def _fit(self, entity: Entity, words: Sequence[str]) -> float:
        """How closely head noun or whole phrase fit an entity; 0 when they do not."""
        head, phrase = words[-1], " ".join(words)
        profile = self.index.entities[entity.id]
        anybody = self.means_anybody(head)
        if anybody and entity.id in self._film_makers:
            return 0.0
        if phrase in profile.phrases:
            return _WHOLE_PHRASE if len(words) > 1 else _WHOLE_NOUN
        by_noun = self._fit_of_noun(profile, words)
        if by_noun and not anybody:
            return by_noun
        if self._means_whole(entity.id, words):
            return _MEANING
        return _KIND if self.is_generic(head) and self.is_of_kind(head, entity) else 0.0

    def _fit_of_noun(self, profile: EntityProfile, words: Sequence[str]) -> float:
        if words[-1] in profile.heads:
            return _NOUN
        concepts = self.index.concepts_of(words[-1]) | self.index.concepts_of(" ".join(words))
        if concepts & profile.direct_concepts:
            return _MEANING
        return _BROADER_MEANING if concepts & profile.concepts else 0.0

    def all_described(self, words: Sequence[str]) -> list[tuple[float, str]]:
        """Every entity that the head noun fits, with its score."""
        found = []
        for id, profile in self.index.entities.items():
            score = self._fit_of_noun(profile, words)
            if score:
                found.append((score + self.modifier_score(id, words[:-1]), id))
        return found

    def modifier_score(self, id: str, modifiers: Sequence[str]) -> float:
        """How well the words before a noun suit an entity; words that do not count against it."""
        if not modifiers:
            return 0.0
        profile = self.index.entities[id]
        total = 0.0
        for word in modifiers:
            if word in _HE_WORDS | _SHE_WORDS:
                wanted = "he" if word in _HE_WORDS else "she"
                total += 1.0 if self.film.entities[id].pronoun == wanted else -1.0
            elif (lemma_set(word) or {word}) & profile.words:
                total += 1.0
            elif self.index.concepts_of(word) & profile.word_concepts:
                total += 0.8
            else:
                total -= 0.4
        return total

    def best_modified(self, ids: Iterable[str], modifiers: Sequence[str]) -> tuple[str, ...]:
        """Those of some entities that the words before a noun suit best."""
        scored = [(self.modifier_score(id, modifiers), id) for id in ids]
        best = max(score for score, _ in scored)
        return tuple(id for score, id in scored if score == best)

    def group_named(self, noun: str) -> str | None:
        """The group whose members a noun names in the singular."""
        for entity in self.film.entities.values():
            if entity.kind == "group" and entity.members:
                for name in (entity.name, *entity.names):
                    if name.lower().removeprefix("the ") in (noun + "s", noun + "es"):
                        return entity.id
        return None

    def is_generic(self, head: str) -> bool:
        """Whether a noun tells no more than a kind: "man", "place", "one"."""
        return head in self.generic_nouns or head in CLASS_WORDS

    def is_a(self, id: str, head: str) -> bool:
        """Whether an entity is what a noun says."""
        profile = self.index.entities[id]
        return head in profile.heads or bool(self.index.concepts_of(head) & profile.concepts)

    def is_of_kind(self, head: str, entity: Entity) -> bool:
        generic = self.generic_nouns.get(head, {})
        pronoun = generic.get("pronoun")
        return entity.kind in generic.get("kinds", ["person"]) and (
            not pronoun or entity.pronoun == pronoun
        )

"""What fills the gap of a question in an event, and whether it is of the kind asked for."""

from __future__ import annotations

from functools import cached_property

from plotbot.answer.matching import Match
from plotbot.film.index import lemma_set
from plotbot.film.model import PEOPLE, Event, Filler
from plotbot.knowledge import Knowledge
from plotbot.question.syntax import NounPhrase

_BEINGS = frozenset({"robot", "person", "people", "being", "animal"})


_PIECES = frozenset("part piece portion section half bit chunk share fragment stretch".split())


class Filling:
    """Finds what fills a gap."""

    def __init__(self, knowledge: Knowledge):
        self.film = knowledge.film
        self.index = knowledge.index
        self.language = knowledge.language
        self.speech = knowledge.speech

    def fillers(self, match: Match) -> tuple[tuple[str, Filler], ...]:
        """What fills the asked role of a matched event, with the role; of the asked kind only."""
        pattern, event = match.pattern, match.event
        given = {id for slot in pattern.slots if not slot.phrase.is_class for id in slot.phrase.ids}
        found: list[tuple[str, Filler]] = []
        for role in pattern.asked:
            for filler in event.fillers(role):
                if filler.id in given and len(event.fillers(role)) > 1:
                    continue
                known = filler.id in given and pattern.asked_phrase is None
                if known and not self._does_it_to_itself(event, filler, role):
                    continue
                found.append((role, filler))
            if found and pattern.asked_phrase is None and pattern.asked_word in ("who", "whom"):
                animate = [pair for pair in found if self.animate(pair[1])]
                if animate:
                    return tuple(animate)
                found = []
                continue
            if found and pattern.asked_phrase is None:
                return tuple(found)
        phrase = pattern.asked_phrase
        if phrase is None:
            return tuple(found)
        fitting = [pair for pair in found if self.is_kind(pair[1], phrase)]
        if fitting:
            return tuple(fitting)
        if phrase.is_class and phrase.head in ("one", "ones") and phrase.of is not None:
            return tuple(pair for pair in found if self._all_among(pair[1], phrase))
        if (
            found
            and not phrase.ids
            and pattern.asked[0] in ("instrument", "place", "goal", "source", "company")
        ):
            return tuple(p for p in found if p[0] == found[0][0])
        if phrase.ids and not phrase.is_class and not phrase.head:
            return ()
        if phrase.head and not self._asks_any(phrase):
            others = [
                (role, filler)
                for role, fillers in event.roles.items()
                for filler in fillers
                if role not in pattern.asked
                and self.is_kind(filler, phrase)
                and filler.id not in given
            ]
            return tuple(others)
        return tuple(found)

    def _all_among(self, filler: Filler, phrase: NounPhrase) -> bool:
        """Whether all of a group are among those of whom "which of them" asks."""
        members = [m for id in filler.entities for m in self.index.members(id)]
        return bool(members) and set(members) <= set(phrase.ids)

    def _does_it_to_itself(self, event: Event, filler: Filler, role: str) -> bool:
        """Whether who acts is also whom or what it is done to: "uploads himself"."""
        doers = event.entities("agent")
        return role != "agent" and len(doers) == 1 and filler.id == doers[0]

    def _asks_any(self, phrase: NounPhrase) -> bool:
        return phrase.head in ("one", "thing", "") or phrase.determiner == "kind"

    def animate(self, filler: Filler) -> bool:
        """Whether a filler can be asked for with "who"."""
        return any(id in self._animate for id in filler.entities[:1])

    @cached_property
    def _animate(self) -> frozenset[str]:
        return frozenset(
            entity.id
            for entity in self.film.entities.values()
            if entity.kind in PEOPLE or self.index.entities[entity.id].concepts & _BEINGS
        )

    def is_kind(self, filler: Filler, phrase: NounPhrase) -> bool:
        """Whether a filler is what a "which ..." phrase asks for."""
        ids = filler.entities if filler.id is None else (filler.id,)
        whole = phrase.of.ids if phrase.head in _PIECES and phrase.of is not None else ()
        if whole and not self._wholes(ids).isdisjoint(whole):
            return True
        if phrase.ids:
            if any(id in phrase.ids for id in ids):
                return True
            if any(id in self.index.members(group) for id in ids for group in phrase.ids):
                return True
            return phrase.plural and any(
                set(self.index.members(id)) & set(phrase.ids) for id in ids
            )
        head = phrase.head
        if not head or head in ("one", "thing"):
            return True
        if head == "member" and any(self.index.groups_of.get(id) for id in ids):
            return True
        generic = self.speech.generic_nouns.get(head)
        if generic is not None and ids:
            kinds: set[str] = set(generic.get("kinds", ["person"]))
            if "person" in kinds:
                kinds |= {"group", "program"}
            return any(self.film.entities[id].kind in kinds for id in ids)
        for id in ids:
            profile = self.index.entities[id]
            if head in profile.heads or self.index.concepts_of(head) & profile.concepts:
                return True
        if ids and all(self._may_be(id, head) for id in ids):
            return True
        words = lemma_set(filler.text)
        concepts = self.index.concepts_of(head)
        return head in words or any(
            concepts & self.index.broader_concepts_of(word) for word in words
        )

    def _wholes(self, ids: tuple[str, ...]) -> set[str]:
        """What some things are parts of."""
        bonds = (bond for id in ids for bond in self.index.bonds_to.get(id, ()))
        return {bond.source for bond in bonds if bond.relation == "part"}

    def _may_be(self, id: str, noun: str) -> bool:
        """Whether an entity may well be what a noun says, of which the film tells nobody.

        "Which scholar": somebody at least; but where the film calls one a doctor, only that one
        is asked for by "which doctor".
        """
        concepts = self.index.concepts_of(noun)
        if not concepts or self._is_told_of(noun, concepts):
            return False
        entity = self.film.entities[id]
        broad = self.index.broader_concepts_of(noun)
        sex = {"man": "he", "woman": "she"}
        if any(entity.pronoun != pronoun for kind, pronoun in sex.items() if kind in broad):
            return False
        return entity.kind in ("person", "place") and entity.kind in broad

    def _is_told_of(self, noun: str, concepts: frozenset[str]) -> bool:
        """Whether the film calls somebody or something by a noun or one that means the same."""
        return any(
            noun in profile.heads or concepts & profile.direct_concepts
            for profile in self.index.entities.values()
        )

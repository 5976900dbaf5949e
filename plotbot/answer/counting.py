"""Questions for a number or a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plotbot.answer.handling import Handlers
from plotbot.answer.matching import Match
from plotbot.answer.model import (
    ANSWERED,
    NOT_IN_SYNOPSIS,
    Answer,
    Statement,
)
from plotbot.film.model import Event, Fact
from plotbot.question.patterns import GENERIC_VERBS
from plotbot.question.reading import Reading
from plotbot.question.syntax import NounPhrase

MOST_COUNTED, BEHIND = 4, 0.15
"""How many of the likeliest events are looked at, and how far behind the first one may be."""
COUNTED = 0.72
"""How much of a question an event must bear out for those in it to be counted."""


class Counting(Handlers):
    """How many, and who belongs to a group."""

    def count(self, reading: Reading) -> Answer | None:
        """ "How many are there?", "how many did X kill?" """
        wh = reading.clause.wh
        if wh is None or not (wh.phrase and wh.phrase.wh.startswith("how")):
            return None
        phrase = wh.phrase
        frame = reading.clause.frame
        existing = {"exist", "remain", "contain"} & {u.predicate for u in frame.units}
        says = frame.verb not in GENERIC_VERBS or any(len(u.words) > 1 for u in frame.units)
        if frame.units and says and not existing:
            found = self.events.gap(reading, self.events.candidates(reading))
            named = reading.ids or any(p.ids or p.events for p in reading.phrases)
            told = found is not None and found.status == ANSWERED and self._told_itself(found)
            given = self._given(reading)
            if found is not None and told and named and not given & set(found.entities):
                number, ids = self._number_of(found.entities)
                if number is not None:
                    return Answer(
                        ANSWERED,
                        statements=found.statements[:1],
                        number=number,
                        entities=ids,
                    )
            return self._counted(reading, phrase) or Answer(
                NOT_IN_SYNOPSIS,
                statements=found.statements[:1] if found else (),
                topic=reading.ids,
                details={"final": True},
            )
        targets = [*self._group_of(phrase.ids), *phrase.ids]
        if phrase.of is not None:
            targets += [*phrase.of.ids, *(i for ids in phrase.of.choices for i in ids)]
        together = self._together(reading, phrase)
        if together is not None:
            return together
        for id in targets:
            if id not in self.film.entities:
                continue
            entity = self.film.entities[id]
            if entity.number:
                bonds = [
                    b
                    for b in self.index.bonds_from.get(id, ())
                    if b.relation in ("count", "member")
                ]
                facts = bonds[:1] or self.characters.concerning(id)[:1]
                return Answer(
                    ANSWERED,
                    number=entity.number,
                    entities=entity.members,
                    statements=tuple(Statement(f) for f in facts),
                )
        return self._counted(reading, phrase)

    def _group_of(self, ids: Sequence[str]) -> list[str]:
        """The group whose members some entities are, named as one in the plural."""
        groups = self.film.entities.values()
        return [e.id for e in groups if len(ids) > 1 and e.members == tuple(ids)]

    @staticmethod
    def _given(reading: Reading) -> set[str]:
        """Those whom a question names, who can be none of those counted."""
        frame = reading.clause.frame
        company = [phrase for word, phrase in frame.prepositions if word in ("with", "besides")]
        phrases = [p for p in (frame.subject, frame.object, *company) if p is not None]
        return {id for p in phrases if not p.pronoun for id in p.ids if not p.is_class}

    def _together(self, reading: Reading, phrase: NounPhrase) -> Answer | None:
        """How many they are who were last spoken of together: "how many of them are there?"."""
        them = phrase.of
        if them is None or not them.pronoun or len(them.ids) < 2:
            return None
        number, ids = self._number_of(them.ids)
        told = [e for e in self.story.told if set(them.ids) <= self._those_in(e)]
        if not told or number is None or reading.resolver.salient[:1] != ("+".join(them.ids),):
            return None
        return Answer(ANSWERED, statements=(Statement(told[0]),), number=number, entities=ids)

    def _counted(self, reading: Reading, phrase: NounPhrase) -> Answer | None:
        """How many of a kind take part in the fact that a question describes."""
        ranks = self.events.ranking.of(reading)
        if ranks.first is None or phrase.wh != "how many":
            return None
        for ranked in ranks.ranked[:MOST_COUNTED]:
            fact, weighing = ranked.fact, ranks.weighing
            if ranked.borne < COUNTED or ranked.score < ranks.first.score - BEHIND:
                continue
            if weighing.leaves_out(fact) or weighing.content_told(fact) < COUNTED:
                continue
            found = self._taking_part(reading, phrase, fact) if isinstance(fact, Event) else None
            if found is not None:
                return found
        return None

    def _taking_part(self, reading: Reading, phrase: NounPhrase, event: Event) -> Answer | None:
        """How many of a kind have one role in an event, those apart whom the question names."""
        given = self._given(reading)
        wh = reading.clause.wh
        done_to = wh is not None and wh.function == "object"
        for role in event.roles:
            if done_to and role == event.subject:
                continue
            fillers = [f for f in event.fillers(role) if self.filling.is_kind(f, phrase)]
            fillers = [f for f in fillers if f.id not in given]
            number, ids = self._number_of([id for f in fillers for id in f.entities[:1]])
            if number is not None and number > 1:
                return Answer(ANSWERED, statements=(Statement(event),), number=number, entities=ids)
        return None

    def _those_in(self, event: Event) -> set[str]:
        """Those who fill one role of an event together, the most of them."""
        return max((set(event.entities(role)) for role in event.roles), key=len, default=set())

    @staticmethod
    def _told_itself(found: Answer) -> bool:
        """Whether an answer tells the very thing asked of, not one like it or only feared."""
        match = found.details.get("match")
        return (
            isinstance(match, Match)
            and match.predicate == 1.0
            and (match.event.status in ("happens", "planned"))
        )

    def _number_of(self, ids: Sequence[str]) -> tuple[int | None, tuple[str, ...]]:
        """How many some entities are, and which; None where the text gives no number."""
        if len(ids) == 1:
            entity = self.film.entities[ids[0]]
            if entity.members:
                return len(entity.members), entity.members
            if entity.number:
                return entity.number, ()
            if entity.kind == "person":
                return 1, tuple(ids)
            return None, ()
        each = [m for id in ids for m in (self.film.entities[id].members or (id,))]
        if each and all(self.film.entities[i].kind in ("person", "program") for i in each):
            return len(each), tuple(each)
        return None, ()

    def members(self, reading: Reading) -> Answer | None:
        """ "Who are the members of X", "list the members of X"."""
        frame = reading.clause.frame
        if frame.units and frame.verb not in ("be", "name", "list", "") or reading.is_whether:
            return None
        if not (
            reading.wh in ("who", "which", "what")
            or re.match(r"(?:list|name|who)\b", reading.low)
            or not reading.wh
        ):
            return None
        for phrase in reading.phrases:
            if phrase.wh and not phrase.ids or phrase.pronoun and not reading.wh:
                continue
            ids = (
                phrase.of.ids
                if phrase.of is not None and phrase.head in ("member", "part", "name")
                else phrase.ids
            )
            if (
                len(ids) == 1
                and self.film.entities[ids[0]].members
                and reading.wh in ("who", "which", "")
            ):
                group = self.film.entities[ids[0]]
                bonds = [
                    b
                    for b in self.index.bonds_from.get(group.id, ())
                    if b.relation == "member" and b.to in group.members
                ]
                facts = bonds[:1] or self.characters.concerning(group.id)[:1]
                return Answer(
                    ANSWERED,
                    "names",
                    tuple(Statement(f) for f in facts),
                    entities=group.members,
                    topic=(group.id,),
                    form="list",
                )
        return None

    def listed(self, reading: Reading) -> Answer | None:
        """ "Name the villains", "who are the doctors", "which aircraft appear in the story"."""
        frame, wh = reading.clause.frame, reading.clause.wh
        asks = wh is None or wh.word in ("who", "what", "which")
        if reading.is_whether or not asks or not self._only_lists(reading):
            return None
        phrases = [frame.object, frame.subject, wh.phrase if wh is not None else None]
        for phrase in phrases:
            if phrase is None or not phrase.head or phrase.possessor or phrase.of is not None:
                continue
            if phrase.number == 1 or phrase.mentions:
                continue
            all_of = {"all", "every", "each"} & set(phrase.determiner.split())
            plural = phrase.plural or bool(all_of) or phrase.head in ("everyone", "everybody")
            ids = phrase.ids if phrase.is_class or len(phrase.ids) > 1 else ()
            if wh is None and phrase.relative is not None and phrase.ids and phrase.choices:
                ids = (*phrase.ids, *(id for choice in phrase.choices for id in choice))
            if phrase.wh and not ids:
                ids = tuple(reading.resolver.describer.describe(phrase.words, plural))
            if not plural and not (wh is None and len(ids) > 1) or len(ids) < 2:
                continue
            generic = self.speech.generic_nouns.get(phrase.head)
            tells = generic is None or generic.get("pronoun") in ("he", "she")
            tells = tells or generic is not None and generic.get("kinds") == ["place"]
            if not tells and phrase.relative is None and not self._knows(reading, phrase):
                continue
            facts = [fact for id in ids for fact in self._first_told(id)]
            return Answer(
                ANSWERED,
                "names",
                tuple(Statement(f) for f in facts[:2]),
                entities=ids,
                topic=ids,
                form="list",
            )
        return None

    @staticmethod
    def _knows(reading: Reading, phrase: NounPhrase) -> bool:
        return reading.resolver.describer.knows(phrase.words)

    def _only_lists(self, reading: Reading) -> bool:
        """Whether the verb asks for no more than who or what there is."""
        frame = reading.clause.frame
        if frame.complement is not None or reading.clause.nested:
            return False
        there = frame.verb in ("be", "tell", "name", "list", "") and not frame.units
        shown = {"appear", "exist", "feature"} & {unit.predicate for unit in frame.units}
        return there or bool(shown)

    def _first_told(self, id: str) -> list[Fact]:
        """The first that is told of somebody or something: a bond of its kind, or an event."""
        facts: list[Fact] = [b for b in self.index.bonds_from.get(id, ()) if b.relation == "kind"]
        facts += self.characters.concerning(id)[:1]
        return facts[:1]

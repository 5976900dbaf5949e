"""Compares the facts of a film by how much each bears out of one question.

Rare terms weigh more than common ones; a fact that leaves out a name, a thing or the main word of
the question loses for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plotbot.answer.terms import Term
from plotbot.film.model import Bond, Fact
from plotbot.question import grammar

LEAST_ALONE, NEXT_TO_ALL = 2, 0.8
"""How many things a fact must clearly tell where others may be meant, and which share of what is
said where the question is not clearly about the film."""
SURELY_TOLD, SAME_WORDS = 0.85, 0.96
"""From which support on an idiom counts as two things told; and a word is the fact's own."""
CLEAR = 0.55
"""From which support on a fact clearly tells a term."""
CLEARLY_SAID = 0.7
"""From which support on a fact itself says the noun that is asked for."""
SURELY_NAMED, NAMED, NEEDED = 0.75, 0.6, 0.4
"""From which support on a fact tells a name, or another word that it must tell."""
UNTOLD_NAME, HALF_TOLD_NAME, UNTOLD_THING, UNTOLD_MAIN = 0.3, 0.11, 0.16, 0.25
"""What a fact loses, as a share of all: for each name that it does not tell, or only through a
group; for each thing described; and for telling none of the main words."""
FAINT = 0.3
"""Below which support a fact tells nothing of a term."""

Support = Mapping[str, float]
"""Fact ids with how surely each tells a term."""


@dataclass(frozen=True)
class Weighed:
    """A fact with the share of a question's weight that it bears out, at most 1."""

    fact: Fact
    score: float


@dataclass(frozen=True)
class ToldTerm:
    """How surely facts tell a term: themselves, and with what stands near; the term's weight."""

    term: Term
    own: Support
    near: Support
    weight: float


class Weighing:
    """The facts of a film against the terms of one question."""

    def __init__(self, facts: Mapping[str, Fact], told: Sequence[ToldTerm]):
        self.facts = facts
        self.told = told
        self.total = sum(each.weight for each in told)

    def rank(self) -> list[Weighed]:
        """Facts that tell one of the terms at least, the best first."""
        if not self.total:
            return []
        scores: dict[str, float] = {}
        closeness: dict[str, float] = {}
        spoken_of: set[str] = set()
        for each in self.told:
            for id, value in each.near.items():
                scores[id] = scores.get(id, 0.0) + each.weight * value
                if value >= NEEDED:
                    spoken_of.add(id)
            for id, value in each.own.items():
                closeness[id] = closeness.get(id, 0.0) + each.weight * value
        lost = self._lost(spoken_of)
        found = [
            Weighed(fact, scores[id] / self.total - lost[id])
            for id, fact in self.facts.items()
            if id in spoken_of
        ]
        # stable: of equals, the one told first
        found.sort(key=lambda w: (-round(w.score, 2), -round(closeness.get(w.fact.id, 0.0), 2)))
        return found

    def told_by(self, facts: Iterable[Fact]) -> float:
        """The share of the question's weight that some facts bear out together."""
        ids = {fact.id for fact in facts}
        score = sum(
            each.weight * max((each.near.get(id, 0.0) for id in ids), default=0.0)
            for each in self.told
        )
        return score / self.total if self.total else 1.0

    @property
    def of_film(self) -> bool:
        """Whether a question names or describes anybody or anything of the film."""
        return any(each.term.entities for each in self.told)

    @property
    def describes(self) -> bool:
        """Whether a question says something besides one name, for a fact to be known by."""
        names = sum(each.term.needed for each in self.told)
        return names > 1 or names < len(self.told)

    def clear(self, fact: Fact) -> bool:
        """Whether a fact clearly tells two things or more of what is said, not only names."""
        told = [e for e in self.told if e.term.word not in grammar.PRONOUNS]
        clear = sum(_counts(each, fact) for each in told)
        return clear >= LEAST_ALONE and any(
            _counts(each, fact) for each in told if not each.term.needed
        )

    def says_main(self, fact: Fact) -> bool:
        """Whether a fact tells the main verb or noun of a question, which has one."""
        main = [each.own.get(fact.id, 0.0) for each in self.told if each.term.main]
        return bool(main) and min(main) >= CLEAR

    def main_told(self, fact: Fact) -> float:
        """How surely a fact tells the main words of a question; 1 where it has none."""
        return min((e.own.get(fact.id, 0.0) for e in self.told if e.term.main), default=1.0)

    def main_in_other_words(self, fact: Fact) -> bool:
        """Whether a fact tells what the main verb of a question says, but in words of its own."""
        main = [each.own.get(fact.id, 0.0) for each in self.told if each.term.main]
        return bool(main) and all(CLEAR <= value < SAME_WORDS for value in main)

    def says_all(self, fact: Fact) -> bool:
        """Whether a fact clearly tells two things or more, and next to all, of what is said."""
        clear = sum(_counts(each, fact) for each in self.told)
        return clear >= LEAST_ALONE and self.content_told(fact) >= NEXT_TO_ALL

    def says_asked(self, fact: Fact) -> bool:
        """Whether a fact says the noun that a question asks for, or the question has none."""
        asked = [each for each in self.told if each.term.main and each.term.noun]
        return all(each.own.get(fact.id, 0.0) >= CLEARLY_SAID for each in asked)

    def content_told(self, fact: Fact) -> float:
        """The share of what a question says, names apart, that a fact clearly bears out."""
        own = [each for each in self.told if not each.term.needed]
        total = sum(each.weight for each in own)
        clear = sum(each.weight for each in own if each.near.get(fact.id, 0.0) >= CLEAR)
        return clear / total if total else 1.0

    def leaves_out(self, fact: Fact) -> bool:
        """Whether a fact says nothing of a thing or somebody that the question names."""
        return any(
            each.near.get(fact.id, 0.0) < (NAMED if each.term.needed else FAINT)
            for each in self.told
            if each.term.needed or each.term.noun and not each.term.main
        )

    def _lost(self, ids: Iterable[str]) -> dict[str, float]:
        """What facts lose for what they must tell and do not."""
        ids = tuple(ids)
        lost = dict.fromkeys(ids, 0.0)
        for each in self.told:
            term = each.term
            is_thing = len(term.entities) == 1 and not term.needed and not term.main
            loss = _loss_of_name if term.needed else _loss_of_thing if is_thing else None
            if loss is not None:
                for id in ids:
                    lost[id] += loss(each.near.get(id, 0.0))
        main = [each for each in self.told if each.term.main]
        for id in ids if main else ():
            # what holds between two says nothing of a deed told beside it
            is_bond = isinstance(self.facts[id], Bond)
            if all((e.own if is_bond else e.near).get(id, 0.0) < NEEDED for e in main):
                lost[id] += UNTOLD_MAIN
        return lost


def _counts(each: ToldTerm, fact: Fact) -> int:
    """How many terms one stands for that a fact tells: two, where it tells an idiom surely."""
    told = each.near.get(fact.id, 0.0)
    if told < CLEAR:
        return 0
    return 2 if " " in each.term.word and told >= SURELY_TOLD and not each.term.needed else 1


def _loss_of_name(told: float) -> float:
    if told < NAMED:
        return UNTOLD_NAME
    return HALF_TOLD_NAME if told < SURELY_NAMED else 0.0


def _loss_of_thing(told: float) -> float:
    return UNTOLD_THING if told < NAMED else 0.0

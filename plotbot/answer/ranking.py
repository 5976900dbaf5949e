"""The facts that a question may mean, the likeliest first, by all that speaks for each.

What a question says (``evidence``), how it hangs together (``matching``), whether the fact tells
what is asked for (``aspects``), and where in the story it lies.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from plotbot.answer.aspects import Aspects, Told
from plotbot.answer.candidates import Candidates
from plotbot.answer.evidence import Evidence
from plotbot.answer.matching import Match
from plotbot.answer.story import in_part
from plotbot.answer.terms import Term
from plotbot.answer.weighing import Weighing
from plotbot.film.model import Event, Fact
from plotbot.knowledge import Knowledge
from plotbot.question.asked import MANNER, Asked
from plotbot.question.reading import Reading

SHAPE = 0.5
"""What it is worth that a fact has the shape of the question, as a share of what it says."""
CONFLICT, UNASKED, PART, UNREAL = 0.25, 0.35, 0.2, 0.08
"""What a fact loses for a role that contradicts; for not telling what is asked for; for lying in
another part of the story than the question says; for being but planned or feared."""
SAME_SENTENCE, NEIGHBOUR, NEXT_SENTENCE = 0.2, 0.12, 0.06
"""What it gains for standing beside what was told last."""


@dataclass(frozen=True)
class Ranked:
    """A fact that may be meant.

    Attributes:
        score: for comparing only.
        borne: the share of what the question says that the fact bears out.
        shape: how well its roles fit the question's, 0 where its verb is quite another.
        told: what it tells of what is asked for, if it does.
    """

    fact: Fact
    score: float
    borne: float
    shape: float
    conflict: bool
    told: Told | None

    @property
    def meant(self) -> float:
        """The score apart from whether the fact tells what is asked for."""
        return self.score + UNASKED * (self.told is None)


REACH = 0.7
"""How far behind the one most meant a fact may be and still be told, or told beside another."""


@dataclass(frozen=True)
class Ranks:
    """The facts that a question may mean, and what they were weighed by.

    Attributes:
        ranked: those that come near the one most meant, the likeliest first.
        rank: what any fact is worth, None for one that has nothing to do with the question.
    """

    asked: Asked
    weighing: Weighing
    ranked: tuple[Ranked, ...]
    rank: Callable[[Fact], Ranked | None]

    @property
    def first(self) -> Ranked | None:
        """The likeliest fact; None where none comes near."""
        return next(iter(self.ranked), None)

    def of(self, facts: Collection[Fact]) -> list[Ranked]:
        """Some facts, those of them that may be meant, as they were ranked."""
        found = (self.rank(fact) for fact in facts)
        return [ranked for ranked in found if ranked is not None]


class Ranking:
    """Ranks the facts of a film for questions."""

    def __init__(
        self, knowledge: Knowledge, evidence: Evidence, candidates: Candidates, aspects: Aspects
    ):
        self.knowledge = knowledge
        self.evidence = evidence
        self.candidates = candidates
        self.aspects = aspects

    def of(self, reading: Reading) -> Ranks:
        """The facts that a question may mean; found once for each reading."""
        if "ranks" not in reading.details:
            reading.details["ranks"] = self._of(reading)
        found: Ranks = reading.details["ranks"]
        return found

    def _of(self, reading: Reading) -> Ranks:
        heard = self.evidence.of(reading)
        asked, weighing = heard.asked, heard.weighing
        given = _given(reading, heard.terms)
        borne = {w.fact.id: w.score for w in weighing.rank()}
        matches: dict[str, Match] = {}
        for match in self.candidates.of(reading):
            old = matches.get(match.event.id)
            if old is None or match.score > old.score:
                matches[match.event.id] = match
        focus = self.knowledge.film.event.get(str(reading.details.get("event", "")))

        def meant(fact: Fact) -> float:
            match_ = matches.get(fact.id)
            worth = borne.get(fact.id, 0.0)
            if match_ is not None:
                worth += SHAPE * match_.score - CONFLICT * bool(match_.conflicts)
            return worth + self._circumstances(reading, fact, focus)

        def rank(fact: Fact) -> Ranked | None:
            match_ = matches.get(fact.id)
            if match_ is None and fact.id not in borne:
                return None
            told = self.aspects.of(reading, asked, fact, given)
            if told is None and asked.form == MANNER and weighing.says_main(fact):
                told = self.aspects.brought_on(fact)
            score = meant(fact) - UNASKED * (told is None)
            shape = match_.score if match_ else 0.0
            conflict = bool(match_ and match_.conflicts)
            return Ranked(fact, score, borne.get(fact.id, 0.0), shape, conflict, told)

        worth = {
            id: meant(fact)
            for id, fact in self.evidence.facts.items()
            if id in borne or id in matches
        }
        # what a fact tells of what is asked for is only looked up where the fact may be meant
        least = max(worth.values(), default=0.0) - REACH
        near = (rank(self.evidence.facts[id]) for id, value in worth.items() if value >= least)
        found = [ranked for ranked in near if ranked is not None]
        found.sort(key=lambda r: -round(r.score, 3))  # stable: of equals, the one told first
        return Ranks(asked, weighing, tuple(found), rank)

    def _circumstances(self, reading: Reading, fact: Fact, focus: Event | None) -> float:
        if not isinstance(fact, Event):
            return 0.0
        worth = -UNREAL if fact.status != "happens" and not fact.links.get("content") else 0.0
        if reading.part:
            worth += PART if in_part(fact, reading.part) else -PART
        if focus is not None:
            if fact.sentence == focus.sentence:
                worth += SAME_SENTENCE
            elif focus.id in self.knowledge.index.events[fact.id].neighbours:
                worth += NEIGHBOUR
            elif fact.sentence == focus.sentence + 1:
                worth += NEXT_SENTENCE
        return worth


def _given(reading: Reading, terms: Sequence[Term]) -> frozenset[str]:
    """Those whom a question names or describes, who can be no answer to it.

    Whom "who is the captain" describes is the answer itself.
    """
    identity = reading.clause.frame.verb == "be" and not reading.clause.frame.units
    return frozenset(
        id
        for term in terms
        if term.needed or len(term.entities) == 1 and not term.main and not identity
        for id, surety in term.entities.items()
        if surety == 1.0
    )

"""The fact that a question describes without naming it, by everything it says."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping

from plotbot.answer.evidence import Evidence, Weighed, Weighing
from plotbot.answer.explaining import Tell, manners, reasons, states
from plotbot.answer.filling import Filling
from plotbot.answer.model import ANSWERED, Answer, Statement
from plotbot.answer.story import brought_about
from plotbot.answer.terms import terms_of
from plotbot.film.model import PLACE_ROLES, Bond, Event, Fact, Filler
from plotbot.knowledge import Knowledge
from plotbot.question.asked import MANNER, PLACE, REASON, RESULT, STATE, TIME, asked_of
from plotbot.question.reading import Reading
from plotbot.question.syntax import NounPhrase

DESCRIBED = 0.6
"""From which share of the terms' weight on a fact is taken for the one described."""
OUTDOING, FAR_MORE = 0.75, 0.3
"""What a fact must bear out, and how much more than an answer found by form, to be told instead."""
NEARBY, NEARBY_EXPLAINED = 0.1, 0.15
"""How far behind the best fact another may be and still be told instead."""
MOST_TRIED = 8
EXPLAINABLE = 0.5
"""The same where the answer is what the text tells of the fact: its reason, its result."""

_AFTER_THAT = re.compile(r"\b(?:after|before) (?:that|this|it)\b")
"""What points to the order of what was told, not to a fact."""

Told = tuple[tuple[Statement, ...], tuple[str, ...]]
"""Statements that answer, and the entities that are the answer itself."""


class Described:
    """Answers from the fact that most of a question's words point to."""

    def __init__(self, knowledge: Knowledge, filling: Filling, evidence: Evidence):
        self.knowledge = knowledge
        self.filling = filling
        self.evidence = evidence

    def answer(self, reading: Reading, other: Answer | None = None) -> Answer | None:
        """The answer from the fact that most of the question's words point to.

        None where they do not point to one clearly, or it does not tell what is asked for; or
        where ``other``, an answer or a refusal found by form, has as good a claim.
        """
        if reading.is_whether or reading.is_statement:
            return None
        if reading.wh.startswith("how ") or reading.clause.frame.negated:
            return None
        if _AFTER_THAT.search(reading.low):
            return None
        asked = asked_of(reading, self.knowledge.speech)
        terms = terms_of(reading, self.knowledge.language, asked.words)
        if len(terms) < 2 or asked.form == TIME:
            return None
        weighing = self.evidence.weigh(terms)
        enough = _enough_against(other, weighing)
        if enough > 1.0:  # no fact bears out more than all
            return None
        ranked = weighing.rank()
        least = EXPLAINABLE if asked.form in EXPLAINED else DESCRIBED if reading.wh else OUTDOING
        if not ranked or ranked[0].score < least:
            return None
        ranked = [w for w in _left_by(other, ranked) if w.score >= enough]
        given = {id for t in terms if t.needed or len(t.ids) == 1 and not t.main for id in t.ids}
        for weighed in self._foremost(
            ranked, NEARBY_EXPLAINED if asked.form in EXPLAINED else NEARBY
        ):
            found = self._asked_of(reading, asked.form, weighed.fact, given)
            if found is not None:
                statements, ids = found
                return Answer(
                    ANSWERED,
                    statements=statements,
                    entities=ids,
                    topic=reading.ids,
                    considered=tuple(
                        (w.fact.id, round(w.score, 3), "described") for w in ranked[:5]
                    ),
                    details={"event": weighed.fact.id},
                )
        return None

    @staticmethod
    def _foremost(ranked: list[Weighed], nearby: float) -> Iterable[Weighed]:
        """The facts that may be meant; what only is planned after what happens."""
        best = max((w.score for w in ranked), default=0.0)
        near = [w for w in ranked[:MOST_TRIED] if w.score >= best - nearby]
        return sorted(near, key=lambda w: _unreal(w.fact))

    def _asked_of(self, reading: Reading, form: str, fact: Fact, given: set[str]) -> Told | None:
        """What a fact tells of what a question asks for; None when it does not tell it."""
        if isinstance(fact, Bond):
            return None if form in EXPLAINED else self._of_bond(reading, form, fact, given)
        explain = EXPLAINED.get(form)
        if explain is not None:
            found = explain(self.knowledge, fact)
            is_cause = form == MANNER and found and "because" in found[0].links
            return (found, ()) if found and not is_cause else None
        if reading.wh.startswith("how"):
            return None
        if reading.clause.wh is None:
            return (Statement(fact),), ()
        return self._of_roles(reading, form, fact, given)

    def _of_roles(self, reading: Reading, form: str, event: Event, given: set[str]) -> Told | None:
        wh = reading.clause.wh
        assert wh is not None
        roles = PLACE_ROLES if form == PLACE else tuple(event.roles)
        for role in roles:
            fillers = [f for f in event.fillers(role) if f.id is None or f.id not in given]
            if wh.phrase is not None and wh.phrase.head:
                fillers = [f for f in fillers if self._may_be(f, wh.phrase)]
            elif wh.word in ("who", "whom", "whose"):
                fillers = [f for f in fillers if self.filling.animate(f)]
            elif wh.word == "what" and role == event.subject and wh.function != "subject":
                continue
            if fillers:
                ids = tuple(id for f in fillers for id in f.entities[:1])
                return (Statement(event, (), form == PLACE),), ids
        if wh.word == "what" and wh.phrase is None and form != PLACE:
            return (Statement(event, ("purpose",) if event.links.get("purpose") else ()),), ()
        return None

    def _of_bond(self, reading: Reading, form: str, bond: Bond, given: set[str]) -> Told | None:
        wh = reading.clause.wh
        if wh is None:
            return (Statement(bond),), ()
        if wh.word.startswith("how"):
            return None
        if form == PLACE and bond.relation not in ("location", "origin"):
            return None
        ends = [id for id in (bond.source, bond.to) if id and id not in given]
        if wh.word in ("who", "whom", "whose"):
            ends = [id for id in ends if self.filling.animate(Filler(id, id))]
        elif wh.phrase is not None and wh.phrase.head:
            ends = [id for id in ends if self._is_kind(id, wh.phrase)]
            if not ends and not (bond.value and self._is_kind(bond.value, wh.phrase)):
                return None
        if ends or bond.value and wh.word not in ("who", "whom", "whose"):
            return (Statement(bond),), tuple(ends)
        return None

    def _may_be(self, filler: Filler, phrase: NounPhrase) -> bool:
        """Whether a filler is what a phrase asks for, or a person where it asks for one."""
        if self.filling.is_kind(filler, phrase):
            return True
        asks_person = self.knowledge.index.is_kind_of(phrase.head, "person")
        return asks_person and self.filling.animate(filler)

    def _is_kind(self, end: str, phrase: NounPhrase) -> bool:
        known = end in self.knowledge.film.entities
        return self.filling.is_kind(Filler(end, end if known else None), phrase)


def _enough_against(other: Answer | None, weighing: Weighing) -> float:
    """The score a fact needs to be told instead of what was found by form.

    An answer gives way only where it bears out far less of the question.
    """
    if other is None or other.status != ANSWERED:
        return -math.inf
    told = (statement.fact for statement in other.statements)
    return max(OUTDOING, weighing.told_by(told) + FAR_MORE)


def _left_by(other: Answer | None, ranked: list[Weighed]) -> list[Weighed]:
    """The facts that what was found by form leaves to be told: where a refusal is sure which one
    is meant, only that."""
    if other is None or other.status == ANSWERED or not other.details.get("sure"):
        return ranked
    meant = [statement.fact for statement in other.statements]
    return [w for w in ranked if w.fact in meant]


def _results(knowledge: Knowledge, event: Event) -> tuple[Statement, ...]:
    """What the text tells to have come of an event."""
    caused = brought_about(knowledge.film, event, knowledge.film.events)
    return tuple(Statement(e) for e in dict.fromkeys(caused))[:3]


EXPLAINED: Mapping[str, Tell] = {
    REASON: reasons,
    MANNER: manners,
    STATE: states,
    RESULT: _results,
}
"""What is asked of a fact as a whole, and how to look for it."""


def _unreal(fact: Fact) -> bool:
    """Whether a fact only tells what is planned, feared or believed."""
    return isinstance(fact, Event) and fact.status != "happens" and not fact.links.get("content")

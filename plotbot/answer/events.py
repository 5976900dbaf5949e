"""Questions about events: who, whom, what, where, when, why, how, and whether something happens."""

from __future__ import annotations

import re
from dataclasses import replace

from plotbot.answer.aspects import Aspects
from plotbot.answer.candidates import ENOUGH, Candidates
from plotbot.answer.described import Described
from plotbot.answer.evidence import Evidence
from plotbot.answer.explaining import PERCEIVING, Explaining, manners, reasons, states
from plotbot.answer.filling import Filling
from plotbot.answer.matching import Match, Matcher
from plotbot.answer.model import ANSWERED, Answer, Statement
from plotbot.answer.ranking import Ranking
from plotbot.answer.story import in_time, neighbour
from plotbot.answer.whether import Whether
from plotbot.film.model import PLACE_ROLES, Event, Filler
from plotbot.knowledge import Knowledge
from plotbot.question.patterns import patterns_of
from plotbot.question.reading import Reading
from plotbot.question.syntax import Clause

NEARBY = 0.05
JUST_SO = 0.95
"""From which score on an event tells just what is asked."""
_ON_THE_CALENDAR = re.compile(
    r"\b(?:dates?|years?|months?|days?|weeks?|hours?|o'?clock|century|season|time of day)\b"
)
MOST_EVENTS = 4
MOST_LIKELY, NEAR_ENOUGH = 8, 0.45
"""How many events are looked at, and how well one must fit, to tell one of a few from others."""
BORNE_OUT = 0.6
"""From which score on an event is taken for what a clause under the question tells."""


class EventQuery:
    """Answers questions about events from the plot of one film."""

    def __init__(self, knowledge: Knowledge):
        self.knowledge = knowledge
        self.film = knowledge.film
        self.matcher = Matcher(knowledge)
        self.filling = Filling(knowledge)
        self.evidence = Evidence(knowledge, self.matcher.likeness)
        self._candidates = Candidates(knowledge, self.matcher, self.evidence)
        aspects = Aspects(knowledge, self.filling)
        self.ranking = Ranking(knowledge, self.evidence, self._candidates, aspects)
        self._described = Described(self.ranking)
        self._explaining = Explaining(knowledge, self._candidates)
        self._whether = Whether(knowledge, self._candidates)

    def candidates(self, reading: Reading) -> list[Match]:
        """The best matches of a question, those in the part of the plot asked for first."""
        return self._candidates.of(reading)

    def valid(self, match: Match) -> bool:
        """Whether a match bears the question out, apart from the gap."""
        return self._candidates.valid(match)

    def contradicted(self, clause: Clause) -> Answer | None:
        """What happens instead of what a clause takes for done; None where that is not sure."""
        found: list[Match] = []
        for pattern in patterns_of(clause, self.knowledge.language):
            if pattern.relation or pattern.generic or pattern.under:
                continue
            pattern.extras = []
            found += self.matcher.best(pattern, 6)
        if any(m.score >= BORNE_OUT and m.predicate >= 0.5 and not m.conflicts for m in found):
            return None
        return self._candidates.corrected(
            sorted((m for m in found if m.predicate >= 0.9), reverse=True)
        )

    def described(self, reading: Reading, other: Answer | None = None) -> Answer | None:
        """The answer from the fact that most of the words point to; None where it is unclear.

        ``other``: what was found by the form of the question, which it must outdo.
        """
        found = self._described.answer(reading, other)
        return self._with_learnt(reading, found) if found is not None else None

    def untold(self, reading: Reading, answer: Answer) -> Answer | None:
        """The refusal of a question that clearly means a fact which does not tell what is asked."""
        return self._described.untold(reading, answer)

    def completed(self, reading: Reading, answer: Answer) -> Answer:
        """An answer found by form, with what is learnt thereby, or what the words rather mean."""
        told = self._with_learnt(reading, answer)
        return told if told is not answer else self._described.completed(reading, answer)

    def _with_learnt(self, reading: Reading, answer: Answer) -> Answer:
        learnt = self._learnt(reading, answer)
        if learnt is None:
            return answer
        return replace(answer, statements=(answer.statements[0], Statement(learnt)))

    def _learnt(self, reading: Reading, answer: Answer) -> Event | None:
        """What is found out by the perceiving that answers "what did she see in it"."""
        units = {unit.predicate for unit in reading.clause.frame.units}
        if reading.wh != "what" or not units & PERCEIVING or not answer.statements:
            return None
        way = answer.statements[0].fact
        return next(
            (
                event
                for event in self.film.events
                if way.id in event.links.get("means", ())
                and self.knowledge.language.generalisations(event.predicate) & PERCEIVING
            ),
            None,
        )

    def who(self, clause: Clause, among: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Entities for which a relative clause holds ("who commanded the facility").

        ``among``: those whom its noun may mean; where it holds for nobody by what is told, the one
        of them of whom the most like it is told.
        """
        for pattern in patterns_of(clause, self.knowledge.language):
            if pattern.relation or pattern.generic:
                continue
            if not pattern.asked:
                pattern.asked = (
                    ("agent",)
                    if not any(s.roles[:1] == ("agent",) for s in pattern.slots)
                    else ("patient", "theme", "product")
                )
            for match in self.matcher.best(pattern, 3):
                if match.score < ENOUGH or match.predicate < 0.7 or match.conflicts:
                    continue
                pattern.asked_word = ""
                found = [
                    id for _, filler in self.filling.fillers(match) for id in filler.entities[:1]
                ]
                if found:
                    return tuple(dict.fromkeys(found))
        return self._likeliest(clause, among)

    def _likeliest(self, clause: Clause, among: tuple[str, ...]) -> tuple[str, ...]:
        found = dict.fromkeys(among, 0.0)
        patterns = patterns_of(clause, self.knowledge.language) if len(among) > 1 else []
        for match in (m for p in patterns for m in self.matcher.best(p, MOST_LIKELY)):
            roles = self.knowledge.index.events[match.event.id].roles
            for id in among if not match.conflicts else ():
                if id in roles:
                    found[id] = max(found[id], match.score)
        ranked = sorted(found, key=lambda id: -found[id])
        clear = len(ranked) > 1 and found[ranked[0]] >= NEAR_ENOUGH
        return tuple(ranked[:1]) if clear and found[ranked[0]] > found[ranked[1]] + NEARBY else ()

    def filled_just_so(self, reading: Reading) -> tuple[str, ...]:
        """Who or what an event names as doing, or having done to it, just what is asked."""
        wh = reading.clause.wh
        best = next(iter(self.candidates(reading)), None)
        if best is None or wh is None or wh.function not in ("subject", "object"):
            return ()
        if best.predicate < 1.0 or best.score < JUST_SO or not self.valid(best):
            return ()
        return tuple(id for _, filler in self.filling.fillers(best) for id in filler.entities)

    def answer(self, reading: Reading) -> Answer | None:
        """The answer to a question about an event; None when no event comes near."""
        matches = self.candidates(reading)
        if not matches:
            return None
        if reading.is_whether or reading.is_statement:
            return self._whether.answer(reading, matches)
        function = reading.clause.wh.function if reading.clause.wh else ""
        contradiction = self._candidates.corrected(matches)
        if contradiction is not None:
            valid = next((m for m in matches if self.valid(m)), None)
            if valid is None or self._outweighs(contradiction, valid):
                return contradiction
        asked_reason = any(m.pattern.asked == ("reason",) for m in matches[:3])
        if function == "reason" and reading.clause.frame.negated:
            return self._explaining.why_not(reading, matches)
        if function == "reason" or asked_reason:
            return self._explaining.explained(reading, matches, reasons)
        if function == "manner":
            return self._explaining.explained(reading, matches, manners)
        if function == "state":
            return self._explaining.explained(reading, matches, states)
        if function == "time":
            return self._time(reading, matches)
        return self.gap(reading, matches)

    def gap(self, reading: Reading, matches: list[Match]) -> Answer | None:
        """What fills the gap of a question in the events that bear it out."""
        valid = [m for m in matches if self.valid(m)]
        filled = [(m, self.filling.fillers(m)) for m in valid]
        filled = [(m, f) for m, f in filled if f or m.pattern.itself or self._told_by_content(m)]
        if not filled and reading.clause.wh and reading.clause.wh.function == "place":
            filled = [(m, self.filling.fillers(m)) for m in matches if self._both_there(m)]
            filled = [(m, f) for m, f in filled if f]
        if not filled:
            corrected = self._candidates.corrected(matches)
            return corrected or self._untold_of_these(matches)
        filled = self._told_before_first(reading, filled)
        if "last" in reading.clause.frame.adverbs:
            filled = [max(filled, key=lambda pair: pair[0].event.order)]
        best = filled[0][0].score
        asked = filled[0][0].pattern.asked_phrase
        if asked is not None and asked.head:
            typed = [
                (m, f)
                for m, f in filled
                if m.score >= best - 0.2 and any(self.filling.is_kind(x, asked) for _, x in f)
            ]
            filled = typed or filled
            best = filled[0][0].score
        top = [(m, f) for m, f in filled if m.score >= best - NEARBY]
        happening = [(m, f) for m, f in top if m.event.status == "happens"] or top
        chosen: list[Match] = []
        ids: list[str] = []
        seen: set[str] = set()
        for match, fillers in happening:
            new = [id for _, filler in fillers for id in filler.entities]
            if chosen and (match.score < best - 0.02 or set(new) <= set(ids) and new):
                continue
            if match.event.id in seen:
                continue
            seen.add(match.event.id)
            chosen.append(match)
            ids += [id for id in new if id not in ids]
            if len(chosen) >= MOST_EVENTS:
                break
        with_place = bool(reading.clause.wh and reading.clause.wh.function == "place") or any(
            r in PLACE_ROLES for m in chosen for r in m.pattern.asked[:1]
        )
        statements = tuple(Statement(m.event, (), with_place) for m in chosen)
        unsaid = len(chosen) == 1 and self._is_unsaid(chosen[0], ids)
        return Answer(
            ANSWERED,
            "names" if unsaid else "",
            statements=statements,
            entities=tuple(ids),
            topic=reading.ids,
            considered=self._candidates.considered(matches),
            details={"match": chosen[0]},
        )

    def _untold_of_these(self, matches: list[Match]) -> Answer:
        """That nothing bears the question out; not for sure where it asks which of some, as what is
        told of others says nothing of them."""
        answer = self._candidates.untold(matches)
        asked = matches[0].pattern.asked_phrase if matches else None
        if asked is not None and asked.is_class:
            return replace(answer, details={**answer.details, "sure": False})
        return answer

    def _told_before_first(
        self, reading: Reading, filled: list[tuple[Match, tuple[tuple[str, Filler], ...]]]
    ) -> list[tuple[Match, tuple[tuple[str, Filler], ...]]]:
        """Of matches that fit alike, those in the sentence that was told last, for a pronoun."""
        focus = self.film.event.get(str(reading.details.get("event", "")))
        if focus is None or not any(p.pronoun for p in reading.clause.frame.phrases):
            return filled
        alike = [pair for pair in filled if pair[0].score >= filled[0][0].score - 0.02]
        near = [pair for pair in alike if pair[0].event.sentence == focus.sentence]
        return [*near, *(p for p in filled if p not in alike)] if near else filled

    @staticmethod
    def _is_unsaid(match: Match, ids: list[str]) -> bool:
        """Whether the instrument asked for is not named in the words in which an event is told."""
        told = [id for role in ("instrument", "material") for id in match.event.entities(role)]
        by_means = {"instrument", "material"} & set(match.pattern.asked)
        said = match.event.say.replace("_", " ")
        return (
            bool(by_means)
            and ids != []
            and set(ids) <= set(told)
            and not any(id.split("_")[-1] in said for id in ids)
        )

    @staticmethod
    def _outweighs(contradiction: Answer, valid: Match) -> bool:
        """Whether what contradicts a question bears on it more than the best that bears it out."""
        against = contradiction.details["match"]
        assert isinstance(against, Match)
        return valid.score < 0.85 or (
            valid.score < 0.95 and valid.predicate < against.predicate - 0.1
        )

    @staticmethod
    def _both_there(match: Match) -> bool:
        """Whether an event has all whom a question names, two or more, in their roles."""
        named = [s for s in match.pattern.slots if s.phrase.ids]
        return len(named) > 1 and not match.missing and not match.conflicts

    def _told_by_content(self, match: Match) -> bool:
        asked = set(match.pattern.asked)
        return (
            bool(asked & {"patient", "theme", "topic"})
            and match.pattern.asked_phrase is None
            and bool(match.event.links.get("content"))
            and match.pattern.asked_word == "what"
        )

    def _time(self, reading: Reading, matches: list[Match]) -> Answer | None:
        valid = [m for m in matches if self.valid(m) and m.event.status == "happens"]
        if not valid:
            return self._candidates.corrected(matches) or self._candidates.untold(matches)
        if _ON_THE_CALENDAR.search(reading.low):
            return self._candidates.untold(valid)
        event = valid[0].event
        before = neighbour(self.film.events, event, -1)
        return Answer(
            ANSWERED,
            statements=(in_time(self.knowledge, event),),
            topic=reading.ids,
            considered=self._candidates.considered(matches),
            details={"match": valid[0], "after": before.id if before else ""},
        )


__all__ = ["EventQuery", "manners", "neighbour", "reasons"]

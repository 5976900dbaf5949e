"""Questions about events: who, whom, what, where, when, why, how, and whether something happens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from plotbot.answer.evidence import Evidence
from plotbot.answer.matching import Match, Matcher
from plotbot.answer.model import ANSWERED, CORRECTED, NOT_IN_SYNOPSIS, Answer, Statement
from plotbot.film.model import Event
from plotbot.knowledge import Knowledge
from plotbot.question.patterns import Pattern, patterns_of
from plotbot.question.reading import Reading
from plotbot.question.syntax import Clause, NounPhrase

_ALONE = re.compile(
    r"\b(alone|by (?:him|her|it)self|by themselves|on (?:his|her|its|their) own|single-?handed(?:ly)?|without help)\b"
)
DESCRIBED = 0.75
ENOUGH = 0.66
NEARBY = 0.05
NEAREST_FROM = 0.3
GENERIC_ENOUGH = 0.72
MOST_EVENTS = 4


class EventQuery:
    """Answers questions about events from the plot of one film."""

    def __init__(self, knowledge: Knowledge):
        self.knowledge = knowledge
        self.film = knowledge.film
        self.matcher = Matcher(knowledge)
        self.evidence = Evidence(self.matcher)

    # -- the gap in a relative clause --------------------------------------------------------------

    def who(self, clause: Clause) -> tuple[str, ...]:
        """Entities for which a relative clause holds ("who commanded the facility")."""
        for pattern in patterns_of(clause, self.knowledge.language):
            if pattern.relation or pattern.generic:
                continue
            if not pattern.asked:
                pattern.asked = (
                    ("agent",)
                    if not any(s.roles[:1] == ("agent",) for s in pattern.slots)
                    else ("patient", "theme", "product")
                )
            for match in self.matcher.all(pattern)[:3]:
                if match.score < ENOUGH or match.predicate < 0.7 or match.conflicts:
                    continue
                pattern.asked_word = ""
                found = [
                    id for _, filler in self.matcher.fillers(match) for id in filler.entities[:1]
                ]
                if found:
                    return tuple(dict.fromkeys(found))
        return ()

    # -- candidates --------------------------------------------------------------------------------

    def candidates(self, reading: Reading, limit: int = 12) -> list[Match]:
        """The best matches over all patterns of a question, those in the part asked for first."""
        found: list[Match] = []
        for pattern in patterns_of(reading.clause, self.knowledge.language):
            if pattern.relation:
                continue
            found += self.matcher.all(pattern)[:limit]
        anchor = reading.details.get("anchor")
        if anchor and not reading.is_whether:
            kind, order = anchor  # type: ignore[misc]
            for match in found:
                fits = match.event.order > order if kind == "after" else match.event.order < order
                match.score += 0.04 if fits else -0.2
        if reading.part:
            for match in found:
                match.score += 0.08 if in_part(match.event, reading.part) else -0.3
        found.sort(reverse=True)
        return found

    def valid(self, match: Match) -> bool:
        """Whether a match bears the question out, apart from the gap."""
        if match.conflicts or match.score < ENOUGH:
            return False
        if match.pattern.generic:
            if not any(slot.phrase.ids for slot in match.pattern.slots):
                return False
            if any(slot.firm for slot in match.missing):
                return False
            named = [s for s in match.pattern.slots if s.phrase.ids]
            if (
                len(named) < 2
                and not match.pattern.asked_phrase
                and match.pattern.verb in ("get", "have")
            ):
                return False
            return match.score >= GENERIC_ENOUGH and bool(match.pattern.slots)
        slots = [
            s for s in match.pattern.slots if s.phrase.ids or s.phrase.events or s.phrase.words
        ]
        if not slots and (
            match.predicate < 0.85 or not match.pattern.asked or self._personal(match)
        ):
            return False
        if any(slot.firm and not slot.phrase.ids and slot.phrase.words for slot in match.missing):
            return False
        if match.predicate >= 0.7:
            return True
        named = [s for s in match.pattern.slots if s.phrase.ids]
        return match.predicate >= 0.5 and len(named) > 1 and not match.missing

    @staticmethod
    def _personal(match: Match) -> bool:
        """Whether a question is about the one who asks or the bot."""
        return any(s.phrase.pronoun in ("i", "you", "we", "me", "us") for s in match.pattern.slots)

    # -- wh-questions ------------------------------------------------------------------------------

    def answer(self, reading: Reading) -> Answer | None:
        """The answer to a question about an event; None when no event comes near."""
        matches = self.candidates(reading)
        if not matches:
            return None
        if reading.is_whether or reading.is_statement:
            return self._whether(reading, matches)
        function = reading.clause.wh.function if reading.clause.wh else ""
        contradiction = self._corrected(matches)
        if contradiction is not None:
            found = contradiction.details["match"]
            valid = [m for m in matches if self.valid(m)]
            if not valid or valid[0].score < 0.85 or valid[0].predicate < found.predicate - 0.1:  # type: ignore[attr-defined]
                if not valid or valid[0].score < 0.95:
                    return contradiction
        asked_reason = any(m.pattern.asked == ("reason",) for m in matches[:3])
        if function == "reason" and reading.clause.frame.negated:
            return self._why_not(reading, matches)
        if function == "reason" or asked_reason:
            return self._explained(reading, matches, reasons)
        if function == "manner":
            return self._explained(reading, matches, self._manner)
        if function == "state":
            return self._explained(reading, matches, states)
        if function == "time":
            return self._time(reading, matches)
        return self._gap(reading, matches)

    def _gap(self, reading: Reading, matches: list[Match]) -> Answer | None:
        valid = [m for m in matches if self.valid(m)]
        filled = [(m, self.matcher.fillers(m)) for m in valid]
        filled = [(m, f) for m, f in filled if f or self._told_by_content(m)]
        if not filled and reading.clause.wh and reading.clause.wh.function == "place":
            filled = [(m, self.matcher.fillers(m)) for m in matches if self._both_there(m)]
            filled = [(m, f) for m, f in filled if f]
        if not filled:
            return self._corrected(matches) or self._untold(matches)
        best = filled[0][0].score
        asked = filled[0][0].pattern.asked_phrase
        if asked is not None and asked.head:
            typed = [
                (m, f)
                for m, f in filled
                if m.score >= best - 0.2 and any(self.matcher.is_kind(x, asked) for _, x in f)
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
        with_place = bool(reading.clause.wh and reading.clause.wh.function in ("place",)) or any(
            r in ("place", "goal", "source") for m in chosen for r in m.pattern.asked[:1]
        )
        statements = tuple(self._statement(m, with_place) for m in chosen)
        return Answer(
            ANSWERED,
            statements=statements,
            entities=tuple(ids),
            topic=reading.ids,
            considered=self.considered(matches),
            details={"match": chosen[0]},
        )

    @staticmethod
    def _both_there(match: Match) -> bool:
        """Whether an event brings together all whom a question names, two or more, in their roles."""
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

    def _statement(self, match: Match, with_place: bool) -> Statement:
        return Statement(match.event, (), with_place)

    # -- why, how, when ----------------------------------------------------------------------------

    def _explained(
        self, reading: Reading, matches: list[Match], explain: object
    ) -> Answer | None:
        valid = [m for m in matches if self.valid(m)]
        if not valid:
            return self._corrected(matches) or self._untold(matches)
        best = valid[0].score
        for match in valid:
            if match.score < best - 3 * NEARBY:
                break
            found = explain(self.knowledge, match.event)  # type: ignore[operator]
            if (
                found
                and match.predicate < 0.8
                and explain is self._manner
                and "because" in found[0].links
            ):
                continue
            if found:
                return Answer(
                    ANSWERED,
                    statements=found,
                    topic=reading.ids,
                    considered=self.considered(matches),
                    details={"match": match},
                )
        return self._untold(valid)

    def _why_not(self, reading: Reading, matches: list[Match]) -> Answer | None:
        """Why somebody does not do something: the reason for doing the contrary, where that is told."""
        language = self.knowledge.language
        for pattern in patterns_of(reading.clause, language):
            contrary = tuple(
                dict.fromkeys(o for p in pattern.predicates for o in sorted(language.opposites(p)))
            )
            if not contrary or pattern.relation:
                continue
            pattern.predicates = contrary
            for match in self.matcher.all(pattern)[:4]:
                subject = [s for s in pattern.slots if s.firm and s.phrase.ids]
                if (
                    match.predicate < 0.8
                    or not subject
                    or not self._direct_in(subject[0].phrase.ids, match.event)
                ):
                    continue
                found = reasons(self.knowledge, match.event)
                if found:
                    return Answer(
                        ANSWERED,
                        statements=found,
                        topic=reading.ids,
                        details={"match": match},
                        considered=self.considered(matches),
                    )
        return replace(self._untold(matches), details={"sure": True})

    def _direct_in(self, ids: tuple[str, ...], event: Event) -> bool:
        return all(id in self.knowledge.index.events[event.id].roles for id in ids)

    @staticmethod
    def _manner(knowledge: Knowledge, event: Event) -> tuple[Statement, ...]:
        return manners(knowledge, event)

    def _time(self, reading: Reading, matches: list[Match]) -> Answer | None:
        valid = [m for m in matches if self.valid(m) and m.event.status == "happens"]
        if not valid:
            return self._corrected(matches) or self._untold(matches)
        event = valid[0].event
        before = neighbour(self.film.events, event, -1)
        statements = [Statement(event)]
        return Answer(
            ANSWERED,
            lead="",
            statements=tuple(statements),
            topic=reading.ids,
            considered=self.considered(matches),
            details={"match": valid[0], "after": before.id if before else ""},
        )

    # -- yes or no ---------------------------------------------------------------------------------

    def _whether(self, reading: Reading, matches: list[Match]) -> Answer | None:
        negated = reading.clause.frame.negated
        if reading.clause.frame.auxiliary in ("can", "could"):
            matches = [m for m in matches if self._direct(m)]
        if not matches:
            return None
        top = matches[0]
        for match in matches:
            if match.score < top.score - NEARBY:
                break
            if not self.valid(match):
                continue
            event = match.event
            if event.status in ("planned", "prevented", "feared", "believed"):
                if "plan" in reading.low or "want" in reading.low or match.predicate < 0.8:
                    continue
                return Answer(
                    CORRECTED,
                    "planned",
                    (Statement(event),),
                    topic=reading.ids,
                    considered=self.considered(matches),
                    details={"match": match},
                )
            disordered = self._disordered(reading, event)
            if disordered is not None:
                return Answer(
                    CORRECTED,
                    "no",
                    (Statement(event), Statement(disordered)),
                    topic=reading.ids,
                    form="order",
                    details={"match": match},
                    considered=self.considered(matches),
                )
            if self._alone(reading) and len(event.fillers(event.subject)) > 1:
                return Answer(
                    CORRECTED,
                    "alone",
                    (Statement(event),),
                    topic=reading.ids,
                    details={"match": match},
                    considered=self.considered(matches),
                )
            undone = self._undone(event)
            if undone is not None:
                return Answer(
                    CORRECTED,
                    "no",
                    (Statement(undone, ("because",)),),
                    topic=reading.ids,
                    details={"match": match},
                    considered=self.considered(matches),
                )
            return Answer(
                ANSWERED if not negated else CORRECTED,
                "yes",
                (Statement(event, (), True),),
                entities=(),
                topic=reading.ids,
                considered=self.considered(matches),
                details={"match": match, "positive": True},
            )
        opposite = self._opposite(matches)
        if opposite is not None:
            return Answer(
                CORRECTED,
                "no",
                (Statement(opposite.event),),
                topic=reading.ids,
                considered=self.considered(matches),
                details={"match": opposite},
            )
        corrected = self._corrected(matches, "no")
        if (
            corrected is not None
            and reading.part == "end"
            and reading.clause.frame.subject is not None
        ):
            own = [
                e
                for e in self.film.events
                if e.part == "ending"
                and e.status == "happens"
                and set(reading.clause.frame.subject.ids) & set(e.entities(e.subject))
            ]
            if own:
                more = tuple(Statement(e) for e in own[-1:])
                return replace(corrected, statements=(*corrected.statements, *more))
        return corrected or self._untold(matches)

    def _direct(self, match: Match) -> bool:
        """Whether an event is about those named themselves, not only about a group they are in."""
        roles = self.knowledge.index.events[match.event.id].roles
        return all(id in roles for s in match.pattern.slots for id in s.phrase.ids)

    def _disordered(self, reading: Reading, event: Event) -> Event | None:
        """The event of a "before ..." or "after ..." that in truth lies on the other side."""
        anchor = reading.details.get("anchor")
        if not anchor:
            return None
        kind, order = anchor  # type: ignore[misc]
        right = event.order > order if kind == "after" else event.order < order
        other = self.film.events[order]
        return None if right or other.sentence == event.sentence else other

    @staticmethod
    def _alone(reading: Reading) -> bool:
        return bool(_ALONE.search(reading.low))

    def _undone(self, event: Event) -> Event | None:
        """The survival of one whose end an event tells."""
        implied = self.knowledge.language.implied(
            event.predicate
        ) | self.knowledge.language.generalisations(event.predicate)
        if not implied & {"die", "destroy", "kill"}:
            return None
        for other in self.film.events:
            if other.predicate == "survive" and set(other.entities(other.subject)) & set(
                event.entities("patient")
            ):
                return other
        return None

    def _opposite(self, matches: Iterable[Match]) -> Match | None:
        """An event that says the contrary of what is asked, about the same ones."""
        for match in matches:
            if not match.opposite or match.conflicts:
                continue
            given = [s for s in match.pattern.slots if s.phrase.ids]
            if given and all(s not in match.missing for s in given):
                return match
        return None

    # -- by everything that is said ------------------------------------------------------------------

    def described(self, reading: Reading) -> Answer | None:
        """The answer from the event that most of the question's words point to, where they point to one
        clearly and it tells what is asked for."""
        terms = self.evidence.terms(reading)
        if len(terms) < 2:
            return None
        ranked = self.evidence.rank(terms)
        best = ranked[0][0]
        if best < DESCRIBED:
            return None
        top = [(s, e) for s, e in ranked if s >= best - 0.08][:8]
        sentences = {e.sentence for s, e in top if s >= best - 0.04}
        if len(sentences) > 2:
            return None
        given = {id for t in terms if not t.predicates for id in t.ids}
        for score, event in top:
            if event.status != "happens" and not event.links.get("content"):
                if score < best - 0.02 or reading.wh == "who":
                    continue
            found = self._asked_of(reading, event, given)
            if found is not None:
                statements, ids = found
                return Answer(
                    ANSWERED,
                    statements=statements,
                    entities=ids,
                    topic=reading.ids,
                    considered=tuple((e.id, round(s, 3), "described") for s, e in ranked[:5]),
                    details={"event": event.id},
                )
        return None

    def _asked_of(
        self, reading: Reading, event: Event, given: set[str]
    ) -> tuple[tuple[Statement, ...], tuple[str, ...]] | None:
        """What an event tells of what a question asks for; None when it does not tell it."""
        wh = reading.clause.wh
        if wh is None:
            return None
        function, phrase = wh.function, wh.phrase
        if function == "reason":
            found = reasons(self.knowledge, event)
            return (found, ()) if found else None
        if function == "manner":
            found = manners(self.knowledge, event)
            return (found, ()) if found and "because" not in found[0].links else None
        roles: tuple[str, ...] = tuple(event.roles)
        if function == "place":
            roles = ("place", "goal", "source")
        elif function == "time" or wh.word.startswith("how"):
            return None
        elif function == "state":
            roles = ("attribute", "manner")
        for role in roles:
            fillers = [f for f in event.fillers(role) if f.id is None or f.id not in given]
            if phrase is not None and phrase.head:
                fillers = [f for f in fillers if self.matcher.is_kind(f, phrase)]
            elif wh.word in ("who", "whom"):
                fillers = [f for f in fillers if self.matcher.animate(f)]
            elif wh.word == "what" and role == "agent" and function != "subject":
                continue
            if fillers:
                ids = tuple(id for f in fillers for id in f.entities[:1])
                return (Statement(event, (), function == "place"),), ids
        if wh.word == "what" and phrase is None and event.links.get("content"):
            return (Statement(event),), ()
        return None

    # -- when nothing bears it out -----------------------------------------------------------------

    def _corrected(self, matches: list[Match], lead: str = "correct") -> Answer | None:
        """An event that fits but for a role that the question presupposed."""
        for match in matches:
            if match.predicate < 0.7 or not match.conflicts or match.event.status != "happens":
                continue
            if match.pattern.under:
                continue
            predicate = self.knowledge.language.predicates.get(match.event.predicate)
            exclusive = predicate.exclusive if predicate else ()
            conflict = match.conflicts[0]
            roles = self.knowledge.index.events[match.event.id].roles
            named = [s for s in match.pattern.slots if s.phrase.ids]
            direct = [s for s in named if all(id in roles for id in s.phrase.ids)]
            if conflict.swapped:
                if len(direct) == len(named) > 1 and match.predicate >= 0.85:
                    return self._correction(match, matches, lead)
                continue
            others = [s for s in direct if s is not conflict.slot and s not in match.missing]
            if len(others) < len(named) - 1 or not any(_certain(s.phrase) for s in others):
                continue
            if conflict.role in ("place", "goal", "source"):
                if match.predicate >= 0.85:
                    return self._correction(match, matches, lead)
            elif conflict.role in exclusive or conflict.role == "agent":
                if match.predicate >= 0.85 or conflict.role == "agent" and match.predicate >= 0.7:
                    return self._correction(match, matches, lead)
        return None

    def _correction(self, match: Match, matches: list[Match], lead: str) -> Answer:
        return Answer(
            CORRECTED,
            lead,
            (Statement(match.event, (), any(c.role == "place" for c in match.conflicts)),),
            topic=tuple(id for s in match.pattern.slots for id in s.phrase.ids),
            considered=self.considered(matches),
            details={"match": match},
        )

    def _untold(self, matches: list[Match]) -> Answer:
        near = [m for m in matches if m.score >= NEAREST_FROM and m.event.status == "happens"]
        sure = any(self.valid(m) for m in matches)
        near.sort(
            key=lambda m: (
                -round(m.score - 0.3 * len(m.conflicts) - self._strange(m), 2),
                m.event.order,
            )
        )
        statements = (Statement(near[0].event),) if near else ()
        return Answer(
            NOT_IN_SYNOPSIS,
            statements=statements,
            considered=self.considered(matches),
            details={**({"match": near[0]} if near else {}), "sure": sure},
            topic=tuple(id for m in matches[:1] for s in m.pattern.slots for id in s.phrase.ids),
        )

    def _strange(self, match: Match) -> float:
        """What an event loses as the nearest one told for not being about whom the question names."""
        roles = self.knowledge.index.events[match.event.id].roles
        named = [id for s in match.pattern.slots if s.firm for id in s.phrase.ids]
        return 0.3 if named and not any(id in roles for id in named) else 0.0

    @staticmethod
    def considered(matches: list[Match]) -> tuple[tuple[str, float, str], ...]:
        """The facts weighed, for ``--json``."""
        return tuple(
            (
                m.event.id,
                round(m.score, 3),
                "conflict" if m.conflicts else f"predicate {m.predicate:.2f}",
            )
            for m in matches[:5]
        )


def _certain(phrase: NounPhrase) -> bool:
    """Whether there is no doubt whom a phrase means."""
    return bool(phrase.mentions) or not phrase.choices and not phrase.pronoun


def in_part(event: Event, part: str) -> bool:
    """Whether an event lies in the part of the plot that words of order point to."""
    if part == "beginning":
        return event.part in ("opening", "backstory")
    if part == "end":
        return event.part in ("ending",)
    return event.part == part


def reasons(knowledge: Knowledge, event: Event) -> tuple[Statement, ...]:
    """What the text gives as reason, cause or purpose of an event; empty when it gives none."""
    if event.links.get("because"):
        links = ("because",) if not event.links.get("purpose") else ("purpose", "because")
        return (Statement(event, links),)
    if event.links.get("purpose"):
        return (Statement(event, ("purpose",)),)
    film = knowledge.film
    behind = [
        other
        for other in film.events
        if event.id in other.links.get("leads_to", ())
        or (
            event.id in other.links.get("content", ())
            and other.predicate in ("force", "encourage", "cause", "allow", "persuade", "order")
        )
    ]
    if behind:
        return tuple(Statement(other, ("because",)) for other in behind[:2])
    served = [o for o in film.events if event.id in o.links.get("means", ())]
    if served:
        return tuple(Statement(o, ("means",)) for o in served[:1])
    if event.fillers("attribute"):
        return (Statement(event),)
    return ()


def manners(knowledge: Knowledge, event: Event) -> tuple[Statement, ...]:
    """How an event comes about: means, instrument, manner; empty when the text does not tell."""
    if event.links.get("means"):
        return (Statement(event, ("means",)),)
    film = knowledge.film
    for role in ("instrument", "manner", "material"):
        if event.fillers(role):
            return (Statement(event),)
    doing = [
        other
        for other in film.events
        if event.id in other.links.get("purpose", ()) and other.predicate in ("use",)
    ]
    if doing:
        return (Statement(doing[0], ("purpose",)),)
    if event.links.get("because"):
        return (Statement(event, ("because",)),)
    return ()


def states(knowledge: Knowledge, event: Event) -> tuple[Statement, ...]:
    """In what state or mood something is done: what the event or its cause says of it."""
    if event.fillers("attribute"):
        return (Statement(event),)
    for id in event.links.get("because", ()):
        cause = knowledge.film.event.get(id)
        if cause is not None and cause.fillers("attribute"):
            return (Statement(event, ("because",)),)
    return (Statement(event),) if event.fillers("manner") else ()


def neighbour(events: tuple[Event, ...], event: Event, step: int) -> Event | None:
    """The happening before (-1) or after (1) an event in the story, in another sentence."""
    index = events.index(event) + step
    while 0 <= index < len(events):
        other = events[index]
        if (
            other.status == "happens"
            and other.sentence != event.sentence
            and other.part != "backstory"
        ):
            return other
        index += step
    return None


__all__ = ["ENOUGH", "EventQuery", "Pattern", "in_part", "manners", "neighbour", "reasons"]

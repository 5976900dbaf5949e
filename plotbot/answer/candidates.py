"""Which events a question may mean, which bear it out, and what to say where none does."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from plotbot.answer.evidence import Evidence
from plotbot.answer.matching import Match, Matcher
from plotbot.answer.model import (
    CORRECTED,
    NOT_IN_SYNOPSIS,
    Answer,
    Statement,
)
from plotbot.answer.story import in_part
from plotbot.film.model import PLACE_ROLES
from plotbot.knowledge import Knowledge
from plotbot.question.patterns import LIGHT_VERBS, Slot, patterns_of
from plotbot.question.reading import Reading
from plotbot.question.syntax import NounPhrase

ENOUGH = 0.66
NEAREST_FROM = 0.3
GENERIC_ENOUGH = 0.72
"""From which score on a match bears a question out; more where its verb says nothing."""
NEAR = {0: 0.06, 1: 0.05, 2: 0.03}
"""What an event gains that lies so many sentences after the one last told: a talk goes onward."""
SAME_DEED, COMES_NEAR, CLEARLY_WORSE = 0.85, 0.58, 0.05
"""How near the verb of an event that bears a question out must be to its own, and how well it must
fit, for no other to put it right that fits worse by so much."""
BEHIND = 0.15
"""What an event loses that does not lie where "then" says, as long as it bears the question out."""
_SENSE = {"after": 1, "before": -1}
MOST_OF_A_PATTERN = 12
_MOVING = frozenset({"go", "travel", "arrive", "visit", "come", "reach", "enter"})
_TAKING = frozenset({"obtain", "take", "get", "have", "steal", "retrieve", "receive", "acquire"})


class Candidates:
    """Finds and judges the events that come near a question."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher, evidence: Evidence):
        self.knowledge = knowledge
        self.matcher = matcher
        self.evidence = evidence

    def of(self, reading: Reading) -> list[Match]:
        """The best matches over all patterns of a question, those in the part asked for first."""
        if "matches" not in reading.details:
            reading.details["matches"] = self._of(reading)
        return list(reading.details["matches"])

    def _of(self, reading: Reading) -> list[Match]:
        found: list[Match] = []
        spoken_of = self.evidence.events_of(self.evidence.of(reading).weighing)
        for pattern in patterns_of(reading.clause, self.knowledge.language):
            if pattern.relation:
                continue
            found += self.matcher.best(pattern, MOST_OF_A_PATTERN, spoken_of)
        anchor = reading.details.get("anchor")
        if anchor and not reading.is_whether:
            kind, order = anchor
            for match in found:
                fits = match.event.order > order if kind == "after" else match.event.order < order
                match.score += 0.04 if fits else -0.2
        onward = reading.details.get("onward")
        if onward and not reading.is_whether:
            for match in found:
                if match.event.order * _SENSE[onward[0]] <= onward[1] * _SENSE[onward[0]]:
                    match.score = max(match.score - BEHIND, min(match.score, ENOUGH))
        focus = self.knowledge.film.event.get(str(reading.details.get("event", "")))
        if focus is not None and not reading.is_whether:
            for match in found:
                match.score += NEAR.get(match.event.sentence - focus.sentence, 0.0)
        if reading.part:
            for match in found:
                match.score += 0.08 if in_part(match.event, reading.part) else -0.3
        found.sort(reverse=True)
        return found

    def valid(self, match: Match) -> bool:
        """Whether a match bears the question out, apart from the gap."""
        if match.conflicts or match.score < ENOUGH:
            return False
        named = [s for s in match.pattern.slots if s.phrase.ids]
        if match.pattern.generic:
            return self._valid_generic(match, named)
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
        return match.predicate >= 0.5 and len(named) > 1 and not match.missing

    @staticmethod
    def _valid_generic(match: Match, named: list[Slot]) -> bool:
        """The same where the verb says nothing of what happens: by those who are named."""
        if not named or any(slot.firm for slot in match.missing):
            return False
        pattern = match.pattern
        if len(named) < 2 and not pattern.asked_phrase and pattern.verb in ("get", "have"):
            return False
        return match.score >= GENERIC_ENOUGH

    @staticmethod
    def _personal(match: Match) -> bool:
        """Whether a question is about the one who asks or the bot."""
        return any(s.phrase.pronoun in ("i", "you", "we", "me", "us") for s in match.pattern.slots)

    def corrected(self, matches: list[Match], lead: str = "correct") -> Answer | None:
        """An event that fits but for a role that the question presupposed.

        None that fits worse than another which bears out all: it is that one that is meant.
        """
        free = [
            m
            for m in matches
            if m.predicate >= SAME_DEED
            and m.event.status == "happens"
            and not m.conflicts
            and not any(slot.firm for slot in m.missing)
        ]
        fit = max((m.score for m in free if m.score >= COMES_NEAR), default=0.0)
        borne_out = {m.event.id for m in free}
        for match in matches:
            if match.score < fit - CLEARLY_WORSE and match.event.id not in borne_out:
                continue
            if match.predicate < 0.7 or not match.conflicts or match.event.status != "happens":
                continue
            if match.pattern.under or _leaves_object_unread(match):
                continue
            predicate = self.knowledge.language.predicates.get(match.event.predicate)
            exclusive = predicate.exclusive if predicate else ()
            conflict = match.conflicts[0]
            if conflict.role in PLACE_ROLES and lead != "no" and self._moves(match):
                continue  # one may go to several places
            roles = self.knowledge.index.events[match.event.id].roles
            named = [s for s in match.pattern.slots if s.phrase.ids]
            direct = [s for s in named if all(self._there(id, roles) for id in s.phrase.ids)]
            if conflict.role == "agent" and lead != "no" and self._comes_by(conflict.slot, match):
                continue
            if conflict.swapped:
                if len(direct) == len(named) > 1 and match.predicate >= 0.85:
                    return self._correction(match, matches, lead)
                continue
            others = [
                s
                for s in direct
                if s is not conflict.slot and s not in match.missing and _plays(s, roles)
            ]
            told = [s for s in match.told if s not in match.missing and not s.phrase.ids]
            same = lead == "no" and match.predicate == 1.0 and conflict.role in PLACE_ROLES
            certain_of = any(_certain(s.phrase) or same for s in others) or bool(told)
            if len(others) < len(named) - 1 or not certain_of:
                continue
            certain = match.predicate >= 0.85
            if (
                conflict.role == "agent"
                or certain
                and (conflict.role in PLACE_ROLES or conflict.role in exclusive)
            ):
                return self._correction(match, matches, lead)
        return None

    def _moves(self, match: Match) -> bool:
        """Whether an event takes somebody to a place, from where they may go to another."""
        language = self.knowledge.language
        kinds = language.generalisations(match.event.predicate)
        return bool({match.event.predicate, *kinds} & _MOVING)

    def _there(self, id: str, roles: Mapping[str, object]) -> bool:
        """Whether an entity, or the whole that it is part of, is in the roles of an event."""
        index = self.knowledge.index
        wholes = {b.source for b in index.bonds_to.get(id, ()) if b.relation == "part"}
        return id in roles or any(whole in roles for whole in wholes)

    def _at_another_time(self, match: Match) -> bool:
        """Whether an event tells how another than the one asked for got the same thing."""
        conflict = next((c for c in match.conflicts if c.role == "agent"), None)
        others = [s for s in match.missing if conflict is not None and s is not conflict.slot]
        sure = conflict is not None and match.predicate >= 0.85 and not others
        return sure and conflict is not None and self._comes_by(conflict.slot, match)

    def _comes_by(self, slot: Slot, match: Match) -> bool:
        """Whether somebody else than an event tells of got the same thing at another time.

        A thing changes hands: that one takes it denies nothing of another who has it, too, or from
        whose place it comes.
        """
        event, index = match.event, self.knowledge.index
        language = self.knowledge.language
        kinds = language.generalisations(event.predicate) | language.implied(event.predicate)
        if not {event.predicate, *kinds} & _TAKING:
            return False
        things = {id for role in ("theme", "patient", "instrument") for id in event.entities(role)}
        for id in slot.phrase.ids:
            places = {b.source for b in index.bonds_to.get(id, ()) if b.relation == "owner"}
            if places & set(index.events[event.id].roles):
                return True
            others = (e for e in self.knowledge.film.events if id in e.entities("agent"))
            if any(e is not event and things & set(index.events[e.id].roles) for e in others):
                return True
        return False

    def _correction(self, match: Match, matches: list[Match], lead: str) -> Answer:
        return Answer(
            CORRECTED,
            lead,
            (Statement(match.event, (), any(c.role == "place" for c in match.conflicts)),),
            topic=tuple(id for s in match.pattern.slots for id in s.phrase.ids),
            considered=self.considered(matches),
            details={"match": match},
        )

    def untold(self, matches: list[Match]) -> Answer:
        """That nothing bears the question out, with the nearest that is told."""
        near = [m for m in matches if m.score >= NEAREST_FROM and m.event.status == "happens"]
        sure = any(self.valid(m) or self._at_another_time(m) for m in matches)
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
        """What an event loses as the nearest told for not being about whom the question names."""
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


def _leaves_object_unread(match: Match) -> bool:
    """Whether what is done is not understood: "make a fuss", where the verb alone says little."""
    return match.pattern.verb in LIGHT_VERBS and any(
        slot.firm and not slot.phrase.ids and not slot.phrase.events and slot.phrase.words
        for slot in match.missing
    )


def _plays(slot: Slot, roles: Mapping[str, Collection[str]]) -> bool:
    """Whether those of a slot have one of its roles in an event, not only any."""
    played = {role for id in slot.phrase.ids for role in roles.get(id, ())}
    return not played or not slot.firm or bool(played & {*slot.roles, "mentioned"})


def _certain(phrase: NounPhrase) -> bool:
    """Whether there is no doubt whom a phrase means."""
    return bool(phrase.mentions) or not phrase.choices and not phrase.pronoun

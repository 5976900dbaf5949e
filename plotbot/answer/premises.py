"""What is no question about the plot, and what a question wrongly takes for done."""

from __future__ import annotations

from plotbot.answer.handling import Handlers
from plotbot.answer.matching import Match
from plotbot.answer.model import (
    ANSWERED,
    CORRECTED,
    OUT_OF_SCOPE,
    Answer,
    Statement,
)
from plotbot.film.model import Event
from plotbot.question.patterns import patterns_of
from plotbot.question.reading import Reading
from plotbot.question.syntax import Clause
from plotbot.question.text import says_any

SURE = 0.7
"""From which score on a clause is taken to tell an event."""
NEARBY = 0.15


class Premises(Handlers):
    """Orders that ask for no telling, and clauses that presuppose what never came about."""

    def command(self, reading: Reading) -> Answer | None:
        """Orders to do something else than tell: "write me a poem"."""
        frame = reading.clause.frame
        first = reading.low.split(" ", 1)[0]
        mine = frame.subject is not None and frame.subject.pronoun in ("i", "you", "we")
        if mine and not reading.ids and frame.verb not in ("know", "see", "tell"):
            return Answer(OUT_OF_SCOPE)
        owners = [p.possessor for p in reading.phrases if p.possessor is not None]
        if not reading.ids and any(owner.pronoun in ("my", "our", "your") for owner in owners):
            return Answer(OUT_OF_SCOPE)
        if (
            reading.clause.wh is None
            and not reading.segment.is_question
            and frame.subject is None
            and frame.verb == first
            and first not in self.speech.forms.get("orders", {}).get("tell", ())
        ):
            return Answer(OUT_OF_SCOPE)
        return None

    def premise(self, reading: Reading) -> Answer | None:
        """A clause under the question that takes for done what was only planned."""
        for nested in _nested_in(reading.clause):
            if nested.marker not in ("after", "because", "during", "relative"):
                continue
            plan = self._unrealised(nested)
            if plan is None:
                continue
            if reading.part and plan.status == "planned" and plan.part == "ending":
                continue
            instead = self._instead(plan)
            if instead is not None:
                return Answer(CORRECTED, "unrealised", (Statement(instead),), topic=reading.ids)
        for clause in _taken_for_done(reading.clause):
            found = self.events.contradicted(clause)
            if found is not None:
                return found
        return None

    def contrary(self, reading: Reading) -> Answer | None:
        """What was done under force or in secret, where a question says willingly or openly."""
        denied = self._told_of(reading, "contraries")
        if denied is not None:
            asks = reading.is_whether or reading.is_statement
            return Answer(CORRECTED, "no" if asks else "correct", (Statement(denied),))
        if not reading.is_whether and not reading.is_statement:
            return None
        told = self._told_of(reading, "circumstances")
        return Answer(ANSWERED, "yes", (Statement(told),)) if told is not None else None

    def _told_of(self, reading: Reading, group: str) -> Event | None:
        """The event of force or in secret that a question speaks of in words of a group."""
        listed = self.speech.forms.get(group, {})
        said = [kind for kind, words in listed.items() if says_any(reading.low, words)]
        if not said or reading.clause.frame.negated:
            return None
        for event in self._events_told(reading):
            forcing = self._forced(event) if "force" in said else None
            if forcing is not None:
                return forcing
            manner = " ".join(filler.text for filler in event.fillers("manner"))
            if "secret" in said and "secret" in manner:
                return event
        return None

    def _events_told(self, reading: Reading) -> list[Event]:
        """The happenings that the clauses and nouns of a question stand for."""
        clauses = [reading.clause, *_nested_in(reading.clause)]
        best = [self.anchors.best_event(clause) for clause in clauses]
        named = [id for p in reading.phrases for q in (p, p.of) if q is not None for id in q.events]
        return [e for e in best if e is not None] + [self.film.event[id] for id in named]

    def _forced(self, event: Event) -> Event | None:
        """The event in which the doer of another is forced to it, or to what it is done for."""
        near = {event.id}
        for _ in range(3):
            near |= {
                id
                for e in self.film.events
                for kind in ("purpose", "means")
                for id in ([e.id] if near & set(e.links.get(kind, ())) else [])
            }
        for other in self.film.events:
            forces = "force" in self.language.generalisations(other.predicate) | {other.predicate}
            doers = set(event.entities("agent")) & set(other.entities("patient"))
            told = near & set(other.links.get("content", ())) or other.sentence == event.sentence
            if forces and (doers and told or other is event):
                return other
        return None

    def _unrealised(self, clause: Clause) -> Event | None:
        """The event that a clause tells, where no happening fits it about as well."""
        found: list[Match] = []
        for pattern in patterns_of(clause, self.language):
            if pattern.relation or pattern.generic:
                continue
            pattern.extras = []
            found += [
                m
                for m in self.events.matcher.best(pattern, 4)
                if m.score >= SURE and m.predicate >= SURE and not m.conflicts
            ]
        if not found:
            return None
        best = max(found)
        happens = any(m.event.status == "happens" and m.score >= best.score - NEARBY for m in found)
        return None if happens or best.event.status == "happens" else best.event

    def _instead(self, plan: Event) -> Event | None:
        """What happened instead: the last that befell whom a plan, or one it served, was for."""
        plans = [plan, *self._with_purpose(plan)]
        plans += [e for p in plans for e in self._with_purpose(p) if e not in plans]
        for planned in plans:
            for role in ("patient", "theme", "instrument"):
                for id in planned.entities(role):
                    later = [
                        e
                        for e in self.film.events
                        if e.status == "happens"
                        and e.order > planned.order
                        and (id in e.entities("patient") or id in e.entities("theme"))
                    ]
                    if later:
                        return later[-1]
        return None

    def _with_purpose(self, purpose: Event) -> list[Event]:
        return [e for e in self.film.events if purpose.id in e.links.get("purpose", ())]


_DOING = frozenset({"use", "do", "join", "succeed", "participate", "be"})
"""Verbs behind which a gerund tells what was done: "which weapon did he use in killing X"."""


def _taken_for_done(clause: Clause) -> list[Clause]:
    """Clauses under a question that it takes for true, and gerunds that tell what was done."""
    found = [c for c in _nested_in(clause) if c.marker in ("after", "because", "during")]
    frame = clause.frame
    if frame.complement is not None and frame.verb in _DOING and "gerund" in frame.complement.form:
        found.append(Clause(frame.complement))
    return found


def _nested_in(clause: Clause) -> list[Clause]:
    """All clauses under a clause, those of the first level first."""
    return [*clause.nested, *(inner for nested in clause.nested for inner in _nested_in(nested))]

"""What is no question about the plot, and what a question wrongly takes for done."""

from __future__ import annotations

from plotbot.answer.handling import Handlers
from plotbot.answer.model import (
    CORRECTED,
    OUT_OF_SCOPE,
    Answer,
    Statement,
)
from plotbot.film.model import Event
from plotbot.question.patterns import patterns_of
from plotbot.question.reading import Reading
from plotbot.question.syntax import Clause


class Premises(Handlers):
    """Orders that ask for no telling, and clauses that presuppose what never came about."""

    def command(self, reading: Reading) -> Answer | None:
        """Orders to do something else than tell: "write me a poem"."""
        frame = reading.clause.frame
        first = reading.low.split(" ", 1)[0]
        mine = frame.subject is not None and frame.subject.pronoun in ("i", "you", "we")
        if mine and not reading.ids and frame.verb not in ("know", "see", "tell"):
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
        for nested in self._all_nested(reading.clause):
            if nested.marker not in ("after", "because", "during", "relative"):
                continue
            patterns = patterns_of(nested, self.language)
            for pattern in patterns:
                pattern.extras = []
            found = [
                m
                for pattern in patterns
                if not pattern.relation and not pattern.generic
                for m in self.events.matcher.all(pattern)[:4]
                if m.score >= 0.7 and m.predicate >= 0.7 and not m.conflicts
            ]
            if not found:
                continue
            found.sort(reverse=True)
            best = found[0]
            if best.event.status == "happens" or any(
                m.event.status == "happens" and m.score >= best.score - 0.15 for m in found
            ):
                continue
            if reading.part and best.event.status == "planned" and best.event.part == "ending":
                continue
            instead = self._instead(best.event)
            if instead is not None:
                return Answer(CORRECTED, "unrealised", (Statement(instead),), topic=reading.ids)
        return None

    def _all_nested(self, clause: Clause) -> list[Clause]:
        found = list(clause.nested)
        for nested in clause.nested:
            found += self._all_nested(nested)
        return found

    def _instead(self, event: Event) -> Event | None:
        """What happened instead of something planned: the last that befell whom it was planned for,
        or those of the plan that it was a part of."""
        plans = [event, *(e for e in self.film.events if event.id in e.links.get("purpose", ()))]
        plans += [
            e
            for p in plans
            for e in self.film.events
            if p.id in e.links.get("purpose", ()) and e not in plans
        ]
        for plan in plans:
            for role in ("patient", "theme", "instrument"):
                for id in plan.entities(role):
                    later = [
                        e
                        for e in self.film.events
                        if e.status == "happens"
                        and e.order > plan.order
                        and (id in e.entities("patient") or id in e.entities("theme"))
                    ]
                    if later:
                        return later[-1]
        return None

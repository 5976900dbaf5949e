"""The event that a question describes without naming it, by everything it says."""

from __future__ import annotations

from plotbot.answer.evidence import Evidence
from plotbot.answer.explaining import manners, reasons
from plotbot.answer.filling import Filling
from plotbot.answer.matching import Matcher
from plotbot.answer.model import ANSWERED, Answer, Statement
from plotbot.film.model import Event
from plotbot.knowledge import Knowledge
from plotbot.question.reading import Reading

DESCRIBED = 0.65
"""From which share of the words' weight on an event is taken for the one described."""


class Described:
    """Answers from the event that most of a question's words point to."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher, filling: Filling):
        self.knowledge = knowledge
        self.filling = filling
        self.evidence = Evidence(matcher)

    def answer(self, reading: Reading) -> Answer | None:
        """The answer from the event that most of the question's words point to.

        None where they do not point to one clearly, or it does not tell what is asked for.
        """
        terms = self.evidence.terms(reading)
        if len(terms) < 2 or not self.knowledge.film.events:
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
            unreal = event.status != "happens" and not event.links.get("content")
            if unreal and (score < best - 0.02 or reading.wh == "who"):
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
                fillers = [f for f in fillers if self.filling.is_kind(f, phrase)]
            elif wh.word in ("who", "whom"):
                fillers = [f for f in fillers if self.filling.animate(f)]
            elif wh.word == "what" and role == "agent" and function != "subject":
                continue
            if fillers:
                ids = tuple(id for f in fillers for id in f.entities[:1])
                return (Statement(event, (), function == "place"),), ids
        if wh.word == "what" and phrase is None and event.links.get("content"):
            return (Statement(event),), ()
        return None

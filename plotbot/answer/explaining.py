"""Why and how something happens, as far as the text tells."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import replace

from plotbot.answer.candidates import Candidates
from plotbot.answer.intents import intended
from plotbot.answer.matching import Match
from plotbot.answer.model import ANSWERED, Answer, Statement
from plotbot.film.index import lemmas_of
from plotbot.film.model import PLACE_ROLES, Event
from plotbot.knowledge import Knowledge
from plotbot.question.patterns import LIGHT_VERBS, patterns_of
from plotbot.question.reading import Reading

NEARBY = 0.15
"""How far behind the best match one may be and still explain."""
USING = 0.9
"""How near to "use" the verb of a question must be to ask what for."""
URGING = ("force", "encourage", "cause", "allow", "persuade", "order")
_SAYING_LITTLE = LIGHT_VERBS | frozenset(
    "use need want put bring take go get come show turn keep leave involve employ bother".split()
)
"""Verbs that leave open what is done with those whom a question names."""
PERCEIVING = frozenset("see notice discover learn realize find hear perceive read know".split())
"""Predicates of coming to know something."""
_PARTIES = frozenset({"agent", "patient", "theme", "recipient", "time", *PLACE_ROLES})
"""Roles that tell who does what to whom, when and where, never how."""
_TALKING = frozenset("talk ask discuss tell explain argue".split())
"""Deeds whose topic is what they are done for."""
Tell = Callable[[Knowledge, Event, Set[str]], tuple[Statement, ...]]
"""What explains an event; the set holds those whom the question names."""


class Explaining:
    """Answers why, how and in what state something happens."""

    def __init__(self, knowledge: Knowledge, candidates: Candidates):
        self.knowledge = knowledge
        self.candidates = candidates

    def explained(self, reading: Reading, matches: list[Match], explain: Tell) -> Answer | None:
        """What explains the best match of which the text tells it; ``explain`` says how to look."""
        valid = [m for m in matches if self.candidates.valid(m)]
        if not valid:
            corrected = self.candidates.corrected(matches)
            return corrected or self._of_those(reading, matches, explain)
        near = [m for m in valid if m.score >= valid[0].score - NEARBY]
        surest = max((m.predicate for m in near if m.event.status == "happens"), default=0.0)
        # what is only meant explains nothing that is told to happen in words as near
        near.sort(key=lambda m: m.event.status != "happens" and m.predicate < surest)
        for match in near:
            found = explain(self.knowledge, match.event, frozenset(reading.ids))
            if explain is manners and match.event.predicate == "use" and match.predicate >= USING:
                # how a thing is used is what it is used for
                found = reasons(self.knowledge, match.event) or found
            if (
                found
                and match.predicate < 0.8
                and explain is manners
                and "because" in found[0].links
            ):
                continue
            if not found and explain is manners and says_more(reading, match.event):
                found = (Statement(match.event),)
            if found:
                return self._told(reading, matches, match, found)
        return self.candidates.untold(valid)

    def _of_those(self, reading: Reading, matches: list[Match], explain: Tell) -> Answer:
        """What explains the one event of all who are named, where the verb says little of it."""
        untold = self.candidates.untold(matches)
        if reading.clause.frame.verb not in _SAYING_LITTLE:
            return untold
        together = [
            m
            for m in matches
            if m.event.status == "happens"
            and not m.conflicts
            and not m.opposite
            and self._all_named(m)
        ]
        if not together or len({m.event.sentence for m in together}) > 1:
            return untold
        for match in together:
            found = explain(self.knowledge, match.event, frozenset(reading.ids))
            if found:
                return self._told(reading, matches, match, found)
        return untold

    def _all_named(self, match: Match) -> bool:
        """Whether two or more are named, and each has a role of its own in the event."""
        slots = match.pattern.slots
        named = [s for s in slots if s.phrase.ids]
        unread = [s for s in slots if s.phrase.words and not s.phrase.ids and not s.phrase.events]
        ids = [id for s in named for id in s.phrase.ids]
        return len(named) > 1 and not unread and self._direct_in(tuple(ids), match.event)

    def why_not(self, reading: Reading, matches: list[Match]) -> Answer | None:
        """Why somebody does not do something: the reason told for doing the contrary."""
        language = self.knowledge.language
        for pattern in patterns_of(reading.clause, language):
            contrary = tuple(
                dict.fromkeys(o for p in pattern.predicates for o in sorted(language.opposites(p)))
            )
            if not contrary or pattern.relation:
                continue
            pattern.predicates = contrary
            for match in self.candidates.matcher.best(pattern, 4):
                subject = [s for s in pattern.slots if s.firm and s.phrase.ids]
                if (
                    match.predicate < 0.8
                    or not subject
                    or not self._direct_in(subject[0].phrase.ids, match.event)
                ):
                    continue
                found = reasons(self.knowledge, match.event)
                if found:
                    return self._told(reading, matches, match, found)
        return replace(self.candidates.untold(matches), details={"sure": True})

    def _told(
        self,
        reading: Reading,
        matches: list[Match],
        match: Match,
        statements: tuple[Statement, ...],
    ) -> Answer:
        return Answer(
            ANSWERED,
            statements=statements,
            topic=reading.ids,
            considered=self.candidates.considered(matches),
            details={"match": match},
        )

    def _direct_in(self, ids: tuple[str, ...], event: Event) -> bool:
        return all(id in self.knowledge.index.events[event.id].roles for id in ids)


def says_more(reading: Reading, event: Event) -> bool:
    """Whether an event tells how something is done, for its words say more than the question's.

    "How did he save her?": "he shields her from the fire", as to save may mean several things.
    """
    frame = reading.clause.frame
    meant = {unit.predicate for unit in frame.units if unit.predicate}
    if len(meant) < 2 or event.predicate not in meant or event.status != "happens":
        return False
    if not tells_way(event):
        return False
    return frame.verb not in {lemma for word in event.say.split() for lemma in lemmas_of(word)}


def tells_way(event: Event) -> bool:
    """Whether an event tells more than who does what to whom, when and where."""
    return bool(set(event.roles) - _PARTIES or event.links.get("content"))


def reasons(
    knowledge: Knowledge, event: Event, given: Set[str] = frozenset()
) -> tuple[Statement, ...]:
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
        or (event.id in other.links.get("content", ()) and other.predicate in URGING)
    ]
    if behind:
        return tuple(Statement(other, ("because",)) for other in behind[:2])
    served = [o for o in film.events if event.id in o.links.get("means", ())]
    if served:
        return tuple(Statement(o, ("means",)) for o in served[:1])
    made = tuple(Statement(fact) for fact in intended(knowledge, event)[:1])
    return made or _of_what_is_meant(knowledge, event) or _of_what_is_said(knowledge, event)


def _of_what_is_meant(knowledge: Knowledge, event: Event) -> tuple[Statement, ...]:
    """The purpose of what somebody means, or makes others, to do; why they mean it at all."""
    film = knowledge.film
    meant = [film.event[id] for id in event.links.get("content", ()) if id in film.event]
    urged = event.predicate in URGING
    found = [e for e in meant if (urged or e.status != "happens") and e.links.get("purpose")]
    if found:
        return tuple(Statement(e, ("purpose",)) for e in found[:1])
    if event.status == "happens":
        return ()
    meaning = [
        e for e in film.events if event.id in e.links.get("content", ()) and e.links.get("because")
    ]
    return tuple(Statement(e, ("because",)) for e in meaning[:1])


def _of_what_is_said(knowledge: Knowledge, event: Event) -> tuple[Statement, ...]:
    """What somebody talks about, which is why they talk; or the state that somebody is in."""
    language = knowledge.language
    kinds = language.generalisations(event.predicate) | language.implied(event.predicate)
    if event.fillers("attribute") or event.fillers("topic") and kinds & _TALKING:
        return (Statement(event),)
    return ()


def manners(
    knowledge: Knowledge, event: Event, given: Set[str] = frozenset()
) -> tuple[Statement, ...]:
    """How an event comes about: means, instrument, manner; empty when the text does not tell.

    ``given``: what the question names, which is no answer to how.
    """
    if event.links.get("means"):
        return (Statement(event, ("means",)),)
    film = knowledge.film
    for role in ("instrument", "manner", "material"):
        if any(filler.id not in given for filler in event.fillers(role)):
            return (Statement(event),)
    doing = [
        other
        for other in film.events
        if event.id in other.links.get("purpose", ())
        and other.predicate == "use"
        and not given >= {filler.id for filler in other.fillers("instrument")}
    ]
    if doing:
        return (Statement(doing[0], ("purpose",)),)
    if event.links.get("because"):
        return (Statement(event, ("because",)),)
    return ()


def states(
    knowledge: Knowledge, event: Event, given: Set[str] = frozenset()
) -> tuple[Statement, ...]:
    """In what state or mood something is done: what the event or its cause says of it."""
    if event.fillers("attribute"):
        return (Statement(event),)
    for id in event.links.get("because", ()):
        cause = knowledge.film.event.get(id)
        if cause is not None and cause.fillers("attribute"):
            return (Statement(event, ("because",)),)
    return (Statement(event),) if event.fillers("manner") else ()

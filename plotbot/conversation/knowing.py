"""Who knew: "when does she find out?", "does the team know?".

Answered from events of learning, telling and hiding. What is to be known is what the message names,
else the event last told. Whoever does it knows of it; what is done secretly nobody else knows of,
until an event comes of it in which they take part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from plotbot.answer.model import ANSWERED, CORRECTED, NOT_IN_SYNOPSIS, Answer, Statement
from plotbot.conversation.context import Context, Outcome
from plotbot.conversation.participants import by_the_same
from plotbot.film.model import Event
from plotbot.question.reading import Reading
from plotbot.question.syntax import Frame

_VERBS = frozenset(
    {
        "know",
        "learn",
        "discover",
        "realize",
        "realise",
        "find",
        "hear",
        "notice",
        "tell",
        "understand",
        "aware",
        "get",
    }
)
LEARNING = frozenset(
    {"learn", "discover", "realize", "understand", "read_mind", "read", "find", "see"}
)
TELLING = frozenset({"tell", "explain", "reveal", "warn", "inform"})
_CLAUSE = re.compile(
    r"\b(?:know|knew|learnt?|find out|found out|reali[sz]e|aware|notice|told?|tell)\b"
    r"(?: (?:him|her|them|it|the \w+|about|of))* (?:that|how) (.+)$",
    re.IGNORECASE,
)
_LEARNS_HOW = re.compile(
    r"^how (?:did|does|do|could|can|would|is|was|were|has|have)\b.*?\b(?:find out|found out|"
    r"finds out|figure out|work out|discover|learn|(?:come|get) to know|know|reali[sz]e|"
    r"become aware|catch on|uncover|get wind|get wise) (?:of |to |about |on )?"
    r"(?P<what>what\b.+)$"
)
"""How somebody learns what another is about."""
_PASS = frozenset({"find", "get", "see"})


def known(context: Context) -> Outcome | None:
    """The answer to who knows something; None where the message asks no such thing."""
    learnt = _how(context)
    if learnt is not None:
        return learnt
    if not any(
        word in context.low
        for word in (
            "know",
            "find out",
            "found out",
            "finds out",
            "learn",
            "realis",
            "realiz",
            "aware",
            "told",
            "tell",
        )
    ):
        return None
    reading = context.glance(context.text)
    frame = reading.clause.frame
    low = context.low
    asks = reading.is_whether or reading.wh == "when" or reading.wh in ("who", "how")
    if not asks or frame.subject is None and reading.wh != "who":
        return None
    if frame.verb not in _VERBS and "aware" not in low or frame.verb in _PASS and " out" not in low:
        return None
    subject = frame.subject.ids if frame.subject is not None else ()
    if frame.subject is not None and not subject:
        return None
    fact = _matter(context, reading)
    if fact is None:
        return None
    if reading.wh == "when" or reading.wh == "how":
        return _when(context, reading, subject, fact)
    if reading.is_whether and frame.verb == "tell":
        return _telling(reading, subject, _hidden(context, fact))
    if reading.is_whether:
        return _whether(context, reading, subject, fact)
    return None


def _matter(context: Context, reading: Reading) -> Event | None:
    """What is to be known: the event in focus where the message names none of its own."""
    stated = _CLAUSE.search(context.text)
    if stated:
        clause = context.read(stated.group(1)).clause
        if clause.frame.units and clause.frame.subject is not None:
            return context.query.best_event(clause)
    frame = reading.clause.frame
    own = [p for p in _objects(frame) if p.ids or p.events]
    if frame.verb == "tell":
        own = [p for p in own if p.pronoun == "it" or p.events]
    if reading.clause.nested:
        return context.query.best_event(reading.clause.nested[0])
    if any(not p.pronoun and not p.events for p in own):
        return None
    for phrase in own:
        if phrase.events:
            return context.event(phrase.events[0])
    return next(iter(context.told), None)


def _hidden(context: Context, fact: Event) -> Event | None:
    """What was done secretly that an event is part of: by the same ones, in its sentence."""
    own = by_the_same(context, fact)
    return next((e for e in own if any("secret" in f.text for f in e.fillers("manner"))), None)


def _telling(reading: Reading, subject: Sequence[str], hidden: Event | None) -> Outcome | None:
    """ "Did he tell the team?" of something done in secret: he did not."""
    if hidden is None or not set(subject) <= set(hidden.entities(hidden.subject)):
        return None
    return _said(reading, CORRECTED, "no", hidden, subject)


def _how(context: Context) -> Outcome | None:
    """ "How does she find out what he is up to?": the learning of something of his, with its means.

    None where nobody is told to learn anything of those in the clause.
    """
    found = _LEARNS_HOW.match(context.low)
    if found is None:
        return None
    reading = context.glance(context.text)
    subject = reading.clause.frame.subject.ids if reading.clause.frame.subject is not None else ()
    if not subject:
        return None
    about = set(context.read(found["what"]).ids) - set(subject)
    events, film = context.knowledge.index.events, context.knowledge.film
    learnt = [
        event
        for event in learning(context, subject)
        if event.links.get("content")
        and about
        and any(about <= set(events[id].roles) for id in event.links["content"] if id in film.event)
    ]
    if not learnt:
        return None
    best = next((event for event in learnt if event.links.get("means")), learnt[0])
    links = ("means",) if best.links.get("means") else ()
    return Outcome(
        Answer(
            ANSWERED,
            statements=(Statement(best, links),),
            topic=tuple(subject),
            form="how",
            details={"event": best.id},
        ),
        reading,
    )


def _objects(frame: Frame) -> list:
    found = [p for p in (frame.object, frame.second_object) if p is not None]
    return [*found, *(p for _, p in frame.prepositions)]


def learning(context: Context, subject: Sequence[str]) -> list[Event]:
    """The events in which somebody learns something or is told it."""
    index = context.knowledge.index
    who = (
        set(subject)
        | {g for i in subject for g in index.groups_of.get(i, ())}
        | {m for i in subject for m in index.members(i)}
    )
    found = []
    for event in context.knowledge.film.events:
        general = context.knowledge.language.generalisations(event.predicate)
        learns = general & LEARNING and who & set(event.entities("agent"))
        told = general & TELLING and who & set(event.entities("recipient"))
        if event.status == "happens" and (learns or told):
            found.append(event)
    return found


def _when(
    context: Context, reading: Reading, subject: Sequence[str], fact: Event
) -> Outcome | None:
    about = set(context.knowledge.index.events[fact.id].roles)
    learnt = [e for e in learning(context, subject) if e is not fact]
    near = [
        e for e in learnt if about & set(context.knowledge.index.events[e.id].roles) - set(subject)
    ]
    came = _came_of(context, fact, subject)
    chosen = [e for e in near if e.order >= fact.order][:1] or came[:1] or near[:1]
    if not chosen:
        return Outcome(
            Answer(
                NOT_IN_SYNOPSIS, statements=(Statement(fact),), topic=tuple(subject), form="when"
            ),
            reading,
        )
    return Outcome(
        Answer(
            ANSWERED,
            statements=(Statement(chosen[0], (), True),),
            topic=tuple(subject),
            form="when",
            details={"event": fact.id},
        ),
        reading,
    )


def _came_of(context: Context, fact: Event, subject: Sequence[str]) -> list[Event]:
    """What came of an event and has somebody in it."""
    index = context.knowledge.index
    who = (
        set(subject)
        | {g for i in subject for g in index.groups_of.get(i, ())}
        | {m for i in subject for m in index.members(i)}
    )
    ids = {fact.id}
    return [
        e
        for e in context.query.story.told
        if ids & set(e.links.get("because", ())) and who & set(index.events[e.id].roles)
    ]


def _whether(context: Context, reading: Reading, subject: Sequence[str], fact: Event) -> Outcome:
    acting = set(fact.entities(fact.subject)) | set(fact.entities("agent"))
    named = set(subject)
    if named and named <= acting:
        return _said(reading, ANSWERED, "yes", fact, subject)
    came = _came_of(context, fact, subject)
    if came:
        return _said(reading, ANSWERED, "yes", came[0], subject, fact)
    hidden = _hidden(context, fact)
    if hidden is not None:
        return _said(reading, CORRECTED, "no", hidden, subject, fact)
    learnt = [e for e in learning(context, subject) if fact.id in e.links.get("content", ())]
    if learnt:
        return _said(reading, ANSWERED, "yes", learnt[0], subject)
    return Outcome(
        Answer(
            NOT_IN_SYNOPSIS, statements=(Statement(fact),), topic=tuple(subject), form="whether"
        ),
        reading,
    )


def _said(
    reading: Reading,
    status: str,
    lead: str,
    event: Event,
    subject: Sequence[str],
    fact: Event | None = None,
) -> Outcome:
    """A yes or no with the event that shows it; what is known stays in focus."""
    links = ("because",) if fact is not None and lead == "yes" else ()
    return Outcome(
        Answer(
            status,
            lead,
            (Statement(event, links),),
            topic=tuple(subject),
            form="whether",
            details={"event": (fact or event).id},
        ),
        reading,
    )

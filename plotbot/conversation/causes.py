"""Why something told happened, and what to ask "why?" of next."""

from __future__ import annotations

from collections.abc import Sequence

from plotbot.answer.events import reasons
from plotbot.answer.model import Statement
from plotbot.conversation.context import Context
from plotbot.film.model import Event
from plotbot.knowledge import Knowledge


def explanation(context: Context, event: Event, deep: int = 2) -> tuple[Statement, ...]:
    """The reason of an event: its own, that of what it contains, or that of its means."""
    found = reasons(context.knowledge, event)
    if found and not (len(found) == 1 and found[0].fact is event and not found[0].links):
        return found
    for link in ("content", "means"):
        for id in event.links.get(link, ()):
            inner = context.event(id)
            if inner is None or not deep:
                continue
            further = explanation(context, inner, deep - 1)
            if any(s.links for s in further):
                return further if inner.status == "happens" else (Statement(event),)
    return found or ((Statement(event),) if event.fillers("topic") else ())


def cause_of(knowledge: Knowledge, statements: Sequence[Statement]) -> str:
    """The id of what some statements give as reason: what the next "why?" is about."""
    first = statements[0]
    if not isinstance(first.fact, Event):
        return ""
    for link in first.links:
        for id in first.fact.links.get(link, ()):
            if link == "because" and (id in knowledge.film.event or id in knowledge.film.bond):
                return id
    for link in first.links:
        for id in first.fact.links.get(link, ()):
            if id in knowledge.film.event:
                return id
    return ""

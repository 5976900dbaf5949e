"""Who or what takes part in the event last told: "by whom?", "with what?", "in what?"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plotbot.answer.model import ANSWERED, NOT_IN_SYNOPSIS, Answer, Statement
from plotbot.conversation.causes import explanation
from plotbot.conversation.context import Context
from plotbot.film.model import PEOPLE, Event
from plotbot.question import grammar
from plotbot.question.patterns import OBJECT_ROLES

FOLLOWED = ("because", "purpose", "content", "means")
"""Links from an event to others that a follow-up may be about as well."""


def participant(context: Context, word: str, preposition: str, others: bool = False) -> Answer:
    """Who or what has the role that a preposition asks for in the event last told.

    ``others``: those to whom something is done, not whoever does it.
    """
    wanted = (*OBJECT_ROLES, "company") if others and not preposition else _roles(word, preposition)
    if context.low.startswith(("out of ", "from what", "of what")):
        made = [e for e in candidates(context) if e.fillers("material")]
        if made:
            return Answer(
                ANSWERED,
                statements=(Statement(made[0]),),
                entities=made[0].entities("material"),
                form=word,
                details={"event": made[0].id},
            )
        wanted = tuple(role for role in wanted if role != "place")
    events = candidates(context)
    linked = [
        context.event(i) for e in events[:2] for link in FOLLOWED for i in e.links.get(link, ())
    ]
    happened = [e for e in linked if e is not None and e.status == "happens"]
    direction = preposition or ("to" if others else "")
    for event, roles in _tried(events[:3], happened, wanted, bool(preposition)):
        found = participants(context, event, word, roles, direction)
        if found:
            return Answer(
                ANSWERED,
                statements=(Statement(event),),
                entities=found,
                form=word,
                details={"event": event.id},
            )
    if word == "what" and preposition in ("from", "by"):
        for event in events[:1]:
            statements = explanation(context, event)
            if statements:
                return Answer(
                    ANSWERED, statements=statements, form=word, details={"event": event.id}
                )
    return untold(context, word)


def _tried(
    told: Sequence[Event], linked: Sequence[Event], roles: Sequence[str], by_role: bool
) -> Iterator[tuple[Event, Sequence[str]]]:
    """Events with the roles to look for in them, in order.

    What a preposition means most often goes before the order in which things were told: "in what?"
    is first the means that any of them names, then the place of one.
    """
    if by_role:
        yield from ((event, (role,)) for role in roles for event in told)
    else:
        yield from ((event, roles) for event in told)
    yield from ((event, roles) for event in linked)


def _roles(word: str, preposition: str) -> tuple[str, ...]:
    people = word in ("who", "whom")
    if not preposition:
        return ("agent", "patient") if people else OBJECT_ROLES
    if preposition == "by":
        return ("agent", "instrument") if people else ("instrument", "agent", "means")
    if preposition == "with" and people:
        return ("company", "agent", "opponent", "recipient", "patient")
    roles = grammar.DEFAULT_PREPOSITION_ROLES[preposition]
    if preposition == "in":
        return ("instrument", *roles)
    return ("opponent", *roles) if preposition == "from" else roles


def participants(
    context: Context, event: Event, word: str, roles: Sequence[str], preposition: str = ""
) -> tuple[str, ...]:
    """Those who fill the first of some roles and are of the asked kind; all of one role."""
    film = context.knowledge.film
    for role in roles:
        ids = [f.entities[:1] for f in event.fillers(role)]
        found = tuple(
            i
            for group in ids
            for i in group
            if (film.entities[i].kind in PEOPLE) == (word in ("who", "whom"))
        )
        if word == "what" and event.fillers(role) and not any(ids):
            return _text(event)
        if role == event.subject and len(found) == 1 and preposition not in ("by", ""):
            continue
        if found:
            return found
    return ()


def _text(event: Event) -> tuple[str, ...]:
    """Ids for a filler that is a phrase: those of the event, so that the answer is not empty."""
    return (
        tuple(event.entities(event.subject)[:1])
        or tuple(i for r in event.roles for i in event.entities(r))[:1]
    )


def candidates(context: Context) -> list[Event]:
    """What a bare question may be about: the event, what else was told, the cause given.

    Last comes what is told elsewhere of the same deed of the same ones.
    """
    cause = context.event(context.state.cause)
    found = [*context.told, *([cause] if cause else [])]
    first = found[:1]
    same = [
        e
        for told in first
        for e in context.query.film.events
        if e.predicate == told.predicate
        and e.status == told.status
        and e.entities(e.subject) == told.entities(told.subject) != ()
        and set(e.entities("place")) <= set(told.entities("place"))
        and abs(e.sentence - told.sentence) <= 1
    ]
    return list(dict.fromkeys([*found, *same]))


def untold(context: Context, form: str, event: Event | None = None) -> Answer:
    event = event or context.told[0]
    return Answer(
        NOT_IN_SYNOPSIS, statements=(Statement(event),), form=form, details={"event": event.id}
    )


def by_the_same(context: Context, event: Event) -> list[Event]:
    """An event, and what else its sentence tells of those who did it."""
    doers = event.entities(event.subject)
    beside = (
        e
        for e in context.query.story.told
        if e.sentence == event.sentence and e.entities(e.subject) == doers
    )
    return list(dict.fromkeys((event, *beside)))

"""Walking the plot: "what happened next?", "and before that?", "go back", "skip to the ending"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plotbot.answer.model import ANSWERED, NOT_IN_SYNOPSIS, Answer, Statement
from plotbot.conversation.context import Context
from plotbot.film.model import Event

MOST_EVENTS = 4
MOST_WORDS = 42
MOST_OF_PART = 46

_NEXT = re.compile(
    r"^(?:(?:can you |please )?(?:tell me )?what (?:(?:is|was) (?:the )?|does |did |"
    r"will )?)?(?:it |that )?"
    r"(?:happens?|happened|comes?|came|follows?|followed|goes on|went on|occurs?|"
    r"occurred)?(?: right| directly| just)?"
    r" ?(?:next|then|after(?:wards?)?(?: that| this| it)?|from there|later(?: on)?)$"
    r"|^(?:go on|continue|keep going|carry on|proceed|go ahead|forward)(?: with (?:the|"
    r"your) (?:story|plot|film))?(?: then)?$"
    r"|^(?:the )?next (?:one|event|part|scene|step|bit|sentence)$|^and then(?: what)?$|"
    r"^what follows(?: that)?$"
)
_BEFORE = re.compile(
    r"^(?:(?:can you |please )?(?:tell me )?what (?:(?:is|was) (?:the )?|does |did )?)?(?:it |"
    r"that )?"
    r"(?:happens?|happened|comes?|came|went on|goes on|occurs?|occurred)?(?: right| directly|"
    r" just| immediately)?"
    r" ?(?:before(?: that| this| it| then)?|earlier|previously|beforehand)$"
    r"|^(?:go|step|walk|take me) back(?: (?:one|a|one step|a step|a bit|a little|again|"
    r"please))*$|^back(?: up)?$"
    r"|^(?:the )?previous (?:one|event|part|scene|step|bit|sentence)$"
)
_SKIP = re.compile(
    r"^(?:can you |could you |let us |please )*(?:skip|jump|go|fast forward|move|cut|"
    r"get)(?: ahead| straight| right| forward| on| back)*"
    r"(?: to)? the (?:very )?(end|ending|finale|conclusion|beginning|start|opening|climax|"
    r"final battle|mid credits(?: scene)?|credits)$"
    r"|^(start (?:over|again|from the (?:beginning|start|top)))$"
)
_PARTS = {
    "beginning": "opening",
    "start": "opening",
    "opening": "opening",
    "climax": "climax",
    "final battle": "climax",
    "mid credits": "mid_credits",
    "mid credits scene": "mid_credits",
    "credits": "mid_credits",
}


def walked(context: Context) -> Answer | None:
    """The step of the plot that a message asks for; None where it asks for none."""
    skip = _SKIP.match(context.bare) or _SKIP.match(context.low)
    if skip:
        return _part(context, skip.group(1) or "beginning")
    low = context.bare
    if context.kind == "next" or _NEXT.match(low):
        return _step(context, 1)
    if (context.kind == "before" or _BEFORE.match(low)) and context.told:
        return _step(context, -1)
    return None


def _part(context: Context, name: str) -> Answer | None:
    story = context.query.story
    part = _PARTS.get(name)
    if part == "opening":
        return story.part("opening") or story.first()
    if part is not None:
        return story.part(part)
    found = story.ending()
    events = [s.fact for s in found.statements if isinstance(s.fact, Event)]
    return _opening_of(events, found.form) if events else None


def _opening_of(events: Sequence[Event], form: str) -> Answer:
    """The first of some events in order, as many as a reply holds; the walk goes on from there."""
    chosen: list[Event] = []
    words = 0
    for event in events:
        words += len(event.say.split()) + 2
        if chosen and words > MOST_OF_PART:
            break
        chosen.append(event)
    return Answer(
        ANSWERED,
        statements=tuple(Statement(e) for e in chosen),
        form=form,
        details={"event": chosen[-1].id},
    )


def _step(context: Context, direction: int) -> Answer:
    events = path(context)
    if not events:
        return Answer(NOT_IN_SYNOPSIS, form="order")
    if not context.told:
        return _tell(_whole(events, 0, 1), 1)
    orders = [e.order for e in context.told]
    pivot = max(orders) if direction > 0 else min(orders)
    told = {e.say for e in context.told}
    rest = [
        i for i, e in enumerate(events) if (e.order - pivot) * direction > 0 and e.say not in told
    ]
    if not rest:
        return Answer(
            NOT_IN_SYNOPSIS,
            "end" if direction > 0 else "start",
            form="order",
            details={"event": context.told[0].id},
        )
    return _tell(_whole(events, rest[0] if direction > 0 else rest[-1], direction), direction)


def path(context: Context) -> list[Event]:
    """The happenings of the story in order, without those that another one of them tells.

    Nor does a walk stop at what is the case rather than happens, nor at what a text says of the
    whole before its story opens.
    """
    characters = context.query.characters
    opening = min((e.sentence for e in context.query.story.told if e.part == "opening"), default=0)
    told = [
        e
        for e in context.query.story.told
        if e.sentence >= opening and e.tense != "past" and not characters.stative(e)
    ]
    inside = {id for e in told for id in e.links.get("content", ())}
    said: set[tuple[int, str]] = set()
    found: list[Event] = []
    for event in told:
        key = (event.sentence, event.say)
        if event.id in inside or key in said:
            continue
        said.add(key)
        found.append(event)
    return found


def _whole(events: Sequence[Event], index: int, direction: int) -> list[Event]:
    """The events of one sentence from an index on."""
    sentence = events[index].sentence
    whole: list[Event] = []
    while 0 <= index < len(events) and events[index].sentence == sentence:
        whole.append(events[index])
        index += direction
    return whole


def _weightiest(whole: Sequence[Event]) -> list[Event]:
    """Those of some events that tell most, in order, as many as can be told in one go."""
    chosen: list[Event] = []
    words = 0
    for event in sorted(whole, key=lambda e: -_weight(e)):
        if any(event.quote in other.quote for other in chosen):
            continue
        words += len(event.say.split()) + 2
        if chosen and words > MOST_WORDS or len(chosen) == MOST_EVENTS:
            break
        chosen.append(event)
    return sorted(chosen, key=lambda e: e.order)


def _weight(event: Event) -> int:
    """How much an event tells: by those who take part, its links and its words."""
    return (
        len(event.roles)
        + len(event.links)
        + len(event.say.split()) // 3
        + 2 * (event.part != "backstory")
    )


def _tell(whole: Sequence[Event], direction: int) -> Answer:
    chosen = _weightiest(whole)
    pivot = chosen[-1] if direction > 0 else chosen[0]
    return Answer(
        ANSWERED,
        statements=tuple(Statement(e) for e in chosen),
        form="order",
        details={"event": pivot.id, "covered": tuple(e.id for e in whole)},
        entities=tuple(pivot.entities(pivot.subject)[:1]),
    )

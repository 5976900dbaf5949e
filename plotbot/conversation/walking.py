"""Walking the plot: "what happened next?", "and before that?", "go back", "skip to the ending"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plotbot.answer.model import ANSWERED, NOT_IN_SYNOPSIS, Answer, Statement
from plotbot.conversation import spoilers
from plotbot.conversation.context import Context
from plotbot.film.model import PEOPLE, Event

MOST_EVENTS = 4
MOST_WORDS = 42
MOST_OF_PART = 46

_SCENE = r"(?:one|event|part|scene|bit|thing|step|moment|sentence|chapter|point|incident)"
_THAT = (
    rf"(?:(?:all )?(?:that|this|it|these|those|then|there|here)(?: {_SCENE})?"
    rf"|the (?:last|previous) {_SCENE})"
)
_SOON = (
    r"(?:(?:right|directly|just|immediately|straight|shortly|soon|a (?:little|bit|while)|some time|"
    r"long|even) )*"
)
_ASKED = (
    r"(?:(?:can you |could you |please |now )*(?:tell me |show me )?(?:what|which thing|and what) "
    r"(?:(?:(?:is|was|comes|came|happens|happened|happen|occurs?|occurred|follows?|followed|"
    r"goes on|went on|goes|went|takes place|took place|do (?:we|you|i) (?:see|get|learn)|does|did|"
    r"will|would|can) )"
    r"(?:it |that |the |happen |come |follow |go on )*)?|(?:how|what) about )?"
)
_IN_STORY = r"(?: in (?:the|this) (?:story|plot|film|movie|book|novel|tale))?"
_FURTHER = (
    rf"(?:next|then|{_SOON}(?:after(?:wards?)?(?: {_THAT})?|following {_THAT}|later(?: on)?|"
    rf"subsequently|thereafter|(?:on )?from {_THAT})|{_SOON}next)"
)
_EARLIER = (
    rf"{_SOON}(?:before(?: {_THAT})?|earlier(?: on)?|previously|beforehand|prior(?: to {_THAT})?|"
    rf"preceding {_THAT}|leading up to {_THAT})"
)
_HAPPENING = r"what (?:happens|happened|comes|came|occurred|occurs|went on|was going on)"
_NEXT = re.compile(
    rf"^{_ASKED}{_FURTHER}{_IN_STORY}$|^after {_THAT} {_HAPPENING}$"
    r"|^what (?:happens|happened|comes|came|follows?|followed)$(?<=follows|ollowed)"
    rf"|^what follows(?: {_THAT})?$"
    r"|^(?:please |just )*(?:go|move|moving|continue|keep|carry|proceed|step|forward)"
    r"(?: (?:on|ahead|going|forward|forwards|telling|one|a|step|bit))*"
    rf"(?: with (?:the|your) (?:story|plot|film|movie|tale))?(?: from {_THAT})?(?: then)?$(?<!^go)"
    r"(?<!^keep)(?<!^carry)(?<!^move)(?<!^step)"
    r"|^how (?:does|did|do) (?:it|this|that|the (?:story|plot|film|movie|tale)|things|everything) "
    rf"(?:go on|continue|proceed|carry on|unfold|develop)(?: (?:from|after) {_THAT})?$"
    rf"|^(?:(?:what|tell me what) (?:is|was|happens in|happened in) )?(?:the )?"
    rf"(?:next|following) {_SCENE}(?: that (?:happens|happened))?{_IN_STORY}$"
    r"|^and then(?: what)?$|^and$"
)
_BEFORE = re.compile(
    rf"^{_ASKED}{_EARLIER}{_IN_STORY}$|^before {_THAT} {_HAPPENING}$"
    rf"|^what (?:precede[sd]|led up to|leads up to) {_THAT}$"
    r"|^(?:please )?(?:(?:go|step|walk|take me|jump|move|skip|scroll|wind|rewind) (?:it |me )?back|"
    r"back|rewind)(?: (?:up|by|one|a|step|bit|little|again|more|please|scene|event|sentence))*$"
    r"|^(?:one|a) (?:step|scene|event|sentence|bit) back$"
    rf"|^(?:(?:what|tell me what) (?:is|was|happens in|happened in) )?(?:the )?"
    rf"(?:previous|preceding|earlier)(?: {_SCENE})?{_IN_STORY}$"
)
_GOING = (
    r"(?:(?:can|could|would|will) (?:you|we) |let us |please |just |now )*"
    r"(?:skip|jump|go|fast forward|move|cut|get|take me|take us|bring me|rewind|start|begin|back|"
    r"start over|start again)"
    r"(?: (?:ahead|straight|right|directly|forward|on|back|over|again|all the way|me|us))*"
)
_SKIP = re.compile(
    rf"^(?:{_GOING} ?(?:to|at|from|with)|(?:back )?(?:to|from)|(?:what|how) about|and) "
    r"(?:the )?(?:very )?"
    r"(?P<part>(?:very )?end|ending|finale|conclusion|beginning|"
    r"(?:last|final|closing) (?:scenes?|part|bit|moments?)|start|opening|top|"
    r"outset|(?:first|opening) (?:scene|part|bit)|"
    r"climax|(?:final|last|big) (?:battle|fight|showdown)|showdown|"
    r"(?:mid|post|after|end)? ?credits?(?: scene)?)"
    r"(?: of (?:the|this) (?:film|movie|story|plot|book))?$"
    r"|^start (?:over|again)$"
)
_SKIP_TO = re.compile(
    rf"^{_GOING} to (?P<place>(?:(?:the )?(?:{_SCENE}|time) )?(?:where|when|in which|the|\w).+)$"
)
_PARTS = (
    ("opening", ("beginning", "start", "opening", "top", "outset", "first")),
    ("climax", ("climax", "battle", "fight", "showdown")),
    ("mid_credits", ("credit", "credits")),
)
_GROUNDS = ("because", "means")
_HESITATION = re.compile(r"^(?:(?:no|nope|hold on|hang on|wait|actually|hmm?|sorry) )+(?=\w)")


def walked(context: Context) -> Answer | None:
    """The step of the plot that a message asks for; None where it asks for none."""
    low, bare = (_HESITATION.sub("", text) for text in (context.low, context.bare))
    skip = _SKIP.match(bare) or _SKIP.match(low)
    if skip:
        return _part(context, skip.group("part") or "beginning")
    if context.kind == "next" or _NEXT.match(bare) or _NEXT.match(low):
        return _step(context, 1)
    if (context.kind == "before" or _BEFORE.match(bare)) and context.told:
        return _step(context, -1)
    place = _SKIP_TO.match(bare)
    if place is None or re.search(r"[,:;?]", context.segment.raw):
        return None  # "back to her: what does she do?" asks something else
    return _at(context, place.group("place"))


def _at(context: Context, words: str) -> Answer | None:
    """The happening that some words name, with what its sentence tells then; who somebody is."""
    phrases = context.read(words).phrases
    film = context.knowledge.film
    if len(phrases) == 1 and phrases[0].ids and film.entities[phrases[0].ids[0]].kind in PEOPLE:
        return context.query.characters.identity(phrases[0].ids)
    found = spoilers.place(context.knowledge, words, first=True)
    events = path(context)
    if found is None:
        return None
    told = (e for e in events if e is found or found.id in e.links.get("content", ()))
    first = next(told, None) or next((e for e in events if e.order >= found.order), None)
    return _tell(_whole(events, events.index(first), 1), 1) if first is not None else None


def _part(context: Context, name: str) -> Answer | None:
    story = context.query.story
    part = next((part for part, words in _PARTS if set(words) & set(name.split())), None)
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
    orders = [e.order for e in stood_at(context)]
    pivot = max(orders) if direction > 0 else min(orders)
    told = {e.say for e in context.told}
    if direction < 0:  # what brought about what was told is told with it
        told |= _grounds(context)
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


def _grounds(context: Context) -> set[str]:
    """What is told, in its own sentence, of how somebody is who does what was told."""
    links = {
        (e.sentence, id) for e in context.told for link in _GROUNDS for id in e.links.get(link, ())
    }
    return {
        e.say
        for e in context.query.story.told
        if (e.sentence, e.id) in links and e.fillers("attribute")
    }


def stood_at(context: Context) -> Sequence[Event]:
    """Where the walk stands: at all that was told; of two that may be meant at the first."""
    told, said = context.told, context.state.said
    if len(said) == 3 and said[0].split("|")[0] == "event":
        return [e for e in told if e.sentence == told[0].sentence]
    return told


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

"""What is meant to happen, and whether it does: "does the scheme work?", "who prevents it?".

A scheme is what somebody means to bring about: an event that is planned, with the events that
serve it. The one in focus is what the event last told is for, wants or contains.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from plotbot.answer.model import ANSWERED, CORRECTED, Answer, Statement
from plotbot.answer.whether import UNREAL
from plotbot.conversation.context import Context
from plotbot.conversation.participants import untold
from plotbot.film.model import Event
from plotbot.knowledge import Knowledge

_LINKS = ("content", "purpose")
_THINGS = ("patient", "theme", "instrument", "product", "goal")
MOST_DEEP = 4


def schemed(context: Context) -> Answer | None:
    """The answer to a question about the scheme in focus; None where it is no such question."""
    asked = _asked(context)
    if asked is None:
        return None
    if asked == "hindered" and not _of_those_meant(context):
        return None
    if asked == "undone":
        ended = _ended(context)
        if ended is not None:
            return ended
    scheme = _in_focus(context)
    if not scheme:
        return None
    foiled = _undoing(context, scheme) or _forsaken(context, scheme[0])
    if asked == "how":
        return _way(context, scheme)
    if asked == "why_not":
        return _told(context, ANSWERED, "", foiled, scheme, ("because",)) if foiled else None
    if asked in ("undone", "hindered"):
        if foiled or asked == "undone":
            return _told(context, ANSWERED, "", foiled, scheme) if foiled else None
        return untold(context, "what", scheme[0])
    done = _realised(context, scheme[0])
    if done is not None:
        return Answer(
            ANSWERED, "yes", (Statement(done),), form="whether", details={"event": done.id}
        )
    if foiled:
        return _told(context, CORRECTED, "no", foiled, scheme)
    lead = "open" if scheme[0].part in ("ending", "mid_credits") else "planned"
    return _told(context, CORRECTED, lead, scheme[:1], scheme)


def _told(
    context: Context,
    status: str,
    lead: str,
    events: Sequence[Event],
    scheme: Sequence[Event],
    links: tuple[str, ...] = (),
) -> Answer:
    return Answer(
        status,
        lead,
        tuple(Statement(e, links if e.links.get("because") else ()) for e in events[:2]),
        entities=events[0].entities(events[0].subject),
        form="whether" if lead else "who",
        details={"event": scheme[0].id if lead else events[0].id},
    )


def _asked(context: Context) -> str | None:
    """What is asked of a scheme: how it is to be done, whether it is done, or who undoes it."""
    return next((k for k, form in _forms(context.knowledge) if form.match(context.bare)), None)


@lru_cache(maxsize=64)
def _forms(knowledge: Knowledge) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The questions about a scheme by what they ask, in plain words."""
    forms = knowledge.speech.forms
    verbs = forms.get("verbs", {})
    wishes = (*forms.get("asked_nouns", {}).get("wish", ()), *verbs.get("scheme", ()))
    own = r"(?:the|this|that|his|her|their|its)"
    that = rf"(?:it|that|this|all (?:that|this)|{own} (?:\w+ )?(?:{_any(wishes)})s?)"
    somebody = r"(?:he|she|they|it)"
    succeed, undo = _any(verbs.get("succeed", ())), _any(verbs.get("undo", ()))
    helper = r"(?:does|did|do|will|would|is|was|were|are|has|have|can|could)"
    end = r"(?: (?:then|ever|actually|in the end|at all|out|off|well|for (?:him|her|them)))*$"
    meant = r"(?:plan|mean|intend|want|hope|aim|going|try|expect|propose)"
    doing = (
        r"(?:to|on) (?:do|doing|achieve|accomplish|achieving|accomplishing|manage|bring|cause)"
        rf"(?: {that})?(?: about)?"
    )
    ask = (
        (
            "whether",
            rf"{helper} (?:{that}|{somebody}) (?:ever |actually |all )*(?:be |been )?"
            rf"(?:{succeed})(?: (?:in )?{that})?{end}",
        ),
        ("how", rf"how (?:does|did|do|is|was|will|would) {somebody} {meant} {doing}{end}"),
        ("undone", rf"(?:who|what)(?: {helper})? (?:{undo})(?: to)? {that}{end}"),
        ("hindered", rf"(?:who|what)(?: {helper})? (?:{undo}) (?:him|her|them){end}"),
        (
            "why_not",
            rf"(?:but |and )?why not|(?:but |and )?why (?:{helper} )?(?:{that}|{somebody}) not"
            r"(?: (?:do|happen|work out|go through with|carry out|manage|"
            rf"{succeed})(?: {that})?)?{end}",
        ),
        (
            "undone",
            rf"(?:how|when|who) (?:is|was|are|were|gets|got) {that} (?:{undo})(?: by)?{end}",
        ),
    )
    return tuple((kind, re.compile(form)) for kind, form in ask)


def _any(words: Iterable[str]) -> str:
    return "|".join(words)


def _in_focus(context: Context) -> list[Event]:
    """What is meant to happen in the event last told, the nearest first; empty for nothing."""
    for event in context.told[:4]:
        found = [e for e in _meant(context, event) if e.status in UNREAL]
        if found:
            return found
    return _named(context)


def _of_those_meant(context: Context) -> bool:
    """Whether what was last told is what somebody means to do: "them" are those."""
    return any(
        inner.status == "planned" and set(inner.entities("agent")) == set(e.entities("agent"))
        for e in context.told[:1]
        for inner in _meant(context, e, 1)
    )


def _named(context: Context) -> list[Event]:
    """The scheme that "the plan" means where nothing told is part of one: the greatest.

    That of the one foremost in the conversation goes before those of others.
    """
    forms = context.knowledge.speech.forms
    nouns = {*forms.get("asked_nouns", {}).get("wish", ()), *forms["verbs"].get("scheme", ())}
    if not nouns & set(context.low.split()):
        return []
    talked_of = [i for item in context.state.salient for i in item.split("+")]

    def standing(event: Event) -> tuple[int, int]:
        places = [talked_of.index(i) for i in event.entities("agent") if i in talked_of]
        return -min(places, default=len(talked_of)), len(_serving(context, [event]))

    meant = [e for e in context.knowledge.film.events if e.status in UNREAL]
    return sorted(meant, key=standing, reverse=True)[:1]


def _meant(context: Context, event: Event, deep: int = MOST_DEEP) -> Iterator[Event]:
    """An event and what it is for, wants or contains, step by step."""
    yield event
    if deep:
        for link in _LINKS:
            for id in event.links.get(link, ()):
                inner = context.event(id)
                if inner is not None:
                    yield from _meant(context, inner, deep - 1)


def _same(one: Event, other: Event) -> bool:
    """Whether two events tell the same to be done: by their predicate and what they change."""
    return one.predicate == other.predicate and one.entities("patient") == other.entities("patient")


def _serving(context: Context, scheme: Sequence[Event]) -> list[Event]:
    """All events that serve what is meant to happen, those told first in front."""
    ends = list(scheme)
    grown = True
    while grown:
        more = [
            e
            for e in context.knowledge.film.events
            if e not in ends
            and (
                any(t.id in e.links.get(link, ()) for link in _LINKS for t in ends)
                or any(_same(e, t) for t in ends if e.status in UNREAL)
            )
        ]
        ends += more
        grown = bool(more)
    return ends


def _way(context: Context, scheme: Sequence[Event]) -> Answer | None:
    """How something is to be done: the last step towards it that is told."""
    goals = {e.id for e in scheme} | {
        e.id for e in context.knowledge.film.events for t in scheme if _same(e, t)
    }
    steps = [
        e
        for e in _serving(context, scheme)
        if e.id not in goals and (set(e.links.get("purpose", ())) & goals)
    ]
    told = [
        outer
        for step in steps
        for outer in context.knowledge.film.events
        if outer.status == "happens" and step.id in outer.links.get("content", ())
    ]
    chosen = told or steps
    if not chosen:
        return None
    links = () if told else ("purpose",)
    return Answer(
        ANSWERED,
        statements=(Statement(chosen[0], links),),
        form="how",
        details={"event": chosen[0].id},
    )


def _undoing(context: Context, scheme: Sequence[Event]) -> list[Event]:
    """What others do to the things that a scheme needs, so that it comes to nothing."""
    serving = _serving(context, scheme)
    doers = {i for e in serving for i in (*e.entities("agent"), *e.entities(e.subject))}
    used = [i for e in serving for r in _THINGS for i in e.entities(r)]
    things = {
        i for i in used if i not in doers and context.knowledge.film.entities[i].kind != "place"
    }
    found = [
        e
        for e in context.query.story.told
        if e.order > scheme[0].order
        and things & {i for r in ("patient", "theme") for i in e.entities(r)}
        and not doers & set(e.entities(e.subject))
        and is_undoing(context.knowledge, e)
    ]
    unique: dict[str, Event] = {}
    for event in found:
        unique.setdefault(event.say, event)
    return list(unique.values())


def _forsaken(context: Context, scheme: Event) -> list[Event]:
    """What one of several who meant to do something together does later, because of the others."""
    planners = set(scheme.entities("agent"))
    if len(planners) < 2:
        return []
    for event in context.query.story.told:
        reasons = [context.event(id) for id in event.links.get("because", ())]
        concerned = {
            id
            for e in (event, *reasons)
            if e is not None
            for id in context.knowledge.index.events[e.id].roles
        }
        own = set(event.entities(event.subject))
        if event.order > scheme.order and reasons and own < planners and planners <= concerned:
            return [event]
    return []


def is_undoing(knowledge: Knowledge, event: Event) -> bool:
    """Whether an event makes something useless or stops it."""
    general = knowledge.language.generalisations(event.predicate)
    return bool(general & set(knowledge.speech.forms.get("verbs", {}).get("undoing", ())))


def _ended(context: Context) -> Answer | None:
    """What put an end to the event last told."""
    for event in context.told[:3]:
        for id in event.links.get("until", ()):
            end = context.event(id)
            if end is not None:
                return Answer(
                    ANSWERED,
                    statements=(Statement(end),),
                    entities=end.entities(end.subject),
                    form="who",
                    details={"event": end.id},
                )
    return None


def _realised(context: Context, meant: Event) -> Event | None:
    """A happening that is what was meant to happen."""
    return next(
        (
            e
            for e in context.query.story.told
            if e.order > meant.order
            and _same(e, meant)
            and e.entities("agent") == meant.entities("agent")
        ),
        None,
    )

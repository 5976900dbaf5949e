"""Questions about what was last told that name a part of it: "which doctor?", "who ended that?"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from plotbot.answer.model import ANSWERED, Answer, Statement
from plotbot.conversation.context import Context
from plotbot.conversation.schemes import is_undoing
from plotbot.film.model import Event

_WHICH = re.compile(r"^(?:which|what) ((?:[a-z']+ )?[a-z]+)(?: exactly| then)?$")
_SOMEBODY = r"(?:he|she|they|it|these people|those people|the two|both)"
_HERE = r"(?:there|here|aboard|on board|in that place)"
_GET = r"(?:get|find|do|gain|achieve)"
_THAT = r"(?:it|that|this|all (?:that|this|of (?:it|that)))"
_AIM = re.compile(
    rf"^what (?:is|are|was|were) {_SOMEBODY} (?:after|looking for|seeking|searching for|"
    rf"hunting for|trying to {_GET}|hoping (?:for|to {_GET})) {_HERE}$"
    rf"|^what (?:has|have|had|did|does|do) {_SOMEBODY} (?:come|came|go|went|gone|travel(?:l?ed)?|"
    rf"arrived?|turn(?:ed)? up|show(?:n|ed)? up)(?: over)?(?: {_HERE})? (?:to do|for)$"
    rf"|^what (?:is|are|was|were) {_SOMEBODY} {_HERE} (?:to do|for)$"
    rf"|^what (?:did|do|does) {_SOMEBODY} "
    rf"(?:want|need|seek|look for|(?:hope|want|expect) to {_GET})(?: from| out of| with)? {_HERE}$"
    rf"|^what (?:brings|brought|draws|drew|takes|took|leads|led) (?:him|her|them|it) {_HERE}$"
    rf"|^(?:why|for what) (?:is|are|was|were) {_SOMEBODY} {_HERE}$"
    rf"|^why (?:did|do|does|have|had|has) {_SOMEBODY} (?:go|come|gone|travel(?:led)?) {_HERE}$"
)
_ENDED = re.compile(
    r"^(?:who|what) (?:finally |then |eventually |ever )?(?:ended|ends|stopped|stops|halted|halts|"
    r"finished|finishes|puts? (?:an end|a stop) to|brought an end to|brings an end to|broke up|"
    rf"breaks up|quelled|quells|calmed|calms) {_THAT}$"
    r"|^how (?:did|does|was|is) (?:that|this|all (?:that|this)) (?:end|ended|stopped?|"
    r"halted|(?:come|brought|put) to an end)$"
)
_EFFECT = re.compile(
    rf"^what (?:does|did|do|will|would) {_THAT} (?:do to|mean for|change for|entail for|"
    r"cause (?:to|for)|bring(?: to| about for)?) (?P<whom>.+)$"
    rf"|^what (?:effect|consequence|impact|influence|result)s? (?:does|did|has|had) {_THAT} "
    r"(?:have |had )?(?:on|for|upon) (?P<on>.+?)(?: have)?$"
)
_NEAR = 2
"""Sentences after what was told in which what comes of it may stand."""


def which(context: Context) -> Answer | None:
    """Who or what of a kind takes part in what was last told: "which doctor?"; None for others."""
    asked = _WHICH.match(context.bare)
    if asked is None or not context.told:
        return None
    noun = next((p for p in context.read(f"the {asked.group(1)}", alone=True).phrases), None)
    if noun is None or noun.wh or noun.pronoun or noun.mentions:
        return None
    meant = {*noun.ids, *(id for ids in noun.choices for id in ids)}
    here = context.told[0].sentence
    beside = [e for e in context.query.story.told if e.sentence == here and e not in context.told]
    for event in (*context.told[:3], *beside):
        found = tuple(i for role in event.roles for i in event.entities(role) if i in meant)
        if found:
            return Answer(
                ANSWERED,
                statements=(Statement(event),),
                entities=tuple(dict.fromkeys(found)),
                form="which",
                details={"event": event.id},
            )
    return None


def aim(context: Context) -> Answer | None:
    """What somebody came for: "what are they after there?"; None for other questions."""
    if _AIM.match(context.bare) is None:
        return None
    for event in context.told[:4]:
        if any(context.event(id) for id in event.links.get("purpose", ())):
            return _told((event,), "why", ("purpose",))
    return None


def ended(context: Context) -> Answer | None:
    """Who put an end to what was last told: "who stopped that?"; None for other questions."""
    if _ENDED.match(context.bare) is None:
        return None
    for event in context.told[:2]:
        going_on = [event, *_linked(context, (event,))]
        for last in sorted(going_on, key=lambda e: -e.order):
            for other in context.query.story.told:
                near = last.order < other.order and other.sentence <= event.sentence + _NEAR
                stopped = set(last.entities(last.subject)) & set(other.entities("patient"))
                if near and stopped and is_undoing(context.knowledge, other):
                    return _told((other,), "who")
    return None


def effect(context: Context) -> Answer | None:
    """What came of what was last told for somebody: "what does that do to X?"."""
    asked = _EFFECT.match(context.bare)
    if asked is None or not context.told:
        return None
    words = asked.group("whom") or asked.group("on")
    ids = {i for p in context.read(words).phrases for i in p.ids}
    told = context.told[:3]
    known = {e.id for e in told}
    last = max(e.order for e in told)
    near = [
        e
        for e in context.query.story.told
        if e not in told and told[0].sentence <= e.sentence <= told[0].sentence + _NEAR
    ]
    came: list[Event] = []
    for event in near:
        if any(known & set(event.links.get(link, ())) for link in ("because", "means")):
            known.add(event.id)
            came.append(event)
    for event in (*came, *(e for e in near if e.order > last)):
        if ids & set(context.knowledge.index.events[event.id].roles):
            return _told((event,), "what")
    return None


def _linked(context: Context, events: Iterable[Event]) -> list[Event]:
    """What some events come of."""
    found = (context.event(id) for e in events for id in e.links.get("because", ()))
    return [event for event in found if event is not None]


def _told(events: tuple[Event, ...], form: str, links: tuple[str, ...] = ()) -> Answer:
    return Answer(
        ANSWERED,
        statements=tuple(Statement(e, links) for e in events),
        entities=events[0].entities(events[0].subject),
        form=form,
        details={"event": events[0].id},
    )

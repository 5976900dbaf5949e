"""What somebody does next, as a talk goes on: "where did they go?", "what do they do about it?".

What was last told is where the talk stands. The first that the story tells of them after it is
meant, before anything of theirs that lies elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from plotbot.answer.model import ANSWERED, Answer, Statement
from plotbot.conversation.context import Context, Outcome
from plotbot.conversation.walking import stood_at
from plotbot.film.model import PEOPLE, PLACE_ROLES, Event
from plotbot.question.patterns import MOTION
from plotbot.question.reading import Reading

MOST_DEEDS = 3
SOON = 3
"""How many sentences on what is told of a group is still of somebody in it; and who comes by."""

_HELPING = r"(?:do|does|did|will|would|are|is|was|were|have|has|had|could|can)"
_IT = r"(?:it|that|this|them|him|her|all (?:of )?(?:that|this)|the news|such news)"
_KNOWING = r"(?:knowledge|information|discovery|insight|revelation|finding|news|intelligence)"
_LATER = (
    r"(?:then|next|now|subsequently|after(?:wards?)?(?: (?:that|this|it))?|later(?: on)?|"
    r"from (?:there|then)(?: on)?)"
)
_THEREUPON = (
    r"(?:thereupon|in (?:response|return|reply|consequence|answer)|"
    r"as a (?:result|consequence)|because of (?:that|this|it)|in the face of (?:that|this|it))"
)
_ABOUT = (
    rf"(?:about {_IT}|in (?:response|reply|reaction|return|answer) to {_IT}|"
    rf"(?:up)?on (?:hearing|learning|finding out|discovering|seeing)(?: {_IT})?|"
    rf"with (?:that|this|the|their|his|her) {_KNOWING})"
)
_ANSWERING = rf" (?:{_ABOUT}|{_THEREUPON})(?: {_LATER})*$"
_WHO = r"(?P<who>(?:(?!\b(?:what|who|where|why|how|when|to|not)\b).)+?)"
_DEED = re.compile(
    rf"^what {_HELPING} {_WHO} (?:(?:decide|choose|resolve|try|go on|proceed|plan) to )?"
    rf"(?:do|doing|done|undertake)(?: (?:{_ABOUT}|{_THEREUPON}|{_LATER}))+$"
)
_REACTION = re.compile(
    rf"^how {_HELPING} {_WHO} (?:react|act|respond|answer|take|handle|deal with|cope with|reply)"
    rf"(?: (?:to|with|up|on|upon|{_IT}|{_LATER}|{_THEREUPON}))*$"
    rf"|^what (?:is|was|are|were) (?P<whose>his|her|their|its|.+?'s?) (?:reaction|response|answer|"
    rf"next (?:move|step|action))(?: to {_IT})?$"
)
_GOING = re.compile(
    rf"^where(?: {_HELPING})? {_WHO} (?:all |both )*(?:go|goes|going|gone|went|head|heads|heading|"
    r"headed|off|run|flee|move|travel|disappear|vanish|retreat|withdraw|turn|fly|land|wind up|"
    rf"end up|make for|set out for|set off for)(?: (?:off|to|away|back|together|for|{_LATER}))*$"
)
_THERE = (
    r"(?: (?:by|up|over|along|in|round|around|on|to|visit|see|them|him|her|it|there|then|next|"
    r"here|back|at that point|a visit|pay|the (?:rest|others?|team|group|gang)(?: of them)?))*"
)
_COMING = re.compile(
    r"^who(?: (?:is|was|else|it is|is it|that|then))* "
    r"(?:comes?|came|coming|arrives?|arrived|arriving|appears?|appeared|visits?|visited|"
    r"(?:shows?|showed|showing|turns?|turned|turning|drops?|dropped|dropping|pops?|popped|popping|"
    r"stops?|stopped|stopping|calls?|called|looks?|looked|walks?|walked|joins?|joined) "
    rf"(?:up|by|in|on|over|round|around)){_THERE}$"
)
_PERCEIVING = ("see", "hear", "watch", "notice")


_OF_NO_TIME = ("identity", "powers", "relation", "film", "list", "summary")
"""Forms of answer after which a talk stands nowhere in the story."""


def onward(context: Context) -> Outcome | None:
    """The answer to a question about the next thing of somebody; None where it is none."""
    told_as = context.state.said[0].split("|")[0] if context.state.said else ""
    if not context.told or told_as in _OF_NO_TIME:
        return None
    bare = context.bare
    going = _GOING.match(bare)
    if going is not None:
        further = bool(re.search(rf" {_LATER}$", bare))
        return _goes(context, f"where does {going.group('who')} go", further)
    if _COMING.match(bare):
        return _comes(context)
    deed, reaction = _DEED.match(bare), _REACTION.match(bare)
    if deed is None and reaction is None:
        return None
    whose = reaction.group("whose") if reaction else None
    who = whose or (deed or reaction).group("who")  # type: ignore[union-attr]
    reading = context.read(f"what does {_HOLDERS.get(who, who.removesuffix(chr(39) + 's'))} do")
    return _does(context, reading, deed is None or bool(re.search(_ANSWERING, bare)))


_HOLDERS = {"his": "he", "her": "she", "their": "they", "its": "it"}


def _does(context: Context, reading: Reading, reacting: bool) -> Outcome | None:
    """What somebody does after what was told, and because of it where they are ``reacting``."""
    ids = _of_people(context, reading.ids)
    came = _come_of(context, ids) if reacting else []
    said = {e.say for e in context.told}
    later = [
        e
        for e in context.query.story.told
        if e.order > _pivot(context) and e.say not in said
        if ids and _takes_part(context, e, ids, (e.subject,))
    ]
    if reacting:
        later = [e for e in later if e.sentence <= context.told[0].sentence + SOON]
    own = [e for e in later if set(ids) <= set(e.entities(e.subject))]
    if own and own[0].sentence <= later[0].sentence + SOON:
        later = own  # rather than what a group does that somebody is in
    stative = context.query.characters.stative
    active = [e for e in (came or later) if not stative(e) and e.predicate not in _PERCEIVING]
    chosen = _first_of(active or came)
    if not chosen:
        return None
    return _outcome(reading, chosen, "what")


def _goes(context: Context, text: str, further: bool) -> Outcome | None:
    """Where somebody is told to be next; ``further``: not what was told last."""
    reading = context.read(text)
    ids = _of_people(context, reading.ids)
    if not ids:
        return None
    if any(e.predicate in MOTION and _does_it(e, ids) for e in context.told[:2]):
        return None  # where that movement leads is asked
    subject = reading.clause.frame.subject
    brought_up = {i for item in context.state.salient for i in item.split("+")}
    if subject is None or not subject.pronoun and not set(ids) & brought_up:
        return None
    stays = context.knowledge.speech.forms.get("whereabouts", {}).get("predicates", ())
    found: list[tuple[Event, tuple[str, ...]]] = []
    for event in (*(() if further else context.told[:1]), *context.query.story.told):
        goal = event.entities("goal") or event.predicate in stays and event.entities("place")
        mover = event.predicate in stays or event.predicate in MOTION
        moved = (event.subject,) if mover else ("theme", "patient")
        later = event.order > _pivot(context) or not further and event is context.told[0]
        later = later and event.status == "happens"
        if later and goal and _takes_part(context, event, ids, moved):
            found.append((event, goal))
    found = [pair for pair in found if pair[0].sentence == found[0][0].sentence]
    # "they hide there" rather than "fear drives them there"
    found.sort(key=lambda pair: not _takes_part(context, pair[0], ids, (pair[0].subject,)))
    return _outcome(reading, [found[0][0]], "where", found[0][1]) if found else None


def _comes(context: Context) -> Outcome | None:
    """Who comes to where the talk is, or comes next in the story."""
    coming = context.knowledge.speech.forms.get("whereabouts", {}).get("coming", ())
    pivot = context.told[0]
    here = {i for role in PLACE_ROLES for e in context.told for i in e.entities(role)}
    found = [
        e
        for e in context.query.story.told
        if e.predicate in coming and e.order > pivot.order and (e.sentence <= pivot.sentence + SOON)
    ]
    found.sort(key=lambda e: not here & set(e.entities("goal")))
    if not found:
        return None
    reading = context.read(context.text)
    return _outcome(reading, found[:1], "who", found[0].entities(found[0].subject))


def _outcome(
    reading: Reading, events: Sequence[Event], form: str, ids: Sequence[str] = ()
) -> Outcome:
    return Outcome(
        Answer(
            ANSWERED,
            statements=tuple(Statement(e, (), form == "where") for e in events),
            entities=tuple(ids),
            topic=reading.ids,
            form=form,
            details={"event": events[0].id},
        ),
        reading,
    )


def _pivot(context: Context) -> int:
    return max(e.order for e in stood_at(context))


def _of_people(context: Context, ids: Iterable[str]) -> tuple[str, ...]:
    entities = context.knowledge.film.entities
    return tuple(i for i in ids if entities[i].kind in PEOPLE)


def _does_it(event: Event, ids: Sequence[str]) -> bool:
    return set(event.entities(event.subject)) == set(ids)


def _takes_part(context: Context, event: Event, ids: Sequence[str], roles: Sequence[str]) -> bool:
    """Whether somebody has one of some roles in an event, or soon a group that they are in."""
    index = context.knowledge.index
    own = {i for role in roles for i in event.entities(role)}
    named = {i for id in ids for i in (id, *index.members(id))}
    if set(ids) <= own or own and own <= named:
        return True
    members = {m for i in own for m in index.members(i)}
    soon = event.sentence <= context.told[0].sentence + SOON
    return set(ids) <= members | own and (soon or len(ids) > 1)


def _come_of(context: Context, ids: Sequence[str]) -> list[Event]:
    """What came of what was told, step by step, of somebody, or of anybody where none is named."""
    known = {e.id for e in context.told}
    told = set(known)
    found: list[Event] = []
    for event in context.query.story.told:
        if not known & set(event.links.get("because", ())) or event.id in told:
            continue
        if not ids or _takes_part(context, event, ids, (event.subject,)):
            known.add(event.id)
            found.append(event)
    return found


def _first_of(events: Sequence[Event]) -> list[Event]:
    """The first two of some events, with what else the first's sentence tells, each but once."""
    unique: dict[str, Event] = {}
    for event in events:
        unique.setdefault(event.say, event)
    chosen = [e for e in unique.values() if e.sentence == events[0].sentence]
    return (chosen if len(chosen) > 1 else list(unique.values())[:2])[:MOST_DEEDS]

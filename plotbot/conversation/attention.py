"""What stays in focus after a turn: whom it was about, the event told, the question asked."""

from __future__ import annotations

from dataclasses import replace

from plotbot.answer.model import CLARIFY, NOT_IN_SYNOPSIS, NOT_YET, OUT_OF_SCOPE, SMALLTALK, Answer
from plotbot.answer.query import Query
from plotbot.answer.wording import Reply
from plotbot.conversation import telling
from plotbot.conversation.causes import cause_of
from plotbot.conversation.context import Outcome
from plotbot.conversation.focus import MOST_FACTS, MOST_LISTED, MOST_TEXT, Focus
from plotbot.conversation.rereading import written_out
from plotbot.film.model import REFERENCE, Event, Fact
from plotbot.question.reading import Reading

_OBJECTS = ("patient", "theme", "product", "recipient", "opponent", "company", "goal", "place")


def after(query: Query, state: Focus, outcome: Outcome, reply: Reply) -> Focus:
    """The focus after a reply; unchanged by what is no part of the thread."""
    answer = outcome.answer
    if (
        answer.status in (SMALLTALK, OUT_OF_SCOPE)
        or answer.form in ("source", "chat")
        or answer.details.get("again")
    ):
        if answer.form == "source" and reply.citations:
            return replace(state, sentences=tuple(c["sentence"] for c in reply.citations))
        return state
    state = _threaded(state, outcome)
    if answer.status == CLARIFY:
        return replace(
            state,
            choices=answer.choices,
            status=reply.status,
            said=telling.as_data(answer),
            template=outcome.template or state.template,
            others=outcome.others,
        )
    told = answer.status not in (NOT_IN_SYNOPSIS, NOT_YET)
    facts = tuple(s.fact.id for s in answer.statements) if told else ()
    event = _event(query, answer) if told or _nearest_is_about(query, outcome) else ""
    behind = tuple(_event_behind(query, s.fact) for s in answer.statements if told)
    covered = answer.details.get("covered", ())
    facts = tuple(dict.fromkeys(i for i in (*facts, *behind, *covered) if i))  # type: ignore[misc]
    if answer.details.get("adds"):
        facts = tuple(dict.fromkeys((*facts, *state.facts)))
    brought = mentioned(query, answer, outcome.reading)
    state = state.mention(tuple(dict.fromkeys(brought)))
    return replace(
        state,
        event=event or state.event,
        cause=_cause(query, outcome, told),
        facts=facts[:MOST_FACTS] if told else state.facts,
        sentences=tuple(c["sentence"] for c in reply.citations)
        or (() if told else state.sentences),
        listed=_listed(query, answer, state.listed) or state.listed,
        fresh=_foremost(answer, outcome.reading),
        said=telling.as_data(answer),
        status=reply.status,
        choices=(),
    )


def _threaded(state: Focus, outcome: Outcome) -> Focus:
    """The focus with the question answered, unless the turn only leant on the one before."""
    reading = outcome.reading
    if outcome.keeps or reading is None:
        return replace(
            state, template="" if outcome.answer.status != CLARIFY else state.template, others=()
        )
    return replace(
        state,
        question=written_out(reading)[:MOST_TEXT],
        template=outcome.template[:MOST_TEXT],
        others=outcome.others,
    )


def _foremost(answer: Answer, reading: Reading | None) -> int:
    """How many of those whom a turn brought up are its answer or were asked about."""
    asked = {*(reading.ids if reading is not None else ()), *answer.topic}
    several = len(answer.entities) > 1
    return len({"+".join(answer.entities[:6])} if several else set(answer.entities)) + len(
        asked - (set() if several else set(answer.entities))
    )


def mentioned(query: Query, answer: Answer, reading: Reading | None) -> list[str]:
    """Whom a turn brought up, the foremost first.

    The answer itself comes first. A group of several comes first as a whole; whom the question was
    about comes before each of them, then subjects before objects of what was told.
    """
    asked = list(dict.fromkeys((*(reading.ids if reading is not None else ()), *answer.topic)))
    subjects: list[str] = []
    objects: list[str] = []
    told = answer.statements[1:] if answer.lead == "when" else answer.statements[:2]
    for statement in told if answer.status not in (NOT_IN_SYNOPSIS, NOT_YET) else ():
        fact = statement.fact
        if isinstance(fact, Event):
            own = fact.entities(fact.subject)
            each: list[str] = []
            if len(own) > 1:
                subjects.append("+".join(own[:6]))
                each = list(own)
            else:
                subjects += own
            objects += [id for role in _OBJECTS for id in fact.entities(role)]
            objects += [*REFERENCE.findall(fact.say), *each]
        else:
            subjects += [i for i in (fact.to, fact.source) if i]
    asked.sort(key=lambda id: id not in subjects)
    several = len(answer.entities) > 1
    first = ["+".join(answer.entities[:6])] if several else list(answer.entities)
    if _is_material(answer):
        # "out of what?": what it is made into stays what is talked of
        return _known(query, [*asked, *objects, *subjects, *first])
    found = [*first, *asked, *subjects, *(answer.entities[:3] if several else ()), *objects]
    return _known(query, found)


def _known(query: Query, items: list[str]) -> list[str]:
    return [s for s in items if all(i in query.film.entities for i in s.split("+"))]


def _is_material(answer: Answer) -> bool:
    """Whether an answer is no more than what something is made of."""
    fact = answer.statements[0].fact if answer.statements else None
    made_of = set(fact.entities("material")) if isinstance(fact, Event) else set()
    return bool(answer.entities) and set(answer.entities) <= made_of


def _listed(query: Query, answer: Answer, before: tuple[str, ...]) -> tuple[str, ...]:
    """What an answer enumerates: several that it names, else two people in what it tells.

    A list of three or more stays until another list comes, not only two who act together.
    """
    if len(answer.entities) > 2 or len(answer.entities) > 1 and answer.form in ("list", "how_many"):
        return answer.entities[:MOST_LISTED]
    if len(before) > 2:
        return ()
    if len(answer.entities) > 1:
        return answer.entities
    for statement in answer.statements[:1]:
        fact = statement.fact
        if isinstance(fact, Event):
            ids = tuple(i for role in (fact.subject, *_OBJECTS) for i in fact.entities(role))
        else:
            ids = tuple(i for i in (fact.source, fact.to) if i)
        people = tuple(
            i for i in dict.fromkeys(ids) if query.film.entities[i].kind in ("person", "program")
        )
        if len(people) > 1 and not set(people) & set(before):
            return people[:MOST_LISTED]
    return ()


def _nearest_is_about(query: Query, outcome: Outcome) -> bool:
    """Whether the nearest fact of a refusal is about whom the question was about."""
    answer, reading = outcome.answer, outcome.reading
    if answer.details.get("event"):
        return True
    asked = reading.ids[:1] if reading is not None else answer.topic[:1]
    facts = [s.fact for s in answer.statements if isinstance(s.fact, Event)]
    return any(set(asked) & set(query.knowledge.index.events[f.id].roles) for f in facts)


def _event(query: Query, answer: Answer) -> str:
    """The event that "that" is in the next turn: named, told first, or behind a bond told."""
    named = answer.details.get("event")
    if named:
        return str(named)
    for statement in answer.statements:
        if isinstance(statement.fact, Event):
            return statement.fact.id
    return _event_behind(query, answer.statements[0].fact) if answer.statements else ""


def _event_behind(query: Query, bond: Fact) -> str:
    """The event that tells most nearly what a bond says, so that "why?" can be asked of it."""
    if isinstance(bond, Event):
        return bond.id
    ends = {i for i in (bond.source, bond.to) if i}
    near = [e for e in query.film.events if ends <= set(query.knowledge.index.events[e.id].roles)]
    near.sort(
        key=lambda e: (
            e.sentence != bond.sentence,
            e.predicate not in ("create", bond.relation),
            e.order,
        )
    )
    return near[0].id if near else ""


def _cause(query: Query, outcome: Outcome, told: bool) -> str:
    """What an answer gave as reason, for the next "why?"."""
    answer = outcome.answer
    if answer.details.get("cause"):
        return str(answer.details["cause"])
    if not told or not answer.statements:
        return ""

    why = (
        outcome.reading is not None
        and outcome.reading.clause.wh is not None
        and (outcome.reading.clause.wh.function == "reason")
    )
    return cause_of(query.knowledge, answer.statements) if why else ""

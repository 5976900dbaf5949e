"""Bare wh-words about what was last told: "why?", "how?", "where was that?", "by whom?", "in what?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from plotbot.answer.events import manners, neighbour, reasons
from plotbot.answer.model import ANSWERED, CLARIFY, NOT_IN_SYNOPSIS, Answer, Statement
from plotbot.conversation.context import Context
from plotbot.film.model import Event
from plotbot.knowledge import Knowledge
from plotbot.language.inflection import noun_lemma
from plotbot.question import grammar
from plotbot.question.patterns import OBJECT_ROLES

_PREPOSITIONS = "|".join(grammar.DEFAULT_PREPOSITION_ROLES)
_WORDS = "who|whom|what|where|when|why|how|which one"
_BARE = re.compile(
    rf"^(?:exactly )?(?:({_PREPOSITIONS}) )?({_WORDS})(?: exactly| not| so| come| then| on earth)*(?: ({_PREPOSITIONS}))?$"
)
_ABOUT_THAT = re.compile(
    r"^(why|how|where|when) (?:was|is|were|are|did|does|do|has|had) (?:that|this|it|all that|all this)"
    r"(?: (?:happen|happened|be|been|so|possible|take place|occur|come about|going on|the case|work|all))*$"
)
_DONE = re.compile(
    r"^(who|why|how|where|when) (?:did|does|do|has|had|would|was|were|is)?(?: ?(he|she|they|it))? ?"
    r"(?:do|does|did|done|doing) (?:that|this|it|so|such a thing)$"
)
_PRESENT = re.compile(
    r"^who (?:else )?(?:was|is|were|are) (?:there|present|involved|in (?:it|that)|part of (?:it|that))(?: then| too| as well)?$"
)
_HELPED = re.compile(
    r"^who (?:else )?(?:helped|helps|did help|assisted|aided|supported|joined|was with|is with|worked with) (?:him|her|it|them)"
    r"(?: (?:with|in|to do|do) (?:that|this|it))?$|^(?:alone|on (?:his|her|its|their) own|by (?:himself|herself|itself|themselves))$"
)
_WHICH_PLACE = re.compile(r"^(?:in|at|to|on|from|into) (?:what|which) (\w+)$")
_DOING_WHAT = re.compile(r"^(?:(?:and|but) )?(?:in order )?(?:to )?do(?:ing)? what$")
_FOLLOWED = ("because", "purpose", "content", "means")
_PEOPLE = ("person", "group", "program")


def elliptic(context: Context) -> Answer | None:
    """The answer to a bare wh-word or one with "that"; None where the message is no such thing."""
    asked = _asked(context)
    if asked is None:
        return None
    if not context.told:
        return None if context.state.begun else Answer(CLARIFY, form="clarify")
    word, preposition = asked
    if word == "why" or (word, preposition) == ("what", "for"):
        return _why(context)
    if word == "how" and not preposition:
        return _first(context, "how", lambda e: manners(context.knowledge, e))
    if word == "where":
        return _first(context, "where", lambda e: _placed(context, e))
    if word == "when":
        return _when(context, context.told[0])
    if word == "deed":
        return _deed(context)
    if word == "helper":
        return _helpers(context)
    if word == "present":
        return _present(context)
    return participant(context, word, preposition)


def _when(context: Context, event: Event) -> Answer:
    """When an event happens: after which other, or during which."""
    around = context.event(next(iter(event.links.get("during", ())), "")) or neighbour(
        context.knowledge.film.events, event, -1
    )
    statements = tuple(Statement(e) for e in (around, event) if e is not None)
    return Answer(
        ANSWERED,
        "when" if len(statements) > 1 else "",
        statements,
        form="when",
        details={"event": event.id},
    )


def _present(context: Context) -> Answer:
    """Who takes part in what was last told, with all that its sentence tells."""
    film = context.knowledge.film
    event = context.told[0]
    here = [
        event,
        *(e for e in context.query.story.told if e.sentence == event.sentence and e is not event),
    ]
    ids = tuple(
        dict.fromkeys(
            i
            for e in here
            for role in e.roles
            for i in e.entities(role)
            if film.entities[i].kind in _PEOPLE
        )
    )
    return Answer(
        ANSWERED,
        statements=tuple(Statement(e) for e in here[:2]),
        entities=ids,
        form="list",
        details={"event": event.id},
    )


def _deed(context: Context) -> Answer:
    """What somebody is made, wants or comes to do: the content or purpose of what was last told."""
    for event in context.told[:3]:
        for link in ("purpose", "content"):
            if any(context.event(id) for id in event.links.get(link, ())):
                links = ("purpose",) if link == "purpose" else ()
                return Answer(
                    ANSWERED,
                    statements=(Statement(event, links),),
                    form="what",
                    details={"event": event.id},
                )
    return _untold(context, "what")


def _helpers(context: Context) -> Answer:
    """Those who did together what was last told."""
    event = context.told[0]
    return Answer(
        ANSWERED,
        statements=(Statement(event),),
        entities=event.entities(event.subject),
        form="who",
        details={"event": event.id},
    )


def _asked(context: Context) -> tuple[str, str] | None:
    """The wh-word of the message and the preposition with it."""
    if _DOING_WHAT.match(context.low):
        return "deed", ""
    if _PRESENT.match(context.bare):
        return "present", ""
    if _HELPED.match(context.bare) and any(
        len(e.entities(e.subject)) > 1 for e in context.told[:1]
    ):
        return "helper", ""
    if context.kind in ("why", "how"):
        return context.kind, ""
    for low in (context.bare, context.low):
        found = _BARE.match(low)
        if found:
            return found.group(2), found.group(3) or found.group(1) or ""
        which = _WHICH_PLACE.match(low)
        if which and "place" in {
            b
            for c in context.knowledge.index.concepts_of(noun_lemma(which.group(1)))
            for b in context.knowledge.language.broader_concepts(c)
        }:
            return "where", ""
        about = _ABOUT_THAT.match(low)
        if about and (" it" not in low or "happen" in low):
            return about.group(1), ""
        done = _DONE.match(low)
        if done and _agrees(context, done.group(2) or ""):
            return done.group(1), ""
    return None


def _agrees(context: Context, pronoun: str) -> bool:
    """Whether a pronoun may be the subject of the event last told."""
    if not pronoun or not context.told:
        return True
    event = context.told[0]
    ids = event.entities(event.subject)
    entities = [context.knowledge.film.entities[i] for i in ids]
    if pronoun == "they":
        return len(entities) > 1 or any(e.kind == "group" for e in entities)
    return any(e.pronoun == pronoun for e in entities)


def _candidates(context: Context) -> list[Event]:
    """What a bare question may be about: the cause last given, the event, and what else was told."""
    cause = context.event(context.state.cause)
    return list(dict.fromkeys([*context.told, *([cause] if cause else [])]))


def _why(context: Context) -> Answer:
    """The reason of the cause last given, or of the event: a chain of "why?" goes back cause by cause."""
    cause = context.event(context.state.cause)
    chain = [cause] if cause is not None else []
    if not chain and _is_bond(context, context.state.cause):
        return _untold(context, "why")
    for event in chain or context.told:
        found = explanation(context, event)
        if found and not (chain and found == (Statement(event),)):
            return Answer(
                ANSWERED,
                statements=found,
                form="why",
                details={
                    "event": found[0].fact.id,
                    "cause": cause_of(context.knowledge, found) or event.id,
                },
            )
    return _untold(context, "why")


def _is_bond(context: Context, id: str) -> bool:
    return id in context.knowledge.film.bond


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
        for id in first.fact.links.get("purpose" if link == "aim" else link, ()):
            if link == "because" and (id in knowledge.film.event or id in knowledge.film.bond):
                return id
    for link in first.links:
        for id in first.fact.links.get(link, ()):
            if id in knowledge.film.event:
                return id
    return ""


def _placed(context: Context, event: Event) -> tuple[Statement, ...]:
    """Where an event is: its own place, or that of what it belongs to."""
    if any(event.fillers(role) for role in ("place", "goal", "source")):
        return (Statement(event, (), True),)
    linked = [id for link in ("during", *_FOLLOWED) for id in event.links.get(link, ())]
    for other in (context.event(id) for id in linked):
        if other is not None and other.fillers("place"):
            return (Statement(other, (), True),)
    return ()


def _first(
    context: Context, form: str, explain: Callable[[Event], tuple[Statement, ...]]
) -> Answer:
    for event in _candidates(context)[:4]:
        found = explain(event)
        if found:
            return Answer(
                ANSWERED, statements=found, form=form, details={"event": found[0].fact.id}
            )
    return _untold(context, form)


def participant(context: Context, word: str, preposition: str, others: bool = False) -> Answer:
    """Who or what has the role that a preposition asks for in the event last told.

    ``others``: those to whom something is done, not whoever does it.
    """
    wanted = (*OBJECT_ROLES, "company") if others and not preposition else _roles(word, preposition)
    events = _candidates(context)
    linked = [
        context.event(i) for e in events[:2] for link in _FOLLOWED for i in e.links.get(link, ())
    ]
    for event in [*events[:3], *(e for e in linked if e is not None and e.status == "happens")]:
        found = participants(context, event, word, wanted, preposition or ("to" if others else ""))
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
    return _untold(context, word)


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
            if (film.entities[i].kind in _PEOPLE) == (word in ("who", "whom"))
        )
        if word == "what" and event.fillers(role) and not any(ids):
            return _text(event)
        if role == event.subject and len(found) == 1 and preposition not in ("by", ""):
            continue
        if found:
            return found
    return ()


def _text(event: Event) -> tuple[str, ...]:
    """Ids for a filler that is a phrase: those of the event itself, so that the answer is not empty."""
    return (
        tuple(event.entities(event.subject)[:1])
        or tuple(i for r in event.roles for i in event.entities(r))[:1]
    )


def _untold(context: Context, form: str, event: Event | None = None) -> Answer:
    event = event or context.told[0]
    return Answer(
        NOT_IN_SYNOPSIS, statements=(Statement(event),), form=form, details={"event": event.id}
    )


__all__ = ["cause_of", "elliptic", "explanation", "participants"]

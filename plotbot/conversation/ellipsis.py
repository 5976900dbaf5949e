"""Bare wh-words about what was last told: "why?", "where was that?", "by whom?", "in what?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from plotbot.answer.events import manners, neighbour
from plotbot.answer.model import ANSWERED, CLARIFY, Answer, Statement
from plotbot.conversation.causes import cause_of, explanation
from plotbot.conversation.context import Context
from plotbot.conversation.participants import (
    FOLLOWED,
    PEOPLE,
    candidates,
    participant,
    untold,
)
from plotbot.film.model import PLACE_ROLES, Event
from plotbot.language.inflection import noun_lemma
from plotbot.question import grammar

_PREPOSITIONS = "|".join(grammar.DEFAULT_PREPOSITION_ROLES)
_WORDS = "who|whom|what|where|when|why|how|which one"
_BARE = re.compile(
    rf"^(?:exactly )?(?:({_PREPOSITIONS}) )?({_WORDS})(?: exactly| not| so| come| then|"
    rf" on earth)*(?: ({_PREPOSITIONS}))?$"
)
_ABOUT_THAT = re.compile(
    r"^(why|how|where|when) (?:was|is|were|are|did|does|do|has|had) (?:that|this|it|all that|"
    r"all this)"
    r"(?: (?:happen|happened|be|been|so|possible|take place|occur|come about|going on|the case|"
    r"work|all))*$"
)
_SEEN = re.compile(
    r"^(where|when) (?:do|did|can|will) (?:we|you|i|they|the (?:audience|viewers?))"
    r" (?:get to |come to )?(?:see|watch|learn|hear|find out|get) (?:about |of )?(?:this|that|it)$"
)
_DONE = re.compile(
    r"^(who|why|how|where|when) (?:did|does|do|has|had|would|was|were|is)?(?: ?(he|she|they|it))? ?"
    r"(?:do|does|did|done|doing) (?:that|this|it|so|such a thing)$"
)
_PRESENT = re.compile(
    r"^who (?:else )?(?:was|is|were|are|comes?|came) (?:there|present|involved|aboard|on board|"
    r"along|in (?:it|that)|part of (?:it|that)|(?:there |aboard |along )?with (?:him|her|them|it))"
    r"(?: it)?(?: then| too| as well)?$"
)
_HELPED = re.compile(
    r"^who (?:else )?(?:helped|helps|did help|assisted|aided|supported|joined|was with|is with|"
    r"worked with) (?:him|her|it|them)"
    r"(?: (?:with|in|to do|do) (?:that|this|it))?$|^(?:alone|on (?:his|her|its|their) own|"
    r"by (?:himself|herself|itself|themselves))$"
)
_WHICH_PLACE = re.compile(
    r"^(?:in|at|to|on|from|into) (?:what|which) (\w+)(?: (?:is|was|were|are) (?:that|this|it|all "
    r"(?:that|this))| (?:does|did|do) (?:that|this|it|all (?:that|this)) "
    r"(?:happen|take place|occur))?$"
)
_CONSEQUENCE = re.compile(
    r"^what (?:happen(?:s|ed)|comes?|came|result(?:s|ed)|follow(?:s|ed)) "
    r"(?:because of|as a result(?: of)?|out of|from|of)(?: (?:that|this|it))?$"
    r"|^what (?:was|were|is|are) the (?:consequences?|results?|effects?|outcomes?)"
    r"(?: of (?:that|this|it))?$|^with what (?:results?|effects?|consequences?)$"
    r"|^what (?:did|does|do|will|would) (?:that|this|it|all (?:that|this)) (?:then )?(?:lead to|"
    r"cause|result in|bring about|entail|mean for \w+|trigger|provoke|make possible|allow(?: for)?|"
    r"enable|set off|achieve)$"
    r"|^what (?:was|is|were) (?:caused|triggered|made possible|enabled|brought about) by "
    r"(?:that|this|it)$"
    r"|^to what (?:did|does) (?:that|this|it) lead$|^what (?:effect|result|consequences?) "
    r"(?:does|did|has|had) (?:that|this|it)(?: have| had)?$"
)
_ENABLED = re.compile(
    r"^(?:what|who) (?:made|makes|has made) (?:that|this|it) (?:possible|happen)$"
    r"|^(?:what|who) (?:allowed|allows|enabled|enables|permitted|led to|leads to|caused|causes|"
    r"triggered|triggers|brought about|brought on|prompted|provoked|set off|occasioned) "
    r"(?:that|this|it|all (?:that|this))(?: to happen)?$"
    r"|^what (?:was|is) (?:that|this|it) (?:caused by|due to|down to|the result of)$"
)
_DOING_WHAT = re.compile(
    r"^(?:(?:and|but|so) )?(?:(?!to |by |into )\w+ )?(?:in order )?(?:(to|by|into) )?"
    r"do(?:ing)? what$"
    r"|^(?:(?:and|but|so) )?(?:in order )?to (?!what|which|whom?|whose)\w+ "
    r"(?:whom?|what|which \w+)$"
)
_ALONE = re.compile(r"^(with|from|by|into|about|against)$")


def elliptic(context: Context) -> Answer | None:
    """The answer to a bare wh-word or one with "that"; None where the message is no such thing."""
    asked: tuple[str, str] | None
    doing = _doing(context)
    if doing is not None:
        state = replace(context.state, event=doing[1].id, cause="", facts=())
        context, asked = replace(context, state=state), (doing[0], "")
    else:
        asked = _asked(context)
    if asked is None and (context.told or not _DONE.match(context.bare)):
        return None
    if asked is None or not context.told:
        return None if context.state.begun else Answer(CLARIFY, form="clarify")
    word, preposition = asked
    if word == "why" or (word, preposition) == ("what", "for"):
        return _why(context)
    if word == "how" and not preposition:
        return _first(context, "how", lambda e: manners(context.knowledge, e))
    if word == "where":
        roles = _ASKED_PLACES.get(preposition, ())
        return _first(context, "where", lambda e: _placed(context, e, roles))
    if word == "when":
        return _when(context, context.told[0])
    if word == "consequence":
        return _consequences(context)
    if word == "deed":
        return _deed(context)
    if word == "way":
        return _way(context)
    if word == "either":
        thing = participant(context, "what", preposition)
        return thing if not thing.refused else participant(context, "whom", preposition)
    if word == "helper":
        return _helpers(context)
    if word == "present":
        return _present(context)
    return participant(context, word, preposition)


def _when(context: Context, event: Event) -> Answer:
    """When an event happens: its time, where that is told; after which other, or during which."""
    if event.fillers("time"):
        return Answer(
            ANSWERED, statements=(Statement(event),), form="when", details={"event": event.id}
        )
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


def _consequences(context: Context) -> Answer:
    """What comes of what was last told, of all of it, without what was told itself."""
    told = {e.id for e in context.told}
    came = [
        e
        for e in context.query.story.told
        if e.id not in told
        and any(set(e.links.get(link, ())) & told for link in ("because", "means"))
    ]
    if came:
        return Answer(ANSWERED, statements=tuple(Statement(e) for e in came[:3]), form="what")
    return context.query.story.consequences(context.told[0]) or untold(context, "what")


def _present(context: Context) -> Answer:
    """Who takes part in what was last told, with all that its sentence tells."""
    film = context.knowledge.film
    event = next((e for e in context.told[:4] if e.fillers("company")), context.told[0])
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
            if film.entities[i].kind in PEOPLE
        )
    )
    return Answer(
        ANSWERED,
        statements=tuple(Statement(e) for e in here[: 1 if event.fillers("company") else 2]),
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
    return untold(context, "what")


def _way(context: Context) -> Answer:
    """How what was last told was done; where no way is told, the deed itself says what was done."""
    found = _first(context, "how", lambda e: manners(context.knowledge, e))
    if not found.refused:
        return found
    event = context.told[0]
    return Answer(ANSWERED, statements=(Statement(event),), form="how", details={"event": event.id})


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
    if _CONSEQUENCE.match(context.bare):
        return "consequence", ""
    if _ENABLED.match(context.bare):
        return "why", ""
    doing = _DOING_WHAT.match(context.low)
    if doing:
        return "way" if doing.group(1) == "by" else "deed", ""
    alone = _ALONE.match(context.bare)
    if alone:
        return "either", alone.group(1)
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
        if which and context.knowledge.index.is_kind_of(noun_lemma(which.group(1)), "place"):
            return "where", ""
        seen = _SEEN.match(low)
        if seen:
            return "when", ""
        about = _ABOUT_THAT.match(low)
        if about and (" it" not in low or "happen" in low):
            return about.group(1), ""
    return _verbless(context)


_FUNCTIONS = {"reason": "why", "place": "where", "time": "when", "manner": "how"}


def _verbless(context: Context) -> tuple[str, str] | None:
    """The wh-word of a question without a verb, as the parser reads it: "to what end?".

    What stands beside it may only point back ("why there?", "why him?").
    """
    reading = context.glance(re.sub(r"^(?:and|but|so) ", "", context.text))
    frame, wh = reading.clause.frame, reading.clause.wh
    if wh is None or frame.verb or frame.units or frame.auxiliary or reading.part:
        return None
    if any(not p.pronoun and not p.wh and p is not wh.phrase for p in reading.phrases):
        return None
    asked = _FUNCTIONS.get(wh.function, "")
    if asked and wh.phrase is None:
        return asked, ""
    if wh.phrase is not None and wh.phrase.head:
        nouns = context.knowledge.speech.forms.get("asked_nouns", {})
        return ("consequence", "") if wh.phrase.head in nouns.get("consequence", ()) else None
    if wh.word in ("who", "whom", "what") and wh.function in grammar.DEFAULT_PREPOSITION_ROLES:
        return wh.word, wh.function
    return None


def _doing(context: Context) -> tuple[str, Event] | None:
    """The wh-word of "why did she do that?" and what she did; None for any other message.

    What was done is the event last told, or one behind it, of which the pronoun is the subject.
    """
    done = _DONE.match(context.bare) or _DONE.match(context.low)
    if done is None:
        return None
    behind = [
        context.event(i)
        for e in candidates(context)
        for link in ("because", "means", "content")
        for i in e.links.get(link, ())
    ]
    for event in (*candidates(context), *behind):
        if event is not None and _agrees(context, event, done.group(2) or ""):
            return done.group(1), event
    return None


def _agrees(context: Context, event: Event, pronoun: str) -> bool:
    """Whether a pronoun may be the subject of an event."""
    entities = [context.knowledge.film.entities[i] for i in event.entities(event.subject)]
    if not pronoun:
        return True
    if pronoun == "they":
        return len(entities) > 1 or any(e.kind == "group" for e in entities)
    return len(entities) == 1 and entities[0].pronoun == pronoun


def _why(context: Context) -> Answer:
    """The reason of the cause last given, else of the event: "why?" goes back cause by cause."""
    cause = context.event(context.state.cause)
    chain = [cause] if cause is not None else []
    if not chain and _is_bond(context, context.state.cause):
        return untold(context, "why")
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
    return untold(context, "why")


def _is_bond(context: Context, id: str) -> bool:
    return id in context.knowledge.film.bond


_ASKED_PLACES = {"to": ("goal",), "into": ("goal",), "towards": ("goal",), "from": ("source",)}
"""Roles of the places that a preposition asks for: "where to?", "from where?"."""


def _placed(context: Context, event: Event, roles: Sequence[str] = ()) -> tuple[Statement, ...]:
    """Where an event is: its own place, or that of what it belongs to."""
    if roles:
        return (Statement(event, (), True),) if any(map(event.fillers, roles)) else ()
    if any(event.fillers(role) for role in PLACE_ROLES):
        return (Statement(event, (), True),)
    linked = [id for link in ("during", *FOLLOWED) for id in event.links.get(link, ())]
    for other in (context.event(id) for id in linked):
        if other is not None and other.fillers("place"):
            return (Statement(other, (), True),)
    return ()


def _first(
    context: Context, form: str, explain: Callable[[Event], tuple[Statement, ...]]
) -> Answer:
    for event in candidates(context)[:4]:
        found = explain(event)
        if found:
            return Answer(
                ANSWERED, statements=found, form=form, details={"event": found[0].fact.id}
            )
    return untold(context, form)

"""More of the same: "who else?", "anything else?", "tell me more", "only him?"."""

from __future__ import annotations

import re

from plotbot.answer.model import ANSWERED, CORRECTED, NOT_IN_SYNOPSIS, Answer, Statement
from plotbot.conversation.context import Context, Outcome
from plotbot.conversation.focus import MOST_FACTS
from plotbot.film.model import Bond, Event, Fact

_ELSE = re.compile(
    r"^(?:and )?(?:(?:is|was|were|are) there )?(?:who|whom|what|where|anyone|anybody|anything|"
    r"someone|somebody|something|any|nobody|no one|nothing)"
    r" (?:else|more|others?)(?: (?:then|too|there|at all))?$|^(?:and )?(?:what|who) (?:is|are|"
    r"was|were) the others?$|^any others?$"
)
_ONLY = re.compile(
    r"^(?:and )?(?:only|just|nobody but|no one but|is that|was that) (.+?)(?: alone)?$"
)
_ALL = re.compile(
    r"^(?:and )?(?:is|was) that (?:it|all|everything|everyone|everybody)$|^(?:and )?(?:that is|"
    r"just) (?:it|all)$"
)
_MORE = re.compile(
    r"^(?:can you |please |could you )*(?:tell me|say|give me|i want to know|know)? ?(?:some |"
    r"a bit |a little )?more(?: about (?:that|it|him|her|them|this))?(?: please)?$"
)
MOST_NEW = 3


def listed(context: Context) -> Outcome | None:
    """What a message that asks for more of the same comes to; None where it does not."""
    low = context.bare
    if not context.told and not context.state.facts:
        return None
    if _ELSE.match(low) or _ALL.match(low):
        return _others(context, bool(_ALL.match(low)))
    if context.kind == "more" or _MORE.match(low):
        return _more(context)
    only = _ONLY.match(low)
    if only:
        reading = context.read(only.group(1))
        ids = next((p.ids for p in reading.phrases if p.ids), ())
        if ids and reading.clause.wh is None and not reading.clause.frame.units:
            return _only(context, ids)
    return None


def _same_question(context: Context) -> tuple[Answer, list[tuple[Fact, tuple[str, ...]]]]:
    """The last question asked again, with all that answers it: each fact and whom it names."""
    reading = context.read(context.state.question, alone=True)
    answer = context.query.answer(reading)
    events = context.query.events
    found: list[tuple[Fact, tuple[str, ...]]] = []
    for match in events.candidates(reading) if answer.details.get("match") else []:
        if not events.valid(match) or match.predicate < 0.85 or match.event.status != "happens":
            continue
        fillers = tuple(id for _, filler in events.filling.fillers(match) for id in filler.entities)
        if fillers:
            found.append((match.event, fillers))
    for statement in answer.statements:
        fact = statement.fact
        if fact not in [f for f, _ in found]:
            ids = (
                fact.entities(fact.subject)
                if isinstance(fact, Event)
                else tuple(i for i in (fact.to, fact.source) if i)
            )
            found.append((fact, tuple(i for i in ids if i in answer.entities)))
    return answer, found


def _others(context: Context, closing: bool) -> Outcome:
    """Those who answer the last question beyond the ones told; a refusal where there is nobody."""
    state = context.state
    if not state.question:
        return _more(context)
    _, found = _same_question(context)
    known = {i for s in (*state.salient[:1], *state.listed) for i in s.split("+")}
    told_events = {e.id for e in context.told} | set(state.facts)
    new = [(f, ids) for f, ids in found if f.id not in told_events and not set(ids) <= known]
    if not new:
        together = [e for e in context.told if len(e.entities(e.subject)) > 1]
        if together and not closing and not state.listed:
            return Outcome(
                _answer(together[:1], together[0].entities(together[0].subject)), keeps=True
            )
        return Outcome(
            Answer(NOT_IN_SYNOPSIS, "nobody_else", form="list", details={"event": state.event}),
            keeps=True,
        )
    facts = [f for f, _ in new[:MOST_NEW]]
    return Outcome(_answer(facts, tuple(i for _, ids in new[:MOST_NEW] for i in ids)), keeps=True)


def _answer(facts: list[Fact] | list[Event], ids: tuple[str, ...]) -> Answer:
    event = next((f.id for f in facts if isinstance(f, Event)), "")
    return Answer(
        ANSWERED,
        statements=tuple(Statement(f) for f in facts),
        entities=tuple(dict.fromkeys(ids)),
        form="list",
        details={"event": event, "adds": True},
    )


def _more(context: Context) -> Outcome:
    """Further facts about whom the conversation is about, those not told yet."""
    film, index = context.knowledge.film, context.knowledge.index
    told = set(context.state.facts)
    said = {f.say for f in context.told}
    for item in context.state.salient:
        for id in item.split("+"):
            if id not in film.entities:
                continue
            events = [
                e
                for e in context.query.characters.concerning(id)
                if e.id not in told and e.say not in said
            ]
            bonds: list[Bond] = [
                b for b in index.bonds_from.get(id, ()) if b.id not in told and b.value
            ]
            unique: dict[str, Fact] = {b.value or "": b for b in bonds[:1]}
            for event in events:
                unique.setdefault(event.say, event)
            new = list(unique.values())[:MOST_NEW]
            if new:
                return Outcome(_answer(new, (id,)), keeps=True)
        if context.state.facts and len(told) >= MOST_FACTS:
            break
    return Outcome(
        Answer(
            NOT_IN_SYNOPSIS, "nothing_more", form="list", details={"event": context.state.event}
        ),
        keeps=True,
    )


def _only(context: Context, ids: tuple[str, ...]) -> Outcome:
    """Whether nobody else answers the last question: all of them again where somebody does."""
    answer, found = _same_question(context)
    everyone = tuple(dict.fromkeys(i for _, named in found for i in named)) or answer.entities
    if not set(everyone) & set(ids):
        told = tuple(i for e in context.told[:1] for i in e.entities(e.subject))
        everyone = next(
            (known for known in (told, context.state.listed) if set(known) & set(ids)), ids
        )
        found = []
    alone = set(everyone) <= set(ids) | {m for i in ids for m in context.knowledge.index.members(i)}
    facts = [f for f, _ in found[:MOST_NEW]] or list(context.told[:1])
    made = _answer(facts, everyone)
    return Outcome(
        Answer(
            ANSWERED if alone else CORRECTED,
            "yes" if alone else "no",
            made.statements,
            made.entities,
            form="list",
            details={**made.details, "adds": False},
        ),
        keeps=True,
    )

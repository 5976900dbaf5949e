"""The answer to a question back: a name, "the second one", a number, "both".

Anything else is a new question.
"""

from __future__ import annotations

import re
from dataclasses import replace

from plotbot.answer import clauses
from plotbot.answer.model import CLARIFY
from plotbot.conversation.asking import ask
from plotbot.conversation.context import Context, Outcome
from plotbot.question import grammar

_LEAD_IN = re.compile(
    r"^(?:(?:no|yes|ok|well|sorry)[ ,]+)*(?:i (?:mean|meant|am asking about|was thinking of|"
    r"want)|it is|that is|make it|take|say|about|number)[ ,]+",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"^(?:both|all|each|either|any|everyone|everybody|the two|all (?:two|three|"
    r"four))(?: of (?:them|those|these))?(?: please| then)*$|^them both$|^(?:does not|"
    r"do not) matter$"
)
_ORDINALS = {**grammar.ORDINALS, "latter": -1, "former": 1, "other": 2}
_WORDS = "|".join((*_ORDINALS, *list(grammar.NUMBER_WORDS)[1:8]))
_PLACE = re.compile(
    rf"^(?:(?:option|number|choice|answer|no) )?(?:the )?({_WORDS}|[1-9])"
    rf"(?: (?:one|of them|guy|person|option))*(?: please)?$"
)
MOST_WORDS = 6


def chosen(context: Context) -> list[Outcome]:
    """The answers after a choice, one for each chosen; empty where the message chooses nobody."""
    state = context.state
    if state.status != CLARIFY or "{}" not in state.template:
        return []
    ids = _choice(context)
    film = context.knowledge.film
    if not ids:
        return []
    template = state.template
    asked = [template.replace("{}", clauses.name(film, id)).replace("'s's", "'s") for id in ids]
    others = tuple(i for i in state.choices if i not in ids)
    return [replace(ask(context, text), template=template, others=others) for text in asked]


def _choice(context: Context) -> list[str]:
    state = context.state
    known = [i for i in state.choices if i in context.knowledge.film.entities]
    raw = _LEAD_IN.sub("", re.sub(r"[?!. ]+$", "", context.segment.raw or context.text).strip())
    low = re.sub(r"[^a-z0-9' ]", "", raw.lower()).strip()
    if known and (_BOTH.match(low) or _BOTH.match(context.bare)):
        return known
    place = _PLACE.match(low) or _PLACE.match(context.bare)
    if known and place:
        word = place.group(1)
        number = (
            int(word)
            if word.isdigit()
            else _ORDINALS.get(word) or grammar.NUMBER_WORDS.get(word, 0)
        )
        index = len(known) - 1 if number < 0 else number - 1
        return [known[index]] if 0 <= index < len(known) else []
    if len(low.split()) > MOST_WORDS:
        return []
    described = _described(context, low, known)
    if described:
        return described
    reading = context.read(raw)
    if reading.wh or reading.clause.frame.units and reading.clause.frame.verb not in ("be", ""):
        return []
    parts = [p for phrase in reading.phrases for p in (phrase.parts or (phrase,))]
    found = [i for p in parts for ids in (p.ids, *p.choices) for i in ids if i in known]
    if found:
        several = len(parts) > 1
        return list(dict.fromkeys(found)) if several else found[:1]
    return [i for p in parts for i in p.ids[:1]] if not known else []


_DESCRIBED = re.compile(
    r"^(?:the|that) (?:(?P<trait>\w+) )?(?:one|guy|man|woman|girl|boy|person|lady|dude)"
    r"(?: (?:who|that|which) (?P<deed>.+))?$"
)


def _described(context: Context, low: str, known: list[str]) -> list[str]:
    """Which one of those asked about "the fast one" or "the one who dies" is, where it is one."""
    found = _DESCRIBED.match(low)
    if found is None or not (found.group("trait") or found.group("deed")) or _PLACE.match(low):
        return []
    deed, trait = found.group("deed"), found.group("trait")
    told = ask(context, f"who {deed}" if deed else f"who is {trait}").answer
    facts = [s.fact for s in told.statements[:1] if not told.refused]
    roles = context.knowledge.index.events
    named = {i for fact in facts if fact.id in roles for i in roles[fact.id].roles}
    one = [i for i in known if i in named | set(told.entities)]
    return one if len(one) == 1 else []

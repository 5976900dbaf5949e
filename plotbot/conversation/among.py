"""One or all of several: "which of them leaves?", "do both survive?", "was he one of them?".

What is asked of some of those who were spoken of is asked of each by name.
"""

from __future__ import annotations

import re

from plotbot.answer import clauses
from plotbot.answer.model import ANSWERED, CORRECTED, Answer, Statement
from plotbot.conversation.asking import ask, declined
from plotbot.conversation.context import Context, Outcome
from plotbot.film.model import PEOPLE, REFERENCE, Event
from plotbot.language.inflection import lemma_of_verb
from plotbot.question import grammar

_NUMBERS = "two|three|four|five|six"
_THEM = (
    rf"(?:(?:all |both )?(?:of )?(?:the |these |those )?(?P<number>{_NUMBERS})(?: of (?:them|these|"
    r"those))?|them|these|those)"
)
_AUX = "|".join(sorted(grammar.AUXILIARIES))
_WHICH = re.compile(rf"^(?:which|who)(?: ones?)? (?:out )?of {_THEM} (?P<rest>.+)$")
_WHICH_ONE = re.compile(r"^which (?:one|ones) (?P<rest>(?!of\b|do\b|does\b|did\b).+)$")
_EACH = r"(?:both|all|each(?: one)?|every ?one|everybody|(?:either|any)(?: one)?|neither)"
_BOTH = re.compile(
    rf"^(?P<aux>{_AUX}) (?:they |(?:the|these|those) (?:{_NUMBERS}) )?(?P<each>{_EACH})"
    rf"(?: of {_THEM}| (?P<count>{_NUMBERS}))? (?P<rest>.+)$"
)
_THEY_BOTH = re.compile(
    rf"^(?:they |(?:the|these|those) (?:{_NUMBERS}) )(?P<aux>(?:{_AUX}) )?(?P<each>both|all|each) "
    r"(?P<rest>.+)$"
)
_ONE_OF = re.compile(
    rf"^(?:is|was|are|were) (?P<who>.+?) (?:(?:also |too |then )?(?:one|two|part) of|among(?:st)?)"
    rf" {_THEM}(?: (?:too|as well|also|then))?$"
)
_NOT = re.compile(r"\b(?:not|no longer|never|not any (?:more|longer))\b ?")
_THE_ONE = re.compile(r"^the (.+) one$")
_SAYS_NO = ("no", "planned")
"""Leads of answers by which something is not so."""
_EITHER = ("either", "any", "neither")
MOST = 8


def among(context: Context) -> Outcome | None:
    """What is asked of one or all of those spoken of; None where it is no such question."""
    low = context.bare
    one = _ONE_OF.match(low)
    if one:
        return _one_of(context, one.group("who"))
    both = _BOTH.match(low) or _THEY_BOTH.match(low)
    if both:
        return _each(context, both)
    which = _WHICH.match(low)
    if which:
        return _which(context, _meant(context, which.group("number") or ""), which.group("rest"))
    which = _WHICH_ONE.match(low)
    return _which(context, _meant(context, ""), which.group("rest")) if which else None


def _meant(context: Context, number: str) -> tuple[str, ...]:
    """Those whom "them" or "the two" means, each by itself; empty where they are not several."""
    wanted = grammar.NUMBER_WORDS.get(number, 0)
    talked_of = (_each_of(context, tuple(s.split("+"))) for s in context.state.salient)
    for ids in (*talked_of, context.state.listed):
        if 1 < len(ids) <= MOST and wanted in (0, len(ids)) and _people(context, ids):
            return ids
    return ()


def _each_of(context: Context, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Some entities, a group by its members."""
    entities = context.knowledge.film.entities
    return tuple(dict.fromkeys(i for id in ids for i in (entities[id].members or (id,))))


def _with_groups(context: Context, ids: tuple[str, ...]) -> tuple[str, ...]:
    groups = context.knowledge.index.groups_of
    return (*ids, *(group for id in ids for group in groups.get(id, ())))


def _people(context: Context, ids: tuple[str, ...]) -> bool:
    return all(context.knowledge.film.entities[i].kind in PEOPLE for i in ids)


def _which(context: Context, meant: tuple[str, ...], rest: str) -> Outcome | None:
    """Those of some of whom it is so; None where that is nobody, all, or was answered as it is."""
    if not meant:
        return None
    affirmed, negated = _NOT.subn("", rest)
    plain = ask(context, context.text)
    if not negated and not plain.answer.refused:
        told = [id for id in meant if _tells_of(plain.answer, (id,))]
        if 0 < len(told) < len(meant):
            return plain
    wanted = _SAYS_NO if negated else ("yes",)
    fitting = {}
    for id in meant:
        found = ask(context, _whether(context, id, affirmed))
        if found.answer.lead in wanted and _tells_of(found.answer, (id,)):
            fitting[id] = found
    if not fitting or len(fitting) == len(meant):
        return Outcome(declined(plain.answer), plain.reading)
    statements = [s for found in fitting.values() for s in found.answer.statements[:1]]
    answer = Answer(
        ANSWERED, statements=tuple(dict.fromkeys(statements)), entities=tuple(fitting), form="which"
    )
    return Outcome(answer, next(iter(fitting.values())).reading)


def _each(context: Context, asked: re.Match[str]) -> Outcome | None:
    """Whether something is so of all of some; None where that is told of none of them."""
    groups = asked.groupdict()
    meant = _meant(context, groups.get("number") or groups.get("count") or "")
    helper = (groups["aux"] or "do").strip()
    found = [ask(context, _whether(context, id, f"{helper} {groups['rest']}")) for id in meant]
    told = [
        o.answer
        for id, o in zip(meant, found, strict=True)
        if o.answer.lead in ("yes", *_SAYS_NO) and o.answer.statements
        if _tells_of(o.answer, _with_groups(context, (id,)))
    ]
    yes, no = ([a for a in told if a.lead in leads] for leads in (("yes",), _SAYS_NO))
    if groups["each"].split(" ")[0] in _EITHER:
        deciding = yes or (no if len(no) == len(meant) else [])
    else:
        deciding = no or (yes if len(yes) == len(meant) else [])
    if not deciding:
        plain = ask(context, context.text)
        theirs = _with_groups(context, meant)
        told_of = plain.answer.refused or not meant or _tells_of(plain.answer, theirs)
        return plain if told_of else Outcome(declined(plain.answer), plain.reading)
    statements = tuple(dict.fromkeys(a.statements[0] for a in deciding))
    lead = deciding[0].lead
    answer = Answer(
        ANSWERED if lead == "yes" else CORRECTED,
        lead,
        statements,
        topic=meant,
        form="whether",
        details={"event": statements[0].fact.id},
    )
    return Outcome(answer, found[0].reading)


def _one_of(context: Context, words: str) -> Outcome | None:
    """Whether somebody is one of those of whom the last answer told something together."""
    event = next(iter(context.told), None)
    ids = next((p.ids for p in context.read(words).phrases if p.ids), ())
    if event is None or not ids:
        return None
    sets = [
        set(together)
        for together in (_each_of(context, event.entities(role)) for role in event.roles)
        if len(together) > 1 and _people(context, together)
    ]
    is_so = any(set(ids) <= together for together in sets)
    named = set(_each_of(context, tuple(REFERENCE.findall(event.say))))
    if not sets or not is_so and named & set(ids):
        return None
    answer = Answer(
        ANSWERED if is_so else CORRECTED,
        "yes" if is_so else "no",
        (Statement(event),),
        topic=ids,
        form="whether",
        details={"event": event.id},
    )
    return Outcome(answer, keeps=True)


def _whether(context: Context, id: str, rest: str) -> str:
    """The question whether something is so of one of them: "does X leave" of "leaves"."""
    name = clauses.name(context.knowledge.film, id)
    first, _, others = rest.partition(" ")
    others = _THE_ONE.sub(r"\1", others)
    if first in grammar.AUXILIARIES:
        singular = {"do": "does", "are": "is", "were": "was", "have": "has"}.get(first, first)
        return f"{singular} {name} {others}"
    base = lemma_of_verb(first)
    return f"does {name} {base[0] if base else first} {others}".strip()


def _tells_of(answer: Answer, ids: tuple[str, ...]) -> bool:
    """Whether an answer's first fact is so and has one of some in a role, not in a group."""
    for statement in answer.statements[:1]:
        fact = statement.fact
        if isinstance(fact, Event) and fact.status != "happens" and answer.lead not in _SAYS_NO:
            return False
        own = (
            {i for role in fact.roles for i in fact.entities(role)}
            if isinstance(fact, Event)
            else {fact.source, fact.to}
        )
        return bool(own & set(ids))
    return bool(set(answer.entities) & set(ids))

"""A question put to the film within a conversation: whom an uncertain word means, and asking back.

Of several candidates for a pronoun or name the first is meant for which the question has an answer;
two of equal standing with different answers are asked back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from plotbot.answer.model import ANSWERED, CLARIFY, NOT_IN_SYNOPSIS, Answer, Statement
from plotbot.conversation.context import Context, Outcome
from plotbot.conversation.rereading import blank, read_again, uncertain_phrases
from plotbot.film.model import Event
from plotbot.question import grammar
from plotbot.question.patterns import MOTION
from plotbot.question.reading import Reading
from plotbot.question.syntax import NounPhrase

MOST_TRIES = 6
SURE = 0.8
DESCRIBED = 0.5
"""How well an answer fits that was found by most of a question's words only."""
MARGIN = 0.15
_NOW = frozenset({"then", "next", "now", "after", "afterwards", "there", "all", "ever", "together"})
_FURTHER = re.compile(r"\b(?:then|next|after(?:wards)?)\b")
_STAYS = frozenset({"hide", "stay", "live", "settle"})
"""Predicates that tell where somebody went by telling where they are."""
_OF_PEOPLE = frozenset({"he", "him", "she"})
_ALL_THE_TIME = re.compile(
    r" (?:all (?:that|this|the) time|in the meantime|meanwhile|at (?:that|this) (?:point|time|"
    r"moment)|all along|the whole time)\b"
)


def ask(context: Context, text: str) -> Outcome:
    """The answer to a question; other readings of uncertain words where the first finds none."""
    text = _ALL_THE_TIME.sub("", text) or text
    reading = read_again(context, text)
    answer = answer_of(context, reading)
    uncertain = [p for p in uncertain_phrases(reading) if p.choices]
    for phrase in uncertain:
        rivals = _rivals(context, phrase)
        if len(rivals) > 1:
            found = _between(context, text, reading, phrase, rivals)
            if found is not None:
                return found
    same = _going_on(context, reading) or _going_next(context, reading)
    if same is not None:
        return _outcome(context, reading, same)
    if uncertain and (answer.refused or _quality(answer) < SURE):
        better = _retry(context, text, 0.0 if answer.refused else _quality(answer) + MARGIN)
        if better is not None:
            answer, reading = better
    unknown = reading.resolver.unresolved_pronouns
    if any(" " in words for words in unknown) and not answer.refused:
        return Outcome(declined(answer), reading)  # "that man", of nobody spoken of
    if unknown and (
        answer.refused and not reading.ids or _tells_of_others(context, answer, unknown)
    ):
        return Outcome(
            Answer(CLARIFY, form="clarify"),
            reading,
            blank(text, reading.resolver.unresolved_pronouns[0]),
        )
    return _outcome(context, reading, answer)


def _tells_of_others(context: Context, answer: Answer, unknown: Sequence[str]) -> bool:
    """Whether an answer tells of nobody whom a "he" or "she" that is unknown may mean."""
    wanted = {grammar.PRONOUNS[word] for word in unknown if word in _OF_PEOPLE}
    facts = [s.fact for s in answer.statements]
    if not wanted or not facts or answer.refused:
        return False
    known, entities = context.knowledge.index.events, context.knowledge.film.entities
    told = {
        id
        for fact in facts
        for id in (
            known[fact.id].roles if isinstance(fact, Event) else (fact.source, fact.to or "")
        )
    }
    return not any(id in entities and entities[id].pronoun in wanted for id in told)


def answer_of(context: Context, reading: Reading) -> Answer:
    """The answer of the film to a reading; one that tells nothing is a refusal."""
    answer = context.query.answer(reading)
    empty = (
        not answer.statements
        and not answer.entities
        and answer.number is None
        and not answer.sentences
    )
    return declined(answer) if answer.status == ANSWERED and empty else answer


def _going_on(context: Context, reading: Reading) -> Answer | None:
    """Where somebody goes in the movement last told: that very one is asked of, told or not."""
    frame, wh = reading.clause.frame, reading.clause.wh
    if (
        wh is None
        or wh.function not in ("place", "to")
        or frame.verb not in MOTION
        or reading.part
        or frame.adverbs
    ):
        return None
    subject = frame.subject
    event = next(iter(context.told), None)
    if (
        event is None
        or subject is None
        or not subject.pronoun
        or frame.prepositions
        or reading.clause.nested
    ):
        return None
    if tuple(event.entities(event.subject)) != subject.ids or event.predicate not in MOTION:
        return None
    told = event.fillers("goal")
    return Answer(
        ANSWERED if told else NOT_IN_SYNOPSIS,
        statements=(Statement(event, (), bool(told)),),
        entities=event.entities("goal"),
        topic=subject.ids,
        details={"event": event.id},
        form="where",
    )


def _going_next(context: Context, reading: Reading) -> Answer | None:
    """Where somebody goes from where the story stands: the first place told from there on."""
    frame, wh, now = reading.clause.frame, reading.clause.wh, context.event(context.state.event)
    if now is None or frame.subject is None or wh is None or wh.function not in ("place", "to"):
        return None
    if frame.verb not in MOTION or frame.negated or frame.auxiliary == "had" or wh.phrase:
        return None
    if reading.part or reading.clause.nested or frame.prepositions or set(frame.adverbs) - _NOW:
        return None
    whose = set(frame.subject.ids)
    further = bool(_FURTHER.search(context.low))
    for event in context.query.film.events:
        stays = event.entities("place") if event.predicate in _STAYS else ()
        place = event.entities("goal") or stays
        goes = place and event.status == "happens" and event.order >= now.order + further
        if goes and whose and whose <= set(event.entities(event.subject)):
            return Answer(
                ANSWERED,
                statements=(Statement(event, (), True),),
                entities=tuple(place),
                topic=frame.subject.ids,
                details={"event": event.id},
                form="where",
            )
    return None


def _combinations(phrases: list[NounPhrase]) -> Iterator[tuple[tuple[int, tuple[str, ...]], ...]]:
    """Other readings of uncertain phrases: one changed at a time, then two."""
    numbered = [(n, ids) for n, p in enumerate(phrases) for ids in p.choices[:4]]
    for pair in numbered:
        yield (pair,)
    for i, one in enumerate(numbered):
        for other in numbered[i + 1 :]:
            if other[0] != one[0]:
                yield (one, other)


def _quality(answer: Answer) -> float:
    """How well an answer fits its question, from 0 to 1."""
    if answer.refused:
        return 0.0
    match = answer.details.get("match")
    if match is None:
        described = any(why == "described" for _, _, why in answer.considered[:1])
        return DESCRIBED if described else 1.0
    return match.score  # type: ignore[attr-defined]


def _retry(context: Context, text: str, enough: float) -> tuple[Answer, Reading] | None:
    """The first of the other readings whose answer is sure and good enough."""
    phrases = uncertain_phrases(context.read(text))
    for phrase in phrases:
        phrase.choices = _near(context, phrase)
    for chosen in islice(_combinations(phrases), 4 * MOST_TRIES):
        reading = read_again(context, text, chosen)
        found = answer_of(context, reading)
        if not found.refused and _surely(found) and _quality(found) >= enough:
            return found, reading
    if "there" in context.low.split() and not enough:
        reading = context.read(text)
        found = context.query.answer(reading)
        if not found.refused:
            return found, reading
    return None


def _talked_of(context: Context) -> set[tuple[str, ...]]:
    """Those whom the last turn was about, each by itself."""
    last = context.state.salient[: context.state.fresh]
    return {(id,) for item in last for id in item.split("+")}


def _near(context: Context, phrase: NounPhrase) -> tuple[tuple[str, ...], ...]:
    """The choices of a pronoun that the last turn brought up; further back, names are needed."""
    fresh = {i for s in context.state.salient[: context.state.fresh] for i in (s, *s.split("+"))}
    film = context.knowledge.film
    if not phrase.pronoun and not phrase.mentions and phrase.ids[:1] in _talked_of(context):
        return tuple(ids for ids in phrase.choices if ids in _talked_of(context))
    if not phrase.pronoun or not fresh & {"+".join(phrase.ids), *phrase.ids}:
        return phrase.choices
    return tuple(
        ids
        for ids in phrase.choices
        if "+".join(ids) in fresh
        or set(ids) <= fresh
        or film.entities[ids[0]].kind in ("film", "group")
    )


def _surely(answer: Answer) -> bool:
    """Whether an answer is good enough to take somebody less likely for the one meant."""
    match = answer.details.get("match")
    if match is None:
        return answer.form != "event"
    return match.pattern.generic or match.predicate >= SURE  # type: ignore[attr-defined]


def _rivals(context: Context, phrase: NounPhrase) -> list[tuple[str, ...]]:
    """Those of a phrase's candidates that have as good a claim to be meant as its first."""
    candidates = [phrase.ids, *phrase.choices]
    salient = context.state.salient
    if phrase.mentions and len(phrase.ids) == 1:
        talked_of = {i for s in (*salient, *context.state.listed) for i in s.split("+")}
        alike = any(set(ids) <= talked_of for ids in phrase.choices)
        return [] if phrase.ids[0] in salient and not alike else candidates[:4]
    if not phrase.pronoun or len(phrase.ids) != 1:
        return []
    together = next((s.split("+") for s in salient if "+" in s), [])
    if phrase.ids[0] not in together:
        return []
    before = salient[: next(i for i, s in enumerate(salient) if "+" in s)]
    if phrase.ids[0] in before:
        return []
    return [ids for ids in candidates if len(ids) == 1 and ids[0] in together]


def _between(
    context: Context, text: str, reading: Reading, phrase: NounPhrase, rivals: list[tuple[str, ...]]
) -> Outcome | None:
    """The answer when only one of several rivals has one, the question back when more have."""
    number = uncertain_phrases(reading).index(phrase)
    answered: list[tuple[tuple[str, ...], Answer, Reading]] = []
    for ids in rivals:
        tried = read_again(context, text, ((number, ids),))
        found = answer_of(context, tried)
        if not found.refused and _surely(found):
            answered.append((ids, found, tried))
    sure = [a for a in answered if a[1].status == ANSWERED and a[1].lead == "yes"]
    answered = sure or answered
    if not answered:
        return None
    told = {(found.status, *(s.fact.id for s in found.statements)) for _, found, _ in answered}
    if len(told) == 1:
        return _outcome(context, answered[0][2], answered[0][1])
    choices = tuple(ids[0] for ids, _, _ in answered)
    template = blank(text, phrase.text or phrase.pronoun)
    return Outcome(Answer(CLARIFY, choices=choices, form="clarify"), reading, template, choices)


def _outcome(context: Context, reading: Reading, answer: Answer) -> Outcome:
    """An answer with the doubt it rests on, for "no, I meant ..." and "not that one"."""
    for phrase in uncertain_phrases(reading):
        others = [i for ids in phrase.choices for i in ids[:1]]
        if phrase.pronoun or others:
            return Outcome(
                answer, reading, blank(reading.segment.text, phrase.text), tuple(others[:4])
            )
    return Outcome(answer, reading)


def declined(answer: Answer) -> Answer:
    """The refusal of a question that has no answer, its nearest fact kept."""
    return replace(answer, status=NOT_IN_SYNOPSIS, lead="", entities=(), number=None)

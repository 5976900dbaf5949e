"""A question put to the film within a conversation: whom an uncertain word means, and asking back.

Several candidates for a pronoun or name: the first for which the question has an answer is meant; two of
equal standing with different answers are asked back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from plotbot.answer import clauses
from plotbot.answer.model import ANSWERED, CLARIFY, NOT_IN_SYNOPSIS, Answer, Statement
from plotbot.conversation.context import Context, Outcome
from plotbot.question import grammar
from plotbot.question.patterns import MOTION
from plotbot.question.reading import Reading
from plotbot.question.syntax import Clause, NounPhrase

MOST_TRIES = 6
SURE = 0.8
MARGIN = 0.15
_HERE = frozenset({"there"})
_THEN = re.compile(r"\b(?:then|next|after (?:that|this)|afterwards?|later(?: on)?|from there)$")
_UNTIL_THEN = re.compile(r"\b(?:before (?:that|this)|beforehand|until then|earlier|previously)$")
_ALL_THE_TIME = re.compile(
    r" (?:all (?:that|this|the) time|in the meantime|meanwhile|at (?:that|this) (?:point|time|moment)|all along|the whole time)\b"
)


def ask(context: Context, text: str) -> Outcome:
    """The answer to a question, other readings of its uncertain words tried where the first finds none."""
    text = _ALL_THE_TIME.sub("", text) or text
    reading = _read(context, text)
    answer = answer_of(context, reading)
    uncertain = [p for p in uncertain_phrases(reading) if p.choices]
    for phrase in uncertain:
        rivals = _rivals(context, phrase)
        if len(rivals) > 1:
            found = _between(context, text, reading, phrase, rivals)
            if found is not None:
                return found
    same = _going_on(context, reading)
    if same is not None:
        return _outcome(context, reading, same)
    if uncertain and (answer.refused or _quality(answer) < SURE):
        better = _retry(context, text, 0.0 if answer.refused else _quality(answer) + MARGIN)
        if better is not None:
            answer, reading = better
    if answer.refused and reading.resolver.unresolved_pronouns and not reading.ids:
        return Outcome(
            Answer(CLARIFY, form="clarify"),
            reading,
            _blank(text, reading.resolver.unresolved_pronouns[0]),
        )
    return _outcome(context, reading, answer)


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


def _read(
    context: Context, text: str, chosen: tuple[tuple[int, tuple[str, ...]], ...] = ()
) -> Reading:
    """A text read, with the chosen ids in the uncertain phrases of these numbers, "then" and "there" put in."""
    reading = context.read(text)
    phrases = uncertain_phrases(reading)
    for number, ids in chosen:
        if number < len(phrases):
            settle(reading, phrases[number], ids)
    _point(context, reading)
    return reading


def settle(reading: Reading, phrase: NounPhrase, ids: tuple[str, ...]) -> None:
    """Gives a phrase other ids, and what depends on it ("her brother") with it."""
    phrase.ids, phrase.choices = ids, ()
    for outer in reading.phrases:
        if outer.possessor is phrase or outer.of is phrase:
            outer.ids, outer.events, outer.choices, outer.is_class = (), (), (), False
            reading.resolver.phrase(outer)


def _point(context: Context, reading: Reading) -> None:
    """Puts the event in focus where "then" points, and its place where "there" does."""
    event = context.event(context.state.event)
    if event is None:
        return
    frame = reading.clause.frame
    wh = reading.clause.wh
    if (
        wh is not None
        and wh.phrase is not None
        and wh.word.startswith("how")
        and wh.phrase.of is None
    ):
        wh.phrase.of = next((p for word, p in frame.prepositions if word == "of"), None)
    reacts = context.knowledge.speech.forms.get("verbs", {}).get("react", ())
    if frame.verb in reacts and frame.object is None and not frame.prepositions:
        frame.prepositions.append(("to", NounPhrase("that", pronoun="that", events=(event.id,))))
    _recall(context, reading)
    low = context.low if reading.segment is context.segment else reading.low
    anchored = any(p.events for _, p in (*frame.prepositions, *reading.clause.fronted))
    if anchored and frame.verb not in ("do", "happen", "come"):
        _unanchor(reading)
    if not anchored and frame.verb in ("do", "happen"):
        for pattern, word in ((_THEN, "after"), (_UNTIL_THEN, "before")):
            if pattern.search(low):
                frame.prepositions.append(
                    (word, NounPhrase("that", pronoun="that", events=(event.id,)))
                )
    if "there" in reading.adverbs and frame.verb not in ("be", ""):
        places = [id for e in context.told for role in ("place", "goal") for id in e.entities(role)]
        places = [id for id in places if context.knowledge.film.entities[id].kind == "place"]
        if places:
            frame.prepositions.append(
                ("in", NounPhrase("there", ids=tuple(places[:1]), pronoun="there"))
            )


def _unanchor(reading: Reading) -> None:
    """Leaves out "before that" where the question says itself what is asked."""
    frame, clause = reading.clause.frame, reading.clause
    frame.prepositions = [
        (w, p) for w, p in frame.prepositions if not (w in grammar.TIME_PREPOSITIONS and p.pronoun)
    ]
    clause.fronted = [(w, p) for w, p in clause.fronted if not (p.pronoun and p.events)]


def _recall(context: Context, reading: Reading) -> None:
    """Of several events that a noun may stand for, keeps those that the conversation was about."""
    told = {e.id for e in context.told}
    salient = {i for s in context.state.salient[:4] for i in s.split("+")}
    index = context.knowledge.index
    for phrase in reading.phrases:
        if (
            len(phrase.events) < 2
            or phrase.possessor is not None
            or phrase.of is not None
            or phrase.modifiers
        ):
            continue
        scores = {
            id: 10 * (id in told) + len(salient & set(index.events[id].roles))
            for id in phrase.events
        }
        best = max(scores.values())
        if best:
            phrase.events = tuple(id for id in phrase.events if scores[id] == best)


def uncertain_phrases(reading: Reading) -> list[NounPhrase]:
    """Every phrase of a reading that might mean somebody else, parts and possessors first."""
    found: list[NounPhrase] = []

    def visit(phrase: NounPhrase | None) -> None:
        if phrase is None or phrase in found:
            return
        for inner in (*phrase.parts, phrase.possessor, phrase.of):
            visit(inner)
        if phrase.choices or phrase.pronoun and phrase.ids:
            found.append(phrase)

    def walk(clause: Clause) -> None:
        for frame in clause.frames:
            for phrase in frame.phrases:
                visit(phrase)
        if clause.wh is not None:
            visit(clause.wh.phrase)
        for _, phrase in clause.fronted:
            visit(phrase)
        for nested in clause.nested:
            walk(nested)

    walk(reading.clause)
    return found


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
    return 1.0 if match is None else match.score  # type: ignore[attr-defined]


def _retry(context: Context, text: str, enough: float) -> tuple[Answer, Reading] | None:
    """The first of the other readings whose answer is sure and good enough."""
    phrases = uncertain_phrases(context.read(text))
    for phrase in phrases:
        phrase.choices = _near(context, phrase)
    for chosen in islice(_combinations(phrases), 4 * MOST_TRIES):
        reading = _read(context, text, chosen)
        found = answer_of(context, reading)
        if not found.refused and _surely(found) and _quality(found) >= enough:
            return found, reading
    if "there" in context.low.split() and not enough:
        reading = context.read(text)
        found = context.query.answer(reading)
        if not found.refused:
            return found, reading
    return None


def _near(context: Context, phrase: NounPhrase) -> tuple[tuple[str, ...], ...]:
    """The choices of a pronoun that the last turn brought up: nobody goes back further without a name."""
    fresh = {i for s in context.state.salient[: context.state.fresh] for i in (s, *s.split("+"))}
    film = context.knowledge.film
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
        return [] if phrase.ids[0] in salient else candidates[:4]
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
        tried = _read(context, text, ((number, ids),))
        found = answer_of(context, tried)
        if not found.refused and _surely(found):
            answered.append((ids, found, tried))
    sure = [a for a in answered if a[1].status == ANSWERED and a[1].lead == "yes"]
    answered = sure or answered
    if not answered:
        return None
    told = {
        tuple(s.fact.id for s in found.statements) + (found.status,) for _, found, _ in answered
    }
    if len(told) == 1:
        return _outcome(context, answered[0][2], answered[0][1])
    choices = tuple(ids[0] for ids, _, _ in answered)
    template = _blank(text, phrase.text or phrase.pronoun)
    return Outcome(Answer(CLARIFY, choices=choices, form="clarify"), reading, template, choices)


def _outcome(context: Context, reading: Reading, answer: Answer) -> Outcome:
    """An answer with the doubt it rests on, for "no, I meant ..." and "not that one"."""
    for phrase in uncertain_phrases(reading):
        others = [i for ids in phrase.choices for i in ids[:1]]
        if phrase.pronoun or others:
            return Outcome(
                answer, reading, _blank(reading.segment.text, phrase.text), tuple(others[:4])
            )
    return Outcome(answer, reading)


def _blank(text: str, words: str) -> str:
    """A question with "{}" in the place of some of its words, its braces doubled."""
    safe = text.replace("{", "(").replace("}", ")")
    possessive = words.lower() in ("his", "her", "its", "their")
    made, count = re.subn(
        rf"\b{re.escape(words)}(?!\w)",
        "{}'s" if possessive else "{}",
        safe,
        count=1,
        flags=re.IGNORECASE,
    )
    return made if count else ""


def written_out(reading: Reading) -> str:
    """The question with names for its pronouns, so that it can be asked again at any time."""
    film = reading.resolver.film
    text = reading.segment.text
    position = 0
    for phrase in sorted(_pronouns(reading), key=lambda p: p.start):
        if not phrase.ids or not phrase.text:
            continue
        found = re.search(rf"\b{re.escape(phrase.text)}(?!\w)", text[position:], re.IGNORECASE)
        if found is None:
            continue
        name = clauses.join(clauses.name(film, id) for id in phrase.ids)
        if (
            phrase.text.lower() in ("his", "its", "their")
            or phrase.text.lower() == "her"
            and _owns(reading, phrase)
        ):
            name = clauses.possessive(name)
        start, end = position + found.start(), position + found.end()
        text = text[:start] + name + text[end:]
        position = start + len(name)
    return text


def _owns(reading: Reading, phrase: NounPhrase) -> bool:
    return any(p.possessor is phrase for p in reading.phrases)


def _pronouns(reading: Reading) -> list[NounPhrase]:
    return [p for p in uncertain_phrases(reading) if p.pronoun and p.pronoun not in ("there",)]


def declined(answer: Answer) -> Answer:
    """The refusal of a question that has no answer, its nearest fact kept."""
    return replace(answer, status=NOT_IN_SYNOPSIS, lead="", entities=(), number=None)

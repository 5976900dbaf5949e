"""A text read within a conversation: "then", "there" and "that" put in, uncertain words settled."""

from __future__ import annotations

import re

from plotbot.answer import clauses
from plotbot.conversation.context import Context
from plotbot.question import grammar
from plotbot.question.reading import Reading
from plotbot.question.syntax import Clause, NounPhrase

POINTING = ("", "one", "ones", "former", "latter")
"""Heads of phrases that only point into what was listed."""
_THEN = re.compile(r"\b(?:then|next|after (?:that|this)|afterwards?|later(?: on)?|from there)$")
_THEN_FIRST = re.compile(r"^(?:(?:and|so|but|ok|okay|well) )*(?:then|next|after that|afterwards) ")
_UNTIL_THEN = re.compile(r"\b(?:before (?:that|this)|beforehand|until then|earlier|previously)$")


def read_again(
    context: Context, text: str, chosen: tuple[tuple[int, tuple[str, ...]], ...] = ()
) -> Reading:
    """A text read, chosen ids in uncertain phrases by number, "then" and "there" put in."""
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
        anchored = False
    if not anchored:
        for pattern, word in ((_THEN, "after"), (_UNTIL_THEN, "before")):
            if not (pattern.search(low) or word == "after" and _THEN_FIRST.search(low)):
                continue
            if frame.verb in ("do", "happen"):
                frame.prepositions.append(
                    (word, NounPhrase("that", pronoun="that", events=(event.id,)))
                )
            else:
                reading.details["onward"] = (word, event.order)
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


def blank(text: str, words: str) -> str:
    """A question with "{}" in the place of some of its words, its braces doubled."""
    safe = text.replace("{", "(").replace("}", ")")
    possessive = words.lower() in ("his", "her", "its", "their") or words.endswith(("'s", "s'"))
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
    return any(p.possessor is phrase for outer in reading.phrases for p in (outer, *outer.parts))


def _pronouns(reading: Reading) -> list[NounPhrase]:
    """The phrases that mean nobody by themselves: pronouns, "the second one", "the latter"."""
    found = [p for p in uncertain_phrases(reading) if p.pronoun and p.pronoun not in ("there",)]
    return [*found, *(p for p in reading.phrases if p not in found and points(p))]


def points(phrase: NounPhrase) -> bool:
    """Whether a phrase only points into what was listed: "the second one"."""
    own = phrase.mentions or phrase.parts or phrase.wh or phrase.possessor or phrase.of
    return bool(phrase.ids) and not own and phrase.head in POINTING

"""The last question anew: of somebody else ("and him?"), with another verb ("and directed it?")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plotbot.answer import clauses
from plotbot.answer.model import ANSWERED, NOT_IN_SYNOPSIS, Answer
from plotbot.conversation.asking import ask, declined
from plotbot.conversation.causes import explanation
from plotbot.conversation.context import Context, Outcome
from plotbot.conversation.participants import participant
from plotbot.conversation.rereading import points
from plotbot.film.model import PEOPLE, Event, predicate_of
from plotbot.language.inflection import lemma_of_verb
from plotbot.question import grammar
from plotbot.question.reading import Reading
from plotbot.question.syntax import NounPhrase

_NAMED = re.compile(
    r"^(?:(?:and|but|or|so|then|ok|okay|well)[ ,]+)*(?:(?:what|how) about|"
    r"(?:the )?same (?:question )?(?:for|about|with)|what of|as for|what (?:is|"
    r"was) (?:it )?with|and|or)"
    r"\s+(?:about |for )?(.+?)(?: then| too| as well| though| instead)*$",
    re.IGNORECASE,
)
MOST_WORDS = 6
_PREDICATE_ENOUGH = 0.85


def other(context: Context) -> Outcome | None:
    """The last question about somebody else; declined where it has no answer for them."""
    if not context.state.question:
        return None
    raw = re.sub(r"[?!. ]+$", "", context.segment.raw or context.text).strip()
    named = _NAMED.match(raw)
    rest = (named.group(1) if named else context.text).strip(" ?,")
    words = rest.lower().split()
    if (
        not words
        or len(words) > MOST_WORDS
        or words[0] in grammar.WH_WORDS
        or words[0] in grammar.AUXILIARIES
    ):
        return None
    reading = context.read(rest)
    frame = reading.clause.frame
    if reading.clause.wh is not None or frame.verb and frame.verb != "be":
        return None
    if named is None and len(words) > 4:
        return None
    governed = frame.prepositions[0] if frame.prepositions and frame.subject is None else None
    phrase = next((p for p in reading.phrases if p.ids), None)
    if named is not None and _of_the_cast(context):
        actor = ask(context, f"is {rest} in the cast")
        if not actor.answer.refused:
            return actor
    if phrase is None:
        return None
    if governed is not None and governed[0] not in ("about", "for", "with"):
        if phrase.pronoun or points(phrase):
            names = (clauses.name(context.knowledge.film, id) for id in phrase.ids)
            rest = f"{governed[0]} {clauses.join(names)}"
        return ask_about(context, _placed(context, rest, governed[0]), phrase.ids)
    if len(phrase.choices) and phrase.mentions:
        text = put(context, rest, reading)
        return ask(context, text) if text is not None else None
    name = clauses.join(clauses.name(context.knowledge.film, id) for id in phrase.ids)
    found = [ask_about(context, text, phrase.ids) for text in _ways_to_put(context, name, reading)]
    told = next((o for o in found if not o.answer.refused), None)
    return told or _at_the_end(context, name, phrase.ids) or next(iter(found), None)


def _of_the_cast(context: Context) -> bool:
    """Whether the last answer told who plays in the film."""
    bonds = (context.knowledge.film.bond.get(id) for id in context.state.facts)
    return any(bond is not None and bond.relation == "actor" for bond in bonds)


def _at_the_end(context: Context, name: str, ids: tuple[str, ...]) -> Outcome | None:
    """What becomes of somebody else, where the end was spoken of; None where it was not."""
    film = context.knowledge.film
    ending = any(event.part == "ending" for event in context.told[:2])
    if not ending or film.entities[ids[0]].kind not in PEOPLE:
        return None
    found = ask(context, f"what happens to {name} at the end")
    told = [s.fact for s in found.answer.statements[:1] if isinstance(s.fact, Event)]
    return found if any(event.part == "ending" for event in told) else None


def ask_about(context: Context, text: str, ids: tuple[str, ...]) -> Outcome:
    """The answer to the question asked anew, if it is about those asked of and of the same kind."""
    found = ask(context, text)
    answer = found.answer
    if answer.refused or not answer.statements:
        return found
    known = context.knowledge.index
    wanted = (
        set(ids)
        | {g for i in ids for g in known.groups_of.get(i, ())}
        | {m for i in ids for m in known.members(i)}
    )
    about = set(answer.entities)
    told: set[str] = set()
    for statement in answer.statements:
        fact = statement.fact
        told |= (
            set(known.events[fact.id].roles)
            if isinstance(fact, Event)
            else {fact.source, fact.to or ""}
        )
    if not wanted & told and not wanted & about or not _same_kind(context, answer):
        return Outcome(
            declined(Answer(NOT_IN_SYNOPSIS, topic=ids, form=answer.form)), found.reading
        )
    return found


def _same_kind(context: Context, answer: Answer) -> bool:
    """Whether an answer tells the same kind of event as the question before asked for."""
    match = answer.details.get("match")
    last = context.query.answer(context.read(context.state.question, alone=True))
    before = last.details.get("match")
    if before is None or last.refused:
        return True
    if match is None:
        facts = [s.fact for s in (*answer.statements[:1], *last.statements[:1])]
        return "borne" in answer.details and len({predicate_of(fact) for fact in facts}) == 1
    return match.predicate >= min(before.predicate, _PREDICATE_ENOUGH)  # type: ignore[attr-defined]


def put(context: Context, new: str, reading: Reading) -> str | None:
    """The last question with new words for those it was about; None where it was of nobody."""
    return next(_ways_to_put(context, new, reading), None)


def _ways_to_put(context: Context, new: str, reading: Reading) -> Iterator[str]:
    """The last question with new words for one of those it was about, the likeliest first.

    Replaced is the phrase most like the new one: of its kind and gender, a subject before others.
    """
    question = context.state.question
    if not question:
        return
    phrase = next((p for p in reading.phrases if p.ids), None)
    old = context.read(question, alone=True)
    for like in _likes(context, old, phrase):
        words = like.text[:-2] if like.text.endswith("'s") else like.text
        yield _agreeing(
            re.sub(
                rf"\b{re.escape(words)}(?!\w)",
                lambda _: new,
                question,
                count=1,
                flags=re.IGNORECASE,
            )
        )


def _likes(context: Context, old: Reading, new: NounPhrase | None) -> list[NounPhrase]:
    """The phrases of the last question that a new one may stand for, the most alike first.

    Who somebody is is asked again of the same kind only: a person is no other group.
    """
    film = context.knowledge.film
    strict = old.clause.wh is not None and old.clause.frame.verb == "be"
    candidates: list[tuple[float, int, NounPhrase]] = []
    for number, outer in enumerate(old.phrases):
        for phrase in (outer, *(p for p in (outer.possessor, outer.of) if p is not None)):
            if phrase.wh or not phrase.text or not (phrase.ids or phrase.events):
                continue
            score = 0.0
            entity = film.entities[phrase.ids[0]] if phrase.ids else None
            if new is not None and new.ids and entity is not None:
                wanted = film.entities[new.ids[0]]
                alike = entity.kind in PEOPLE and wanted.kind in PEOPLE and not strict
                score += 2.0 * (entity.kind == wanted.kind) or 1.5 * alike
                score -= 1.9 * (phrase.ids == new.ids)
                score -= 1.0 * (phrase is not outer)
                score += 0.2 * (entity.pronoun == wanted.pronoun)
            elif new is not None and new.events and phrase.events:
                score += 2.0
            candidates.append((score, -number, phrase))
    candidates.sort(key=lambda c: c[:2], reverse=True)
    only = len(candidates) == 1 and not strict
    return [phrase for score, _, phrase in candidates if score > 0 or only]


def _agreeing(text: str) -> str:
    """A question written anew, with a possessive that stands twice taken out once."""
    return re.sub(r"('s?)'s\b", r"\1", text)


def _placed(context: Context, rest: str, preposition: str) -> str:
    """The last question with another place or the like: "and in the city?"."""
    question = context.state.question
    old = context.read(question, alone=True)
    for word, phrase in (*old.clause.frame.prepositions, *old.clause.fronted):
        if word == preposition and phrase.text and phrase.text in question:
            return re.sub(
                rf"\b{re.escape(word)}\s+{re.escape(phrase.text)}",
                lambda _: rest,
                question,
                count=1,
            )
    for phrase in old.phrases:  # "became of X": the preposition is the verb's
        pattern = rf"\b{re.escape(preposition)}\s+{re.escape(phrase.text)}(?!\w)"
        if phrase.text and not phrase.wh and re.search(pattern, question, re.IGNORECASE):
            return re.sub(pattern, lambda _: rest, question, count=1, flags=re.IGNORECASE)
    return f"{question} {rest}"


def who_does(context: Context) -> Outcome | None:
    """The last yes/no question asked of everybody: "who is?", "who did?"."""
    found = re.match(r"^who (is|was|are|were|does|did|do|has|had|can)(?: then)?$", context.bare)
    if found is None or not context.state.question:
        return None
    old = context.read(context.state.question, alone=True)
    subject = old.clause.frame.subject
    if old.clause.wh is not None or subject is None or not subject.text:
        return None
    pattern = rf"^(\w+) (?:the )?{re.escape(subject.text.removeprefix('the '))}\b"
    text, count = re.subn(pattern, r"who \1", context.state.question, flags=re.IGNORECASE)
    return ask(context, text) if count else None


def same_subject(context: Context) -> Outcome | None:
    """A verb without its subject, "hiding from whom?": that of the last question."""
    if not context.state.begun:
        return None
    text = re.sub(r"^(?:(?:and|but|or|then|also)[ ,]+)+", "", context.low)
    reading = context.glance(text)
    frame, wh = reading.clause.frame, reading.clause.wh
    verb = frame.verb and frame.units or text.split(" ")[0].endswith("ing")
    first = text.split(" ", 1)[0]
    after = re.match(
        r"^([a-z]+(?: [a-z]+)??)(?: (\w+))? (who|whom|what|which \w+|where|how)$", text
    )
    lemmas = lemma_of_verb(first)
    known = context.knowledge.language.units_by_first_lemma
    deed = after is not None and any(lemma in known for lemma in lemmas)
    if wh is None and not deed:
        return (
            _verb_phrase(context, text, reading)
            if verb and frame.subject is None and first == reading.low.split(" ")[0]
            else None
        )
    if (
        after is None
        or first in grammar.WH_WORDS
        or first in grammar.AUXILIARIES
        or first in grammar.PREPOSITIONS
    ):
        return None
    subjects = _subjects(context)
    if not subjects:
        return None
    verb_word, preposition, asked = after.group(1), after.group(2) or "", after.group(3)

    base = lemma_of_verb(verb_word.split(" ")[0])
    if not base:
        return None
    outcomes = [
        ask(context, f"{asked} does {name} {base[0]} {preposition}".strip()) for name in subjects
    ]
    answered = [o for o in outcomes if not o.answer.refused and o.answer.statements]
    here = {e.sentence for e in context.told[:2]}
    near = [o for o in answered if o.answer.statements[0].fact.sentence in here]
    best = (near or answered or outcomes)[0]
    if (
        preposition in ("from", "of")
        and best.answer.statements[:1]
        and best.answer.statements[0].fact in context.told
    ):
        reason = explanation(context, context.told[0])
        if reason:
            return Outcome(Answer(ANSWERED, statements=reason, form="why"), keeps=True)
    if best.answer.refused and asked in ("who", "whom", "what"):
        found = participant(context, asked, preposition, others=True)
        return Outcome(found, keeps=True) if not found.refused else best
    return best


def _subjects(context: Context) -> list[str]:
    """Who may be the subject of what goes on, by name: the subject last told, else the object."""
    film = context.knowledge.film
    found = [
        event.entities(role)
        for event in context.told[:2]
        for role in (event.subject, "patient", "recipient")
    ]
    return list(
        dict.fromkeys(clauses.join(clauses.name(film, i) for i in ids) for ids in found if ids)
    )


def _verb_phrase(context: Context, text: str, reading: Reading) -> Outcome | None:
    """A verb phrase with the old question's asker or subject in front: "and directed it?"."""
    if not re.match(r"^(?:and|but|or|also|then)\b", context.low) or not context.state.question:
        return None
    old = context.read(context.state.question, alone=True)
    wh = old.clause.wh
    if wh is not None and wh.function == "subject":
        words = wh.phrase.text if wh.phrase is not None and wh.phrase.text else wh.word
        return ask(context, f"{words} {text}")
    subject = old.clause.frame.subject
    if subject is None or not subject.text:
        return None
    base = reading.clause.frame.verb
    helper = (
        old.clause.frame.auxiliary
        if old.clause.frame.auxiliary in (*grammar.DO, *grammar.MODALS)
        else "does"
    )
    rest = text.split(" ", 1)[1] if " " in text else ""
    front = f"{wh.word} " if wh is not None and wh.function not in ("subject", "object") else ""
    return ask(context, f"{front}{helper} {subject.text} {base} {rest}".strip())

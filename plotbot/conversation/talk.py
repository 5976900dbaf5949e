"""One turn of a conversation: a message and a focus in, replies and a focus out. Knows no Rasa."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Mapping, Optional

from plotbot.answer import wording
from plotbot.answer.model import (
    ANSWERED,
    CLARIFY,
    NOT_IN_SYNOPSIS,
    OUT_OF_SCOPE,
    SMALLTALK,
    Answer,
    Statement,
)
from plotbot.answer.query import Query
from plotbot.answer.wording import Reply
from plotbot.conversation import followups
from plotbot.conversation.focus import MOST_TEXT, Focus
from plotbot.film.model import Event, Fact
from plotbot.knowledge import Knowledge
from plotbot.question import grammar
from plotbot.question.model import Question
from plotbot.question.reading import Reading, read
from plotbot.question.text import Segment, clean, split

CHAT_INTENTS = {
    "greet": "greet",
    "thank": "thank",
    "goodbye": "goodbye",
    "help": "help",
    "bot_identity": "bot_identity",
    "insult": "insult",
    "feeling": "how_are_you",
}


@dataclass(frozen=True)
class Turn:
    """The outcome of a turn: replies in order, and the focus as plain data for the next."""

    replies: tuple[Reply, ...]
    focus: dict


@lru_cache(maxsize=1024)
def query_of(knowledge: Knowledge) -> Query:
    """The queries over a film, made once."""
    return Query(knowledge)


def converse(
    knowledge: Knowledge,
    message: str,
    focus: Optional[Mapping[str, Any]] = None,
    intent: Optional[str] = None,
) -> Turn:
    """Replies to a message within a conversation.

    Args:
        message: as the user typed it.
        focus: plain data of the last turn's focus; None at the start.
        intent: Rasa's intent, a hint where the parser's own reading is incomplete.
    """
    state = Focus.from_data(focus)
    speech = knowledge.speech
    kind = _smalltalk(knowledge, message)
    if kind:
        answer = Answer(SMALLTALK, kind, form="chat")
        return Turn((wording.reply(knowledge, answer, {"form": "chat"}),), state.to_data())
    segments = split(message, speech.spellings, speech.paddings, speech.tags)
    questions = [s for s in segments if s.is_question and not _chat_only(knowledge, s.text)]
    chosen = questions or [s for s in segments if not _chat_only(knowledge, s.text)] or list(segments)
    if len(chosen) > 1:
        chosen = [s for s in chosen if not s.supposed] or chosen
    if not questions and len(chosen) > 2:
        chosen = chosen[-2:]
    if _foreign(knowledge, message) or not chosen:
        answer = Answer(OUT_OF_SCOPE, form="statement")
        return Turn((wording.reply(knowledge, answer, {"form": "statement"}),), state.to_data())
    for segment in segments:
        if segment not in chosen:
            state = _note_names(knowledge, segment, state)
    replies: list[Reply] = []
    for segment in chosen[:3]:
        reply, state = _one(knowledge, segment, state, intent)
        replies.append(reply)
    replies = [r for r in replies if not (r.status == OUT_OF_SCOPE and len(replies) > 1)] or replies[:1]
    return Turn(tuple(_unique(replies)), state.to_data())


def _unique(replies: list[Reply]) -> list[Reply]:
    seen: set[str] = set()
    found = []
    for reply in replies:
        if reply.text not in seen:
            seen.add(reply.text)
            found.append(reply)
    return found


def _note_names(knowledge: Knowledge, segment: Segment, state: Focus) -> Focus:
    """Puts those whom a remark names at the head of the focus: "Ultron I mean"."""
    ids = tuple(m.ids[0] for m in knowledge.names.find(segment.text) if m.ids and not m.guessed)
    return state.mention(ids) if ids else state


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9' ]+", " ", text.lower()).strip()


def _smalltalk(knowledge: Knowledge, message: str) -> Optional[str]:
    plain = re.sub(r"\s+", " ", _plain(clean(message)))
    kind = knowledge.speech.smalltalk_kind(plain)
    if kind:
        return kind
    words = plain.replace("'", "").split()
    full = " ".join(knowledge.speech.spellings.get(w, w) for w in words)
    return knowledge.speech.smalltalk_kind(full)


def _chat_only(knowledge: Knowledge, text: str) -> bool:
    return knowledge.speech.smalltalk_kind(_plain(text)) is not None


def _foreign(knowledge: Knowledge, message: str) -> bool:
    """Whether a message is in another language: foreign function words outnumber English ones."""
    words = re.findall(r"[^\W\d_]+", message.lower())
    if not words:
        return True
    known = {
        *grammar.WH_WORDS, *grammar.AUXILIARIES, *grammar.DETERMINERS, *grammar.PREPOSITIONS,
        *grammar.POSSESSIVES, *grammar.PRONOUNS, *grammar.CONJUNCTIONS, *grammar.SUBORDINATORS,
    }
    english = sum(w in known and w not in ("die", "was", "in", "as", "me", "no", "do", "a", "us") for w in words)
    foreign = max((sum(w in listed for w in words) for listed in knowledge.speech.foreign.values()), default=0)
    letters = sum(ord(c) > 0x24F for c in message)
    return foreign > english and foreign >= 2 or foreign == 1 and english == 0 and len(words) > 2 or letters > len(message) / 3


def _one(knowledge: Knowledge, segment: Segment, state: Focus, intent: Optional[str]) -> tuple[Reply, Focus]:
    query = query_of(knowledge)
    text = segment.text
    answer, reading = _answer(knowledge, query, segment, state, intent)
    question = _question(reading, answer, text)
    reply = wording.reply(knowledge, answer, question.as_dict())
    reply = replace(reply, explanation={"considered": [list(c) for c in answer.considered]})
    return reply, _next_focus(query, state, reading, answer, reply)


def _answer(
    knowledge: Knowledge, query: Query, segment: Segment, state: Focus, intent: Optional[str]
) -> tuple[Answer, Optional[Reading]]:
    text = segment.text
    low = _plain(text)
    kind = knowledge.speech.follow_ups.get(low)
    if kind in ("source", "doubt") and state.sentences:
        return _source(query, state), None
    if kind == "repeat" and state.reply:
        return Answer(state.status or ANSWERED, "repeat", form="repeat", details={"repeat": state.reply},
                      sentences=state.sentences), None
    if kind in ("next", "before"):
        walked = followups.walked(kind, state, query)
        if walked is not None:
            return walked, None
    elliptic = followups.elliptic(low, state, query)
    if elliptic is not None:
        return elliptic, None
    meant = followups.substituted(text, state)
    if meant is not None:
        segment = Segment(meant, True)
    reading = read(knowledge, segment, state.salient, state.listed, query.who)
    if meant is None:
        other = followups.other(text, reading, state)
        if other is not None:
            reading = read(knowledge, Segment(other, True), state.salient, state.listed, query.who)
    reading.details["event"] = state.event
    answer = query.answer(reading)
    if answer.refused:
        answer = _retry(knowledge, query, reading, answer, state)
    if answer.status == OUT_OF_SCOPE and intent in CHAT_INTENTS:
        answer = Answer(SMALLTALK, CHAT_INTENTS[intent], form="chat")
    return answer, reading


def _retry(knowledge: Knowledge, query: Query, reading: Reading, answer: Answer, state: Focus) -> Answer:
    """Other readings of an ambiguous name or pronoun, when the first finds nothing."""
    for phrase in reading.phrases:
        for candidate in (phrase, phrase.possessor):
            if candidate is None or not candidate.choices:
                continue
            first = candidate.ids
            for ids in candidate.choices[:3]:
                candidate.ids = ids
                found = query.answer(reading)
                if not found.refused:
                    return found
            candidate.ids = first
    return answer


def _source(query: Query, state: Focus) -> Answer:
    facts = [query.film.event.get(id) or query.film.bond.get(id) for id in state.facts]
    return Answer(
        ANSWERED, "source", form="source", sentences=state.sentences, details={"quote": True},
        statements=tuple(Statement(f) for f in facts if f is not None and False),
    )


def _question(reading: Optional[Reading], answer: Answer, text: str) -> Question:
    match = answer.details.get("match")
    roles: dict[str, tuple[str, ...]] = {}
    predicate = role = ""
    if match is not None:
        pattern = match.pattern  # type: ignore[attr-defined]
        predicate = match.event.predicate  # type: ignore[attr-defined]
        roles = {s.roles[0]: s.phrase.ids for s in pattern.slots if s.phrase.ids and s.roles}
        role = pattern.asked[0] if pattern.asked else ""
    form = answer.form or "statement"
    if reading is not None and form in ("event", ""):
        form = reading.wh if reading.wh and not reading.wh.startswith("how ") else "whether"
        if reading.wh.startswith("how "):
            form = "how_many"
    return Question(
        form, text, role, predicate, roles, anchor=reading.part if reading else "",
        negated=bool(reading and reading.clause.frame.negated),
        unresolved=tuple(reading.resolver.unresolved_pronouns) if reading else (),
    )


def _event_behind(query: Query, bond: Fact) -> str:
    """The event that tells most nearly what a bond says, so that "why?" can be asked of it."""
    if isinstance(bond, Event):
        return bond.id
    ends = {i for i in (bond.source, bond.to) if i}
    near = [e for e in query.film.events if ends <= set(query.knowledge.index.events[e.id].roles)]
    near.sort(key=lambda e: (e.sentence != bond.sentence, e.predicate not in ("create", bond.relation), e.order))
    return near[0].id if near else ""


def _next_focus(query: Query, state: Focus, reading: Optional[Reading], answer: Answer, reply: Reply) -> Focus:
    if answer.status in (SMALLTALK, OUT_OF_SCOPE) or answer.form in ("repeat", "source"):
        return state
    facts = tuple(s.fact.id for s in answer.statements)
    sentences = tuple(c["sentence"] for c in reply.citations)
    event = answer.details.get("event") or next(
        (s.fact.id for s in answer.statements if isinstance(s.fact, Event)), ""
    )
    if not event and answer.statements:
        event = _event_behind(query, answer.statements[0].fact)
    mentioned: list[str] = [*answer.entities[:3]]
    asked_about = [*answer.topic, *(reading.ids if reading is not None else ())]
    if len(answer.entities) > 1:
        mentioned = ["+".join(answer.entities[:6]), *asked_about, *answer.entities[:3]]
    mentioned += asked_about
    if answer.status != NOT_IN_SYNOPSIS:
        for statement in answer.statements[:2]:
            fact = statement.fact
            if isinstance(fact, Event):
                mentioned += fact.entities(fact.subject)
                mentioned += [id for role in ("patient", "theme", "product", "goal", "place") for id in fact.entities(role)]
            else:
                mentioned += [i for i in (fact.source, fact.to) if i]
    state = state.mention(tuple(dict.fromkeys(mentioned)))
    question, topic = state.question, state.topic
    if reading is not None:
        question = reading.segment.text[:MOST_TEXT]
        topic = followups.topic_of(reading, query) or topic
    return replace(
        state,
        event=str(event) or state.event,
        facts=facts[:8],
        sentences=sentences or (state.sentences if answer.status == NOT_IN_SYNOPSIS else ()),
        listed=tuple(answer.entities[:8]) if len(answer.entities) > 1 else state.listed,
        question=question,
        topic=topic,
        reply=reply.text[:600],
        status=reply.status,
        choices=answer.choices if answer.status == CLARIFY else (),
    )

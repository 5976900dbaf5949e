"""One turn of a conversation: a message and a focus in, replies and a focus out. Knows no Rasa.

message ── segments ── what is said of spoilers   spoilers
                    ── small talk                 chat
                    ── the answer to a choice     choosing
                    ── "and at the end?"          timing
                    ── repair                     repair
                    ── walking the plot           walking
                    ── more of the same           listing
                    ── whether a plan works       schemes
                    ── whether of free will       willing
                    ── whether others knew        consent
                    ── bare wh-words              ellipsis
                    ── "who ended that?"          pointing
                    ── "which of them?"           among
                    ── what somebody does next    onward
                    ── "and her brother?"         substitution
                    ── who knew                   knowing
                    ── a question                 asking
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from plotbot.answer import wording
from plotbot.answer.matching import Match
from plotbot.answer.model import CLARIFY, NEAREST, NOT_YET, OUT_OF_SCOPE, SMALLTALK, Answer
from plotbot.answer.nearest import nearest
from plotbot.answer.wording import Reply
from plotbot.conversation import (
    among,
    attention,
    chat,
    choosing,
    consent,
    cutting,
    ellipsis,
    knowing,
    listing,
    onward,
    pointing,
    remarks,
    repair,
    schemes,
    scope,
    spoilers,
    substitution,
    timing,
    topics,
    walking,
    willing,
)
from plotbot.conversation.asking import ask
from plotbot.conversation.context import Context, Outcome, query_of
from plotbot.conversation.focus import Focus
from plotbot.knowledge import Knowledge
from plotbot.question.model import Question
from plotbot.question.text import Segment, is_code, is_instruction, split

CHAT_INTENTS = {
    "greet": "greet",
    "thank": "thank",
    "goodbye": "goodbye",
    "help": "help",
    "bot_identity": "bot_identity",
    "insult": "insult",
    "feeling": "how_are_you",
}
MOST_QUESTIONS = 3
SURE_ENOUGH, LIKELY = 0.9, 0.75
"""How much of a question the nearest fact must bear out to be told under a spoiler limit, where a
better one may lie beyond; and how well it must fit where somebody named has no part in it."""


@dataclass(frozen=True)
class Turn:
    """The outcome of a turn: replies in order, and the focus as plain data for the next.

    Attributes:
        forgotten: whether all that was said before is to be removed.
    """

    replies: tuple[Reply, ...]
    focus: dict
    forgotten: bool = False


def converse(
    knowledge: Knowledge,
    message: str,
    focus: Mapping[str, Any] | None = None,
    intent: str | None = None,
) -> Turn:
    """Replies to a message within a conversation.

    Args:
        message: as the user typed it.
        focus: plain data of the last turn's focus; None at the start.
        intent: Rasa's intent, a hint where the parser's own reading is incomplete.
    """
    state = Focus.from_data(focus)
    speech = knowledge.speech
    segments = list(split(message, speech.spellings, speech.paddings, speech.tags))
    confirmed: spoilers.Order | None = None
    before = ""
    for segment in list(segments):
        said = segment.raw or segment.text
        order = spoilers.order_of(
            knowledge, said, state.limit != spoilers.NONE, before, state.event
        )
        before = said
        if order is not None:
            confirmed = order
            state = _limited(state, order)
            segments.remove(segment)
            if order.request:
                segments.append(Segment(order.request, True, raw=order.request))
    known = cutting.up_to(knowledge, state.limit)
    if confirmed is not None:
        segments = [
            s
            for s in segments
            if not chat.chat_only(knowledge, s.text) and not spoilers.no_request(s.raw or s.text)
        ]
        if not segments:
            return Turn(
                (wording.limit_reply(known, confirmed.lead, confirmed.event),), state.to_data()
            )
    else:
        rest = [s for s in segments if not chat.forgetting(knowledge, s.text)]
        if len(rest) < len(segments):
            return _forgotten(known, [s.raw for s in rest if s.is_question])
        kind = chat.small_talk(knowledge, message, state) or remarks.remark(knowledge, message)
        if kind:
            return Turn((_chatted(known, kind),), state.to_data())
    chosen = _chosen(knowledge, segments)
    ordered = is_instruction(message) and not any(s.is_question for s in chosen)
    ordered = ordered or chat.joke_about(knowledge, message)
    if ordered or is_code(message) or chat.foreign(knowledge, message) or not chosen:
        answer = Answer(OUT_OF_SCOPE, form="statement")
        return Turn((wording.reply(known, answer, {"form": "statement"}),), state.to_data())
    for segment in segments:
        if segment not in chosen:
            state = _note_names(knowledge, segment, state)
    replies: list[Reply] = []
    for segment in chosen[:MOST_QUESTIONS]:
        made, state = _segment(knowledge, known, segment, state, intent)
        replies += made
    replies = [
        r for r in replies if not (r.status == OUT_OF_SCOPE and len(replies) > 1)
    ] or replies[:1]
    if confirmed is not None and confirmed.lead != "unknown":
        words = wording.limit_text(known, confirmed.lead, confirmed.event)
        replies[0] = replace(replies[0], text=f"{words} {replies[0].text}")
    return Turn(tuple(_unique(replies)), state.to_data())


def _forgotten(knowledge: Knowledge, questions: list[str]) -> Turn:
    """All is forgotten; questions of the same message are answered from nothing."""
    turns = [converse(knowledge, question) for question in questions]
    return Turn(
        (_chatted(knowledge, chat.FORGET), *(reply for turn in turns for reply in turn.replies)),
        Focus().to_data(),
        forgotten=True,
    )


def _chatted(knowledge: Knowledge, kind: str) -> Reply:
    return wording.reply(knowledge, Answer(SMALLTALK, kind, form="chat"), {"form": "chat"})


def _limited(state: Focus, order: spoilers.Order) -> Focus:
    """The focus under a new limit, at the limit: what was told before may lie beyond."""
    if order.lead == "unknown":
        return state
    if order.limit == spoilers.NONE:
        return replace(state, limit=order.limit)
    return Focus(limit=order.limit, salient=state.salient, event=order.event)


def _chosen(knowledge: Knowledge, segments: list[Segment]) -> list[Segment]:
    """The segments to be answered: questions first, small talk and suppositions left out."""
    questions = [s for s in segments if s.is_question and not chat.chat_only(knowledge, s.text)]
    chosen = questions or [s for s in segments if not chat.chat_only(knowledge, s.text)] or segments
    if len(chosen) > 1:
        chosen = [s for s in chosen if not s.supposed] or chosen
    return chosen if questions else chosen[-2:]


def _unique(replies: list[Reply]) -> list[Reply]:
    return list({reply.text: reply for reply in reversed(replies)}.values())[::-1]


def _note_names(knowledge: Knowledge, segment: Segment, state: Focus) -> Focus:
    """Puts those whom a remark names at the head of the focus: "the robot I mean"."""
    ids = tuple(m.ids[0] for m in knowledge.names.find(segment.text) if m.ids and not m.guessed)
    return state.mention(ids) if ids else state


def _segment(
    whole: Knowledge, known: Knowledge, segment: Segment, state: Focus, intent: str | None
) -> tuple[list[Reply], Focus]:
    """The replies to one segment from what may be told; more than one where several were chosen."""
    context = topics.turned(Context(known, state, segment, intent))
    replies = []
    for outcome in choosing.chosen(context) or [_outcome(context)]:
        outcome = _held_back(whole, context, _or_nearest(known, outcome, state))
        reply = _reply(context, outcome)
        state = attention.after(query_of(known), state, outcome, reply)
        replies.append(reply)
    return replies, state


def _answered(find: Callable[[Context], Answer | None]) -> Callable[[Context], Outcome | None]:
    """A reader of answers as one of outcomes, the question before staying as it was."""

    def read(context: Context) -> Outcome | None:
        answer = find(context)
        return None if answer is None else Outcome(answer, keeps=True)

    return read


READERS: tuple[Callable[[Context], Outcome | None], ...] = (
    timing.timed,
    _answered(remarks.judged),
    repair.repaired,
    _answered(walking.walked),
    listing.listed,
    _answered(schemes.schemed),
    _answered(willing.willing),
    _answered(consent.consented),
    _answered(ellipsis.elliptic),
    _answered(pointing.which),
    _answered(pointing.aim),
    _answered(pointing.ended),
    _answered(pointing.effect),
    onward.onward,
    knowing.known,
    among.among,
    substitution.other,
    substitution.who_does,
    substitution.same_subject,
)
"""The readers of what leans on the turns before, in order; None where not concerned."""


def _outcome(context: Context) -> Outcome:
    for read in READERS:
        found = read(context)
        if found is not None:
            return found
    found = ask(context, context.text)
    if (
        found.answer.status == OUT_OF_SCOPE
        and context.intent in CHAT_INTENTS
        and chat.plausible(context.knowledge, context.text)
    ):
        return Outcome(Answer(SMALLTALK, CHAT_INTENTS[context.intent], form="chat"))
    return found


def _or_nearest(knowledge: Knowledge, outcome: Outcome, state: Focus) -> Outcome:
    """An outcome that tells nothing, with the sentence that may tell it: of films without facts."""
    if outcome.reading is None or state.limit != spoilers.NONE:
        return outcome
    return replace(outcome, answer=nearest(knowledge, outcome.reading, outcome.answer))


def _held_back(whole: Knowledge, context: Context, outcome: Outcome) -> Outcome:
    """Under a spoiler limit every refusal is the same, but for what no film would tell."""
    answer = outcome.answer
    if context.state.limit == spoilers.NONE:
        return outcome
    unsure = float(answer.details.get("borne", 1.0)) < SURE_ENOUGH  # type: ignore[arg-type]
    match = answer.details.get("match")
    # somebody named has no part in it: what is asked may lie beyond
    if isinstance(match, Match) and match.score < LIKELY:
        unsure = unsure or any(slot.phrase.ids for slot in match.missing)
    if not (answer.refused or answer.status == NEAREST or unsure):
        return outcome
    if scope.foreign_to(whole, outcome.reading) or (
        answer.status == OUT_OF_SCOPE
        and _outcome(replace(context, knowledge=whole)).answer.status == OUT_OF_SCOPE
    ):
        return replace(outcome, answer=Answer(OUT_OF_SCOPE, form="statement"))
    return replace(
        outcome, answer=Answer(NOT_YET, form=answer.form or "statement", details={"keep": True})
    )


def _reply(context: Context, outcome: Outcome) -> Reply:
    answer = outcome.answer
    question = _question(outcome, context.text).as_dict()
    if answer.status == NOT_YET:
        question = {key: question[key] for key in ("form", "text") if key in question}
    reply = wording.reply(context.knowledge, answer, question)
    return replace(reply, explanation={"considered": [list(c) for c in answer.considered]})


def _question(outcome: Outcome, text: str) -> Question:
    reading, answer = outcome.reading, outcome.answer
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
        form,
        text,
        role,
        predicate,
        roles,
        anchor=reading.part if reading else "",
        negated=bool(reading and reading.clause.frame.negated),
        unresolved=tuple(reading.resolver.unresolved_pronouns) if reading else (),
    )


__all__ = ["CLARIFY", "Turn", "converse", "query_of"]

"""Remarks: what people say of an answer, of somebody in it or of themselves, asking nothing.

"wow, didn't see that coming", "poor guy", "that is so sad", "you were great". They leave the thread
as it was.
"""

from __future__ import annotations

import re
from functools import lru_cache

from plotbot.answer.model import NOT_IN_SYNOPSIS, Answer
from plotbot.conversation.context import Context, plain
from plotbot.knowledge import Knowledge
from plotbot.language.patterns import either
from plotbot.question.text import clean, write_out

REMARK, GREETING = "remark", "greet"
MOST_WORDS = 12
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
_LAUGHTER = re.compile(r"\b(?:ha|he|hi|ja|lol|a)(?:ha|he|hi|ja|ol|h)+\b")
_SOMEBODY = "somebody"


def remark(knowledge: Knowledge, message: str) -> str | None:
    """The kind of small talk that a message without a question is; None where it may be none."""
    text = write_out(clean(message), knowledge.speech.spellings)
    if len(text.split()) > MOST_WORDS:
        return None
    introduction, exclamations = _forms(knowledge)
    if introduction.fullmatch(plain(text)):
        return GREETING
    if "?" in message:
        return None
    for mention in sorted(knowledge.names.find(text), key=lambda m: -m.start):
        if mention.ids and not mention.guessed and not mention.common:
            text = f"{text[: mention.start]}{_SOMEBODY}{text[mention.end :]}"
    # "sooo", "coool": a letter drawn out stands for one or for two
    meant = (_LAUGHTER.sub("haha", plain(_DRAWN_OUT.sub(n, text))) for n in (r"\1", r"\1\1"))
    return REMARK if any(exclamations.fullmatch(words) for words in meant) else None


def judged(context: Context) -> Answer | None:
    """The refusal of a question for an opinion of what was told: "was that a good idea?"."""
    if not context.told or not _judgement(context.knowledge).fullmatch(context.bare):
        return None
    return Answer(NOT_IN_SYNOPSIS, form="whether", details={"event": context.told[0].id})


@lru_cache(maxsize=64)
def _judgement(knowledge: Knowledge) -> re.Pattern[str]:
    data = knowledge.speech.forms.get("remarks", {})
    taste, thing = either(data.get("tastes", ())), either(data.get("things", ()))
    deed = r"(?:that|this|it|all (?:that|this))"
    very = r"(?:(?:not|so|very|really|a|an|the|such|actually|right|wrong|best|worst) )*"
    worth = r"(?:worth it|worth the trouble|necessary|justified|fair|legal|ethical|moral|realistic"
    return re.compile(
        rf"(?:is|was|were|are) {deed} (?:(?:really|actually|even) )?{very}"
        rf"(?:(?:{taste}) (?:{thing}|choice|decision|thing to do)|(?:{thing}|choice|decision)|"
        rf"{worth}|right thing to do|ok|okay))"
    )


@lru_cache(maxsize=64)
def _forms(knowledge: Knowledge) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How people introduce themselves, and a row of exclamations, as patterns of plain words."""
    data = knowledge.speech.forms.get("remarks", {})
    cry, taste = either(data.get("cries", ())), either(data.get("tastes", ()))
    noun, whole = either(data.get("persons", ())), either(data.get("wholes", ()))
    pitied, thing = either(data.get("pitied", ())), either(data.get("things", ()))
    very = (
        r"(?:(?:so|very|really|pretty|quite|too|just|such|kind of|sort of|kinda|rather|super|"
        r"actually|absolutely|totally|honestly|truly|the|a|an|all|both|one|bit|little|not|no) )*"
    )
    somebody = (
        rf"(?:(?:the |that |this |those |these |all |of |his |her |their )*"
        rf"(?:{_SOMEBODY}|him|her|he|she|them|they|it|that|this|us|me|you|{noun}))"
    )
    subject = (
        rf"(?:that|this|it|he|she|they|you|those|these|both|all|{_SOMEBODY}|"
        rf"(?:that|this|the|what a) (?:{noun}|{thing}))"
    )
    is_ = (
        r"(?:is|was|are|were|sounds?|sounded|seems?|seemed|looks?|looked|feels?|felt|got|gets|"
        r"must(?: have)?(?: be| been)?(?: hurt)?|would (?:be|have been)|had to be|has to be)"
    )
    after = rf"(?: (?:for|of|to|on|about|in|with) {somebody})?"
    one = (
        rf"(?:{cry}|{whole}"
        rf"|(?:{subject} {is_} )?{very}(?:{taste}){after}"
        rf"|{subject} {is_} {very}(?:{taste} )?(?:{thing}|{noun})"
        rf"|(?:what|such|how) {very}(?:(?:{taste}) )*(?:{taste}|{thing}|{noun}){after}"
        rf"|(?:{pitied}) {somebody}(?: (?:right|all))?"
        rf"|(?:i|we|you) (?:really |just |so |kind of |already |still |totally |do |did )*"
        rf"(?:{either(data.get('liking', ()))})(?: {very}{somebody})?)"
    )
    row = rf"(?:{one})(?: (?:and |but |so )?(?:{one}))*"
    bot = r"(?:bot|you|there|robot|computer|mate|buddy|friend|everybody|everyone|all|again)"
    hello = rf"(?:(?:{either(data.get('greetings', ()))})(?: {bot})? ?)"
    name = r"(?!(?:not|so|just|only|still|at|in|up|sure|sorry|confused|lost|done|the|a)\b)\w+"
    me = rf"(?:(?:i am|my name is|this is|it is|call me|name is) {name})"
    age = r"(?:(?:and )?(?:i am )?\d{1,2}(?: years? old)?)"
    state = r"(?:ready|there|awake|here|online|on|listening|working)(?: for me| today| now)?"
    ready = rf"(?:(?:are|is) {bot} {state})"
    introduction = rf"{hello}?(?:{me}(?: {age})?(?: {hello})?|i am {age}|{ready})|{hello}"
    return re.compile(introduction), re.compile(row)

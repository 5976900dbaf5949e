"""The last question of another time: "and at the end?", "I meant the first time"."""

from __future__ import annotations

import re

from plotbot.conversation.asking import ask
from plotbot.conversation.context import Context, Outcome

_OF_FILM = r"(?: of (?:the|this) (?:film|movie|story|plot|book))?"
_TIME = (
    r"(?:(?:at|in|by|towards) (?:the )?(?:very )?(?:end|close|ending|beginning|start|outset)"
    rf"{_OF_FILM}"
    r"|finally|eventually|ultimately|originally|initially|at first|"
    r"(?:at|in|during) the (?:final |last |big )?(?:battle|fight|showdown|finale|climax)|"
    r"in the (?:mid|post|after|end)[- ]?credits?(?: scene)?|"
    r"(?:for )?the (?P<turn>first|last) time)"
)
_TIMED = re.compile(
    r"^(?:(?:and|but|no|nope|or|so|sorry|what about|how about|rather|not then|i mean|i meant|"
    r"i am asking about)[ ,]+)+"
    rf"(?:then )?(?P<time>{_TIME})(?: then| though| instead)*$"
)
_DATED = re.compile(rf" {_TIME}$", re.IGNORECASE)


def timed(context: Context) -> Outcome | None:
    """The answer to the last question at another time; None where the message names none."""
    found = _TIMED.match(context.low)
    question = context.state.question
    if found is None or not question or not context.state.begun:
        return None
    before = _DATED.sub("", question.rstrip(" ?."))
    time = found.group("turn") or found.group("time")
    outcome = ask(context, f"{before} {time}")
    return None if outcome.answer.refused else outcome

"""Spoiler limits: what a user says of how far they have come.

A limit is a place in the plot's order. Under it, answers come from a film that ends there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from plotbot.conversation.context import plain, query_of
from plotbot.film.model import Event, Film
from plotbot.knowledge import Knowledge
from plotbot.question import grammar
from plotbot.question.reading import read
from plotbot.question.text import Segment, asks

NONE = -1
_FILLED = (
    "have|has|am|was|were|are|been|did|do|only|just|still|so|far|not|now|already|yet|all|the|"
    "film|movie|story|plot|it|this|"
    "things|anything|everything|watching|reading|seen|saw|see|watched|watch|got|gotten|get|made|"
    "come|came|read|reached|"
    "stopped|stop|paused|pause|finished|know|up|currently|gone"
)
_SEEN = re.compile(
    rf"\b(?:i|we) ((?:(?:{_FILLED}) )+)"
    r"(up to|until|till|as far as|past|beyond|through to|through|reached|to|at|after|before|"
    r"when) (.+)$"
)
_VERBS = re.compile(
    r"\b(?:seen|saw|see|watched|watching|watch|got|gotten|get|made|come|came|read|reached|"
    r"stopped|stop|paused|pause|am|gone)\b"
)
_FIRST_HALF = re.compile(
    r"\b(?:i|we) (?:.* )?(?:seen|saw|watched|read) (?:.* )?(?:the )?(?:first )?(half)\b"
)
_AFTER = re.compile(
    r"\b(?:no|not|without|avoid|nothing|never)\b(.{0,60}?)\b(?:after|past|beyond|later than|"
    r"following) (.+)$"
)
_ONLY_TO = re.compile(
    r"^(?P<request>.*?)\b(?:up to|until|till|as far as|through to|only to|up until) "
    r"(?:and including )?(?P<place>.+?) (?:(?:and|but|please|so|with) )*"
    r"(?:nothing|no|not|without|do not|stop|skip|leave out)"
    r"(?: \w+){0,2}? ?(?:after|afterwards|beyond|past|more|further|later|farther|from there|rest)"
    r"(?: (?:that|it|this|then|on|please))*$"
)
_AT = re.compile(
    r"\b(?:just|only|still|currently|am|are|got|gotten|stopped|paused|here|now|halfway|up) "
    r"(?:(?:just|only|still|up|as far) )*(?:at|to|as|in|past|through|on|reached) (.+)$"
)
_WARY = re.compile(
    r"\bspoil\w*|\b(?:not|yet to) (?:\w+ )?(?:finish(?:ed)?|seen|watched|done)\b|\bunfinished\b"
)
_AFTERTHOUGHT = re.compile(
    r" (?:so|and|but)? ?(?:(?:please )?(?:no|do not|without|avoid|zero) .*\b(?:spoil|tell|give|"
    r"reveal|after|beyond|past|later|further).*|"
    r"so (?:please|far|do|be|keep)?\b.*|please\b.*|yet|now)$"
)
_TELLING = re.compile(r"\b(?:spoil\w*|tell|say|reveal|mention|give|show|talk|nothing)\b")
_ENDING = re.compile(
    r"\b(?:do not|without|never|not|no|avoid|stop)\b.*\b(?:spoil\w*|tell\w*|give\w* away|"
    r"reveal\w*)\b.*\b(?:end|ending|finale|how it ends|last part)\b"
)
_ANY = re.compile(
    r"^(?:please )?(?:no|avoid|without|zero|skip the) spoilers?(?: at all)?(?: please)?$|"
    r"\b(?:do not|please never|stop) spoil(?:ing)?\b|^spoiler free(?: please)?$"
)
_LIFTED = re.compile(
    r"\b(?:please |just |you can |you may |go ahead |feel free to |now )*(?:and )?"
    r"(?<!not )(?<!never )spoil(?: me|"
    r" it| away| everything| the (?:film|movie|ending|end|rest)| it all)+(?: now| then| please)*\b"
    r"|^(?:please |just |ok |now )*spoil$"
    r"|\bspoilers? (?:are |is )?(?:now )?(?:ok|okay|fine|welcome|allowed|all right|alright|"
    r"no problem|on)\b"
    r"|\b(?:i|we) (?:have )?(?:now |already )?(?:seen|watched|finished|know) (?:it all|"
    r"all of it|everything|the (?:whole|entire|full) \w+|it to the end|all|the rest|the (?:film|"
    r"movie))(?: now| already| before| twice)*$"
    r"|\b(?:do not|not) (?:mind|care about) (?:the )?spoilers?\b|\b(?:lift|remove|drop|forget|"
    r"cancel|ignore) (?:the |that |my )?(?:spoiler|spoilers|limit)"
    r"|^(?:i have |i )?(?:finished|seen) (?:it|the film|the movie|everything)(?: now)?$|"
    r"^no (?:more )?(?:spoiler )?limits?$|^tell me everything(?: now)?$"
)


@dataclass(frozen=True)
class Order:
    """What a message says of spoilers: the new limit, and how to confirm it.

    Attributes:
        lead: key of the confirmation in ``sayings.LIMITS``.
        limit: the order of the last event that may be told; ``NONE`` for no limit.
        event: the event that the limit lies at, for the confirmation.
        request: what is asked in the same breath: "recap up to the ball, nothing after".
    """

    lead: str
    limit: int = NONE
    event: str = ""
    request: str = ""


def order_of(knowledge: Knowledge, text: str) -> Order | None:
    """What a message says of spoilers; None when it says nothing of them."""
    low = re.sub(r"^(?:please|but|and|ok|okay|so|hey|hi|wait|no wait|well)[ ,]+", "", plain(text))
    lifted = _LIFTED.search(low)
    if lifted:
        rest = low[lifted.end() :].strip()
        return Order("lifted", request=rest if asks(rest) else "")
    ends = [e.order for e in knowledge.film.events if e.part in ("ending", "mid_credits")]
    if _ENDING.search(low) and ends:
        return Order("not_the_end", min(ends) - 1)
    words, before = _reach(low)
    first, second = (*low.split(" ", 2), "", "")[:2]
    asking = first in grammar.WH_WORDS | grammar.AUXILIARIES - {"do"} and second != "not"
    if words and "?" not in text and not asking:
        at = place(knowledge, words, before)
        if at is None:
            return Order("unknown")
        event = _preceding(knowledge.film, at) if before else at
        only = _ONLY_TO.match(low)
        return Order(
            "limited", event.order, event.id, only.group("request").strip() if only else ""
        )
    if _ANY.search(low):
        opening = [e.order for e in knowledge.film.events if e.part in ("backstory", "opening")]
        return Order("opening", max(opening, default=0))
    return None


def _reach(low: str) -> tuple[str, bool]:
    """The words for the place that a user has come to, and whether it lies before that place."""
    only = _ONLY_TO.match(low)
    if only and not _VERBS.search(only.group("request")):
        return only.group("place"), False
    seen = _SEEN.search(low)
    if seen and _VERBS.search(f"{seen.group(1)} {seen.group(2)}"):
        missed = bool(re.search(r"\bnot\b", seen.group(1))) and seen.group(2) in (
            "to",
            "as far as",
            "up to",
            "reached",
            "at",
        )
        return seen.group(3), missed or seen.group(2) == "before"
    half = _FIRST_HALF.search(low)
    if half:
        return half.group(1), False
    here = _AT.search(low)
    if here and _WARY.search(low) and not _AFTER.search(low):
        return here.group(1), False
    after = _AFTER.search(low)
    if after and _TELLING.search(low):
        return after.group(2), False
    return "", False


def _preceding(film: Film, event: Event) -> Event:
    """The last event before the sentence of another one begins."""
    earlier = [e for e in film.events if e.order < event.order and e.sentence != event.sentence]
    return max(earlier, key=lambda e: e.order, default=film.events[0])


def place(knowledge: Knowledge, words: str, first: bool = False) -> Event | None:
    """The event up to which words like "the raid", "the ball", "the twins join him" reach.

    ``first``: the event with which that begins instead.
    """
    query = query_of(knowledge)
    film = knowledge.film
    words = re.sub(
        r"^(?:the )?(?:part|point|scene|bit|moment|place)s? (?:where|when|in which|that|of|with|"
        r"at|in) |^(?:where|when|then) ",
        "",
        words,
    )
    words = _AFTERTHOUGHT.sub("", words)
    words = re.sub(
        r"(?<=\w) (?:part|bit|scene|point|stage|moment|section|sequence|stuff)$", "", words
    )
    words = re.sub(r" (?:so far|yet|please|for now|now|of the (?:film|movie))$", "", words)
    part = {
        "opening": "opening",
        "beginning": "opening",
        "climax": "climax",
        "final battle": "climax",
        "credits": "ending",
        "end": "mid_credits",
        "ending": "mid_credits",
        "mid credits scene": "ending",
        "start": "opening",
    }.get(words.removeprefix("the "))
    if part:
        own = [e for e in film.events if e.part == part]
        return (min if first else max)(own, key=lambda e: e.order, default=None)
    if "halfway" in words or words.removeprefix("the ") in ("half", "middle", "first half"):
        return film.events[len(film.events) // 2]
    reading = read(knowledge, Segment(words, True), (), (), query.who)
    phrase = next((p for p in reading.phrases if p.events or p.ids), None)
    if reading.clause.frame.units and reading.clause.frame.verb not in ("be", ""):
        event = query.best_event(reading.clause)
        if event is not None:
            return event if first else _whole(film, event)
    if phrase is None:
        return None
    if phrase.events:
        event = query.event_of(phrase)
        return event if first or event is None else _whole(film, event)
    return _first_stay(film, knowledge, phrase.ids, first)


def _whole(film: Film, event: Event) -> Event:
    """The last event that belongs to another: those during it, and those that say the same."""
    inside, grown = {event.id}, True
    while grown:
        more = {e.id for e in film.events if inside & set(e.links.get("during", ()))} - inside
        more |= {
            e.id for e in film.events if e.sentence == event.sentence and e.say == event.say
        } - inside
        grown = bool(more)
        inside |= more
    return max((e for e in film.events if e.id in inside), key=lambda e: e.order)


def _first_stay(
    film: Film, knowledge: Knowledge, ids: tuple[str, ...], first: bool
) -> Event | None:
    """The last (or first) event of the first stretch of story with somebody or some place in it."""
    story = [e for e in film.events if e.part != "backstory" and e.status == "happens"]
    here = [e for e in story if set(ids) & set(knowledge.index.events[e.id].roles)]
    if not here:
        return None
    last = here[0]
    if first or film.entities[ids[0]].kind != "place":
        return last
    for event in here[1:]:
        between = {e.sentence for e in story if last.order < e.order <= event.order}
        if len(between | {last.sentence}) > 2:
            break
        last = event
    return last

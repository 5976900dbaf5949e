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
    "have|has|had|am|was|were|are|been|did|do|only|just|still|so|far|not|now|already|yet|all|the|"
    "film|movie|story|plot|it|this|right|currently|about|around|roughly|almost|nearly|exactly|"
    "things|anything|everything|watching|reading|seen|saw|see|watched|watch|got|gotten|get|made|"
    "come|came|read|reached|further|on|little|bit|a|"
    "stopped|stop|paused|pause|finished|know|up|gone|fell|fall|asleep|dozed|nodded|off|left|quit|"
    "switched|turned|missed|interrupted"
)
_SEEN = re.compile(
    rf"(?:\b(?:i|we)|^(?=(?:have|had|not|only|just|still|currently|got|stopped|paused|am)\b)) "
    rf"?((?:(?:{_FILLED}) )+)"
    r"(up to|until|till|as far as|past|beyond|through to|through|reached|to|at|after|before|"
    r"when) (.+)$"
)
_VERBS = re.compile(
    r"\b(?:seen|saw|see|watched|watching|watch|got|gotten|get|made|come|came|read|reached|"
    r"stopped|stop|paused|pause|am|gone|asleep|dozed|nodded|left|quit|off|missed|interrupted)\b"
)
_ONLY_SEEN = re.compile(
    r"\b(?:i|we) (?:have )?(?:only|just|merely) (?:seen|watched|read|saw) (?:the )?"
    r"(.+? (?:part|bit|scene|stuff|half|act)|opening|beginning|start)\b"
)
_SEEN_NOW = re.compile(
    r"\b(?:i|we) (?:have )?(?:now |just |already )*(?:seen|watched|read|saw) (?:the )?"
    r"(.+? (?:part|bit|scene|stuff|half|act))(?: (?:too|now|as well|already))*$"
)
_HALFWAY = re.compile(
    r"\b(?:i|we) (?:have |am |are )?(?:\w+ ){0,3}(?:half ?way|midway|the middle)\b"
    r"(?! (?:through|in|into|of) (?:the|that|this) (?!film|movie|story|plot|book))"
)
_NO_END = re.compile(
    r"\b(?:not|never|yet to) (?:yet |quite )?(?:seen|see|watched|watch|reached|reach|"
    r"got(?:ten)? to|get to|finished|finish|come to|made it to|read) (?:yet )?(?:the )?(?:very )?"
    r"(?:end|ending|finale|conclusion|how it (?:all )?ends|"
    r"(?:last|final|third) (?:act|part|bit|scenes?|minutes|third|half hour|hour))\b"
)
_UP_TO = re.compile(
    r"^(?:please |so |and )*(?:only|just) (?:\w+ ){0,5}?(?:up to|until|till|as far as) (.+)$"
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
    r"giving away|reveal\w*)\b.*\b(?:end|ending|finale|how it ends|last part)\b"
)
_ANY = re.compile(
    r"^(?:please )?(?:no|avoid|without|zero|skip the|keep it) (?:any )?spoilers?"
    r"(?: free)?(?: at all)?(?: please)?"
    r"(?P<rest>$| (?:but |and |so )?(?:what|who|where|why|when|how|which)\b.*)|"
    r"\b(?:do not|please never|stop) spoil(?:ing)?\b|"
    r"^(?:please )?(?:keep (?:it|this) )?spoiler free(?: please)?"
    r"(?P<more>$| (?:but |and |so )?(?:what|who|where|why|when|how|which)\b.*)"
)
_BEYOND = re.compile(
    r"^(?:(?:so|and|but|please) )*(?:nothing|no spoilers?|no more|not a word|do not (?:go|tell me "
    r"(?:more|anything|what (?:comes|happens)))|tell me nothing|stop)(?: \w+){0,2}? ?"
    r"(?:after|beyond|past|further than|later than) (?:that|this|there|it)(?: point)?(?: please)?$"
)
_WARNING = re.compile(
    r"^(?:(?:so|and|but|please) )*(?:do not|no|nothing|never|stop|avoid|keep|leave|be careful)\b"
    r".*\b(?:spoil\w*|tell|say|reveal\w*|more|further|beyond|after|rest|yourself|about (?:it|that)|"
    r"past|ahead|later|out)\b"
)
_NOW = (
    r"(?: (?:now|then|please|already|anyway|at last|finally|by now|yesterday|today|tonight|too))*"
)
_WHOLE = (
    r"(?:it all|all of it|everything|all|it to the end|it till the end|(?:the )?(?:whole|entire|"
    r"full|complete) \w+|(?:the )?(?:rest|remainder|end|ending|finale)(?: of (?:it|the \w+))?|"
    r"the (?:film|movie)(?: (?:to|until) the end)?)"
)
_GO_ON = r"(?=$| (?:so|and|but|who|what|where|why|when|how|which|tell|you|before|twice)\b)"
_LIFTED = re.compile(
    r"\b(?:please |just |you can |you may |go ahead |feel free to |now )*(?:and )?"
    r"(?<!not )(?<!never )spoil(?: me|"
    r" it| away| everything| the (?:film|movie|ending|end|rest)| it all)+(?: now| then| please)*\b"
    r"|^(?:please |just |ok |now )*spoil$"
    r"|\bspoilers? (?:are |is )?(?:now )?(?:ok|okay|fine|welcome|allowed|all right|alright|"
    r"no problem|on)\b"
    rf"|\b(?:i|we) (?:have )?(?:now |already |just |finally )*(?:seen|saw|watched|finished|know|"
    rf"read|caught|got through) {_WHOLE}{_NOW}{_GO_ON}"
    rf"|(?:^|\b(?:i|we) )(?:have |am |are )?(?:now |just |already |finally )*"
    rf"(?:finished|done|through) (?:(?:with )?(?:it|watching(?: it)?|the (?:film|movie|book)))"
    rf"{_NOW}{_GO_ON}"
    r"|\b(?:do not|not) (?:mind|care about) (?:the )?spoilers?(?: any ?more| now)?\b"
    r"|\b(?:lift|remove|drop|forget|cancel|ignore|never ?mind|screw|skip)(?: about)? "
    r"(?:the |that |my |any |those )?(?:spoilers?|spoiler limit|spoiler warning|limit)\b"
    r"|\bno (?:longer any )?need to (?:hold (?:anything )?back|hide anything|be careful|avoid "
    r"spoilers|keep quiet)(?: any ?more| now)?\b"
    r"|^no (?:more )?(?:spoiler )?limits?$|^tell me everything(?: now)?$"
)
_TELL_ALL = re.compile(
    r"^(?:(?:but|and|so|ok|okay|just|please|you (?:can|may|are allowed to)|feel free to|"
    r"go ahead(?: and)?) )*(?:tell|reveal|show|give)(?: me| us)? "
    rf"(?:(?:it )?anyway|anything|{_WHOLE}){_NOW}$"
    rf"|^(?:(?:i|we) (?:have |am |are ))?(?:now |just |already )*(?:finished|done){_NOW}{_GO_ON}"
)
"""What lifts a limit where there is one."""


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


def order_of(
    knowledge: Knowledge, text: str, limited: bool = False, before: str = "", told: str = ""
) -> Order | None:
    """What a message says of spoilers; None when it says nothing of them.

    Args:
        limited: whether there is a limit already.
        before: what the same message says before this.
        told: id of the event last told, for "nothing beyond that".
    """
    low = re.sub(
        r"^(?:(?:please|but|and|ok|okay|alright|all right|so|hey|hi|wait|no wait|well|oh|right|"
        r"great|now)[ ,]+)+",
        "",
        plain(text),
    )
    lifted = _LIFTED.search(low) or limited and _TELL_ALL.match(low)
    if lifted and not _DENIED.search(low[: lifted.start()]):
        rest = _LEADING.sub("", low[lifted.end() :].strip())
        return Order("lifted", request=rest if asks(rest) else "")
    if _BEYOND.match(low):
        at = place(knowledge, _SAW.sub("", plain(before))) if before else None
        at = at or knowledge.film.event.get(told)
        return Order("limited", at.order, at.id) if at is not None else None
    ends = [e.order for e in knowledge.film.events if e.part in ("ending", "mid_credits")]
    asked = re.search(r"[,;:] *(.+)$", text)
    question = asked.group(1).strip(" ?") if asked and asks(asked.group(1)) else ""
    if (_ENDING.search(low) or _NO_END.search(low)) and ends:
        return Order("not_the_end", min(ends) - 1, request=question)
    words, before_it = _reach(low, limited)
    first, second = (*low.split(" ", 2), "", "")[:2]
    asking = first in grammar.WH_WORDS | grammar.AUXILIARIES - {"do"} and second != "not"
    if words and "?" not in text and not asking:
        at = place(knowledge, words, before_it)
        if at is None:
            return Order("unknown")
        event = _preceding(knowledge.film, at) if before_it else at
        only = _ONLY_TO.match(low)
        request = only.group("request").strip() if only else ""
        request = "" if _VERBS.search(request) else request
        return Order("limited", event.order, event.id, request)
    any_ = _ANY.search(low)
    if any_:
        opening = [e.order for e in knowledge.film.events if e.part in ("backstory", "opening")]
        request = (any_.group("rest") or any_.group("more") or "").strip()
        return Order("opening", max(opening, default=0), request=request)
    return None


_SAW = re.compile(r"^(?:i|we) (?:have )?(?:just |only )*(?:saw|seen|watched) ")
_DENIED = re.compile(r"\b(?:not|never(?! mind))\b(?: \w+){0,2} ?$")
_LEADING = re.compile(r"^(?:(?:so|and|but|now|then|please|tell me|you can tell me) )+")
_MYSELF = re.compile(r"^(?:(?:so|and|but|well|ok|hi|hello|hey)[ ,]+)*(?:i|we|my)\b")


def no_request(text: str) -> bool:
    """Whether a piece of a message that sets a limit asks nothing: a warning, or what was seen."""
    low = plain(text)
    return not asks(text) and bool(_WARNING.match(low) or _MYSELF.match(low))


def _reach(low: str, limited: bool) -> tuple[str, bool]:
    """The words for the place that a user has come to, and whether it lies before that place."""
    if _HALFWAY.search(low):
        return "half", False
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
    half = _FIRST_HALF.search(low) or _ONLY_SEEN.search(low) or _UP_TO.match(low)
    half = half or limited and _SEEN_NOW.search(low) or None
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

"""From a message as typed to clean segments, one question each.

Spelling as people chat ("whats", "b4", "didnt") is written out, polite padding and question tags
are taken off, and a message that asks two things is cut in two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from plotbot.language.speech import Padding
from plotbot.question import grammar
from plotbot.question.claims import unframed
from plotbot.question.roundabout import in_plain_words

_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-"}
)
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_MIDDLE_INITIAL = re.compile(r"(?<=[a-z] )([A-Z])\.(?= [A-Z][a-z])")
_TITLES = re.compile(r"\b(Dr|Mr|Mrs|Ms|Jr|Sr|St|Prof|Capt|vs)\.", re.IGNORECASE)
_CLITIC_HOSTS = {
    *("i", "you", "he", "she", "it", "we", "they", "who", "what", "that", "there", "where", "how"),
    *("when", "why", "which", "here", "this", "one", "someone", "everyone"),
}
_CLITICS = {"s": "is", "re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}
_IRREGULAR_NOT = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_WH = "|".join(sorted(grammar.WH_WORDS - {"whence", "whoever", "whatever"}, key=len, reverse=True))
_AUX = "|".join(
    sorted(grammar.AUXILIARIES - {"being", "having", "been", "be"}, key=len, reverse=True)
)
_EMBEDDED = re.compile(
    r"\b(?:tell|telling|know|knows|explain|recount|relate|describe|outline|narrate|wonder|wondering|remember|remind|say|asking|idea|curious"
    r"|sure|clue|understand|understood|figure out|clear|ask|find out|learn|hear|interested in"
    r"|like to know|information on|recall|specify|state|enlighten|clarify|confirm)"
    rf"(?: (?!not\b)(?:me|us|again|to|about|on|out|as|exactly|of|please|in|your|own|words)){{0,4}}"
    r",?:? "
    rf"((?:(?:by|to|for|in|on|at|from|with|of|under|against) )?(?:{_WH}|whether|if)\b.*)",
    re.IGNORECASE,
)
_SECOND = re.compile(
    rf"(?:,|\s)\s*(?:and|but|also|plus|or)\s+(?:also\s+|then\s+|if so,?\s+)?(?=(?:{_WH})\b)"
    rf"|,\s*(?=(?:{_WH})\s+(?:{_AUX})\b)"
    rf"|,\s*(?=(?:does|did|do|is|was|are|were|has|had)\s+(?:he|she|it|they)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Segment:
    """One question (or remark) of a message, written out, lower case kept as typed."""

    text: str
    is_question: bool
    tag: bool = False
    supposed: bool = False
    raw: str = ""
    """``tag``: a question tag ("right?", "didn't he?") was taken off: a statement to be confirmed.
    ``supposed``: it says what the user thought so far ("I thought he died"). ``raw``: the segment
    written out, its padding still on."""


def is_code(message: str) -> bool:
    """Whether a message is program text or a template rather than a sentence."""
    if re.match(r"\s*/\w+\s*(?:[{\[(].*)?$", message, re.DOTALL):
        return True
    marks = re.findall(r"[{}$<>\\|=;*]|--|\bSELECT\b|\bFROM\b|\bDROP\b", message)
    return len(marks) >= 3


_INSTRUCTION = re.compile(
    r"\b(?:from now on|ignore (?:all|any|the|your|my|previous)|(?:answer|reply|respond) only with"
    r"|you are now|pretend (?:to be|that you|you)|act as|repeat after me|system prompt)\b"
    r"|^\s*(?:system|assistant|developer)\s*:",
    re.IGNORECASE,
)


_CLOSE_BY = re.compile(r"(?<=[a-z])([,;:?!])(?=[a-z])", re.IGNORECASE)
"""A stop without the space behind it: "who is he?and why"."""
_WHOM = r"(?:me|us|him|her|it|them|you|the|a|an|his|her|their|this|that|these|those|my|our)"
_DIGITS = (
    (
        re.compile(
            rf"(?<=[a-z] )2(?= {_WHOM}\b| (?:be|do|get|go|have|help|kill|know|make|see|stop)\b)",
            re.IGNORECASE,
        ),
        "to",
    ),
    (
        re.compile(r"\b(go|goes|went|wants?|trying|happen(?:s|ed)?) 2\b", re.IGNORECASE),
        r"\1 to",
    ),
    (
        re.compile(rf"(?<=[a-z] )4(?= {_WHOM}\b| (?:what|real|sure|whom|who)\b)", re.IGNORECASE),
        "for",
    ),
)
"""Digits for words as people chat: "goes 2 him", "4 what"."""


def is_instruction(message: str) -> bool:
    """Whether a message tells the bot how to behave."""
    return bool(_INSTRUCTION.search(message))


def clean(message: str) -> str:
    """The message in one line, plain quotes, without markup, control characters and repeats."""
    text = unicodedata.normalize("NFKC", message).translate(_QUOTES)
    text = re.sub(r"<[^<>]{1,80}>", " ", text)
    text = "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)
    text = _INITIALS.sub(lambda found: found.group().replace(".", ""), text)
    text = _TITLES.sub(r"\1", text)
    text = _MIDDLE_INITIAL.sub(r"\1", text).replace(" & ", " and ")
    text = re.sub(r"([?!.,])\1+", r"\1", text)
    text = _CLOSE_BY.sub(r"\1 ", text)
    for digit, word in _DIGITS:
        text = digit.sub(word, text)
    text = re.sub(r"(?<=[a-z]),(?=[a-z])", ", ", text)
    return re.sub(r"[ \t]+", " ", text).strip()


def write_out(text: str, spellings: Mapping[str, str]) -> str:
    """Contractions and chat spellings in full: "whats" -> "what is", "didn't" -> "did not"."""

    def full(found: re.Match[str]) -> str:
        word = found.group()
        lower = word.lower()
        known = spellings.get(lower)
        if known is not None:
            return known
        if lower.endswith("n't") and len(lower) > 3:
            stem = lower[:-3]
            return f"{_IRREGULAR_NOT.get(stem, stem)} not"
        host, quote, clitic = lower.rpartition("'")
        if quote and host in _CLITIC_HOSTS and clitic in _CLITICS:
            return f"{word[: len(host)]} {_CLITICS[clitic]}"
        return word

    return re.sub(r"[^\W_]+(?:'[^\W_]+)*/?", full, text)


def _strip_padding(text: str, padding: Padding) -> str:
    """Without polite phrases at either end, tried longest first until none is left."""
    changed = True
    while changed:
        changed = False
        text = text.strip(" ,:;-.…\"'")
        lower = text.lower()
        if lower in padding.front or lower in padding.end:
            return text
        for phrase in padding.front if lower.startswith(padding.front) else ():
            if lower.startswith(phrase) and lower[len(phrase)] in " ,:;-.":
                text, changed = text[len(phrase) :], True
                break
        else:
            for phrase in padding.end if lower.endswith(padding.end) else ():
                if lower.endswith(phrase) and lower[-len(phrase) - 1] in " ,:;-.":
                    text, changed = text[: -len(phrase)], True
                    break
    return text


def says_any(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of some phrases stands in a text, of whole words."""
    padded = f" {text} "
    return any(f" {phrase} " in padded for phrase in phrases)


def asks(text: str) -> bool:
    """Whether a piece of text has the form of a question (wh-word, or an auxiliary in front)."""
    words = re.findall(r"[a-z']+", text.lower())
    if not words:
        return False
    if words[0] in grammar.AUXILIARIES:
        return True
    if any(word in grammar.WH_WORDS for word in words[:3]):
        return True
    return bool(
        re.search(rf"(?:^|,\s|\bthen\s)(?:\w+ )?(?:{_WH})\s+(?:\w+ )?(?:{_AUX})\b", text.lower())
    )


def split(
    message: str, spellings: Mapping[str, str], padding: Padding, tags: Sequence[str]
) -> tuple[Segment, ...]:
    """The segments of a message in order, padding off, two questions apart.

    Phrases of ``padding`` and ``tags`` are lower-case in full spelling, the longest first.
    """
    text = write_out(clean(message), spellings)
    pieces: list[Segment] = []
    for piece, mark in re.findall(r"([^?!.;\n]*(?:\.(?=\w)[^?!.;\n]*)*)([?!.;\n]*)", text):
        piece = piece.strip()
        if not re.search(r"\w", piece):
            continue
        asked = "?" in mark
        if pieces and not asks(pieces[-1].text) and _is_tag(piece, tags):
            pieces[-1] = replace(pieces[-1], is_question=True, tag=True)
            continue
        meant = _MEANT.match(piece)
        if meant:
            piece = meant.group(1)
            pieces.append(Segment(meant.group(2), False))
        for part in _halves(_without_preamble(piece)):
            raw = f"{part}{'?' if asked else ''}"
            part = unframed(_strip_padding(part, padding))
            embedded = _EMBEDDED.search(part)
            if embedded and not re.match(rf"(?:{_WH})\b", part, re.IGNORECASE):
                part = _strip_padding(embedded.group(1), padding)
            part, tagged = _strip_tag(part, tags)
            part = rephrase(_relocated(part))
            if part:
                supposed = bool(_SUPPOSED.search(piece)) and not asks(part)
                pieces.append(Segment(part, (asked or tagged or asks(part)), tagged, supposed, raw))
    return tuple(pieces)


_MEANT = re.compile(r"^(.+\S),? ((?:[\w']+ ){0,2}[\w']+),? i mean$", re.IGNORECASE)
_SUPPOSED = re.compile(
    r"\bi (?:have )?(?:always )?(?:thought|figured|assumed|believed|imagined|was sure)\b",
    re.IGNORECASE,
)
_REPHRASED = (
    # "what is the point of lifting it", "the reason for going there"
    (
        r"^(?:and )?(?:what (?:is|was|were|are) )?(?:the |his |her |their )?(?:whole )?"
        r"(?:point|purpose|reasons?|aim|idea|sense|use)"
        r" (?:of|for|behind|in) (\w+ing\b.*)$",
        r"why \1",
    ),
    # "what is the first thing X does", "the last thing that he did"
    (
        r"^(?:what (?:is|was) )?the (very )?(first|last|next) thing (?:that )?(.+?)"
        r" (?:do|does|did)\b(.*)$",
        r"what does \3 do \2 \4",
    ),
    (r"\b2 (?=da\b|the\b|him\b|her\b|it\b|them\b|u\b|be\b|do\b|get\b|go\b|help\b)", "to "),
    # "what even is X", "where exactly does he go"
    (
        rf"^((?:{_WH})) (?:even|exactly|actually|really|precisely|the hell|the heck|on earth)"
        rf" (?=(?:{_AUX})\b)",
        r"\1 ",
    ),
    # a topic alone: "let's talk about X"
    (
        r"^(?:(?:ok|okay|so|now|well|anyway|please)[ ,]+)*(?:(?:let us|can we|could we|shall we|"
        r"i want to|i would like to|i wanna|we should|can you) )?"
        r"(?:talk|speak|chat|hear|know|learn|ask)(?: you)?"
        r"(?: something| a bit| a little| more| now)* about ([^,;:]+)$",
        r"about \1",
    ),
    (r"^i am (?:curious|interested|asking|wondering) (?:about|in) ([^,;:]+)$", r"about \1"),
    (
        r"^what (?:do|can|could) (?:you|we) (?:know|say|tell me|learn|find out|hear) "
        r"(?:about|of) (.+)$",
        r"about \1",
    ),
    (r"^its (?=(?:a|an|the|not|about|set|called|based|from)\b)", "it is "),
    # "whats he want", written out
    (
        r"^(what|who|where|how|why|when) is (he|she|it|they|that guy) "
        r"(want|need|do|say|think|know|mean|get|make|see|find|tell|plan|go|look|call|use|try|hope|"
        r"believe|give|take|decide|bring|steal|build|wear|feel|react|die|kill|leave|come|help)\b",
        r"\1 does \2 \3",
    ),
    (r"\bda (?=\w{3})", "the "),
    (r"\b(it|this|that|they|we|you) all\b", r"\1"),
    (r"\ball (?=alone\b|by (?:him|her|it|them)sel|on (?:his|her|its|their) own\b)", ""),
    (r"\bprior to\b", "before"),
    (r"\b(who|what) is got\b", r"\1 has"),
    (r"\b(has|have) got\b", r"\1"),
    (r"^(?:the )?(?:amount|number) of (?=\w)", "how many "),
    (r"^what (?:is|was) the (?:amount|number) of (?=\w)", "how many "),
    (
        r"^(?:could|can|would|will) you (?:please |kindly |perhaps )?"
        r"(?:furnish|provide|supply|present) me with\b",
        "give me",
    ),
    (
        r"^(?:could|can|would|will) you (?:please |kindly |perhaps )?"
        r"(?=(?:give|list|name|describe|explain|sum|summari[sz]e|outline|recap|retell)\b)",
        "",
    ),
    (r"^(?:in|at) what (?:place|location|spot)\b|^whereabouts\b", "where"),
    # "who is the man that opens it", "who is that opening it"
    (
        r"^who (?:is|was|are|were)(?: it)? (?:the|that|this|those|these) "
        r"(?:guys?|man|men|wom[ae]n|lady|ladies|dudes?|persons?|people|ones?|girls?|boys?|blokes?"
        r"|chaps?|fellows?|characters?|individuals?) (?:again )?(?:that|who) (?=\w)",
        "who ",
    ),
    (
        r"^who (is|was|are|were) (?:that|this|those|these)"
        r"(?: (?:guys?|man|men|wom[ae]n|dudes?|people|ones?))? "
        r"(?!thing|being|king|ring|something|sibling|darling|offspring)(\w+ing\b.*)$",
        r"who \1 \2",
    ),
    # prepositions of several words
    (r"\bin (?:whose company|the company of whom|company with whom)\b", "with whom"),
    (r"\bin the company of\b|\bin company with\b|\btogether with\b", "with"),
    (r"\b(?:by|through) means of\b|\bwith the (?:help|aid|use) of\b", "with"),
    (r"\bwith whose (?:help|aid|assistance|support)\b", "with whom"),
    (
        r"\b(?:by whose (?:hands?|doing|agency)|at whose hands?|at the hands? of whom)\b",
        "by whom",
    ),
    (r"\bat the hands? of\b", "by"),
    (
        r"\b(?:in whose (?:defen[cs]e|favou?r|stead)|for whose (?:sake|benefit)|on whose behalf"
        r"|on behalf of whom)\b",
        "for whom",
    ),
    (
        r"\b(?:the )?((?:very )?\w+ (?:one|name)) (?:on|in|of|from) (?:your|that|the|this) list\b",
        r"the \1",
    ),
    (
        r"^how many(?: (?:is|are|was|were) (?:they|there|those|these|it)| (?:do |does )?exist|"
        r" do (?:we|you) know(?: of)?)?(?: (?:in all|altogether|in total|overall|all told))?$",
        "how many of them are there",
    ),
    (
        r"^what (?:is|was|are|were) (.+?) (?:meant|supposed|intended|designed|built|made|there)"
        r" (?:to (?:do|accomplish|achieve|serve|bring about|be used for)|for)$",
        r"what is \1 for",
    ),
    (r"^whither\b", "where"),
    (r"^wherefore\b", "why"),
    (r"^its (?=.+ (?:who|that) )", "it is "),
    # "who all dies", "what all happens"
    (r"^(who|what|which) all\b", r"\1"),
    # "what did X do next", "X did what", "because of what"
    (r"^(?:because|on account|in consequence) of what\b", "why"),
    (
        r"^what (?:makes|made|causes|caused|leads|led|drives|drove|gets|got|prompts|prompted"
        r"|moves|moved|compels|compelled|forces|forced|pushes|pushed)"
        r" ((?:the )?[\w.' ]+?) (?:to|into) (\w+)(.*)$",
        r"why does \1 \2\3",
    ),
    (r"^how is it that\b", "why is it that"),
    (
        r"^(?:what is|what was|what are) (?:up|the deal|the story|the matter|going on) with\b",
        "what about",
    ),
)


@cache
def _rephrasings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The roundabout forms, ready to be looked for."""
    return tuple((re.compile(form, re.IGNORECASE), plain) for form, plain in _REPHRASED)


def rephrase(text: str) -> str:
    """Roundabout forms in their plain form: "what is the point of going" -> "why going"."""
    text = in_plain_words(text)
    for form, plain in _rephrasings():
        text, count = form.subn(plain, text)
        if count:
            text = re.sub(r"\s+", " ", text).strip()
    return text


_LONG = 24
"""From how many words on a message is taken to tell something before it asks."""
_ASKING = re.compile(
    rf"[,:;-] (?:and |but |so |then )?((?:(?:by|to|for|in|on|at|from|with|of) )?(?:{_WH})\b.+)$",
    re.IGNORECASE,
)
_PAUSE = re.compile(r"[,:;-] ")
_DISLOCATED = re.compile(
    r"^((?:the |that |those |these )?[\w'-]+(?: [\w'-]+)?), (?:they|he|she) (?=\w+ )", re.IGNORECASE
)


def _without_preamble(piece: str) -> str:
    """The question alone, where a long story about something else comes before it."""
    if len(piece.split()) >= _LONG:
        starts = [m.start() for m in _PAUSE.finditer(piece)]
        asking = (_ASKING.match(piece, start) for start in reversed(starts))
        found = next((m for m in asking if m and len(m.group(1).split()) > 3), None)
        if found is not None:
            return found.group(1)
    return piece


def _relocated(text: str) -> str:
    """A subject named in front and taken up by a pronoun, in its place: "the twins, they ran"."""
    found = _DISLOCATED.match(text)
    if found is None:
        return text
    words = found.group(1).lower().split()
    closed = grammar.SUBORDINATORS.keys() | grammar.PREPOSITIONS | grammar.WH_WORDS
    if words[0] in closed | grammar.AUXILIARIES | grammar.CONJUNCTIONS or any(
        map(grammar.is_adverb, words)
    ):
        return text
    return f"{found.group(1)} {text[found.end() :]}"


def _is_tag(text: str, tags: Sequence[str]) -> bool:
    """Whether a piece is no more than a question tag: "true?", "is that right?"."""
    low = text.lower().strip(" ,")
    return len(low) > 2 and low in tags and low not in _TALK


_TALK = ("okay", "yes", "yeah", "yep", "yea", "huh", "of course", "you know")
_BARE_TAGS = (", yes", ", no", ", yeah", ", huh", ", eh", ", ok", ", okay")


def _strip_tag(text: str, tags: Sequence[str]) -> tuple[str, bool]:
    lower = text.lower().rstrip(" ,")
    for tag in (*tags, *_BARE_TAGS):
        if (
            lower.endswith(tag)
            and len(lower) > len(tag)
            and (lower[-len(tag) - 1] in " ," or tag[0] == ",")
        ):
            rest = text[: len(lower) - len(tag)].rstrip(" ,")
            if rest.lower().endswith((" or", " and")):
                rest = rest[:-3].rstrip(" ,")
            if " " in rest and not asks(rest):
                return rest, True
    return text, False


_LEADING = re.compile(
    rf"(?:and |but |so |well |ok |okay |then |also )*"
    r"(?:(?:by|to|for|in|on|at|from|with|of|under|into) )?"
    rf"(?:{_WH}|{_AUX}|tell|explain|describe|list|name|give)\b",
    re.IGNORECASE,
)


_TOPIC = re.compile(r"(?:(?:and|but|so|ok|okay|well)[ ,]+)*(?:what|how) about\b", re.IGNORECASE)
"""What names whom the question behind it is about: "what about her, does she live?"."""


def _halves(piece: str) -> list[str]:
    """A piece that joins two questions, cut in two; any other whole."""
    for found in _SECOND.finditer(piece):
        left, right = piece[: found.start()].strip(" ,"), piece[found.end() :].strip()
        first = re.match(r"\w+", left)
        leads_in = bool(first and first.group().lower() in grammar.SUBORDINATORS)
        leads_in = leads_in or bool(_TOPIC.match(left))
        if left and right and _LEADING.match(left) and not leads_in and " " in left:
            return [left, *_halves(right)]
    return [piece]

"""One segment of a message, read: its clause, resolved, with words of order and form picked out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plotbot.knowledge import Knowledge
from plotbot.language.inflection import lemma_of_verb, noun_lemma
from plotbot.question import grammar
from plotbot.question.clauses import parse_clauses
from plotbot.question.resolve import Resolver, Who
from plotbot.question.syntax import Clause, NounPhrase, Token, Wh
from plotbot.question.text import Segment
from plotbot.question.tokens import CLOSED, tokenize

_ORDER_LABELS = {"beginning", "opening", "end", "mid_credits"}
_SINGLE_WORDS = {
    "finally": "end",
    "eventually": "end",
    "ultimately": "end",
    "originally": "beginning",
    "initially": "beginning",
}
_FIGHTS = ("battle", "fight", "clash", "showdown", "confrontation", "war", "combat", "battles")
_ALONE = re.compile(
    r"\b(?:alone|by (?:him|her|it)self|by themselves|on (?:his|her|its|their) own"
    r"|single-?handed(?:ly)?|solo|unaided|unassisted|unaccompanied"
    r"|without (?:any )?(?:help|assistance|aid|support|company|anyone|anybody)"
    r"|the (?:only|sole) (?:one|person|man|woman)|nobody else|no one else)\b"
    r"|^(?:(?:is|was|did|does|do|were|are|has|had) )?(?:it )?(?:only|just|solely|merely) "
)
"""By which a question says that nobody else took part."""
_CREDITS = re.compile(
    r"\b(?:(?:mid|post|after|end)[- ]?)?credits?\b(?:[- ]scene)?|\bstinger\b"
    r"|\b(?:bonus|extra|additional|hidden|teaser|tag) (?:scene|bit|clip|sequence|ending|part)\b"
    r"|\b(?:film|story|movie|plot|picture|tale|narrative) proper\b"
)


@dataclass
class Reading:
    """A segment as understood so far; queries look at it in turn.

    Attributes:
        part: the part of the plot that words of order point to: beginning, end, mid_credits or "".
        clause: the parsed clause, its phrases resolved.
        low: the text in lower case, words of order taken out.
    """

    segment: Segment
    tokens: list[Token]
    clause: Clause
    resolver: Resolver
    part: str = ""
    low: str = ""
    adverbs: frozenset[str] = frozenset()
    details: dict = field(default_factory=dict)

    @property
    def lemmas(self) -> str:
        """The text with every word in its base form, for phrases of several words."""
        made = []
        for token in self.tokens:
            verbs = () if token.mention else lemma_of_verb(token.lower)
            made.append(verbs[0] if verbs else noun_lemma(token.lower))
        return " ".join(made)

    @property
    def wh(self) -> str:
        """The wh-word, or empty for a yes/no question, an order or a fragment."""
        return self.clause.wh.word if self.clause.wh else ""

    @property
    def is_whether(self) -> bool:
        """Whether it is a yes/no question or a statement to be confirmed."""
        if self.clause.wh is not None:
            return False
        if self.segment.tag or re.match(r"(?:if|whether)\b", self.low):
            return True
        first = self.low.split(" ", 1)[0]
        return first in grammar.AUXILIARIES or bool(
            self.segment.is_question and self.clause.frame.verb and self.clause.frame.subject
        )

    @property
    def is_statement(self) -> bool:
        """Whether it has subject and verb but does not ask."""
        frame = self.clause.frame
        return self.clause.wh is None and bool(frame.verb and frame.subject) and not self.is_whether

    @property
    def alone(self) -> bool:
        """Whether it says that nobody else took part."""
        return bool(_ALONE.search(self.low))

    @property
    def phrases(self) -> tuple[NounPhrase, ...]:
        """All noun phrases of the main clause."""
        return self.clause.phrases

    @property
    def ids(self) -> tuple[str, ...]:
        """Entities named or described in the main clause, in order."""
        found: list[str] = []
        for phrase in self.phrases:
            if phrase.wh or phrase.is_class:
                continue
            found += phrase.ids
            if phrase.possessor is not None and not phrase.ids:
                found += phrase.possessor.ids
        return tuple(dict.fromkeys(found))


def read(
    knowledge: Knowledge,
    segment: Segment,
    salient: Sequence[str] = (),
    listed: Sequence[str] = (),
    who: Who | None = None,
    event: str = "",
) -> Reading:
    """A segment, parsed and resolved.

    Args:
        salient: entities the conversation is about, the foremost first.
        listed: entities that the last answer listed, in order.
        who: finds the entities of a relative clause.
        event: id of the event that "that" and "then" point to.
    """
    text, part = take_part(segment.text, knowledge)
    tokens = tokenize(text, knowledge.names, knowledge.language, knowledge.index.proper)
    clause = parse_clauses(tokens, knowledge.language, knowledge.nouns)
    uncleft(clause)
    _one_among(clause)
    _as_order(clause, knowledge)
    _asked_by_noun(clause, knowledge)
    resolver = Resolver(knowledge, salient, who, listed, event)
    resolver.clause(clause)
    part = part or _after_all(clause)
    low = " ".join(t.lower for t in tokens if t.is_word or t.lower == "'s").replace(" 's", "'s")
    return Reading(
        segment,
        tokens,
        clause,
        resolver,
        part,
        low,
        frozenset(
            t.lower for t in tokens if t.lower in grammar.ADVERBS | {"first", "last", "next"}
        ),
    )


def _after_all(clause: Clause) -> str:
    """ "end" where a clause under the question says that the fighting, or all, is over."""
    for nested in clause.nested:
        frame = nested.frame
        done = frame.verb == "be" and (
            {"over", "finished", "done"} & {*frame.stranded, *frame.adverbs}
        )
        if done and nested.marker in ("after", "during"):
            return "end"
    return ""


def uncleft(clause: Clause) -> None:
    """Undoes "it was X who ...", "who is it that ...", "X is the one who ...": X ... itself."""
    frame = clause.frame
    if frame.verb != "be" or frame.units:
        return
    phrases = [p for p in (frame.subject, frame.object) if p is not None]
    for phrase in phrases:
        # "one of those who ..."
        of = phrase.of
        if of is None or of.mentions or phrase.relative is not None:
            continue
        if phrase.head in ("one", ""):
            phrase.relative = of.relative
    holder = next((p for p in phrases if p.relative is not None and p.relative.frame.verb), None)
    if holder is None or holder.relative is None:
        return
    inner = holder.relative
    others = [p for p in phrases if p is not holder]
    generic = (
        holder.pronoun == "it"
        or holder.head in ("one", "person", "guy", "man", "woman")
        or not holder.head
        and holder.number == 1
    )
    if frame.subject is not None and frame.subject.pronoun == "it" and others and clause.wh is None:
        # "it was X who did it": the relative stands with X
        others, generic = [holder], True
    if clause.wh is not None and clause.wh.word in ("who", "what") and not others:
        generic = True
    if not generic or clause.wh is not None and others:
        return
    gap = (
        inner.wh.function
        if inner.wh is not None
        else ("subject" if inner.frame.subject is None else "object")
    )
    new = inner.frame
    new.negated = new.negated or frame.negated
    if clause.wh is not None:
        clause.wh.function = gap if gap in ("subject", "object") else clause.wh.function or gap
    elif others:
        other = others[0]
        other.relative = None if other is holder else other.relative
        if gap == "subject":
            new.subject = other
        elif new.object is None:
            new.object = other
    else:
        return
    clause.frame = new
    clause.nested += inner.nested


def _one_among(clause: Clause) -> None:
    """ "Is X among those who did it", "X was one of the men who did it": X did it."""
    frame = clause.frame
    if frame.verb not in ("be", "have") or clause.wh is not None:
        return
    if frame.subject is None or frame.subject.pronoun == "it":
        return
    among = [p for word, p in frame.prepositions if word in ("among", "amongst", "of")]
    among += [
        p.of for p in (frame.object,) if p is not None and p.of is not None and p.head == "one"
    ]
    among += [p for p in (frame.object,) if p is not None and p.head in ("one", "member", "part")]
    for phrase in among:
        relative = phrase.relative
        if relative is None or not relative.frame.verb or relative.frame.subject is not None:
            continue
        inner = relative.frame
        inner.subject, inner.negated = frame.subject, inner.negated or frame.negated
        clause.frame = inner
        clause.nested += relative.nested
        return


def _as_order(clause: Clause, knowledge: Knowledge) -> None:
    """Takes "recount X", "describe X" for the order to tell that it is, not for an event."""
    frame = clause.frame
    recounting = knowledge.speech.forms.get("orders", {}).get("recount", ())
    is_order = clause.wh is None and frame.subject is None and not frame.auxiliary
    if is_order and frame.verb in recounting:
        frame.units, frame.verb = (), "tell"


def _asked_by_noun(clause: Clause, knowledge: Knowledge) -> None:
    """A wh-phrase whose noun says what is asked: "for what reason", "in which place"."""
    wh = clause.wh
    if wh is not None and wh.phrase is not None and wh.phrase.head in ("one", "ones", "", "person"):
        copular = clause.frame.verb == "be" and not clause.frame.units
        chosen = [
            phrase
            for preposition, phrase in (
                *clause.fronted,
                *(clause.frame.prepositions[:1] if copular else ()),
            )
            if preposition in ("of", "among", "from")
        ]
        if chosen and wh.phrase.of is None:
            wh.phrase.of, wh.phrase.head = chosen[0], wh.phrase.head or "one"
    if wh is not None and wh.word == "what" and wh.function == "for" and wh.phrase is None:
        wh.function = "reason"
    if wh is not None and wh.word == "what" and wh.function in _ENCLOSING and not wh.phrase:
        wh.function = "place"
    if wh is None or wh.phrase is None or not wh.phrase.head:
        return
    nouns = knowledge.speech.forms.get("asked_nouns", {})
    for kind in ("reason", "place", "manner", "time"):
        if wh.phrase.head in nouns.get(kind, ()) and (wh.function != "subject" or kind == "reason"):
            wh.function = kind
            if not wh.phrase.modifiers:
                wh.phrase = None
            return
    if wh.phrase.head in _AIMS.get(wh.function, ()):
        wh.function, wh.phrase = "reason", None
    elif wh.function in ("in", "with") and wh.phrase.head in nouns.get("state", ()):
        wh.function, wh.phrase = "state", None
    elif wh.function in ("in", "at") and knowledge.index.is_kind_of(wh.phrase.head, "place"):
        wh.function = "place"
    elif wh.function in ("in", "at") and wh.phrase.head == "part":
        wh.function, wh.phrase = "place", None
    elif _is_inside(wh, nouns):
        wh.function = "place"


_ENCLOSING = frozenset({"inside", "within", "aboard", "beneath", "under"})
_INSIDE = _ENCLOSING | {"in", "at", "on", "near"}
_NO_PLACES = ("abstract", "state", "name", "manner", "time", "reason", "no_place")


def _is_inside(wh: Wh, nouns: Mapping[str, Sequence[str]]) -> bool:
    """Whether a thing is asked for in, on or under which something is or happens."""
    if wh.function not in _INSIDE or wh.word not in ("what", "which") or wh.phrase is None:
        return False
    phrase = wh.phrase
    if phrase.head == "thing":
        return wh.function in _ENCLOSING
    if phrase.ids or phrase.mentions or phrase.plural or phrase.determiner == "kind":
        return wh.phrase.determiner == "kind" and wh.function in ("in", "inside", "within", "at")
    return not any(phrase.head in nouns.get(kind, ()) for kind in _NO_PLACES)


_WHAT_FOR = frozenset({"thing", "end", "use"})
_AIM = _WHAT_FOR | {"purpose", "aim", "avail", "object"}
_AIMS = {"for": _WHAT_FOR, "to": _AIM, "with": _AIM}
"""Nouns that ask for a reason behind a preposition: "to what end", "with what aim"."""


def take_part(text: str, knowledge: Knowledge) -> tuple[str, str]:
    """A text without its words for a part of the plot ("in the end"), and that part."""
    low = text.lower()
    if _CREDITS.search(low):
        return re.sub(
            r"\b(?:in|during|after|at|of|into|inserted into)\s+(?:the\s+)?(?:middle of the\s+)?"
            r"(?:(?:mid|post|after|end)[- ]?)?credits?(?:[- ]scenes?)?\b"
            r"|\b(?:in|during) (?:the|that|this) (?:bonus|extra|additional|hidden|teaser|tag) "
            r"(?:scene|bit|clip|sequence|part)\b",
            " ",
            text,
            flags=re.IGNORECASE,
        ).strip() or text, "mid_credits"
    for phrase, label in knowledge.speech.time_phrases:
        if phrase not in low:
            continue
        if label not in _ORDER_LABELS or " " not in phrase or "battle" in phrase:
            continue
        found = re.search(rf"\b{re.escape(phrase)}\b", low)
        if found and found.group() != low:
            following = low[found.end() :].split()[:1]
            label = "beginning" if label == "opening" else label
            if following == ["of"] or following and following[0] in _FIGHTS:
                continue
            if following and following[0] not in CLOSED and following[0][0].isalpha():
                return text, label
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            return re.sub(r"\s+", " ", rest).strip(" ,"), label
    for word, label in _SINGLE_WORDS.items():
        found = re.search(rf"\b{word}\b", low) if word in low else None
        if found and found.group() != low:
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            return re.sub(r"\s+", " ", rest).strip(" ,"), label
    return text, ""

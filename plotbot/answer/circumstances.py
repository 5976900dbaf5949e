"""Questions about what lies round an event: cause, consequence, time and order.

The words that tell the event are cut out of the question and read for themselves, so that any way
to tell it will do: "what came of (his leaving the house)".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from plotbot.answer.explaining import reasons
from plotbot.answer.handling import Handlers
from plotbot.answer.model import ANSWERED, Answer, Statement
from plotbot.answer.story import brought_about
from plotbot.film.index import lemmas_of
from plotbot.film.model import Event
from plotbot.language.inflection import forms
from plotbot.question.reading import Reading

MOST_TOLD = 3
_FIGHTS = frozenset({"fight", "battle", "attack", "confront", "duel", "besiege"})
_WHAT = (
    r"^(?:and )?(?:what|which)(?: (?:events?|things?|happenings?|incidents?|developments?|deeds?))?"
)
_SOFT = (
    r"(?: (?:exactly|then|all|else|ultimately|eventually|finally|first|actually|originally|"
    r"initially|"
    r"it is that|it was that|is it that|was it that|would|will|has|have|had))*"
)
_DO = r"(?:do|does|did|has|have|had|would|will)"
_BIG_FIGHT = (
    r"(?:the |this |that )?(?:(?:final|last|big|great|climactic|decisive|end|closing|ultimate) )*"
    r"(?:fight|battle|war|showdown|clash|confrontation|brawl|duel|stand-?off)"
)
_LESS_OR_MORE = r"(?:first|earlier|sooner|earliest|before|last|later|latest|after|second|next)"


class Circumstances(Handlers):
    """Cause, consequence, time and order of an event told in any words."""

    # -- cause and consequence ---------------------------------------------------------------------

    def consequence(self, reading: Reading) -> Answer | None:
        """ "What came of X?", "what did X lead to?", "the result of X"."""
        words = _cut(self._ensuing, reading.low)
        if not words:
            return None
        found = self.sense.events(words, reading)
        statements = list(
            dict.fromkeys(s for e in found for s in self._come_of(e) if s.fact not in found)
        )
        if found and self._is_climax(words, found):
            statements = [Statement(e) for e in self.story.last_of(found[0].part)]
        if not statements and found:
            statements = [Statement(e) for e in self.story.after(found[0], 1)]
        if not statements:
            return None
        return self._told(reading, statements[:MOST_TOLD], found[0])

    def cause(self, reading: Reading) -> Answer | None:
        """ "What sparked X?", "how did X come about?"."""
        words = _cut(self._sparking, reading.low)
        if not words:
            return None
        for event in self.sense.events(words, reading):
            found = reasons(self.knowledge, event)
            if found:
                return self._told(reading, found, event)
        return None

    def _is_climax(self, words: str, found: list[Event]) -> bool:
        """Whether words name the fight in which the plot comes to its height."""
        lemmas = {lemma for word in words.split() for lemma in lemmas_of(word)}
        known = self.language.predicates_by_noun
        fights = {p.id for lemma in lemmas for p in known.get(lemma, ())} & _FIGHTS
        return bool(fights) and found[0].part == "climax"

    def _come_of(self, event: Event) -> list[Statement]:
        """What an event brought about, directly or, where that is all, through its likes."""
        film = self.film
        found = brought_about(film, event, film.events)
        found += [e for e in film.events if event.id in e.links.get("means", ())]
        if not found:
            found = [
                film.event[id]
                for id in event.links.get("content", ())
                if id in film.event and film.event[id].status == "happens"
            ]
        # that something bad happens is little: what comes of that is asked as well
        slight = [e for e in found if e.predicate == "happen"]
        found += [o for e in slight for o in brought_about(film, e, film.events) if o not in found]
        return [Statement(e) for e in found if e.status == "happens" and e.say != event.say]

    @cached_property
    def _ensuing(self) -> tuple[re.Pattern[str], ...]:
        verbs = self._verbs("ensues")
        leading, bare = self._verbs("leads", participles=True), self._bases("leads")
        nouns = self._nouns("consequence")
        of = r"(?:of|from|to|for|on|upon|behind|after|because of|that \w+ (?:from|of))"
        return _compiled(
            rf"{_WHAT}{_SOFT} {verbs}(?: that)? (?P<x>.+)$",
            rf"{_WHAT}(?: (?:is|was|are|were))?(?: the| its| a| any)?(?: \w+){{0,2}} {nouns} "
            rf"{of} (?P<x>.+)$",
            rf"^(?:the )?{nouns} (?:of|from) (?P<x>.+)$",
            rf"{_WHAT}(?: \w+){{0,2}} {nouns} (?:{_DO} )?(?:{verbs} )?(?P<x>.+?)"
            rf"(?: (?:have|produce|cause|bring|bear|exert))?(?: on .+)?$",
            rf"^what (?:(?:do|does|did|would|will) (?P<x>.+) {bare}|(?:has|have|had) (?P<y>.+) "
            rf"{leading})"
            r"(?: (?:to|in|about|off|on))?"
            r"(?: in the end| directly| (?:the|him|her|them|it)(?: \w+)? to do)?$",
            rf"^what {_DO} (?P<x>.+'s? \w+|.*\w+ing\b.*|.+ of .+) "
            r"(?:make|cause|lead|prompt|drive|force|get|push|inspire|move|"
            r"bring|compel|induce) .+? (?:to )?do$",
            rf"^(?:to|in) what (?:\w+ )?{_DO} (?P<x>.+) (?:lead|give rise|result|end|culminate)$",
            rf"^(?:what becomes of|who (?:wins|won|loses|lost)) (?P<x>{_BIG_FIGHT}\b.*)$",
            r"^(?:how|what) (?:did|does) (?P<x>(?:the |this |that ).+) "
            r"(?:turn out|pan out|play out|work out|end up|come out|finish|end|resolve)$",
        )

    @cached_property
    def _sparking(self) -> tuple[re.Pattern[str], ...]:
        sparks = self._verbs("sparks")
        arises = self._bases("arises")
        nouns = self._nouns("reason")
        return _compiled(
            rf"{_WHAT}{_SOFT} {sparks} (?P<x>.+)$",
            rf"{_WHAT}(?: (?:is|was|are|were))?(?: (?:the|his|her|their))?(?: \w+)? {nouns} "
            r"(?:of|for|behind|why|that|to) (?P<x>.+)$",
            r"^what (?:is|was|lies|lay|stands|stood) (?:really )?(?:at the (?:root|bottom|"
            r"heart) of|behind) "
            r"(?P<x>.+)$",
            rf"^(?:how|why) {_DO} (?P<x>.+?)(?: (?:first|even|initially|ever))? {arises}$",
            r"^(?:why|how come) (?:is|was|are|were) there (?P<x>.+)$",
        )

    # -- time --------------------------------------------------------------------------------------

    def until_when(self, reading: Reading) -> Answer | None:
        """ "Until when does X rage?", "how long does it go on?"."""
        words = _cut(_UNTIL_WHEN, reading.low)
        if not words:
            return None
        for event in self.sense.events(words, reading):
            if event.links.get("until"):
                return self._told(reading, (Statement(event, ("until",)),), event)
        return None

    def during_what(self, reading: Reading) -> Answer | None:
        """ "During what does X arrive?", "what is going on while X arrives?"."""
        words = _cut(_DURING_WHAT, reading.low)
        if words:
            for event in self.sense.events(words, reading):
                if event.links.get("during"):
                    return self._told(reading, (Statement(event, ("during",)),), event)
            return None
        words = _cut(_MEANWHILE, reading.low)
        for event in self.sense.events(words, reading) if words else ():
            others = self._at_once(event)
            if others:
                return self._told(reading, [Statement(e) for e in others[:MOST_TOLD]], event)
        return None

    def _at_once(self, event: Event) -> list[Event]:
        """What goes on at the same time as an event: by their links, else in the same sentence."""
        film = self.film
        linked = [film.event[id] for id in event.links.get("during", ()) if id in film.event]
        linked += [e for e in film.events if event.id in e.links.get("during", ())]
        of_purpose = [e for e in film.events if event.id in e.links.get("purpose", ())]
        for doing in of_purpose:
            linked += [film.event[id] for id in doing.links.get("during", ()) if id in film.event]
        if linked:
            return list(dict.fromkeys(e for e in linked if e.status == "happens"))
        return [
            e
            for e in self.story.told
            if e.sentence == event.sentence
            and e is not event
            and not set(e.entities(e.subject)) & set(event.entities(event.subject))
        ]

    # -- order -------------------------------------------------------------------------------------

    def between(self, reading: Reading) -> Answer | None:
        """ "What happens between X and Y?"."""
        found = _BETWEEN.match(reading.low)
        if not found:
            return None
        early = self.sense.events(found["x"], reading)
        late = self.sense.events(found["y"], reading)
        if not early or not late or early[0].order >= late[0].order:
            return None
        inside = [e for e in self.story.steps() if early[0].order < e.order < late[0].order]
        doer = reading.clause.frame.subject
        if doer is not None and doer.ids and reading.clause.frame.verb == "do":
            inside = [
                e
                for e in self.film.events
                if early[0].order < e.order < late[0].order
                and e.status == "happens"
                and set(doer.ids) & set(e.entities(e.subject))
            ]
        inside = [e for e in inside if not self.characters.stative(e)] or inside
        return (
            self._told(reading, [Statement(e) for e in inside[:4]], inside[0]) if inside else None
        )

    def before_or_after(self, reading: Reading) -> Answer | None:
        """ "Does X happen before or after Y?", "what came first, X or Y?"."""
        for pattern in _EITHER_WAY:
            found = pattern.match(reading.low)
            if found:
                pair = self._pair(found["x"], found["y"], reading)
                if pair is not None:
                    return self._ordered(reading, *pair)
        for pattern in _OF_TWO:
            found = pattern.match(reading.low)
            if found:
                what = found.groupdict().get("what") or ""
                pair = self._pair(found["x"], found["y"], reading, what)
                if pair is not None:
                    return self._ordered(reading, *pair)
        return None

    def _pair(self, one: str, other: str, reading: Reading, deed: str = "") -> tuple | None:
        """Two different events; ``deed`` is the verb of both where names alone are given."""
        if deed:
            one, other = f"{one} {deed}", f"{other} {deed}"
        first, second = self.sense.events(one, reading), self.sense.events(other, reading)
        if not first or not second:
            return None
        if first[0] is second[0] or first[0].say == second[0].say:
            return None
        return first[0], second[0]

    def _ordered(self, reading: Reading, asked: Event, other: Event) -> Answer:
        """The one that is asked of, and whether the other comes before it or after."""
        late = re.search(r"\b(?:last|later|latest|second)\b", reading.low)
        if not _asks_of_first(reading.low) and (late is None) != (asked.order < other.order):
            asked, other = other, asked
        conjunction = "before" if asked.order < other.order else "after"
        return self._told(reading, (Statement(asked, near=((conjunction, other),)),), asked)

    # -- words -------------------------------------------------------------------------------------

    def _told(self, reading: Reading, statements: Iterable[Statement], event: Event) -> Answer:
        """The answer that tells some statements; the conversation goes on from the last."""
        told = tuple(statements)
        fact = told[0].fact
        return Answer(
            ANSWERED,
            statements=told,
            topic=reading.ids,
            details={"event": fact.id if isinstance(fact, Event) else event.id, "beside": True},
        )

    def _verbs(self, kind: str, participles: bool = False) -> str:
        """A pattern for the verbs of a kind in the finite forms, or as participles."""
        made = []
        for phrase in self.speech.forms.get("causing", {}).get(kind, ()):
            verb, _, rest = phrase.partition(" ")
            words = ("is", "was", "are", "were") if verb == "be" else _finite(verb)
            if participles:
                words = (forms(verb).participle,)
            made += [f"{word} {rest}".strip() for word in words]
        return _either(made)

    def _bases(self, kind: str) -> str:
        return _either(self.speech.forms.get("causing", {}).get(kind, ()))

    def _nouns(self, kind: str) -> str:
        nouns = self.speech.forms.get("asked_nouns", {}).get(kind, ())
        return _either([*nouns, *(f"{noun}s" for noun in nouns)])


_UNTIL_WHEN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:until|till|up to) (?:when|what(?: (?:point|moment|time|event))?) {_DO} (?P<x>.+)$",
        rf"^how long {_DO} (?P<x>.+?)(?: (?:last|go on|continue|endure|take|keep up|persist))?$",
        r"^what (?:ends|ended|stops|stopped|puts an end to|put an end to|halts|halted) (?P<x>.+)$",
    )
)
_DURING_WHAT = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:during|in the course of|amid) (?:what|which)(?: (?:event|battle|fight|scene))? "
        rf"{_DO} (?P<x>.+)$",
        rf"^while what (?:is|was) (?:going on|happening) {_DO} (?P<x>.+)$",
    )
)
_MEANWHILE = tuple(
    re.compile(pattern)
    for pattern in (
        r"^what (?:else )?(?:is|was|are|were) (?:all )?(?:going on|happening|taking place|going "
        r"down|occurring) "
        r"(?:while|as|when|during) (?P<x>.+)$",
        r"^what (?:else )?(?:goes|went|happens|happened|takes|took|occurs|occurred)(?: on| place)? "
        r"(?:while|at the same time as|simultaneously with|as|during) (?P<x>.+)$",
    )
)
_BETWEEN = re.compile(r"^.*\bbetween (?P<x>.+?) and (?P<y>.+)$")
_SUBJECT = r"(?:so )?(?:(?:do|does|did|is|was|are|were|has|have|had) )?"
_OR_AFTER = (
    r"(?:before or after|after or before|earlier or later than|sooner or later than|before or "
    r"else after|"
    r"before or during or after|after or earlier than)"
)
_EITHER_WAY = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^{_SUBJECT}(?P<x>.+?) {_OR_AFTER} (?P<y>.+)$",
        rf"^{_SUBJECT}(?P<x>.+?) (?:before|after) (?P<y>.+?) or (?:is it |was it |rather )?"
        r"(?:before|after|afterwards?|later|earlier|beforehand|subsequently|following it|the "
        r"other way"
        r"(?: a?round)?|the reverse|vice versa|only then|not until then)(?: (?:it|that|this|"
        r"them))?$",
    )
)
_OF_TWO = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?:what|which)(?: (?:of (?:these|the two|them|those)|one|event|thing))*"
        r" (?:comes?|came|happen(?:s|ed)?|occur(?:s|red)?|is|was|takes place|took place|goes|"
        r"went|precede[sd]?)"
        rf"(?: the)? {_LESS_OR_MORE}(?: in (?:time|the (?:plot|story|film|movie)))? (?P<x>.+?) "
        rf"or (?P<y>.+)$",
        rf"^(?:who|what|which)(?: one)? (?P<what>.+?) {_LESS_OR_MORE} (?P<x>.+?) or (?P<y>.+)$",
        rf"^{_SUBJECT}(?P<x>.+?) (?:come|happen|occur|take place|go)? ?(?:first|earlier|sooner|"
        rf"last|later) or "
        r"(?:is it |does |did |was )?(?P<y>.+)$",
        rf"^{_SUBJECT}(?P<x>.+?) or (?P<y>.+?) (?:come|happen|occur|take place|go) (?:first|"
        rf"earlier|sooner|last|later)$",
    )
)


def _asks_of_first(low: str) -> bool:
    """Whether the one told first is asked of, not which of two it is."""
    return any(pattern.match(low) for pattern in _EITHER_WAY)


def _finite(verb: str) -> tuple[str, ...]:
    made = forms(verb)
    return (made.third, made.past, made.base)


def _either(words: Iterable[str]) -> str:
    ordered = sorted(dict.fromkeys(words), key=len, reverse=True)
    return f"(?:{'|'.join(re.escape(word) for word in ordered)})"


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


def _cut(patterns: Iterable[re.Pattern[str]], text: str) -> str:
    """The words that tell the event, cut out by the first pattern that fits."""
    for pattern in patterns:
        found = pattern.match(text)
        if found:
            return next(words for words in found.groups() if words)
    return ""

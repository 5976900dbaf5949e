"""Questions about what lies round an event: cause, time and order.

The words that tell the event are cut out of the question and read for themselves, so that any way
to tell it will do: "what came of (his leaving the house)".
"""

from __future__ import annotations

import re
from functools import cached_property

from plotbot.answer.causing import DO, MOST_TOLD, SOFT, WHAT, Causing, compiled, cut
from plotbot.answer.explaining import reasons
from plotbot.answer.model import Answer, Statement
from plotbot.film.model import Event
from plotbot.question.reading import Reading

_LESS_OR_MORE = r"(?:first|earlier|sooner|earliest|before|last|later|latest|after|second|next)"


class Circumstances(Causing):
    """Cause, consequence, time and order of an event told in any words."""

    # -- cause and consequence ---------------------------------------------------------------------

    def cause(self, reading: Reading) -> Answer | None:
        """ "What sparked X?", "how did X come about?"."""
        words = cut(self._sparking, reading.low)
        if not words:
            return None
        for event in self.sense.events(words, reading):
            found = reasons(self.knowledge, event)
            if found:
                return self.told(reading, found, event)
        return None

    @cached_property
    def _sparking(self) -> tuple[re.Pattern[str], ...]:
        sparks = self.verbs("sparks")
        arises = self.bases("arises")
        nouns = self.nouns("reason")
        return compiled(
            rf"{WHAT}{SOFT} {sparks} (?P<x>.+)$",
            rf"{WHAT}(?: (?:is|was|are|were))?(?: (?:the|his|her|their))?(?: \w+)? {nouns} "
            r"(?:of|for|behind|why|that|to) (?P<x>.+)$",
            r"^what (?:is|was|lies|lay|stands|stood) (?:really )?(?:at the (?:root|bottom|"
            r"heart) of|behind) "
            r"(?P<x>.+)$",
            rf"^(?:how|why) {DO} (?P<x>.+?)(?: (?:first|even|initially|ever))? {arises}$",
            r"^(?:why|how come) (?:is|was|are|were) there (?P<x>.+)$",
        )

    # -- time --------------------------------------------------------------------------------------

    def until_when(self, reading: Reading) -> Answer | None:
        """ "Until when does X rage?", "how long does it go on?"."""
        words = cut(_UNTIL_WHEN, reading.low)
        if not words:
            return None
        for event in self.sense.events(words, reading):
            if event.links.get("until"):
                return self.told(reading, (Statement(event, ("until",)),), event)
        return None

    def during_what(self, reading: Reading) -> Answer | None:
        """ "During what does X arrive?", "what is going on while X arrives?"."""
        words = cut(_DURING_WHAT, reading.low)
        if words:
            for event in self.sense.events(words, reading):
                if event.links.get("during"):
                    return self.told(reading, (Statement(event, ("during",)),), event)
            return None
        words = cut(_MEANWHILE, reading.low)
        for event in self.sense.events(words, reading) if words else ():
            others = self._at_once(event)
            if others:
                return self.told(reading, [Statement(e) for e in others[:MOST_TOLD]], event)
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
        return self.told(reading, [Statement(e) for e in inside[:4]], inside[0]) if inside else None

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
        return self.told(reading, (Statement(asked, near=((conjunction, other),)),), asked)


_UNTIL_WHEN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:until|till|up to) (?:when|what(?: (?:point|moment|time|event))?) {DO} (?P<x>.+)$",
        rf"^how long {DO} (?P<x>.+?)(?: (?:last|go on|continue|endure|take|keep up|persist))?$",
        r"^what (?:ends|ended|stops|stopped|puts an end to|put an end to|halts|halted) (?P<x>.+)$",
    )
)
_DURING_WHAT = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:during|in the course of|amid) (?:what|which)(?: (?:event|battle|fight|scene))? "
        rf"{DO} (?P<x>.+)$",
        rf"^while what (?:is|was) (?:going on|happening) {DO} (?P<x>.+)$",
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

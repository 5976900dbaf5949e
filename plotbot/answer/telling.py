"""Accounts of a stretch of the story: of a place, an act, somebody's part, all up to some point.

"set forth what takes place in X"     what happens at the place
"outline her part in the story"       what she does
"give me the gist of the middle part" the steps of that part
"catch me up to the trial"            the steps before it
"how do things stand at the end"      the ending
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from plotbot.answer.handling import Handlers
from plotbot.answer.model import ANSWERED, Answer, Statement
from plotbot.answer.story import main_events
from plotbot.film.model import Event
from plotbot.question.reading import Reading, read
from plotbot.question.text import Segment

MOST_STEPS = 8
MOST_DEEDS = 6
_ORDER = (
    r"(?:(?:could|can|would|will) you )?(?:please )?(?:just )?(?:set forth|set out|lay out|"
    r"relate|recount|"
    r"narrate|describe|outline|sketch|trace|chart|follow|summari[sz]e|recap|sum up|retell|"
    r"detail|report|"
    r"break down|rehearse|explain|tell|run (?:me |us )?through|walk (?:me |us )?through|"
    r"take (?:me |us )?through|go (?:over|through)|catch me up|fill me in|bring me up to speed|"
    r"give|provide|furnish|offer|supply|i want|i need|how about|quick|short|brief)"
)
_ACCOUNT = (
    r"(?:(?:an?|the|some|your) )?(?:(?:quick|short|brief|concise|rough|little|general|plain|"
    r"fair|bare|"
    r"full|complete|simple|sketchy|condensed|two[- ]line|one[- ]line) )*"
    r"(?:account|summary|recap|overview|gist|rundown|run[- ]?down|outline|synopsis|run[- ]?through|"
    r"digest|idea|sketch|picture|description|report|survey|tl ?dr|breakdown|low[- ]?down|"
    r"walkthrough|"
    r"course|main points|key points|essentials|highlights|short version|long and short)"
)
_TELL = re.compile(
    rf"^(?:{_ORDER}(?: (?:me|us))?(?: {_ACCOUNT})?|{_ACCOUNT})"
    r"(?:,? (?:briefly|in (?:short|brief|outline|a nutshell|a few words|your own words)|"
    r"quickly))*,?"
    r"(?: (?:of|on|about|for|what|with|over|up))* (?P<x>.+)$"
)
_HAPPENS = (
    r"(?:happens?|happened|goes on|went on|takes place|took place|passes|passed|occurs?|occurred|"
    r"transpires?|transpired|unfolds?|unfolded|goes down|went down|is going on|was going on|"
    r"is happening|comes to pass|came to pass|befalls|plays out|ensues|is done|was done)"
)
_AT = (
    r"(?!at (?:the|this|that) (?:same )?(?:time|moment))"
    r"(?:in|at|on|inside|aboard|within|during|over in|back in|around)"
)
_WHAT_HAPPENS = re.compile(
    rf"^(?:what |everything that |all that |the events that |whatever )?{_HAPPENS}(?: all)? "
    rf"{_AT} (?P<x>.+)$"
)
_EVENTS_OF = re.compile(
    rf"^(?:the )?(?:events?|happenings|goings-on|doings|scenes?|part|bit|action|stuff|story|"
    rf"visit|stay|"
    rf"section|sequence|episode|business|chapter)(?: that \w+)? {_AT} (?P<x>.+)$"
)
_UP_TO = re.compile(
    r"^(?:(?:the )?(?:story|plot|film|movie|events?|everything|all|it|things|happenings|me|us|"
    r"what (?:happens|happened))(?: so far)? )?"
    r"(?:(?:right )?up (?:to|until|till)|until|till|before|as far as|leading up to|prior to|"
    r"through to)"
    r" (?:when |where |the (?:point|moment|time|bit|part) (?:where|when|that) )?(?P<x>.+)$"
)
_NOTHING_MORE = re.compile(
    r",? (?:and |but )?(?:nothing|no more|not|no spoilers|without) (?:\w+ )*?"
    r"(?:after|past|beyond|later|further|more)\b.*$"
)
_PART_OF = re.compile(
    r"^(?:(?P<who>.+?)(?:'s?)|the (?=[a-z]+ (?:of|played by)))? ?(?:whole |entire |overall )?"
    r"(?:part|role|course|path|journey|arc|storyline|deeds|actions|exploits|involvement|"
    r"contribution|"
    r"story|adventures|doings|career|progress|movements|history|trajectory|fortunes|story arc|"
    r"character arc)"
    r"(?: (?:of|played by) (?P<of>.+?))?(?: (?:in|through|throughout|during|over|across|to)\b.*)?$"
)
_EVERYTHING_DONE = re.compile(
    r"^(?:everything|all|all the things|what all|whatever)(?: that)? (?P<who>.+?) "
    r"(?:does|do|did|gets up to|is up to|has done|have done|achieves|undertakes)(?: (?:in|over|"
    r"through).*)?$"
)
_FIRST = r"(?:opening|first|initial|early|earliest|introductory|beginning|starting)"
_LAST = r"(?:closing|final|last|concluding|ending|end|late|latest)"
_STRETCH = (
    r"(?:events?|scenes?|parts?|acts?|section|portion|third|half|minutes|sequence|bits?|stretch|"
    r"moments?|chapters?|pages?|raid)"
)
_OPENING = re.compile(
    rf"^the (?:very )?{_FIRST} {_STRETCH}(?: of .+)?$"
    r"|^how (?:it|the .+) (?:all )?(?:begins|starts|opens)$"
)
_CLOSING = re.compile(
    rf"^the (?:very )?{_LAST} {_STRETCH}(?: of .+)?$"
    r"|^(?:the )?(?:ending|end|conclusion|finale|outcome|close|resolution|denouement)(?: of .+)?$"
    r"|^how (?:it|things|everything|all|the .+?) (?:all )?(?:is |are |was |were )?(?:ends?|"
    r"ended|concludes?|"
    r"concluded|finish(?:es|ed)?|closes?|closed|resolved?|resolves|wraps? up|wrapped up|winds? up|"
    r"turns? out|works? out|comes? to an end|brought to an end|brought to a close)(?: up)?$"
)
_MIDDLE = re.compile(
    rf"^the (?:middle|central|mid|second) {_STRETCH}(?: of .+)?$|^the middle(?: of .+)?$"
)
_LEFT = re.compile(
    r"^(?:(?:so|and|ok) )*(?:how (?:does|do|did) (?:it|this|that|things|everything|matters|the "
    r"(?:film|movie|story|plot|"
    r"tale|whole thing|picture)|all)(?: all)? (?:end(?: up)?|conclude|finish(?: up)?|close|"
    r"resolve|wrap(?: itself)? up|wind up|"
    r"turn out|work out|pan out|shake out|play out|come out|come to an end)"
    r"(?: (?:for|with) (?P<for>.+?))?(?: (?:in|at) the end)?"
    r"|how (?:is|are|was|were) (?:it|things|everything|matters|the (?:film|movie|story|plot|"
    r"tale|situation))(?: all)? "
    r"(?:left|concluded|resolved|wrapped up|tied up|settled|ended|looking|standing)(?: (?:for|"
    r"with) (?P<with>.+?))?(?: (?:in|at) the end)?"
    r"|(?:how|where) (?:do|does|did) (?:things|matters|it|everything|they|the (?:film|movie|"
    r"story|plot|picture|heroes|"
    r"team|main characters|characters)) (?:stand|end up|leave off|lie|finish up|leave (?:us|"
    r"things|matters|it|everyone|everybody|the \w+|its \w+))"
    r"(?: (?:in|at|by|after|when|once) .+)?"
    r"|(?:in|with) what (?:\w+ )?(?:situation|state|position|condition|image|scene|note|way|"
    r"shape|circumstances|event|events|happening) (?:does|do|did|is|are|has) "
    r"(?:the |this )?(?:film|movie|story|plot|tale|picture|narrative|synopsis|it|everything|"
    r"things)\b.*"
    r"|what (?:is|was) (?:the )?(?:state of (?:affairs|things|play|the \w+)|situation|status "
    r"quo|final state|final situation|final image|closing scene|"
    r"last scene|closing image|closing note)(?: .*)?)$"
)
_ENDED = re.compile(
    r"\b(?:end|ending|close|last|finally|ultimately|final|over|done|settles?|conclusion|finish\w*|"
    r"aftermath|all|wrap\w*|wind\w*|conclu\w+|leave\w*|left|closing|credits|finale)\b"
)


class Telling(Handlers):
    """Accounts of parts of the story."""

    def account(self, reading: Reading) -> Answer | None:
        """An account of whatever stretch the message asks for; None where it asks for none."""
        if reading.part == "mid_credits":
            return None
        low = _plain(reading.segment.text)
        ordered = _TELL.match(_NOTHING_MORE.sub("", low))
        if ordered:
            return self._of(ordered["x"], reading)
        happens = re.match(rf"^what(?: all)? {_HAPPENS}.*", low) and _WHAT_HAPPENS.match(low)
        if happens:
            return self._at(happens["x"], reading)
        return None

    def left(self, reading: Reading) -> Answer | None:
        """ "How do things stand at the end?", for the film or for somebody."""
        low = _plain(reading.segment.text)
        found = _LEFT.match(low)
        if not found or not (reading.part == "end" or _ENDED.search(low)):
            return None
        whose = found["for"] or found["with"]
        if whose:
            ids = self._who(whose, reading)
            group = any(self.film.entities[id].kind == "group" for id in ids)
            return self.outcomes.fate(ids) if ids and not group else self.story.ending()
        return self.story.ending()

    def _of(self, words: str, reading: Reading) -> Answer | None:
        words = words.strip(" ,")
        if _OPENING.match(words):
            return self.story.part("opening") or self.story.first()
        if _CLOSING.match(words):
            return self.story.ending()
        if _MIDDLE.match(words):
            steps = self.story.steps()
            third = len(steps) // 3
            return self._steps(steps[third : len(steps) - third])
        found = _UP_TO.match(f"up {words}" if words.startswith("to ") else words)
        if found:
            reached = self.sense.events(found["x"], reading)
            if reached:
                order = min(e.order for e in reached)
                return self._steps([e for e in self.story.steps() if e.order < order])
        for pattern in (_WHAT_HAPPENS, _EVENTS_OF):
            found = pattern.match(words)
            if found:
                return self._at(found["x"], reading)
        for pattern in (_EVERYTHING_DONE, _PART_OF):
            found = pattern.match(words)
            if found:
                who = found.groupdict().get("of") or found["who"] or ""
                ids = self._who(who, reading)
                if ids:
                    return self._deeds(ids)
        return None

    def _at(self, words: str, reading: Reading) -> Answer | None:
        """What happens at a place, or round a happening, in the part of the plot asked for."""
        found = self.sense.events(words, reading)
        if not found:
            return None
        ids = self._who(words, reading)
        if not any(self.film.entities[id].kind == "place" for id in ids):
            sentences = {e.sentence for e in found[:1]}
            found = [e for e in self.story.told if e.sentence in sentences]
            return self._list(found) if len(found) > 1 else None
        if reading.part in ("beginning", "end"):
            early = [e for e in found if e.part in ("opening", "backstory")]
            late = [e for e in found if e.part in ("climax", "ending")]
            found = (early if reading.part == "beginning" else late) or found
        found = [e for e in found if not self.characters.stative(e)] or found
        return self._list(found)

    def _who(self, words: str, reading: Reading) -> tuple[str, ...]:
        """Whom or what some words name."""
        known = reading.resolver
        inner = read(
            self.knowledge,
            Segment(words, False),
            known.salient,
            known.listed,
            known.who,
            known.event,
        )
        return inner.ids

    def _deeds(self, ids: Sequence[str]) -> Answer | None:
        done = [e for id in ids for e in self.characters.deeds(id) if e.part != "backstory"]
        done += [e for id in ids for e in (self.outcomes.death_of(id),) if e and e not in done]
        done = [e for e in done if not self.characters.stative(e)] or done
        done.sort(key=lambda e: e.order)
        if not done:
            return None
        chosen = done if len(done) <= MOST_DEEDS else main_events(done, MOST_DEEDS)
        return Answer(
            ANSWERED,
            statements=tuple(Statement(e) for e in chosen),
            entities=tuple(ids[:1]),
            topic=tuple(ids),
            form="list",
        )

    def _list(self, events: Sequence[Event]) -> Answer:
        chosen = events if len(events) <= MOST_STEPS else main_events(events, MOST_STEPS)
        unique = {e.say: e for e in reversed(sorted(chosen, key=lambda e: e.order))}
        return Answer(
            ANSWERED,
            statements=tuple(Statement(e) for e in reversed(unique.values())),
            form="list",
        )

    def _steps(self, steps: Sequence[Event]) -> Answer | None:
        """Some steps of the story, the weightiest where there are many."""
        if not steps:
            return None
        chosen = steps if len(steps) <= MOST_STEPS else main_events(steps, MOST_STEPS)
        return Answer(ANSWERED, statements=tuple(Statement(e) for e in chosen), form="summary")


def _plain(text: str) -> str:
    """A text in lower case without marks but apostrophes and hyphens."""
    return re.sub(r"\s+", " ", re.sub(r"[^\w' -]+", " ", text.lower())).strip()

"""What every reader of a turn looks at: the film, the focus, and the message in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from plotbot.answer.model import Answer
from plotbot.answer.query import Query
from plotbot.conversation.focus import Focus
from plotbot.film.model import Event
from plotbot.knowledge import Knowledge
from plotbot.question.reading import Reading, read
from plotbot.question.text import Segment

_OPENING = re.compile(
    r"^(?:ok|okay|so|well|hm+|um+|oh|ah|right|alright|yes|yeah|yep|cool|nice|great|wow|hey|now|"
    r"wait|lol|haha|sorry|please|"
    r"good|interesting|i see|really|thanks|thank you|got it|all right)\b ?"
)
_CLOSING = re.compile(
    r" ?\b(?:please|though|exactly|precisely|bro|man|mate|lol|bot|for me|actually|by the way)$"
)
_JOINING = re.compile(r"^(?:and|but|so|then|or)\b ?")


@lru_cache(maxsize=1024)
def query_of(knowledge: Knowledge) -> Query:
    """The queries over a film, made once."""
    return Query(knowledge)


def plain(text: str) -> str:
    """A text in lower case, words only."""
    return re.sub(r"\s+", " ", re.sub(r"[^a-z0-9' ]+", " ", text.lower())).strip()


@dataclass(frozen=True)
class Outcome:
    """What a turn came to: the answer, the reading it is of, and what it leaves for the next turn.

    Attributes:
        question: the question that was answered, where it is not that of the reading.
        template: the question with "{}" where somebody is uncertain, ``others`` who may be meant.
        keeps: whether the thread stays on the question before (a "why?" of it, say).
    """

    answer: Answer
    reading: Reading | None = None
    template: str = ""
    others: tuple[str, ...] = ()
    keeps: bool = False


@dataclass(frozen=True)
class Context:
    """One segment of a message within a conversation."""

    knowledge: Knowledge
    state: Focus
    segment: Segment
    intent: str | None = None
    asked: bool = field(default=True)
    _glanced: dict[str, Reading] = field(default_factory=dict, init=False, repr=False)

    @property
    def query(self) -> Query:
        """The queries over the film."""
        return query_of(self.knowledge)

    @property
    def text(self) -> str:
        """The segment without its padding."""
        return self.segment.text

    @cached_property
    def low(self) -> str:
        """The segment in plain words, polite ones at its ends off, "and" and the like kept."""
        text = plain(self.segment.raw or self.segment.text)
        shorter = text
        while shorter:
            text = shorter
            shorter = _CLOSING.sub("", _OPENING.sub("", text)).strip()
            if shorter == text:
                break
        return text

    @cached_property
    def bare(self) -> str:
        """``low`` without "and", "but", "then" in front."""
        text = self.low
        while True:
            shorter = _JOINING.sub("", text)
            if not shorter or shorter == text:
                return text
            text = shorter

    @cached_property
    def kind(self) -> str:
        """The kind of follow-up that the words are as a whole; empty for none."""
        known = self.knowledge.speech.follow_ups
        for words in (plain(self.segment.raw), self.low, self.bare, plain(self.text)):
            if words in known:
                return known[words]
        return ""

    def event(self, id: str) -> Event | None:
        """An event by id, if the film (up to the user's limit) has it."""
        return self.knowledge.film.event.get(id)

    @cached_property
    def told(self) -> tuple[Event, ...]:
        """The events of the last answer, the one in focus first."""
        ids = dict.fromkeys((self.state.event, *self.state.facts))
        return tuple(e for e in map(self.event, ids) if e is not None)

    def glance(self, text: str) -> Reading:
        """A text read within the conversation, only to be looked at, not changed.

        ``read`` hands it over instead of reading the same text again.
        """
        if text not in self._glanced:
            self._glanced[text] = self.read(text)
        return self._glanced[text]

    def read(self, text: str, alone: bool = False) -> Reading:
        """A text read within the conversation, or for itself alone."""
        if not alone and text in self._glanced:
            return self._glanced.pop(text)
        segment = Segment(text, True, raw=text) if text != self.segment.text else self.segment
        if alone:
            return read(self.knowledge, segment, (), (), self.query.who)
        known = self.knowledge.film.entities
        mentioned = dict.fromkeys((*self.state.salient, *self.state.others))
        salient = tuple(s for s in mentioned if all(i in known for i in s.split("+")))
        listed = tuple(s for s in self.state.listed if s in known)
        reading = read(self.knowledge, segment, salient, listed, self.query.who, self.state.event)
        reading.details["event"] = self.state.event
        return reading

"""What the groups of handlers share: the queries they draw on, and the words that mark a form."""

from __future__ import annotations

from collections.abc import Callable

from plotbot.answer.anchors import Anchors
from plotbot.answer.bonds import BondQuery
from plotbot.answer.characters import CharacterQuery
from plotbot.answer.events import EventQuery
from plotbot.answer.model import Answer
from plotbot.answer.outcomes import OutcomeQuery
from plotbot.answer.sense import Sense
from plotbot.answer.story import FILM, StoryQuery
from plotbot.knowledge import Knowledge
from plotbot.question.reading import Reading
from plotbot.question.syntax import NounPhrase

Handler = Callable[[Reading], Answer | None]
"""Answers a reading of its form; None where the reading has another."""


class Sources:
    """The knowledge of a film and the queries over it, made once for all handlers."""

    def __init__(self, knowledge: Knowledge):
        self.knowledge = knowledge
        self.story = StoryQuery(knowledge)
        self.events = EventQuery(knowledge)
        self.characters = CharacterQuery(knowledge)
        self.outcomes = OutcomeQuery(knowledge, self.characters)
        self.bonds = BondQuery(knowledge)
        self.anchors = Anchors(knowledge, self.events.matcher, self.characters)
        self.sense = Sense(knowledge, self.events, self.anchors, self.characters)


class Handlers:
    """Base of the groups of handlers."""

    def __init__(self, sources: Sources):
        self.knowledge = sources.knowledge
        self.film = sources.knowledge.film
        self.index = sources.knowledge.index
        self.language = sources.knowledge.language
        self.speech = sources.knowledge.speech
        self.story = sources.story
        self.events = sources.events
        self.characters = sources.characters
        self.filling = sources.events.filling
        self.outcomes = sources.outcomes
        self.bonds = sources.bonds
        self.anchors = sources.anchors
        self.sense = sources.sense

    def noun_in(self, word: str, kind: str) -> bool:
        """Whether a noun asks for something of a kind: a key of ``asked_nouns``, as ``fate``."""
        return word in self.speech.forms.get("asked_nouns", {}).get(kind, ())

    def verb_in(self, word: str, kind: str) -> bool:
        """Whether a verb is of a kind: a key of ``verbs``, as ``happen``."""
        return word in self.speech.forms.get("verbs", {}).get(kind, ())

    def about_story(self, phrase: NounPhrase | None) -> bool:
        """Whether a phrase means the film or its story as a whole."""
        if phrase is None:
            return False
        if phrase.pronoun in ("it", "this", "that"):
            return not phrase.ids or phrase.ids[0] == FILM
        return phrase.ids[:1] == (FILM,) or self.noun_in(phrase.head, "story")

"""Questions that say nothing but that the story, its end or its last scene is to be told.

"where is everybody when it wraps up", "let me have the gist", "who wins", "sum up the last battle"
Taken up by their words ("overall" in ``forms.yml``), however they are built.
"""

from __future__ import annotations

import re
from functools import cached_property

from plotbot.answer.handling import Handlers
from plotbot.answer.model import ANSWERED, Answer, Statement
from plotbot.answer.story import FILM, main_events
from plotbot.answer.vocabulary import MARK, Vocabulary
from plotbot.film.model import PLACE_ROLES, Event
from plotbot.question.reading import Reading

MOST_STEPS = 7
_ASIDE = re.compile(r"[,;:.!-] ")
_AFTER = re.compile(r"\b(?:after|once|when|following|upon|as|since|now that)\b")
_SOMEBODY = frozenset("he him his she her hers".split())
_SOME = frozenset("they them their".split())
_MISSED = re.compile(
    r"^(?:tell \w+ )?what (?:(?:did|have|has|had) )?\w+ (?:(?:have|has|had) )?miss(?:ed)?$"
)
_PLACES = re.compile(r"\b(?:places|locations|settings|venues|(?:every|each) (?:place|location))\b")
_FILM = r"(?P<film>(?:the|this|that) (?:film|movie|story|plot|book|novel|picture|flick|action))"
_SETTING = re.compile(
    rf"^(?:where|in (?:what|which) (?:places?|locations?|countr(?:y|ies)|cit(?:y|ies))) "
    rf"(?:(?:do|does|did) (?:{_FILM}|it|everything|all (?:of )?(?:this|that|it)) "
    r"(?:take place|play(?: out)?|unfold|happen|go on|go down)"
    rf"|(?:is|was|are) (?:{_FILM.replace('film>', 'set>')}|it|everything) (?:set|located))$"
)
"""What asks where a story happens."""
_TELLS = frozenset("what how where whither describe tell relate give recount".split())


class Overall(Handlers):
    """The whole story, its outcome and its end, asked for in no other words."""

    def told(self, reading: Reading) -> Answer | None:
        """What is asked for, where the question, or what stands before an aside, says only that."""
        text = reading.segment.text.lower()
        said = set(re.findall(r"[a-z]+", text))
        if _MISSED.search(text):
            return self.story.summary()
        marked = self._marked(text) if _PLACES.search(text) else None
        if marked is not None and not reading.resolver.salient:
            return self._places()
        setting = _SETTING.match(reading.low)
        if setting and (setting["film"] or setting["set"] or not reading.resolver.salient):
            return self._places()
        if said & _SOMEBODY or said & _SOME and "all" not in said:
            return None
        if reading.wh.startswith("how ") or reading.wh in ("which", "whose"):
            return None
        if said & {"it", "this", "that"} and reading.resolver.salient:
            return None
        for part in dict.fromkeys((text, _ASIDE.split(text)[0])):
            found = self._of(part, reading)
            if found is not None:
                return found
        return None

    def _of(self, text: str, reading: Reading) -> Answer | None:
        marked = self._marked(text)
        if marked is None or reading.is_whether:
            return None
        topics = set(MARK.findall(marked))
        asks = set(re.findall(r"[a-z]+", text)) & _TELLS
        if "credits" in topics or reading.part == "mid_credits":
            return None
        fought = "battle" in topics
        if "foe" in topics and not topics & {"battle", "win"}:
            return None  # it is about one only
        over = fought and "foe" not in topics and bool(_AFTER.search(text))
        ended = "end" in topics or over  # "when they fight X" is no "when the fight is over"
        if {"summary", "tell"} & topics and fought and not _AFTER.search(text):
            return self._battle()
        if "win" in topics or fought and "end" in topics:
            return self._outcome() if not _AFTER.search(text) else self.story.ending()
        if ended and (asks or "summary" in topics) and topics & {"all", "state", "summary", "tell"}:
            return self.story.ending()
        if "summary" in topics and not topics & {"end", "all", "state", "battle"}:
            return self.story.summary()
        return None

    def _places(self) -> Answer | None:
        """Where the story takes place, in order."""
        found: dict[str, Event] = {}
        for event in self.story.told:
            for role in PLACE_ROLES:
                for id in event.entities(role):
                    if self.film.entities[id].kind == "place":
                        found.setdefault(id, event)
        if not found:
            return None
        first = next(iter(found.values()))
        return Answer(
            ANSWERED,
            "names",
            (Statement(first),),
            entities=tuple(found),
            form="list",
            details={"whole": True},
        )

    def _battle(self) -> Answer | None:
        """What the decisive struggle consists of."""
        events = main_events([e for e in self.story.told if e.part == "climax"], MOST_STEPS)
        return self._list(events)

    def _outcome(self) -> Answer | None:
        """How the decisive struggle turns out: the last that happens in it."""
        events = [e for e in self.story.told if e.part == "climax"]
        return self._list([e for e in events if e.sentence == events[-1].sentence])

    @staticmethod
    def _list(events: list[Event]) -> Answer | None:
        if not events:
            return None
        unique = {event.say: event for event in events}
        statements = tuple(Statement(event) for event in unique.values())
        return Answer(ANSWERED, statements=statements, form="ending")

    def _marked(self, text: str) -> str | None:
        """The text with its words of the whole as marks; None where it says anything else."""
        for mention in reversed(self.knowledge.names.find(text)):
            word = mention.text.lower()
            if word in self._words.neutral or mention.common and self._words.marked(word) != word:
                continue
            if not set(mention.ids) <= self._everyone:
                return None
            kinds = {self.film.entities[id].kind for id in mention.ids}
            mark = "everyone" if kinds == {"group"} else "§foe"
            mark = "the film" if mention.ids == (FILM,) else "" if kinds == {"place"} else mark
            mark = "the battle" if self._says_battle(word) else mark
            text = f"{text[: mention.start]} {mark} {text[mention.end :]}"
        marked = self._words.marked(text)
        return None if self._words.others(marked) or "§" not in marked else marked

    def _says_battle(self, word: str) -> bool:
        """Whether a name is one of the struggle itself: "the battle of X"."""
        return "battle" in MARK.findall(self._words.marked(word))

    @cached_property
    def _everyone(self) -> set[str]:
        """The film itself, its last struggle, those against each other in it, and where it is."""
        fought = [e for e in self.film.events if e.part == "climax"]
        roles = {id for e in fought for id in self.index.events[e.id].roles}
        ours = {id for id in roles if self.film.entities[id].kind in ("group", "place")}
        central = self.story.central()
        against = set(self.index.events[central.id].roles) if central is not None else set()
        names = {b.source for b in self.film.bonds if b.relation == "location" and b.to in ours}
        return {FILM} | ours | against | names

    @cached_property
    def _words(self) -> Vocabulary:
        known = self.speech.forms.get("overall", {})
        topics = {topic: words for topic, words in known.items() if topic != "neutral"}
        return Vocabulary(topics, known.get("neutral", ()))

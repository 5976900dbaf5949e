"""Questions about the story as a whole: what it is about, its beginning, end and last scene."""

from __future__ import annotations

import re

from plotbot.answer.handling import Handlers
from plotbot.answer.model import (
    Answer,
)
from plotbot.answer.story import FILM
from plotbot.question.patterns import GENERIC_VERBS
from plotbot.question.reading import Reading


class Whole(Handlers):
    """Summary, ending, beginning and the scene in the credits."""

    def summary(self, reading: Reading) -> Answer | None:
        frame = reading.clause.frame
        low = reading.low
        if any(self.noun_in(p.head, "ending") for p in reading.phrases):
            return None
        if re.search(
            r"\b(whole|entire|full|complete) (story|plot|film|movie|thing)\b", low
        ) or re.match(
            r"(?:(?:please )?(?:summari[sz]e|recap|sum up|recount|retell|outline)|summary|recap|synopsis|overview|tl ?dr)\b",
            low,
        ):
            if not self._other_topic(reading):
                if reading.part == "end":
                    return self.story.ending()
                return self.story.summary()
        if any(self.noun_in(p.head, "about") for p in reading.phrases) and not self._other_topic(
            reading
        ):
            return self.story.about()
        about = "about" in frame.stranded or any(p == "about" for p, _ in frame.prepositions)
        if (
            reading.wh == "what"
            and about
            and self.about_story(frame.subject)
            and frame.verb in ("be", "")
        ):
            return self.story.about()
        if (
            re.search(r"\b(plot|story|storyline|premise|gist|summary|synopsis)\b", low)
            and not self._other_topic(reading)
            and (
                reading.wh == "what"
                or re.match(r"(tell|give|explain|describe|the|plot|story)\b", low)
            )
        ):
            if reading.part == "end":
                return self.story.ending()
            if frame.verb in ("be", "", "tell", "give", "explain", "describe"):
                return (
                    self.story.summary()
                    if "plot" in low or "summary" in low
                    else self.story.about()
                )
        return None

    def ending(self, reading: Reading) -> Answer | None:
        frame = reading.clause.frame
        if self._other_topic(reading):
            return None
        ends = self.verb_in(frame.verb, "end") and (
            self.about_story(frame.subject)
            or frame.subject is None
            or "everything" in reading.low
            or "all" in reading.low
        )
        named = any(self.noun_in(p.head, "ending") for p in reading.phrases) and frame.verb in (
            "be",
            "",
            "explain",
            "tell",
            "describe",
            "summarize",
            "summarise",
            "happen",
            "spoil",
            "give",
        )
        if (
            ends
            or named
            or (
                reading.part == "end"
                and self.verb_in(frame.verb, "happen")
                and frame.object is None
                and not frame.prepositions
            )
            or (
                reading.part == "end"
                and re.match(r"(?:summari[sz]e|recap|tell|what)\b", reading.low)
                and frame.verb in ("", "be")
                and not reading.ids
            )
        ):
            return self.story.ending()
        begins = self.verb_in(frame.verb, "begin") and self.about_story(frame.subject)
        if begins or (
            reading.part == "beginning"
            and self.verb_in(frame.verb, "happen")
            and not frame.prepositions
        ):
            return self.story.part("opening") or self.story.first()
        return None

    def mid_credits(self, reading: Reading) -> Answer | None:
        if reading.part != "mid_credits":
            return None
        frame = reading.clause.frame
        if (
            frame.verb in GENERIC_VERBS
            or self.verb_in(frame.verb, "happen")
            or frame.verb
            in (
                "appear",
                "show",
                "see",
                "feature",
                "show up",
                "turn",
                "pop",
            )
            or not frame.units
        ):
            return self.story.part("mid_credits")
        return None

    def _other_topic(self, reading: Reading) -> bool:
        """Whether the question names anything but the film."""
        for phrase in reading.phrases:
            for part in (phrase, phrase.possessor, phrase.of):
                if part is None or part.pronoun:
                    continue
                if any(id != FILM for mention in part.mentions for id in mention.ids):
                    return True
                plain = any(
                    self.noun_in(part.head, k)
                    for k in ("ending", "story", "summary", "beginning", "about")
                )
                if part.head and not plain and (part.ids and part.ids != (FILM,) or part.events):
                    return True
        return False

"""Questions about the story as a whole: what it is about, its beginning, end and last scene."""

from __future__ import annotations

import re

from plotbot.answer.handling import Handlers
from plotbot.answer.model import Answer
from plotbot.answer.story import FILM
from plotbot.question.patterns import GENERIC_VERBS
from plotbot.question.reading import Reading

_WHOLE = re.compile(r"\b(?:whole|entire|full|complete) (?:story|plot|film|movie|thing)\b")
_RETELL = re.compile(
    r"(?:(?:please )?(?:summari[sz]e|recap|sum up|recount|retell|outline)|"
    r"summary|recap|synopsis|overview|tl ?dr)\b"
)
_PLOT = re.compile(r"\b(?:plot|story|storyline|premise|gist|summary|synopsis)\b")
_TELLING = frozenset({"be", "", "tell", "give", "explain", "describe"})
_TELLING_END = _TELLING | {"summarize", "summarise", "happen", "spoil"}
_APPEARING = frozenset(
    "appear show see feature turn pop glimpse introduce reveal present happen close open end"
    " contain consist depict".split()
)
_STORY_NOUNS = ("ending", "story", "summary", "beginning", "about")


class Whole(Handlers):
    """Summary, ending, beginning and the scene in the credits."""

    def summary(self, reading: Reading) -> Answer | None:
        """ "Summarize the film", "what is it about?" """
        frame = reading.clause.frame
        low = reading.low
        if any(self.noun_in(p.head, "ending") for p in reading.phrases):
            return None
        other = self._other_topic(reading)
        if not other and (_WHOLE.search(low) or _RETELL.match(low)):
            return self.story.ending() if reading.part == "end" else self.story.summary()
        if not other and any(self.noun_in(p.head, "about") for p in reading.phrases):
            return self.story.about()
        about = reading.clause.wh is not None and reading.clause.wh.function == "about"
        about = (
            about or "about" in frame.stranded or any(p == "about" for p, _ in frame.prepositions)
        )
        if (
            reading.wh == "what"
            and about
            and self.about_story(frame.subject)
            and frame.verb in ("be", "")
        ):
            return self.story.about()
        asked = reading.wh == "what" or re.match(
            r"(?:tell|give|explain|describe|the|plot|story)\b", low
        )
        if other or not asked or not _PLOT.search(low):
            return None
        if reading.part == "end":
            return self.story.ending()
        if frame.verb not in _TELLING:
            return None
        in_full = "plot" in low or "summary" in low
        return self.story.summary() if in_full else self.story.about()

    def ending(self, reading: Reading) -> Answer | None:
        """ "How does it end?", and likewise how it begins."""
        frame = reading.clause.frame
        if self._other_topic(reading):
            return None
        if self._asks_for_end(reading):
            return self.story.ending()
        begins = self.verb_in(frame.verb, "begin") and self.about_story(frame.subject)
        happens = self.verb_in(frame.verb, "happen") and not frame.prepositions
        if begins or happens and reading.part == "beginning":
            return self.story.part("opening") or self.story.first()
        return None

    def _asks_for_end(self, reading: Reading) -> bool:
        frame = reading.clause.frame
        if reading.wh.startswith(("who", "which")):
            return False  # somebody is asked for: "who ended that?"
        if self.verb_in(frame.verb, "end") and (
            frame.subject is None
            and frame.object is None
            or self.about_story(frame.subject)
            or "all" in reading.low
            or "everything" in reading.low
        ):
            return True
        if frame.verb in _TELLING_END and any(
            self.noun_in(p.head, "ending") for p in reading.phrases
        ):
            return True
        if reading.part != "end":
            return False
        if self.verb_in(frame.verb, "happen") and frame.object is None and not frame.prepositions:
            return True
        return (
            frame.verb in ("", "be")
            and not reading.ids
            and bool(re.match(r"(?:summari[sz]e|recap|tell|what)\b", reading.low))
        )

    def mid_credits(self, reading: Reading) -> Answer | None:
        """ "What happens in the credits?", "who appears there?" """
        if reading.part != "mid_credits" or reading.is_whether and reading.ids:
            return None
        frame, wh = reading.clause.frame, reading.clause.wh
        functions = ("reason", "manner", "time", "place")
        if wh is not None and (wh.function in functions or wh.word.startswith("how")):
            return None
        vague = frame.verb in GENERIC_VERBS or self.verb_in(frame.verb, "happen")
        if vague or frame.verb in _APPEARING or not frame.units:
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
                plain = any(self.noun_in(part.head, kind) for kind in _STORY_NOUNS)
                if part.head and not plain and (part.ids and part.ids != (FILM,) or part.events):
                    return True
        return False

"""Words of one matter by what they ask for: is a question about that matter, and nothing else?

However it is built, a question whose every telling word is of one matter is about it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from plotbot.question.tokens import CLOSED

MARK = re.compile(r"§(\w+)")
"""A word of the matter in a marked text, by what it asks for."""


@lru_cache(maxsize=4096)
def _as_words(phrase: str) -> re.Pattern[str]:
    """A phrase as whole words that are not marked yet."""
    return re.compile(rf"(?<![§\w]){re.escape(phrase)}(?!\w)")


class Vocabulary:
    """The words of one matter, by topic, and those that say nothing beside them."""

    def __init__(self, topics: Mapping[str, Sequence[str]], neutral: Collection[str]):
        pairs = [(word, topic) for topic, words in topics.items() for word in words]
        # the longest first, so that "first film" is not read as "film"
        self._phrases = tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
        self.neutral = frozenset(neutral)

    def marked(self, text: str) -> str:
        """A text in lower case with a mark for each word of the matter."""
        text = re.sub(r" +", " ", text)
        for phrase, topic in self._phrases:
            if phrase in text:
                text = _as_words(phrase).sub(f" §{topic} ", text)
        return text

    def others(self, marked: str) -> list[str]:
        """The words of a marked text that are of another matter."""
        words = re.findall(r"§?[\w'-]+", marked)
        plain = CLOSED | self.neutral | {"'s", "'"}
        return [w for w in words if w[0] != "§" and w not in plain]

"""Phrases that point into what the last answer listed: "the second one", "those two", "the latter".

Knows neither film nor conversation, only the ids listed and those talked of, the foremost first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from plotbot.question import grammar
from plotbot.question.syntax import NounPhrase

_ONE = ("", "one", "ones", "name", "option", "item")
_BY_PLACE = re.compile(
    r"^(?:the )?(?:very )?([a-z]+|\d(?:st|nd|rd|th))(?: (?:one|name|option|item))?$"
)
_TOGETHER = re.compile(
    r"^(?:all )?(?:of )?(?:the|those|these|both|all)(?: of)?(?: (?:the|those|these))? ?([a-z]+)?$"
)


def pointed_at(
    phrase: NounPhrase, listed: Sequence[str], talked_of: Sequence[str]
) -> tuple[str, ...]:
    """The listed ids that a phrase without a noun of its own points at; empty for none."""
    if phrase.head in ("former", "latter"):
        pairs = (item.split("+") for item in talked_of if item.count("+") == 1)
        two = listed if len(listed) == 2 else next(pairs, listed)
        return (two[0 if phrase.head == "former" else -1],) if len(two) > 1 else ()
    if phrase.head not in _ONE or phrase.mentions or phrase.wh:
        return ()
    low = phrase.text.lower()
    together = _TOGETHER.match(low)
    count = grammar.NUMBER_WORDS.get(together.group(1) or "", 0) if together else 0
    if count > 1:
        several = (tuple(item.split("+")) for item in talked_of if "+" in item)
        return next((ids for ids in (*several, tuple(listed)) if len(ids) == count), ())
    if not listed:
        return ()
    place = _BY_PLACE.match(low)
    if place:
        word = place.group(1)
        number = int(word[0]) if word[0].isdigit() else grammar.ORDINALS.get(word, 0)
        index = len(listed) - 1 if number < 0 else number - 1
        if number and len(listed) > 1:
            return (listed[index],) if 0 <= index < len(listed) else ()
    if "other" in low.split() and len(listed) == 2:
        named = next((id for item in talked_of for id in item.split("+") if id in listed), "")
        return tuple(id for id in listed if named and id != named)
    return ()

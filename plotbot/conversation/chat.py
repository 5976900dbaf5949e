"""What is no question about the film: small talk, other languages."""

from __future__ import annotations

import re

from plotbot.conversation.context import plain
from plotbot.conversation.focus import Focus
from plotbot.conversation.repair import doubts
from plotbot.knowledge import Knowledge
from plotbot.question import grammar
from plotbot.question.text import clean

JOKE = "joke"
FORGET = "forget"
"""The kind of small talk that asks for the conversation to be removed."""

_ENGLISH = frozenset(
    {
        *grammar.WH_WORDS,
        *grammar.AUXILIARIES,
        *grammar.DETERMINERS,
        *grammar.PREPOSITIONS,
        *grammar.POSSESSIVES,
        *grammar.PRONOUNS,
        *grammar.CONJUNCTIONS,
        *grammar.SUBORDINATORS,
    }
) - {"die", "was", "in", "as", "me", "no", "do", "a", "us"}
MOST_WORDS = 8
"""Words of a message that an intent alone may make small talk."""

_TOLD_TO = re.compile(
    r"^(?:(?:can|could|will|would) you|i (?:want|need|would like|wish|ask) you to|"
    r"you (?:can|may|must|should|have to)|now|then|just|please|and)\b "
)
_AT_ONCE = re.compile(
    r" (?:now|right now|at once|immediately|completely|entirely|for ever|forever|for good|for me|"
    r"again|from your memory|please|and (?:start|begin) (?:over|again|afresh))$"
)
_LEANING = ("why", "how", "next", "before", "repeat", "source", "more")
"""Kinds of follow-up that are never small talk once something was said."""


def small_talk(knowledge: Knowledge, message: str, state: Focus) -> str | None:
    """The kind of small talk that a message is as a whole; None where it leans on what was said."""
    words = re.sub(r"\s+", " ", plain(clean(message)))
    full = " ".join(knowledge.speech.spellings.get(w, w) for w in words.replace("'", "").split())
    kind = knowledge.speech.smalltalk_kind(words) or knowledge.speech.smalltalk_kind(full)
    if kind is None:
        kind = _compound(knowledge, full)
    if kind == FORGET:
        return kind if forgetting(knowledge, message) else None
    if kind is None or not state.begun:
        return kind
    leaning = knowledge.speech.follow_ups.get(words) or knowledge.speech.follow_ups.get(full)
    if (
        leaning in _LEANING
        or leaning == "doubt"
        and state.sentences
        and doubts(full, "?" in message)
    ):
        return None
    if kind == "deny" and re.search(
        r"\b(?:that one|wrong|incorrect|meant|mean|asked|wanted|not right)\b", full
    ):
        return None
    if kind == "affirm" and state.choices and re.search(r"\b(?:one|first|second)\b", full):
        return None
    return kind


def _compound(knowledge: Knowledge, text: str) -> str | None:
    """The kind of two small-talk phrases side by side: "cool, thank you"."""
    words = text.split()
    for cut in range(1, min(len(words), 6)):
        first = knowledge.speech.smalltalk_kind(" ".join(words[:cut]))
        second = knowledge.speech.smalltalk_kind(" ".join(words[cut:]))
        if first and second:
            return second
    return None


def joke_about(knowledge: Knowledge, message: str) -> bool:
    """Whether a message asks for a joke, a song or the like about somebody or something."""
    asked, about, _ = plain(clean(message)).partition(" about ")
    return bool(about) and knowledge.speech.smalltalk_kind(asked) == JOKE


def forgetting(knowledge: Knowledge, text: str) -> bool:
    """Whether a piece of a message asks for the conversation to be removed."""
    words, before = re.sub(r"\s+", " ", plain(text)), ""
    if text.lstrip().startswith("/"):  # a command to some other bot; here it is text
        return False
    while words != before:
        if knowledge.speech.smalltalk_kind(words) == FORGET:
            return True
        before, words = words, _AT_ONCE.sub("", _TOLD_TO.sub("", words, count=1))
    return False


def plausible(knowledge: Knowledge, text: str) -> bool:
    """Whether a text may be small talk: a few words, all known. A classifier knows no limits."""
    words = plain(text).replace("'", "").split()
    known = knowledge.speech.ordinary | knowledge.language.ordinary_words | _ENGLISH
    return 0 < len(words) <= MOST_WORDS and all(word in known for word in words)


def chat_only(knowledge: Knowledge, text: str) -> bool:
    """Whether a piece of a message is small talk by itself."""
    return knowledge.speech.smalltalk_kind(plain(text)) is not None


def foreign(knowledge: Knowledge, message: str) -> bool:
    """Whether a message is in another language: foreign function words outnumber English ones."""
    words = re.findall(r"[^\W\d_]+", message.lower())
    if not words:
        return not re.search(r"[1-9]", message)
    english = sum(w in _ENGLISH for w in words)
    found = max(
        (sum(w in listed for w in words) for listed in knowledge.speech.foreign.values()), default=0
    )
    letters = sum(ord(c) > 0x24F for c in message)
    return (
        found > english
        and found >= 2
        or found == 1
        and english == 0
        and len(words) > 2
        or letters > len(message) / 3
    )

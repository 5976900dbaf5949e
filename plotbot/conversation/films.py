"""What a message says of the films there are: which ones, another one, "let's talk about ...".

Knows the titles only; which film a conversation is about is kept by whoever calls. Knows no Rasa.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from plotbot.answer import clauses
from plotbot.answer.model import CLARIFY, SMALLTALK
from plotbot.answer.sayings import FILMS
from plotbot.answer.wording import Reply
from plotbot.film.model import Film
from plotbot.knowledge import Knowledge

LIKE_ENOUGH = 88.0
"""From which likeness on a misspelt title is that title, of 100."""
SHORTEST = 5
"""Letters that a title must have to be recognised misspelt."""

_WORKS = r"(?:films?|movies?|books?|novels?|stor(?:y|ies)|plots?|titles?)"
_WHICH = re.compile(
    rf"(?:what|which)(?: all| other| else| are the| are your)*(?: of the)? {_WORKS}"
    r" (?:(?:do|can|could) (?:you|i|we|u)\b.*|are there.*|have you(?: got)?.*|you (?:know|have).*"
    r"|is there.*|are (?:available|on offer).*)"
    rf"|list (?:me )?(?:all )?(?:of )?(?:the |your |of )*{_WORKS}(?: you (?:know|have))?"
    rf"|(?:do|can) you (?:know|have|do|talk about) (?:any |some )?(?:other|more) {_WORKS}"
    rf"|(?:show|give|tell) me (?:all )?(?:the |your |of )*(?:list of )?{_WORKS}"
    r"(?: you (?:know|have))?"
    rf"|tell me (?:what|which) {_WORKS} you (?:know|have)"
)
_ANOTHER = re.compile(
    rf"\b(?:another|a different|some other|a new) {_WORKS}\b"
    rf"|\b(?:change|switch) (?:the )?{_WORKS}\b"
)
_NOT_A_CHANGE = re.compile(r"\b(?:who|when|where|why|how many|does|did|is|was|were|sequel)\b")
_OPENING = re.compile(r"^(?:(?:ok(?:ay)?|now|then|so|and|but|well|please|no) )+")
_TALK = re.compile(
    r"(?:(?:let us|lets|can we|could we|shall we|may we|can you|could you|i want to|i wanna"
    r"|i would like to|id like to|i like to|please) )*"
    r"(?:now |please |rather |instead )*"
    r"(?:(?:talk|speak|chat)(?: to me)? about|ask(?: you)?(?: questions| something)? about"
    r"|(?:switch|change|go|move|turn)(?: on| over| back)? to|(?:do )?you know"
    r"|know|have you got|how about|what about|discuss|do|take|try|choose)"
    r" (?P<what>.+)"
)
_AROUND = re.compile(
    rf"^(?:the )?(?:{_WORKS} )?(?:called |named |of )?"
    r"|(?: (?:instead|now|then|please|next|again))+$"
)


@dataclass(frozen=True)
class Wish:
    """A film asked for (``film``), or the list of them (``film`` is None)."""

    film: str | None = None
    another: bool = False


def wish(text: str, known: Mapping[str, Film], current: Knowledge) -> Wish | None:
    """What a message asks of the films there are; None if it asks nothing of the kind.

    Args:
        known: the films by id.
        current: the film that is talked about; what bears a name in it is no other film.
    """
    low = _OPENING.sub("", plain(text))
    if not low:
        return None
    talk = _TALK.fullmatch(low)
    what = talk["what"] if talk else low
    others = {id: film for id, film in known.items() if id != current.film.id}
    meant = titled(what, others)
    if meant is not None and not _named_here(text, current):
        return Wish(meant)
    if _WHICH.fullmatch(low):
        return Wish()
    if _ANOTHER.search(low) and not _NOT_A_CHANGE.search(low):
        return Wish(another=True)
    return None


def _named_here(text: str, current: Knowledge) -> bool:
    """Whether a message names somebody or something of the film that is talked about."""
    return any(not found.guessed and not found.common for found in current.names.find(text))


def titled(words: str, films: Mapping[str, Film]) -> str | None:
    """The film whose title some words are, the whole or its short form, misspelt or not."""
    words = " ".join(_AROUND.sub("", " ".join(words.split())).split())
    if not words:
        return None
    for id, film in films.items():
        for title in titles(film):
            if words == title:
                return id
    if len(words) < SHORTEST:
        return None
    near = [(fuzz.ratio(words, title), id) for id, film in films.items() for title in titles(film)]
    best = max(near, default=(0.0, ""))
    return best[1] if best[0] >= LIKE_ENOUGH else None


def titles(film: Film) -> tuple[str, ...]:
    """What a film is called, in plain words: its names, their part before a colon, its id."""
    entity = film.entities["film"]
    names = [entity.name, *entity.names, film.id.replace("_", " ")]
    names += [re.split(r"[:;]", entity.name)[0]]
    found = (plain(name) for name in names)
    return tuple(dict.fromkeys(name.removeprefix("the ") for name in found))


def plain(text: str) -> str:
    """A text in lower case, its words alone."""
    text = re.sub(r"['’`]", "", text.lower())
    return " ".join(re.findall(r"[^\W_]+", text))


def listing(known: Mapping[str, Film], current: str, another: bool = False) -> Reply:
    """The films there are, with buttons for the others; ``another``: one of them is wanted."""
    others = [film for id, film in known.items() if id != current]
    kind = ("which" if another else "list") if others else "alone"
    text = FILMS[kind].format(
        titles=clauses.join(f'"{film.title}"' for film in known.values()),
        current=f'"{known[current].title}"',
    )
    return Reply(
        text,
        CLARIFY if kind == "which" else SMALLTALK,
        question={"form": "films"},
        buttons=_buttons(others),
    )


def switched(film: Film) -> Reply:
    """That from now on a film is talked about."""
    return Reply(
        FILMS["switched"].format(title=f'"{film.title}"'), SMALLTALK, question={"form": "films"}
    )


def _buttons(films: Sequence[Film]) -> tuple[dict, ...]:
    return tuple(
        {"title": film.title, "payload": f"Let's talk about {film.title}"} for film in films
    )

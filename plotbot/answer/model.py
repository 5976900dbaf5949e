"""What a query finds: an answer as facts, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plotbot.film.model import Event, Fact

ANSWERED = "answered"
CORRECTED = "corrected"
NOT_IN_SYNOPSIS = "not_in_synopsis"
CLARIFY = "clarify"
OUT_OF_SCOPE = "out_of_scope"
NEAREST = "nearest"
NOT_YET = "not_yet"
SMALLTALK = "smalltalk"
STATUSES = (
    ANSWERED,
    CORRECTED,
    NOT_IN_SYNOPSIS,
    CLARIFY,
    OUT_OF_SCOPE,
    NEAREST,
    NOT_YET,
    SMALLTALK,
)


@dataclass(frozen=True)
class Statement:
    """A fact to be told, and which of its links (``because``, ``purpose`` ...) with it.

    ``near``: other events that place it in time, each with "after", "before" or "while".
    """

    fact: Fact
    links: tuple[str, ...] = ()
    with_place: bool = False
    near: tuple[tuple[str, Event], ...] = ()


@dataclass(frozen=True)
class Answer:
    """The outcome of a query.

    Attributes:
        status: one of ``STATUSES``.
        lead: what comes before the statements, as a key of ``sayings.LEADS``; empty for nothing.
        statements: what is told, in order; each cites its sentence.
        entities: ids that are the answer itself, for the conversation to go on from.
        number: a count, where one was asked for.
        choices: ids to choose between (``clarify``).
        topic: ids of those the question was about.
        considered: (fact id, score, why) of the facts weighed, for developers.
    """

    status: str
    lead: str = ""
    statements: tuple[Statement, ...] = ()
    entities: tuple[str, ...] = ()
    number: int | None = None
    noun: str = ""
    choices: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    considered: tuple[tuple[str, float, str], ...] = ()
    form: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    sentences: tuple[int, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing was found that answers."""
        return self.status in (NOT_IN_SYNOPSIS, OUT_OF_SCOPE, NOT_YET)

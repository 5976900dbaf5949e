"""What a conversation is about at the moment: one small value, plain data between turns."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Mapping, Optional, Tuple

VERSION = 1
MOST_SALIENT = 8
MOST_TEXT = 240


@dataclass(frozen=True)
class Focus:
    """The thread of a conversation.

    Attributes:
        salient: entity ids, the foremost first; several meant together are joined with "+".
        event: id of the event last told.
        facts: ids of the facts of the last answer.
        sentences: numbers of the sentences it cited.
        listed: ids that it listed, in order.
        question: the last question, written out.
        topic: the words in it for what it was about, to put another in their place.
        reply: the last reply's words, for "say that again".
        status: the last reply's status.
        choices: ids that the last reply asked to choose between.
        limit: how far in the story's order the user has come; -1 for no limit.
        walk: +1 or -1 while the plot is walked forwards or backwards.
    """

    salient: Tuple[str, ...] = ()
    event: str = ""
    facts: Tuple[str, ...] = ()
    sentences: Tuple[int, ...] = ()
    listed: Tuple[str, ...] = ()
    question: str = ""
    topic: str = ""
    reply: str = ""
    status: str = ""
    choices: Tuple[str, ...] = ()
    limit: int = -1

    def to_data(self) -> dict:
        """Plain data for a slot; empty parts are left out."""
        data = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items() if v not in ((), "", -1)}
        return {"version": VERSION, **data}

    @classmethod
    def from_data(cls, data: Optional[Mapping[str, Any]]) -> "Focus":
        """The focus of a slot; an empty one where the data is missing, foreign or of another version."""
        if not isinstance(data, Mapping) or data.get("version") != VERSION:
            return cls()
        known = {}
        for key, default in cls().__dict__.items():
            value = data.get(key, default)
            if isinstance(default, tuple):
                value = tuple(value) if isinstance(value, (list, tuple)) else ()
            elif not isinstance(value, type(default)):
                value = default
            known[key] = value
        return cls(**known)

    def mention(self, ids: Tuple[str, ...]) -> "Focus":
        """The focus with some entities put in front."""
        rest = tuple(id for id in self.salient if id not in ids)
        return replace(self, salient=(*ids, *rest)[:MOST_SALIENT])

"""What a conversation is about at the moment: one small value, plain data between turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from plotbot.answer.model import ANSWERED, CORRECTED
from plotbot.conversation import telling

VERSION = 3
MOST_SALIENT = 8
MOST_TEXT = 160
MOST_FACTS = 12
MOST_LISTED = 8


@dataclass(frozen=True)
class Focus:
    """The thread of a conversation.

    Attributes:
        salient: entity ids, the foremost first; several meant together are joined with "+".
        fresh: how many of them the last turn brought up.
        event: id of the event last told.
        cause: id of what was last given as its reason, so that "why?" can be asked of that.
        facts: ids of the facts told, those of the last answer and what "more" added to it.
        sentences: numbers of the sentences it cited.
        listed: ids that it listed, in order.
        question: the last question, pronouns written out as names.
        template: the same with "{}" where somebody was not certain.
        others: ids that might have been meant there instead.
        said: what the last reply said, for "say that again": see ``telling``.
        status: the last reply's status.
        choices: ids that the last reply asked to choose between.
        limit: how far in the story's order the user has come; -1 for no limit.
    """

    salient: tuple[str, ...] = ()
    fresh: int = 0
    event: str = ""
    cause: str = ""
    facts: tuple[str, ...] = ()
    sentences: tuple[int, ...] = ()
    listed: tuple[str, ...] = ()
    question: str = ""
    template: str = ""
    others: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    status: str = ""
    choices: tuple[str, ...] = ()
    limit: int = -1

    def to_data(self) -> dict:
        """Plain data for a slot; empty parts are left out."""
        default = asdict(Focus())
        own = {**asdict(self), "facts": tuple(i for i in self.facts if i not in self._told)}
        data = {
            k: list(v) if isinstance(v, tuple) else v
            for k, v in own.items()
            if v not in ((), "") and v != default.get(k)
        }
        return {"version": VERSION, **data}

    @classmethod
    def from_data(cls, data: Mapping[str, Any] | None) -> Focus:
        """The focus of a slot; an empty one where it is missing, foreign or of another version."""
        if not isinstance(data, Mapping) or data.get("version") != VERSION:
            return cls()
        focus = cls(
            **{key: _sound(data.get(key), default) for key, default in asdict(cls()).items()}
        )
        return replace(focus, facts=tuple(dict.fromkeys((*focus._told, *focus.facts))))

    @property
    def _told(self) -> tuple[str, ...]:
        """Ids of the facts that the last reply told: no need to keep them twice."""
        return telling.ids_of(self.said) if self.status in (ANSWERED, CORRECTED) else ()

    @property
    def begun(self) -> bool:
        """Whether anything was said that a message could lean on."""
        return bool(self.question or self.event or self.said)

    def mention(self, ids: tuple[str, ...]) -> Focus:
        """The focus with some entities put in front."""
        rest = tuple(id for id in self.salient if id not in ids)
        return replace(self, salient=(*ids, *rest)[:MOST_SALIENT])


def _sound(value: Any, default: Any) -> Any:
    """A part of foreign data if it has the type that it should have, else the default."""
    if isinstance(default, tuple):
        if not isinstance(value, (list, tuple)):
            return ()
        return tuple(v for v in value if isinstance(v, (str, int)) and not isinstance(v, bool))
    return value if isinstance(value, type(default)) and not isinstance(value, bool) else default

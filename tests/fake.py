"""A core that answers anything at once, for tests of what is around the core."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class FakeReply:
    """What a reply of the core looks like."""

    text: str
    status: str = "answered"
    citations: tuple[dict[str, Any], ...] = ()
    question: dict[str, Any] = field(default_factory=dict)
    buttons: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class FakeTurn:
    """What a turn of the core looks like."""

    replies: tuple[FakeReply, ...]
    focus: dict[str, Any]
    forgotten: bool = False

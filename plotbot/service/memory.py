"""What the store could not do for the turn that is going on, so that its reply can say so.

The channel begins a turn, the store notes what fails in it. Rasa stands between the two and
swallows what a store raises; a context variable goes past it. Outside a turn notes go nowhere.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Turn:
    """How it stands with the memory of one turn."""

    remembered: bool = True
    """Whether the conversation was read and written."""
    removed: bool = True
    """Whether it was removed, where that was asked for."""
    check: Callable[[], Awaitable[None]] | None = None
    """Called once no other process can take a turn of the same conversation; may raise."""


_turn: ContextVar[Turn | None] = ContextVar("turn", default=None)


def begin() -> Turn:
    """A turn begins, in this task and those that it starts."""
    turn = Turn()
    _turn.set(turn)
    return turn


async def alone() -> None:
    """The conversation is ours until the turn is over."""
    turn = _turn.get()
    if turn and turn.check:
        await turn.check()


def failed() -> None:
    """The conversation could not be read or written."""
    turn = _turn.get()
    if turn:
        turn.remembered = False


def removal_failed() -> None:
    """The conversation was to be removed, and may still be there."""
    failed()
    turn = _turn.get()
    if turn:
        turn.removed = False

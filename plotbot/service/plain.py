"""Text as it was typed: a leading slash, a command to Rasa, is put out of its sight."""

from __future__ import annotations

PLAIN = "plain"
"""Metadata of a message whose text is what somebody typed: ``/restart`` in it is no command."""

NO_COMMAND = "\u200b"
"""Takes the place of a leading slash inside Rasa: as long as one, and invisible."""


def disarm(text: str) -> str:
    """The text without a leading slash."""
    return text.replace("/", NO_COMMAND, 1) if text.lstrip().startswith("/") else text


def typed(text: str) -> str:
    """The text as it was before."""
    return text.replace(NO_COMMAND, "/", 1) if text.startswith(NO_COMMAND) else text

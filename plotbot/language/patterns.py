"""Patterns made of words that the language data list."""

from __future__ import annotations

import re
from collections.abc import Iterable


def either(words: Iterable[str]) -> str:
    """One of some phrases, the longest first, so that none hides another that begins with it."""
    ordered = sorted(dict.fromkeys(words), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, ordered))})"

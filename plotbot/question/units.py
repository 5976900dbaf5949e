"""What a verb phrase of the language data looks like."""

from __future__ import annotations

from plotbot.language.lexicon import Unit


def governs(unit: Unit) -> bool:
    """Whether a verb phrase ends in a preposition, whose phrase is then its object ("look for")."""
    return len(unit.words) > 1 and unit.words[-1] in _GOVERNING


_GOVERNING = frozenset(
    {
        *(
            "to",
            "with",
            "from",
            "for",
            "at",
            "in",
            "into",
            "on",
            "of",
            "against",
            "about",
            "by",
            "onto",
        ),
        *(
            "upon",
            "after",
            "behind",
            "among",
            "as",
            "towards",
            "toward",
            "inside",
            "between",
            "without",
        ),
    }
)

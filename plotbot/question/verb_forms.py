"""Which forms of a verb a word may be."""

from __future__ import annotations

from functools import lru_cache

from plotbot.language.inflection import forms

_FORMS = ("base", "third", "gerund", "past", "participle")


@lru_cache(maxsize=8192)
def verb_form(word: str, lemma: str) -> str:
    """The forms of ``lemma`` that a word may be, in words; empty when none.

    "third"; "past participle"; "base past participle" (set, put).
    """
    made = forms(lemma)
    names = [name for name in _FORMS if getattr(made, name) == word]
    if not names and word.endswith("ed"):
        names = ["past", "participle"]
    return " ".join(names)


def may_be_finite(form: str) -> bool:
    """Whether a form may be a clause's verb without a helper; participles often look like pasts."""
    return "third" in form or "past" in form or "participle" in form

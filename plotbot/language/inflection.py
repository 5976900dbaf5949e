"""Forms of English verbs and nouns, by lemminflect, remembered and loaded at first use.

forms("steal").past          "stole"
lemma_of_verb("lay")         ("lie", "lay")
noun_lemma("bodies")         "body"
plural("arms dealer")        "arms dealers"
conjugate("turn against", "third")   "turns against"
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class VerbForms:
    """The five forms of a verb; ``base`` as in "to kill", ``third`` as in "she kills"."""

    base: str
    third: str
    past: str
    participle: str
    gerund: str

    def all(self) -> tuple[str, ...]:
        """The forms, each once, the base first."""
        return tuple(
            dict.fromkeys((self.base, self.third, self.past, self.participle, self.gerund))
        )


FORMS = ("base", "third", "past", "participle", "gerund")

_IRREGULAR = {
    "be": VerbForms("be", "is", "was", "been", "being"),
    "lie": VerbForms("lie", "lies", "lay", "lain", "lying"),
    "fly": VerbForms("fly", "flies", "flew", "flown", "flying"),
    "wake": VerbForms("wake", "wakes", "woke", "woken", "waking"),
    "prove": VerbForms("prove", "proves", "proved", "proven", "proving"),
    "quit": VerbForms("quit", "quits", "quit", "quit", "quitting"),
    "program": VerbForms("program", "programs", "programmed", "programmed", "programming"),
    "reprogram": VerbForms(
        "reprogram", "reprograms", "reprogrammed", "reprogrammed", "reprogramming"
    ),
}
"""Verbs that lemminflect has no single right form for."""

_PLURALS = {"person": "people"}
_BE = frozenset("be am is are was were been being".split())
_TAGS = ("VBZ", "VBD", "VBN", "VBG")
_VOWELS = "aeiou"
_AGREEING = {"was": "were", "is": "are"}


@lru_cache(maxsize=4096)
def forms(verb: str) -> VerbForms:
    """The forms of a verb given in its base form; regular ones where the dictionary has none.

    A hyphenated verb inflects its last part ("re-enter").
    """
    verb = verb.lower()
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    prefix, hyphen, last = verb.rpartition("-")
    if hyphen and last:
        made = forms(last)
        return VerbForms(*(f"{prefix}-{getattr(made, form)}" for form in FORMS))
    import lemminflect

    listed = lemminflect.getAllInflections(verb, upos="VERB")
    if "VBD" in listed:
        listed.setdefault("VBN", listed["VBD"])
    return VerbForms(
        verb,
        *(listed[tag][0] if tag in listed else _regular(verb, tag) for tag in _TAGS),
    )


def _regular(verb: str, tag: str) -> str:
    if tag == "VBZ":
        return _with_s(verb)
    ending = "ing" if tag == "VBG" else "ed"
    if verb.endswith("ie") and tag == "VBG":
        return verb[:-2] + "ying"
    if verb.endswith("e") and not (tag == "VBG" and verb.endswith(("ee", "oe", "ye"))):
        return verb[:-1] + ending
    if tag != "VBG" and re.search(f"[^{_VOWELS}]y$", verb):
        return verb[:-1] + "ied"
    if re.fullmatch(f"[^{_VOWELS}]*[{_VOWELS}][^{_VOWELS}wxy]", verb):
        return verb + verb[-1] + ending
    return verb + ending


def _with_s(word: str) -> str:
    if re.search(r"(s|x|z|ch|sh)$", word) or re.search(f"[^{_VOWELS}]o$", word):
        return word + "es"
    if re.search(f"[^{_VOWELS}]y$", word):
        return word[:-1] + "ies"
    return word + "s"


@lru_cache(maxsize=16384)
def lemma_of_verb(word: str) -> tuple[str, ...]:
    """Base forms that ``word`` may be a form of, likeliest first; empty when it is no verb form."""
    import lemminflect

    word = word.lower()
    if word in _BE:
        return ("be",)
    found = list(lemminflect.getAllLemmas(word, upos="VERB").get("VERB", ()))
    found += lemminflect.getAllLemmas(word, upos="AUX").get("AUX", ())
    if word in found:  # a base form is first of all itself: "found", "lay", "saw" only after that
        found.sort(key=lambda lemma: word in forms(lemma).all()[1:], reverse=True)
    for verb, irregular in _IRREGULAR.items():
        if word in irregular.all() and verb not in found:
            found.insert(0, verb)
    if not found and "-" in word:
        prefix, _, last = word.rpartition("-")
        found = [f"{prefix}-{lemma}" for lemma in lemma_of_verb(last)] if last else []
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=16384)
def noun_lemma(word: str) -> str:
    """The singular of a noun; of a phrase, of its last word; the word itself when it is none."""
    import lemminflect

    word = word.lower()
    start, space, last = word.rpartition(" ")
    if space:
        return f"{start} {noun_lemma(last)}"
    found = lemminflect.getAllLemmas(word, upos="NOUN").get("NOUN", ())
    if word in found or not found:
        return word
    return str(found[0])


@lru_cache(maxsize=4096)
def plural(noun: str) -> str:
    """The plural of a noun or noun phrase given in the singular ("test subject", "member of X")."""
    import lemminflect

    head, of, rest = noun.partition(" of ")
    if of:
        return f"{plural(head)} of {rest}"
    start, space, last = noun.rpartition(" ")
    if last.lower() in _PLURALS:
        return f"{start}{space}{_PLURALS[last.lower()]}"
    if noun_lemma(last) != last.lower():
        return noun
    found = lemminflect.getInflection(last, tag="NNS", inflect_oov=False)
    return f"{start}{space}{found[0] if found else _with_s(last)}"


def conjugate(phrase: str, form: str, plural_subject: bool = False) -> str:
    """A verb phrase with its first word in ``form``: one of ``FORMS``.

    ``plural_subject`` gives "are" and "were" of "be", and the base for ``third``.

    Raises:
        ValueError: for an unknown form.
    """
    if form not in FORMS:
        raise ValueError(f"unknown form {form!r}: known are {', '.join(FORMS)}")
    first, space, rest = phrase.partition(" ")
    made: str = getattr(forms(first), form)
    if plural_subject and first.lower() == "be":
        made = _AGREEING.get(made, made)
    elif plural_subject and form == "third":
        made = first
    return f"{made}{space}{rest}"


@lru_cache(maxsize=16384)
def is_verb(word: str) -> bool:
    """Whether the dictionary lists ``word`` as the base form of a verb."""
    if "-" in word:
        word = word.rpartition("-")[2]
    return word.lower() in lemma_of_verb(word)


@lru_cache(maxsize=16384)
def is_word(word: str) -> bool:
    """Whether the dictionary knows ``word`` as a form of any English noun, verb or adjective."""
    import lemminflect

    return bool(lemminflect.getAllLemmas(word.lower()))

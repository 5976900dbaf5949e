"""Finds the proper names in sentences, and which of them name the same.

find_names(("Captain Ivo Brand sails.", "Brand drowns in Oslo."))
    Name("Captain Ivo Brand", also=("Brand",), ...), Name("Oslo", ...)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from plotbot.film.forms import PARTICLES, SUFFIXES, TITLES
from plotbot.language import inflection
from plotbot.language.words import FUNCTION_WORDS, PREPOSITIONS

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?!\w)"
    r"|(?:Dr|Mr|Mrs|Ms|Prof|Capt|St|Jr|Sr|Lt|Col|Sgt|Gen|Rev)\."
    r"|[^\W\d_]\.(?=\s[A-Z])"
    r"|\w+(?:[-'’.]\w+)*"
)
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
KIN_TITLES = frozenset("uncle aunt father mother brother sister grandfather grandmother".split())
STYLES = frozenset(
    TITLES | KIN_TITLES | {"capt", "rev", "reverend", "st", "saint", "old", "little"}
)
_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday christmas easter".split()
)
_JOINING = frozenset({*PARTICLES, "of"})


@dataclass(frozen=True)
class Standing:
    """One place where a name stands: sentence number (from 1) and position in it."""

    sentence: int
    start: int
    end: int
    text: str
    first: bool = False


@dataclass(frozen=True)
class Name:
    """Somebody or something with a name, as the text has it.

    Attributes:
        text: the longest form.
        also: its other forms.
        standings: every place, in order.
        plural: whether it is a family or a people: "the Brands".
        article: whether "the" stands before it.
    """

    text: str
    also: tuple[str, ...]
    standings: tuple[Standing, ...]
    plural: bool = False
    article: bool = False

    @property
    def first(self) -> int:
        """The sentence where it comes up."""
        return self.standings[0].sentence


def find_names(sentences: Sequence[str]) -> tuple[Name, ...]:
    """The names of a text, in order of appearance, short forms put to the full ones."""
    standings = [s for n, text in enumerate(sentences, 1) for s in _standings(n, text)]
    sure = {word for s in standings for word in s.text.split()[1 if s.first else 0 :]}
    kept = [made for s in standings if (made := _trimmed(s, sure)) is not None]
    alone = {s.text for s in kept if " " not in s.text}
    kept = [part for s in kept for part in _parted(s, alone, sentences)]
    kept = [s for s in kept if s.text.lower() not in _CALENDAR]
    forms: dict[str, list[Standing]] = {}
    for standing in kept:
        forms.setdefault(standing.text, []).append(standing)
    owners = _owners(forms)
    grouped: dict[str, list[str]] = {}
    for form in forms:
        grouped.setdefault(owners[form], []).append(form)
    names = [_name(full, parts, forms, sentences) for full, parts in grouped.items()]
    return tuple(sorted(names, key=lambda name: (name.first, name.standings[0].start)))


def core_words(text: str) -> tuple[str, ...]:
    """The words of a name without titles in front and suffixes behind."""
    words = text.split()
    while len(words) > 1 and words[0].lower().strip(".") in STYLES:
        words = words[1:]
    while len(words) > 1 and words[-1].lower().strip(".") in SUFFIXES:
        words = words[:-1]
    return tuple(words)


def _standings(number: int, sentence: str) -> Iterator[Standing]:
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(sentence)]
    opens = _openings(sentence)
    index = 0
    while index < len(words):
        if not _capital(words[index][0]):
            index += 1
            continue
        last = index
        while (following := _goes_on(words, last, sentence)) is not None:
            last = following
        start, end = words[index][1], words[last][2]
        text = _POSSESSIVE.sub("", sentence[start:end])
        yield Standing(number, start, start + len(text), text, start in opens)
        index = last + 1


def _openings(sentence: str) -> set[int]:
    """Where a capital says nothing: at the beginning, and after an opening quotation mark."""
    return {m.end() for m in re.finditer(r"(?:^|[:.!?]\s+)[\"'“‘(]*|[\"“]", sentence)}


def _goes_on(words: list[tuple[str, int, int]], last: int, sentence: str) -> int | None:
    """The index of the next word of the same name; None where it ends here."""
    text, _, end = words[last]
    if _POSSESSIVE.search(text):
        return None
    index = last + 1
    while index < len(words) and index - last <= 3:
        word, start, stop = words[index]
        if sentence[end:start] != " ":
            return None
        if _capital(word):
            return index
        if word not in _JOINING:
            return None
        index, end = index + 1, stop
    return None


def _capital(word: str) -> bool:
    return word[0].isupper() and word not in ("I", "I'm", "I'll", "I'd", "I've")


def _trimmed(standing: Standing, sure: set[str]) -> Standing | None:
    """A standing without the ordinary words that only begin its sentence; None if none is left."""
    if not standing.first:
        return None if standing.text.lower() in FUNCTION_WORDS else standing
    words = standing.text.split()
    head, bare = words[0], _POSSESSIVE.sub("", words[0]).lower().strip(".")
    titled = bare in STYLES and len(words) > 1
    ordinary = bare in FUNCTION_WORDS or (
        head not in sure and inflection.is_word(bare) and (len(words) == 1 or _is_opener(bare))
    )
    if titled or not ordinary:
        return standing
    rest = words[1:]
    while rest and rest[0] in _JOINING:
        rest = rest[1:]
    if not rest:
        return None
    text = " ".join(rest)
    start = standing.end - len(text)
    return Standing(standing.sentence, start, standing.end, text)


def _parted(standing: Standing, alone: set[str], sentences: Sequence[str]) -> Iterator[Standing]:
    """Two names that only stand side by side, "In Oslo Vane sails": each for itself."""
    before = sentences[standing.sentence - 1][: standing.start].lower().split()
    first, _, rest = standing.text.partition(" ")
    if len(before) == 1 and before[0] in PREPOSITIONS and rest and {first, rest} <= alone:
        middle = standing.start + len(first)
        yield Standing(standing.sentence, standing.start, middle, first)
        yield Standing(standing.sentence, middle + 1, standing.end, rest)
    else:
        yield standing


def _is_opener(word: str) -> bool:
    """Whether a word begins a sentence rather than a name: "escaping", "later"."""
    return word.endswith(("ing", "ly", "ed")) or bool(inflection.lemma_of_verb(word))


def _owners(forms: dict[str, list[Standing]]) -> dict[str, str]:
    """By form, the full form it is short for: the one name that has its words, else itself."""
    owners = {form: form for form in forms}
    order = list(forms)
    for form in sorted(forms, key=lambda f: -len(f.split())):
        words = core_words(form)
        fuller = [
            other
            for other in order
            if other != form
            and owners[other] == other
            and not _is_plural(form, other)
            and _part_of(words, core_words(other), len(form.split()) < len(other.split()))
        ]
        if len(fuller) == 1:
            owners[form] = fuller[0]
        elif fuller and _same_styled(form, fuller):
            owners[form] = next(f for f in fuller if f.split()[0] == form.split()[0])
    return {form: _root(form, owners) for form in forms}


def _root(form: str, owners: dict[str, str]) -> str:
    while owners[form] != form:
        form = owners[form]
    return form


def _part_of(words: Sequence[str], full: Sequence[str], shorter: bool) -> bool:
    """Whether ``words`` are the first or last ones of a fuller name, or the same without title."""
    if len(words) >= len(full):
        return tuple(words) == tuple(full) and shorter
    if "of" in full and len(words) == 1 and words[0] != full[0]:
        return False
    return tuple(full[: len(words)]) == tuple(words) or tuple(full[-len(words) :]) == tuple(words)


def _same_styled(form: str, fuller: Iterable[str]) -> bool:
    return sum(other.split()[0] == form.split()[0] for other in fuller) == 1


def _is_plural(form: str, other: str) -> bool:
    return form == other + "s"


def _name(
    full: str, parts: Sequence[str], forms: dict[str, list[Standing]], sentences: Sequence[str]
) -> Name:
    standings = sorted(
        (s for part in parts for s in forms[part]), key=lambda s: (s.sentence, s.start)
    )
    before = [sentences[s.sentence - 1][: s.start].lower() for s in standings]
    article = sum(text.endswith("the ") for text in before) * 2 > len(before)
    plural = article and full.endswith("s") and not full.endswith("ss")
    also = tuple(part for part in parts if part != full)
    return Name(full, also, tuple(standings), plural, article)

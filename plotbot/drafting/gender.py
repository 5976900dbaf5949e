"""He or she: by the words of a name, and by the pronouns that follow it in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from plotbot.drafting.proper import Name, core_words

_HE = frozenset(
    "mr mister sir lord king prince duke count baron uncle father brother grandfather master "
    "emperor monsieur don herr son husband boy man widower nephew".split()
)
_SHE = frozenset(
    "mrs ms miss lady madam queen princess duchess countess baroness aunt mother sister "
    "grandmother mistress empress madame mademoiselle dame frau daughter wife girl woman widow "
    "niece".split()
)
_PRONOUNS = {
    **dict.fromkeys(("he", "his", "himself"), "he"),
    **dict.fromkeys(("she", "hers", "herself"), "she"),
}
_PRONOUNS["her"] = "she"
_OWN_PRONOUN = re.compile(
    r"\bher (?!to\b|in\b|from\b|and\b|with\b|at\b|on\b|by\b|for\b|that\b)[a-z]+|\b(?!her\b)[a-z]+"
)
"""Words, and "her" only where it stands before a noun: "her hat", not "sees her"."""

SURE = 3
"""What a noun before a name counts for, against a pronoun behind it: "her sister X"."""

CLEAR = 4
"""How many times as common a given name must be for one gender as for the other."""


@lru_cache(maxsize=1)
def _given_names() -> Mapping[str, tuple[float, float]]:
    """How common given names are for men and for women, in percent (US census of 1990)."""
    import names

    found: dict[str, list[float]] = {}
    for column, file in enumerate(("first:male", "first:female")):
        for line in Path(names.FILES[file]).read_text(encoding="ascii").splitlines():
            name, share, *_ = line.split()
            found.setdefault(name.lower(), [0.0, 0.0])[column] = float(share)
    return {name: (he, she) for name, (he, she) in found.items()}


def is_given_name(word: str) -> bool:
    """Whether a word is a common given name of English speakers."""
    return word.lower() in _given_names()


def by_name(name: str) -> str:
    """ "he" or "she" by title or given name; empty where they do not tell."""
    words = [word.lower().strip(".") for word in name.split()]
    for word in words[:-1]:
        if word in _HE:
            return "he"
        if word in _SHE:
            return "she"
    core = core_words(name)
    he, she = _given_names().get(core[0].lower(), (0.0, 0.0)) if core else (0.0, 0.0)
    if he > CLEAR * she:
        return "he"
    return "she" if she > CLEAR * he else ""


def by_text(name: Name, names: Sequence[Name], sentences: Sequence[str]) -> str:
    """ "he" or "she" by the pronouns behind a name, up to the next name; empty where none tell."""
    others = {
        (s.sentence, s.start)
        for other in names
        if other is not name
        for s in other.standings
        if not other.plural
    }
    votes: Counter[str] = Counter()
    for standing in name.standings:
        tail = sentences[standing.sentence - 1][standing.end :]
        stops = [
            start - standing.end
            for sentence, start in others
            if sentence == standing.sentence and start >= standing.end
        ]
        tail = tail[: min(stops)] if stops else tail
        kin = re.search(r"\b([a-z]+),? $", sentences[standing.sentence - 1][: standing.start])
        if kin and kin.group(1) in _HE | _SHE:
            votes["he" if kin.group(1) in _HE else "she"] += SURE
        for word in _OWN_PRONOUN.findall(tail.lower()):
            word = word.split()[0]
            if word in _PRONOUNS:
                votes[_PRONOUNS[word]] += 1
                break
        else:
            if not stops and standing.sentence < len(sentences):
                opening = re.match(r"(?:\w+,? )?(he|she)\b", sentences[standing.sentence], re.I)
                before = sum(s == standing.sentence for s, _ in others)
                if opening and not before:
                    votes[opening.group(1).lower()] += 1
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]

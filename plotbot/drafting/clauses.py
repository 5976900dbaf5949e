"""Cuts a sentence into clauses, each with one verb, for the parser to read.

    "Having trapped Rufus, the guard kills him when he shields Della, who weeps."
    having · trapped Rufus | the guard kills him | when · he shields Della | who · weeps

Names are never cut. What has no verb (an apposition, "in the end") stays with its neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from plotbot.language import inflection
from plotbot.language.words import ARTICLES, AUXILIARIES, PREPOSITIONS, PRONOUNS

RELATIVES = frozenset("who which that whom whose where".split())
JOINTS = frozenset(
    "and but or yet so then while when because after before until although though since as if "
    "unless once whereupon whereas than".split()
)
REASONS = frozenset({"because", "since"})
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
_DETERMINERS = ARTICLES | frozenset(
    "his her its their my our your this that these those some any no every each".split()
)
_HELPING = AUXILIARIES | frozenset({"to", "not", "never"})
_SUBJECTS = frozenset("i he she it they we you who which that".split())
_AFTERTHOUGHT = re.compile(r",? (?=[–—(])|, (?!and\b|or\b)(?=[a-z])")
_BREAKS = re.compile(r"[;:]|\s[–—-]\s|[()]|—")


@dataclass(frozen=True)
class Word:
    """A word of a sentence; ``named`` if it belongs to a name."""

    text: str
    start: int
    end: int
    named: bool = False

    @property
    def lower(self) -> str:
        """In lower case."""
        return self.text.lower()


@dataclass(frozen=True)
class Clause:
    """A clause: where it stands, how it is joined on, and its words without the joint.

    ``subject`` says whence its subject comes: "own", "before" (that of the clause before), "next"
    (that of the clause behind) or "noun" (what stands right before it: a relative clause).
    """

    start: int
    end: int
    quote: str
    body: str
    joint: str = ""
    subject: str = "own"


def cut(sentence: str, names: Sequence[tuple[int, int]]) -> tuple[Clause, ...]:
    """The clauses of a sentence, in order. ``names`` are where its names stand."""
    words = list(_words(sentence, names))
    verbs = [i for i in range(len(words)) if is_verb_at(words, i)]
    starts = [0]
    for verb in verbs[1:]:
        start = _clause_start(sentence, words, verb, starts[-1], verbs)
        if start is not None and start > starts[-1]:
            starts.append(start)
    bounds = [*starts, len(words)]
    found = []
    for first, last in pairwise(bounds):
        clause = _clause(sentence, words, first, last)
        if clause is not None:
            found.append(clause)
    return tuple(found)


def is_verb_at(words: Sequence[Word], index: int) -> bool:
    """Whether a word is the verb of a clause here: a finite form, or a participle after a comma."""
    word = words[index]
    before = words[index - 1] if index else None
    if word.named or not word.text[0].islower() or word.lower in _HELPING | PREPOSITIONS:
        return False
    lemmas = inflection.lemma_of_verb(word.lower)
    if not lemmas:
        return False
    forms = inflection.forms(lemmas[0])
    if before is None:
        return word.lower in (forms.gerund, forms.participle)
    if before.lower in AUXILIARIES or before.lower in ("not", "never"):
        return True
    if before.lower in _DETERMINERS or before.lower.endswith(("'s", "’s")):
        return False
    if word.lower == forms.gerund or before.lower == "to":
        return False
    plural = _may_be_plural(before) or _after_and(words, index)
    if word.lower in (forms.past, forms.participle) and word.lower not in (forms.base,):
        return before.lower not in PREPOSITIONS and _after_noun(words, index)
    if word.lower == forms.third:
        return before.lower not in PREPOSITIONS and _after_noun(words, index)
    return word.lower == forms.base and plural


def _after_noun(words: Sequence[Word], index: int) -> bool:
    """Whether what stands before a verb can end a subject, or join a clause on."""
    before = words[index - 1]
    if before.named or before.lower in _SUBJECTS | JOINTS or before.lower.endswith("ly"):
        return True
    return not _is_only_adjective(before.lower)


def _may_be_plural(before: Word) -> bool:
    if before.lower in ("they", "we", "you", "i", "who", "both", "all"):
        return True
    return before.lower.endswith("s") and inflection.noun_lemma(before.lower) != before.lower


def _after_and(words: Sequence[Word], index: int) -> bool:
    """Whether a base form follows "X and Y", or "and" where it can be no noun."""
    import lemminflect

    before = words[index - 1]
    if before.named:
        return index > 1 and words[index - 2].lower == "and"
    found = lemminflect.getAllLemmas(words[index].lower)
    return before.lower == "and" and not {"NOUN", "ADJ"} & set(found)


def _is_only_adjective(word: str) -> bool:
    import lemminflect

    found = lemminflect.getAllLemmas(word)
    return "ADJ" in found and not {"NOUN", "VERB", "PROPN"} & set(found)


def _words(sentence: str, names: Sequence[tuple[int, int]]) -> Iterator[Word]:
    for match in _WORD.finditer(sentence):
        named = any(start <= match.start() < end for start, end in names)
        yield Word(match.group(), match.start(), match.end(), named)


def _clause_start(
    sentence: str, words: Sequence[Word], verb: int, floor: int, verbs: Sequence[int]
) -> int | None:
    """The word at which the clause of a verb begins; None if it belongs to the one before.

    It begins at the last joint, relative or mark between the verb before and this one.
    """
    earlier = [v for v in verbs if v < verb and v >= floor]
    low = (earlier[-1] + 1) if earlier else floor
    for index in range(verb, low - 1, -1):
        word = words[index]
        gap = sentence[words[index - 1].end : word.start] if index else ""
        if word.named:
            continue
        if word.lower in JOINTS | RELATIVES:
            if word.lower == "and" and _joins_subjects(words, index, verb):
                continue
            if word.lower == "that" and not _is_relative(words, index):
                continue
            return index
        if _BREAKS.search(gap):
            return index
    for index in range(verb, low - 1, -1):
        gap = sentence[words[index - 1].end : words[index].start] if index else ""
        if "," in gap and earlier:
            return index
    return None


def _joins_subjects(words: Sequence[Word], joint: int, verb: int) -> bool:
    """Whether "and" stands between two names that do something together."""
    if not 0 < joint < len(words) - 1 or not (words[joint - 1].named and words[joint + 1].named):
        return False
    word = words[verb].lower
    return word in inflection.lemma_of_verb(word)


def _is_relative(words: Sequence[Word], index: int) -> bool:
    before = words[index - 1] if index else None
    return before is not None and not inflection.lemma_of_verb(before.lower)


def _clause(sentence: str, words: Sequence[Word], first: int, last: int) -> Clause | None:
    while last > first and words[last - 1].lower in JOINTS | PREPOSITIONS:
        last -= 1
    if first >= last:
        return None
    start, end = words[first].start, words[last - 1].end
    joint = ""
    body = first
    while body < last and words[body].lower in JOINTS | RELATIVES and not words[body].named:
        joint = words[body].lower if joint in ("", "and", "but") else joint
        body += 1
    if body >= last:
        return None
    subject = "own"
    if joint in RELATIVES - {"where", "that"}:
        subject = "noun"
    elif is_bare(words, body) or (body and _after_and(words, body) and not words[body].named):
        subject = "before" if first else "next"
    comma = _AFTERTHOUGHT.search(sentence, words[min(body + 1, last - 1)].end, end)
    if comma and any(
        is_verb_at(words, i) for i in range(body, last) if words[i].end <= comma.start()
    ):
        end = comma.start()
    quote = sentence[words[body if subject == "own" and not joint else first].start : end]
    return Clause(start, end, quote, sentence[words[body].start : end], joint, subject)


def is_bare(words: Sequence[Word], index: int) -> bool:
    """Whether a clause begins with its verb: its subject is that of the clause before."""
    word = words[index]
    if word.named or word.lower in PRONOUNS | _DETERMINERS | PREPOSITIONS:
        return False
    if word.lower in AUXILIARIES:
        return True
    if word.lower.endswith("ly") and index + 1 < len(words):
        return is_bare(words, index + 1)
    lemmas = inflection.lemma_of_verb(word.lower)
    if not lemmas:
        return False
    forms = inflection.forms(lemmas[0])
    if word.lower == forms.third and index + 1 < len(words) and is_verb_at(words, index + 1):
        return False
    return word.lower in (forms.third, forms.past, forms.participle, forms.gerund)


def count_verbs(text: str) -> int:
    """How many finite verbs a clause has."""
    words = list(_words(text, ()))
    return sum(is_verb_at(words, index) for index in range(len(words)))

"""Cuts a segment into words and names, and mends misspelt ordinary words.

tokenize("who kiled X", ...)   who · killed (repaired) · X (a name)
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from plotbot.film.names import Mention, NameIndex
from plotbot.language.inflection import lemma_of_verb, noun_lemma
from plotbot.language.lexicon import Language
from plotbot.question import grammar
from plotbot.question.syntax import Token

_TOKEN = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*|[^\w\s]")
CLOSED = frozenset(
    grammar.WH_WORDS
    | grammar.AUXILIARIES
    | grammar.DETERMINERS
    | set(grammar.POSSESSIVES)
    | set(grammar.PRONOUNS)
    | grammar.INDEFINITE
    | grammar.NEGATIONS
    | grammar.PREPOSITIONS
    | set(grammar.SUBORDINATORS)
    | grammar.CONJUNCTIONS
    | grammar.ADVERBS
    | set(grammar.NUMBER_WORDS)
    | set(grammar.ORDINALS)
)


def tokenize(
    text: str, names: NameIndex, language: Language, proper: frozenset[str] = frozenset()
) -> list[Token]:
    """The tokens of a segment; a name found by ``names`` is one token, its possessive 's included.

    A word that might be a common noun counts as a name only when it is among ``proper``.
    """
    tokens: list[Token] = []
    position = 0
    for mention in names.find(text):
        if _somebody_else(text, mention, language):
            continue
        if mention.common and mention.text.lower() not in proper:
            continue
        tokens += _words(text, position, mention.start, language)
        end = mention.end
        possessive = re.match(r"'s?\b|'(?=\s|$)", text[end:])
        if possessive:
            end += possessive.end()
        surface = text[mention.start : end]
        tokens.append(Token(surface, surface.lower(), mention.start, end, mention))
        position = end
    return tokens + _words(text, position, len(text), language)


def _somebody_else(text: str, mention: Mention, language: Language) -> bool:
    """Whether a first name stands before a surname that is not in the film: another person's."""
    following = re.match(r"\s+([^\W\d_]{3,})\b", text[mention.end :])
    if following is None or " " in mention.text or mention.possessive or len(mention.ids) < 2:
        return False
    word = following.group(1).lower()
    known = word in language.ordinary_words or word in CLOSED or lemma_of_verb(word)
    return not known and not _is_dictionary_noun(word)


def _words(text: str, start: int, end: int, language: Language) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        lower = word.lower()
        if lower.endswith("'s") and len(lower) > 3:
            found.append(Token(word[:-2], lower[:-2], match.start(), match.end() - 2))
            found.append(Token("'s", "'s", match.end() - 2, match.end()))
            continue
        if (
            word == "'"
            and found
            and found[-1].end == match.start()
            and found[-1].lower.endswith("s")
        ):
            found.append(Token("'s", "'s", match.start(), match.end()))
            continue
        # a capital inside a sentence is a name's, not a misspelt ordinary word's
        named = word.istitle() and match.start() > 0
        mended = lower if named else repair(lower, language)
        found.append(Token(word, mended, match.start(), match.end(), None, mended != lower))
    _keep_names(found)
    return found


def _keep_names(tokens: list[Token]) -> None:
    """Takes back the mending of two strange words side by side: they are a name."""
    for one, other in pairwise(tokens):
        if one.repaired and other.repaired:
            one.lower, other.lower = one.text.lower(), other.text.lower()


@lru_cache(maxsize=4096)
def repair(word: str, language: Language) -> str:
    """The ordinary word that a misspelt one is nearest to; the word itself when it is one.

    Only words of four letters or more that no dictionary knows are mended, by the letters that
    differ; a word with the same consonants in the same order is nearest of all ("kild", "killed").
    """
    if len(word) < 4 or not word.isalpha() or not word.isascii() or word in CLOSED:
        return word
    if word in language.ordinary_words or word in language.world.words:
        return word
    if lemma_of_verb(word) or _is_dictionary_noun(word):
        return word
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    allowed = 1 if len(word) <= 5 else 2
    choices = [w for w in _by_length(language).get(len(word), ()) if w[0] == word[0]]
    near = process.extract(word, choices, scorer=OSA.distance, score_cutoff=allowed + 1, limit=12)
    ranked = []
    for choice, distance, _ in near:
        same = _consonants(choice) == _consonants(word) and len(_consonants(word)) > 2
        if distance <= 1 or same and distance <= allowed + 1:
            ranked.append((distance - (1.5 if same else 0), choice))
    return min(ranked)[1] if ranked else word


@lru_cache(maxsize=4096)
def _is_dictionary_noun(word: str) -> bool:
    import lemminflect

    return bool(lemminflect.getAllLemmas(word)) or noun_lemma(word) != word


@lru_cache(maxsize=4096)
def _consonants(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouy]", "", word))


@lru_cache(maxsize=4)
def _by_length(language: Language) -> dict[int, list[str]]:
    """Ordinary words by the lengths of misspellings they may stand for."""
    found: dict[int, list[str]] = {}
    for word in sorted({*language.ordinary_words, *CLOSED}):
        if len(word) > 3 and word.isalpha():
            for length in range(len(word) - 2, len(word) + 3):
                found.setdefault(length, []).append(word)
    return found

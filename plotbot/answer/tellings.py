"""The words in which each fact is told, and what they may mean: what a question is compared with.

What a fact itself says counts in full; what else stands in its quote, and what those are called
whom it concerns, counts for less.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plotbot.film.index import FilmIndex, lemmas_of, words_of
from plotbot.film.model import REFERENCE, Bond, Event, Fact, Film
from plotbot.language.expressions import CLUSTER, ONESELF, Meaning
from plotbot.language.lexicon import Language
from plotbot.language.words import REFLEXIVES

AMBIGUITY = 0.055
"""By how much each further cluster in which an expression stands makes each less likely."""
SAID, ALSO, QUOTED, CALLED = 0.97, 0.9, 0.75, 0.6
"""How surely a fact tells the words of its own wording, of other words for it, of its quote, of the
names in it."""


@dataclass(frozen=True)
class Telling:
    """Lemmas and meanings of the words of a fact, each with how surely the fact tells it."""

    words: Mapping[str, float]
    meanings: Mapping[Meaning, float]


def tellings(film: Film, index: FilmIndex, language: Language) -> Mapping[str, Telling]:
    """What every fact of a film tells, by its id."""
    called = {
        id: _telling(language, ((CALLED, " . ".join(sorted(profile.phrases | profile.words))),))
        for id, profile in index.entities.items()
    }
    found = {}
    facts: tuple[Fact, ...] = (*film.events, *film.bonds)
    for fact in facts:
        texts = _texts(fact, language)
        ids = (index.events if isinstance(fact, Event) else index.bonds)[fact.id].roles
        parts = [_telling(language, texts), *(called[id] for id in ids if id in called)]
        found[fact.id] = Telling(
            _highest(part.words for part in parts), _highest(part.meanings for part in parts)
        )
    return found


def likelihoods(meanings: Mapping[Meaning, float]) -> Mapping[Meaning, float]:
    """Meanings of one expression with how likely each is: the more clusters, the less each."""
    clusters = sum(kind == CLUSTER for kind, _ in meanings)
    factor = 1 / (1 + AMBIGUITY * (clusters - 1)) if clusters > 1 else 1.0
    return {m: v * factor if m[0] == CLUSTER else v for m, v in meanings.items()}


def _texts(fact: Fact, language: Language) -> tuple[tuple[float, str], ...]:
    if isinstance(fact, Bond):
        relation = language.relations.get(fact.relation)
        words = relation.words[0] if relation else fact.relation
        said = f"{words} . {_plain(fact.value or '')}"
    else:
        phrases = [f.text for fillers in fact.roles.values() for f in fillers if not f.id]
        said = " . ".join((_plain(fact.say), *map(_plain, phrases)))
    also = tuple((ALSO, phrase) for phrase in fact.also)
    return (SAID, said), *also, (QUOTED, fact.quote)


def _plain(text: str) -> str:
    return REFERENCE.sub(".", text)


def _telling(language: Language, texts: Iterable[tuple[float, str]]) -> Telling:
    words: dict[str, float] = {}
    meanings: dict[Meaning, float] = {}
    for surety, text in texts:
        tokens = text.lower().replace("’", "'").replace("'s", " 's").split()
        forms = [_forms(token) for token in tokens]
        for found in language.expressions.find(forms):
            for meaning, value in likelihoods(found.meanings).items():
                meanings[meaning] = max(meanings.get(meaning, 0.0), surety * value)
        for word in words_of(text):
            for lemma in lemmas_of(word):
                words[lemma] = max(words.get(lemma, 0.0), surety)
    return Telling(words, meanings)


def _forms(token: str) -> frozenset[str]:
    if token == ".":
        return frozenset()
    word = token.strip(".,:;\"'()-–") or token
    return frozenset((*lemmas_of(word), *((ONESELF,) if word in REFLEXIVES else ())))


def _highest(parts: Iterable[Mapping]) -> dict:
    found: dict = {}
    for part in parts:
        for key, value in part.items():
            found[key] = max(found.get(key, 0.0), value)
    return found

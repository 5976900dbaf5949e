"""All the ways to write the names of a film's entities. Used by ``plotbot.film.names``."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from plotbot.film.model import Entity, Film
from plotbot.film.spelling import plain, tokens

Words = tuple[str, ...]

ARTICLES = frozenset("a an the".split())
TITLES = frozenset(
    "mr mrs ms miss mister dr doctor prof professor sir madam lady lord captain baron baroness "
    "sergeant colonel general lieutenant commander major count countess duke duchess king queen "
    "prince princess".split()
)
SUFFIXES = frozenset("jr sr ii iii iv".split())
PARTICLES = frozenset("von van de der den di da del della la le du zu bin ibn al el".split())

NAMED, PART, SINGULAR, CALLED = range(4)
"""How a form came to be: a form of a lower rank hides the same words of a higher one."""


def all_forms(film: Film, ordinary: Collection[str]) -> Iterator[tuple[int, Words, Entity, bool]]:
    """Rank, words, entity and whether they are a plural, for every form of every name."""
    for entity in film.entities.values():
        names = (entity.name, *entity.names)
        group = entity.kind == "group" and entity.pronoun == "they"
        for name in (*names, *entity.assumed_names):
            words = _words(name)
            if not words:
                continue
            plural = group and words[-1].endswith("s") and not words[-1].endswith("ss")
            yield NAMED, words, entity, plural
            if plural and len(words[-1]) > 4:
                yield SINGULAR, (*words[:-1], words[-1][:-1]), entity, False
        for call in entity.calls:
            words = _words(call.text)
            if words:
                yield CALLED, words, entity, group and words[-1].endswith("s")
        if entity.kind == "person":
            for name in names:
                for words in _person_parts(name):
                    if name == entity.name or words[0] not in ordinary or len(words) > 1:
                        yield PART, words, entity, False


def _words(name: str) -> Words:
    words = tuple(token.full for token in tokens(name))
    return words[1:] if len(words) > 1 and words[0] in ARTICLES else words


def _person_parts(name: str) -> Iterator[Words]:
    """The names that a person's full name consists of, and the ways to shorten it."""
    parts = [part for part in name.split() if plain(part).strip(",\"'“”")]
    words = [plain(part).strip(",\"'“”") for part in parts]
    proper = all(
        part[0].isupper() or word in PARTICLES or not part[0].isalpha()
        for part, word in zip(parts, words, strict=False)
    )
    owned = any(token.possessive for token in tokens(name))
    if not proper or not words or words[0] in ARTICLES or owned:
        return
    while len(words) > 1 and words[0] in TITLES:
        del words[0]
    while len(words) > 1 and words[-1] in SUFFIXES:
        del words[-1]
    bare = [words[0]] + [word for word in words[1:] if len(word) > 1]
    short = [bare[0]] + [word for word in bare[1:] if word not in PARTICLES]
    family = len(bare) - 1
    while family > 1 and bare[family - 1] in PARTICLES:
        family -= 1
    for shortened in (words, bare, short, [short[0], short[-1]], bare[family:], short[-1:]):
        yield tuple(token for word in shortened for token in _words(word))
    yield _words(words[0])

"""The film as far as a user has come.

Later events and bonds are not in it, and sentences that tell more are cut to the words for what is
told, so nothing later can be told, cited, listed or counted. All entities stay, so that questions
about them are understood and get the same refusal as questions about what is never told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from plotbot.film.model import REFERENCE, Bond, Event, Fact, Film
from plotbot.knowledge import Knowledge, build_knowledge


@lru_cache(maxsize=64)
def up_to(knowledge: Knowledge, limit: int) -> Knowledge:
    """The knowledge of a film that ends at a limit; made once for each."""
    if limit < 0:
        return knowledge
    return build_knowledge(cut(knowledge.film, limit), knowledge.language, knowledge.speech)


def cut(film: Film, limit: int) -> Film:
    """A film without all that comes after a limit."""
    reached = _reached(film, limit)
    events = tuple(
        e
        for e in film.events
        if e.order <= limit and (e.part != "backstory" or e.sentence in reached)
    )
    ids = {e.id for e in events}
    seen = {i for e in events for role in e.roles for i in e.entities(role)}
    seen |= {i for e in events for i in REFERENCE.findall(e.say)}
    plotted = {e.sentence for e in film.events}
    bonds = tuple(
        replace(b, until=b.until if b.until in ids else None)
        for b in film.bonds
        if b.sentence in reached
        and (not b.since or b.since in ids)
        and (b.sentence not in plotted or _met(b, seen))
    )
    kept = {b.id for b in bonds} | ids
    told = tuple(
        replace(
            e,
            links={
                link: tuple(i for i in targets if i in kept) for link, targets in e.links.items()
            },
        )
        for e in events
    )
    seen |= {i for b in bonds for i in (b.source, b.to) if i}
    entities = {
        id: entity
        if id in seen and all(m in seen for m in entity.members)
        else replace(
            entity,
            members=tuple(m for m in entity.members if id in seen and m in seen),
            number=None,
        )
        for id, entity in film.entities.items()
    }
    return replace(
        film,
        sentences=_sentences(film, told, bonds, reached),
        entities=entities,
        events=told,
        bonds=bonds,
    )


def _reached(film: Film, limit: int) -> set[int]:
    """Numbers of the sentences of which something may be told."""
    first: dict[int, int] = {}
    for event in film.events:
        if event.part != "backstory":
            first[event.sentence] = min(first.get(event.sentence, event.order), event.order)
    latest = max((n for n, order in first.items() if order <= limit), default=0)
    return {
        n
        for n in range(1, len(film.sentences) + 1)
        if (first[n] <= limit if n in first else n <= max(latest, min(first, default=1)))
    }


def _met(bond: Bond, seen: set[str]) -> bool:
    """Whether both ends of a bond have come up."""
    return (
        bond.source in seen
        and (not bond.to or bond.to in seen)
        and all(i in seen for i in REFERENCE.findall(bond.value or ""))
    )


def _sentences(
    film: Film, events: tuple[Event, ...], bonds: tuple[Bond, ...], reached: set[int]
) -> tuple[str, ...]:
    """The sentences of a cut film: whole where all of it is told, else the words that are."""
    made = []
    for number, text in enumerate(film.sentences, 1):
        every = _of_sentence(number, film.events, film.bonds)
        told = _of_sentence(number, events, bonds)
        if number in reached and len(told) == len(every):
            made.append(text)
            continue
        made.append(_excerpt(text, [f.quote for f in told]))
    return tuple(made)


def _of_sentence(number: int, events: Sequence[Event], bonds: Sequence[Bond]) -> list[Fact]:
    facts: list[Fact] = [*events, *bonds]
    return [fact for fact in facts if fact.sentence == number]


def _excerpt(text: str, quotes: Sequence[str]) -> str:
    """The parts of a text that some quotes cover, in order, " … " between them."""
    covered = [False] * len(text)
    for quote in quotes:
        start = text.find(quote)
        if start >= 0:
            covered[start : start + len(quote)] = [True] * len(quote)
    runs = re.findall(r"x(?:x|o{1,2}(?=x))*", "".join("x" if c else "o" for c in covered))
    parts, position = [], 0
    shape = "".join("x" if c else "o" for c in covered)
    for run in runs:
        start = shape.index(run, position)
        parts.append(text[start : start + len(run)])
        position = start + len(run)
    return " … ".join(parts)

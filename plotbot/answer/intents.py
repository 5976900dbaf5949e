"""What somebody set out to make, by what the text calls it or says that it is for."""

from __future__ import annotations

from plotbot.film.model import Event, Fact
from plotbot.knowledge import Knowledge

MAKING = frozenset({"make", "create", "build", "finish", "produce", "design", "perfect"})


def made_for(knowledge: Knowledge, id: str) -> tuple[Fact, ...]:
    """What a thing is for; else what that is which was made to bring it about."""
    facts = _bonds(knowledge, id, "function")
    for event in knowledge.film.events:
        if id in _made(event) and knowledge.language.generalisations(event.predicate) & MAKING:
            facts += _intended(knowledge, event, id)
    return tuple(dict.fromkeys(facts))


def intended(knowledge: Knowledge, event: Event) -> tuple[Fact, ...]:
    """What the thing that is made in an event is for; empty where nothing is made."""
    if not knowledge.language.generalisations(event.predicate) & MAKING:
        return ()
    found: list[Fact] = []
    for id in _made(event):
        found += _bonds(knowledge, id, "function") or _intended(knowledge, event, id)
    return tuple(dict.fromkeys(found))


def _made(event: Event) -> tuple[str, ...]:
    return (*event.entities("patient"), *event.entities("product"))


def _intended(knowledge: Knowledge, event: Event, id: str) -> list[Fact]:
    """What an event is done for, or the program is called by which it came about."""
    film = knowledge.film
    found: list[Fact] = [event] if event.links.get("purpose") else []
    ways = [film.event[way] for way in event.links.get("means", ())]
    parts = [part for e in (event, *ways) for part in _made(e)]
    for part in [part for part in parts if part != id] or parts:
        found += _bonds(knowledge, part, "function")
        if film.entities[part].kind == "program":
            found += _bonds(knowledge, part, "kind")
    return found


def _bonds(knowledge: Knowledge, id: str, relation: str) -> list[Fact]:
    return [b for b in knowledge.index.bonds_from.get(id, ()) if b.relation == relation]

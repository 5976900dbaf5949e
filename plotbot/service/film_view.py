"""What the page shows of a film beside the chat: its sentences, its timeline, who is who to whom.

Plain data, made from the facts alone. Everything that can be clicked carries the question, a plain
English sentence, that the click asks. Under a spoiler limit the film is cut where the conversation
cuts it, so the page never shows what the bot would not tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from plotbot.answer import clauses
from plotbot.answer.story import StoryQuery
from plotbot.conversation import cutting
from plotbot.film.model import PEOPLE, Bond, Entity, Event, Film
from plotbot.knowledge import Knowledge

"""Kinds of entity that the picture of relations shows."""

MOMENTS = 2
"""Most entries of the timeline for one sentence."""

SHORT = 9
"""Words of a clause above which a shorter one makes the better entry."""

WHEN = "What happens when {clause}?"
STOP = "No spoilers past the point where {clause}."
LIFT = "Spoilers are fine."
RELATED = "How {be} {one} related to {other}?"
WHO = "{who} {be} {name}?"
EXAMPLES = ("What happens first?", "Summarize the plot.", "How does the film end?")


def view(knowledge: Knowledge, limit: int | None = None) -> dict[str, Any]:
    """All that the page shows of a film; up to a spoiler limit, if there is one."""
    whole = knowledge.film
    film = whole if limit is None else cutting.cut(whole, limit)
    people = list(_characters(film))
    return {
        "id": film.id,
        "title": film.title,
        "limit": limit,
        "lift": LIFT,
        "sentences": [
            {"number": number, "text": text, "whole": text == whole.sentence(number)}
            for number, text in enumerate(film.sentences, 1)
            if text
        ],
        "timeline": [
            _moment(film, film.event[id]) for id in moments(knowledge) if id in film.event
        ],
        "characters": [_character(film, entity) for entity in people],
        "relations": list(_relations(film, knowledge, {entity.id for entity in people})),
        "examples": _examples(film, people),
    }


# -- the timeline ----------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def moments(knowledge: Knowledge) -> tuple[str, ...]:
    """Ids of the events that stand in the timeline, in story order.

    For each sentence the one or two that matter most.
    """
    film = knowledge.film
    causes = Counter(id for event in film.events for id in event.links.get("because", ()))
    by_sentence: dict[int, list[Event]] = {}
    for event in StoryQuery(knowledge).told:
        by_sentence.setdefault(event.sentence, []).append(event)
    chosen: list[Event] = []
    for events in by_sentence.values():
        weightiest = sorted(events, key=lambda e: -_weight(film, e, causes[e.id]))
        chosen += list({event.say: event for event in reversed(weightiest)}.values())[::-1][
            :MOMENTS
        ]
    return tuple(event.id for event in sorted(chosen, key=lambda e: e.order))


def _weight(film: Film, event: Event, consequences: int) -> int:
    """How much an event matters: by who is in it and what comes of it.

    Less, if it takes many words or is a state rather than a deed.
    """
    people = {id for id in _ids(event) if film.entities[id].kind in PEOPLE}
    words = len(clauses.clause(film, event).split())
    return (
        2 * min(len(people), 2)
        + 2 * consequences
        + min(len(event.roles), 3)
        - max(0, words - SHORT)
        - (4 if event.say.startswith("be ") else 0)
    )


def _moment(film: Film, event: Event) -> dict[str, Any]:
    clause = clauses.clause(film, event)
    return {
        "sentence": event.sentence,
        "part": event.part,
        "text": clauses.sentence_case(clause).rstrip("."),
        "question": WHEN.format(clause=clause),
        "stop": STOP.format(clause=clause),
    }


# -- the picture of relations ----------------------------------------------------------------------


def _characters(film: Film) -> Iterator[Entity]:
    """Who takes part in what is told so far, and the groups of those who do."""
    acting = {id for event in film.events for id in _ids(event)}
    for entity in film.entities.values():
        if entity.kind in PEOPLE and acting & {entity.id, *entity.members}:
            yield entity


def _character(film: Film, entity: Entity) -> dict[str, Any]:
    plural = clauses.is_plural(film, (entity.id,))
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "question": WHO.format(
            who="Who" if entity.kind == "person" or plural else "What",
            be="are" if plural else "is",
            name=entity.name,
        ),
    }


def _relations(film: Film, knowledge: Knowledge, shown: set[str]) -> Iterator[dict[str, Any]]:
    """Each two that are something to each other, once, with all that they are."""
    pairs: dict[frozenset[str], list[Bond]] = {}
    for bond in film.bonds:
        if bond.to in shown and bond.source in shown and bond.to != bond.source:
            pairs.setdefault(frozenset((bond.source, str(bond.to))), []).append(bond)
    for bonds in pairs.values():
        first, second = str(bonds[0].to), bonds[0].source
        says = [clauses.bond_clause(film, knowledge.language, bond) for bond in bonds]
        yield {
            "from": first,
            "to": second,
            "label": ", ".join(dict.fromkeys(b.relation.replace("_", " ") for b in bonds)),
            "says": [clauses.sentence_case(clause) for clause in dict.fromkeys(says)],
            "question": _related(film, first, second),
        }
    for group, member in _memberships(film, shown):
        if frozenset((group, member)) not in pairs:
            names = clauses.name(film, member), clauses.name(film, group)
            yield {
                "from": member,
                "to": group,
                "label": "member",
                "says": [clauses.sentence_case(f"{names[0]} belongs to {names[1]}")],
                "question": _related(film, member, group),
            }


def _memberships(film: Film, shown: set[str]) -> Iterator[tuple[str, str]]:
    for entity in film.entities.values():
        for member in entity.members:
            if entity.id in shown and member in shown:
                yield entity.id, member


def _related(film: Film, first: str, second: str) -> str:
    return RELATED.format(
        be="are" if clauses.is_plural(film, (first,)) else "is",
        one=clauses.name(film, first),
        other=clauses.name(film, second),
    )


# -- what to ask first -----------------------------------------------------------------------------


def _examples(film: Film, people: list[Entity]) -> list[str]:
    """Questions to begin with: who the busiest character is, and some that fit every film."""
    deeds = Counter(id for event in film.events for id in clauses.subject_ids(event))
    persons = sorted((p for p in people if p.kind == "person"), key=lambda p: -deeds[p.id])
    return [*(_character(film, person)["question"] for person in persons[:1]), *EXAMPLES]


def _ids(event: Event) -> set[str]:
    return {id for role in event.roles for id in event.entities(role)}

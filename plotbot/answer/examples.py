"""Questions made from a film's facts, always the same: to read through what a bot says.

questions(knowledge)                  all, in the order of the plot
spread(questions(knowledge), 10)      ten of them, evenly from beginning to end
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plotbot.answer import clauses
from plotbot.film.model import PEOPLE, Bond, Event
from plotbot.knowledge import Knowledge
from plotbot.language.inflection import conjugate

FEW = 5
"""How many are shown where nobody says how many."""

MOST_WORDS = 16


def questions(knowledge: Knowledge) -> tuple[str, ...]:
    """A question for every event, then for every bond, then for everybody who does anything."""
    film = knowledge.film
    made = [q for event in film.events for q in _of_event(knowledge, event)]
    made += [q for bond in film.bonds for q in _of_bond(knowledge, bond)]
    acting = dict.fromkeys(id for event in film.events for id in clauses.subject_ids(event))
    made += [
        f"Who is {film.entities[id].name}?" for id in acting if film.entities[id].kind == "person"
    ]
    return tuple(q for q in dict.fromkeys(made) if len(q.split()) <= MOST_WORDS)


def spread(asked: Sequence[str], number: int) -> tuple[str, ...]:
    """So many questions, evenly from the first to the last."""
    if number >= len(asked):
        return tuple(asked)
    return tuple(asked[index * len(asked) // number] for index in range(number))


def _of_event(knowledge: Knowledge, event: Event) -> Iterator[str]:
    film = knowledge.film
    ids = clauses.subject_ids(event)
    if event.status != "happens" or not ids:
        return
    people = all(film.entities[id].kind in PEOPLE for id in ids)
    words = clauses.infinitive(film, event)
    who = "Who" if people else "What"
    yield f"{who} {conjugate(words, 'past' if event.tense == 'past' else 'third')}?"
    if event.links.get("because") or event.links.get("purpose"):
        do = "did" if event.tense == "past" else "do" if clauses.is_plural(film, ids) else "does"
        if words.split()[0] != "be":
            yield f"Why {do} {clauses.subject(film, event)} {words}?"


def _of_bond(knowledge: Knowledge, bond: Bond) -> Iterator[str]:
    film = knowledge.film
    if bond.to is None or bond.source not in film.entities or bond.to not in film.entities:
        return
    one, other = film.entities[bond.source], film.entities[bond.to]
    relation = knowledge.language.relations[bond.relation]
    if one.kind != "person" or other.kind != "person":
        return
    noun = {"he": relation.he, "she": relation.she}.get(other.pronoun, relation.words[0])
    yield f"Who is {clauses.possessive(one.name)} {noun}?"

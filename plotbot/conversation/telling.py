"""An answer in a few words of plain data, and the answer again: for "say that again".

The first item is form, lead, number and noun, with ``|`` between; each of the others is the id of
a fact, with the links that were told and ``@`` where its place was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plotbot.answer.model import Answer, Statement
from plotbot.film.model import Film

MOST_STATEMENTS = 12
_AT = "@"


def as_data(answer: Answer) -> tuple[str, ...]:
    """What is needed to say an answer again."""
    number = "" if answer.number is None else str(answer.number)
    head = "|".join((answer.form, answer.lead, number, answer.noun)).rstrip("|")
    statements = (
        " ".join((s.fact.id, *s.links, *((_AT,) if s.with_place else ())))
        for s in answer.statements[:MOST_STATEMENTS]
    )
    return (head, *statements)


def ids_of(said: Sequence[str]) -> tuple[str, ...]:
    """Ids of the facts that were told."""
    return tuple(item.split(" ", 1)[0] for item in said[1:])


def answer_of(film: Film, status: str, said: Sequence[str], listed: Sequence[str]) -> Answer:
    """The answer that was said; without statements where the film (so far) no longer has them."""
    form, lead, number, noun = (*said[0].split("|"), "", "", "", "")[:4]
    answer = Answer(status, lead, form=form, noun=noun, entities=tuple(listed))
    if number.isdigit():
        answer = replace(answer, number=int(number))
    statements = []
    for item in said[1:]:
        id, *links = item.split(" ")
        fact = film.event.get(id) or film.bond.get(id)
        if fact is None:
            return answer
        told = tuple(link for link in links if link != _AT)
        statements.append(Statement(fact, told, _AT in links))
    return replace(answer, statements=tuple(statements))

"""Whom a pronoun may mean: by gender, number, kind, place in the clause and recency.

Antecedents are the entities of the same message, then those of the conversation, foremost first;
two or more meant together are joined with "+".

What a verb does to somebody else it does not do to its own subject, so a pronoun never means
another phrase of its verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plotbot.film.model import PEOPLE, Entity, Film
from plotbot.question import grammar
from plotbot.question.syntax import Clause, Frame, NounPhrase

REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
DEMONSTRATIVE = frozenset({"this", "that", "these", "those"})
_EVENT_VERBS = frozenset(
    {"do", "happen", "occur", "take", "react", "respond", "feel", "know", "mean", "explain"}
)
_FOR_A_DEED = frozenset(
    "blame accuse punish arrest convict condemn sentence execute hang imprison praise thank reward"
    " forgive apologize apologise pay suffer".split()
)
"""Behind which "for it" means what was done."""
_THINGS = ("thing", "program", "place", "idea", "film")
_CREATURES = frozenset(
    "creature monster being beast animal robot android machine ghost ogre fiend child baby".split()
)


@dataclass(frozen=True)
class Place:
    """Where a phrase stands: its verb, its part (subject, object, preposition), its neighbours."""

    part: str = ""
    verb: str = ""
    preposition: str = ""
    beside: tuple[NounPhrase, ...] = ()
    acts: bool = False


def places(clause: Clause) -> dict[int, Place]:
    """The place of every phrase of a clause and of those under it, by ``id`` of the phrase."""
    found: dict[int, Place] = {}
    for frame in clause.frames:
        found.update(_frame(frame))
    for preposition, phrase in clause.fronted:
        found.setdefault(id(phrase), Place("preposition", clause.frame.verb, preposition))
    for nested in clause.nested:
        found.update(places(nested))
    return found


def _frame(frame: Frame) -> dict[int, Place]:
    acts = (
        bool(frame.units)
        and frame.verb not in ("be", "")
        and not frame.passive
        or frame.verb == "do"
    )
    own = [
        ("subject", "", frame.subject),
        ("object", "", frame.object),
        ("object", "", frame.second_object),
    ]
    own += [("preposition", word, phrase) for word, phrase in frame.prepositions]
    phrases = tuple(phrase for _, _, phrase in own if phrase is not None)
    return {
        id(phrase): Place(
            part, frame.verb, word, tuple(p for p in phrases if p is not phrase), acts
        )
        for part, word, phrase in own
        if phrase is not None
    }


def means_event(phrase: NounPhrase, place: Place) -> bool:
    """Whether "that" or "it" stands for something that happened: "do that", "after that"."""
    if phrase.pronoun not in (*DEMONSTRATIVE, "it"):
        return False
    if place.preposition in grammar.TIME_PREPOSITIONS:
        return True
    if place.preposition == "for" and place.verb in _FOR_A_DEED:
        return True
    if place.verb in ("do", "act") and place.preposition in ("about", "on", "upon"):
        return True
    if place.verb == "act" and place.part == "object":  # "act upon it"
        return True
    return (
        phrase.pronoun in ("this", "that")
        and place.verb in _EVENT_VERBS
        and place.part != "subject"
    )


def antecedents(
    film: Film, phrase: NounPhrase, place: Place, local: Sequence[str], salient: Sequence[str]
) -> list[tuple[str, ...]]:
    """Those whom a pronoun may mean, the likeliest first; empty when nothing fits."""
    wanted = grammar.PRONOUNS.get(phrase.pronoun) or grammar.POSSESSIVES.get(phrase.pronoun, "")
    reflexive = phrase.pronoun in REFLEXIVE
    others = [other for other in place.beside if not other.is_class and not reflexive]
    beside = {id for other in others for id in other.ids}
    found: list[tuple[str, ...]] = []
    for item in (*reversed(local), *salient):
        ids = tuple(item.split("+"))
        if ids in found or not fits(film, ids, wanted) or set(ids) & beside:
            continue
        found.append(ids)
    if wanted == "they":
        people = [
            i for i in (*local, *salient) if "+" not in i and film.entities[i].kind == "person"
        ]
        pair = tuple(i for i in dict.fromkeys(people) if i not in beside)[:2]
        if len(pair) == 2 and not any(
            len(ids) > 1 or film.entities[ids[0]].kind == "group" for ids in found
        ):
            found.append(pair)
        found += [
            ids for ids in _groups_of(film, salient) if ids not in found and not set(ids) & beside
        ]
        found += [
            ids for ids in (film.main_group,) if ids and ids not in found and not set(ids) & beside
        ]
        if phrase.pronoun in DEMONSTRATIVE:
            found.sort(key=lambda ids: film.entities[ids[0]].kind in ("person", "group"))
    if wanted == "it":
        whole = tuple(e.id for e in film.entities.values() if e.kind == "film")[:1]
        found += [whole] if whole and whole not in found and not set(whole) & beside else []
        found.sort(key=lambda ids: not _neuter(film.entities[ids[0]]))
    found.sort(key=lambda ids: not _plausible(film.entities[ids[0]], place, wanted))
    return found


def as_pronoun(
    film: Film, wanted: Sequence[str], place: Place, local: Sequence[str], salient: Sequence[str]
) -> list[tuple[str, ...]]:
    """Those whom a phrase like "that guy" may mean, which tells no more than a pronoun or two."""
    found = [
        ids
        for pronoun in wanted
        for ids in antecedents(film, NounPhrase(pronoun, pronoun=pronoun), place, local, salient)
    ]
    order = {item: number for number, item in enumerate((*reversed(local), *salient))}
    return sorted(found, key=lambda ids: order.get("+".join(ids), len(order)))


def _groups_of(film: Film, salient: Sequence[str]) -> list[tuple[str, ...]]:
    """Groups that what is foremost in the conversation is one of: "those" after one of six."""
    return [
        (e.id,)
        for item in salient[:4]
        for e in film.entities.values()
        if item in e.members
        or e.kind != "place"
        and e.pronoun == "they"
        and any(
            b.source in (item, e.id) and b.to in (item, e.id) and b.relation in ("part", "member")
            for b in film.bonds
        )
    ]


def fits(film: Film, ids: Sequence[str], wanted: str) -> bool:
    """Whether a pronoun of a gender and number may stand for some entities."""
    if len(ids) > 1:
        return wanted == "they"
    entity = film.entities[ids[0]]
    if wanted == "they":
        return entity.kind == "group" or entity.pronoun == "they"
    if wanted == "it":
        return entity.pronoun == "it" or entity.kind in _THINGS or _is_creature(entity)
    return entity.pronoun == wanted


def _is_creature(entity: Entity) -> bool:
    """Whether an entity is of those whom some call "he" and others "it"."""
    called = (*entity.nouns, *(call.text for call in entity.calls), entity.name)
    return any(words.lower().split()[-1:][0] in _CREATURES for words in called if words.strip())


def _neuter(entity: Entity) -> bool:
    """Whether "it" is the pronoun for an entity, or may be where the text gives a program none."""
    return entity.pronoun == "it" or entity.kind == "program" and entity.pronoun_assumed


def _plausible(entity: Entity, place: Place, wanted: str) -> bool:
    """Whether such an entity would stand there: places do nothing, acts are those of people."""
    if place.part == "subject" and place.acts:
        return entity.kind not in ("place", "idea") if wanted == "it" else entity.kind in PEOPLE
    return True


__all__ = ["Place", "antecedents", "as_pronoun", "fits", "means_event", "places"]

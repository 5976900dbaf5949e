"""Facts as English clauses: "X kills Y", "to obtain the stone", "by hiding".

    clause(film, event)            finite, with its subject
    infinitive(film, event, ...)   "to ..." is added by whoever asks
    gerund(film, event, ...)

Names are printed for ids in braces; where the one named is the subject, a pronoun is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from plotbot.film.model import REFERENCE, Bond, Entity, Event, Filler, Film
from plotbot.language.inflection import conjugate
from plotbot.language.lexicon import Language

_POSSESSIVE = {"he": "his", "she": "her", "it": "its", "they": "their"}
_REFLEXIVE = {"he": "himself", "she": "herself", "it": "itself", "they": "themselves"}

BOND_CLAUSES = {
    "kind": "{from} {be} {value}",
    "trait": "{from} {be} {value}",
    "power": "{from} {have} the power of {value}",
    "number_in_series": "{from} {be} the {value}",
    "year": "{from} {be} from {value}",
    "count": "{from} {be} {value} in number",
    "alias": "{from} {be} also {value}",
    "occupation": "{from} {be} {value}",
    "title": "the title of {from} is {value}",
    "position": "{from} {be} {value}",
    "location": "{from} {be} in {value}",
    "member": "{value} {is} one of {from}",
    "twin": "{from} and {value} are twins",
    "sibling": "{from} and {value} are siblings",
    "size": "{from} {be} {value}",
    "age": "{from} {be} {value}",
    "colour": "{from} {be} {value}",
    "weapon": "{from} {be} armed with {value}",
    "publisher": "{from} was published by {value}",
    "publication_place": "{from} was published in {value}",
    "depicted": "{from} {be} a picture of {value}",
    "attracted": "{from} {be} attracted to {value}",
    "material": "{from} {be} made with {value}",
    "origin": "{from} {be} from {value}",
    "goal": "{from} {be} after {value}",
    "function": "{from} {be} for {value}",
    "test_subject": "{value} {is} among {from}'s test subjects",
    "basis": "{from} {be} based on {value}",
    "genre": "{from} {be} a {value}",
    "country": "{from} {be} {value}",
    "nationality": "{from} {be} {value}",
    "abbreviation": "{value} is short for {from}",
    "predecessor": "{from} {be} the sequel to {value}",
    "series": "{from} {be} part of {value}",
    "captive": "{value} {is} a captive of {from}",
    "ally": "{value} {is} on the side of {from}",
    "friend": "{value} {is} a friend of {from}",
    "enemy": "{value} {is} the enemy of {from}",
    "runner": "{value} {is} one of those who run {from}",
    "owner": "{from} {is_from} {possessive}",
    "user": "{value} used {from} before",
    "part": "{value} {is} part of {from}",
    "topic": "{from} {be} about {value}",
    "actor": "{value} {is} in the cast",
    "director": "{from} was directed by {value}",
    "writer": "{from} was written by {value}",
    "producer": "{from} was produced by {value}",
    "distributor": "{from} was distributed by {value}",
    "creator": "{value} created {from}",
    "commander": "{value} {is} the commander of {from}",
    "headquarters": "{value} {is} the base of {from}",
    "capital": "{value} {is} the capital of {from}",
    "possession": "{from} {have} {value}",
    "master": "{value} {is} the master of {from}",
}
"""How a bond is told; any other is told as "X is the <relation> of Y"."""

OF_SEVERAL = {"parent": "{value} are the parents of {from}"}
"""The same where several are the one end."""


def is_plural(film: Film, ids: Sequence[str]) -> bool:
    """Whether a verb that agrees with these entities is in the plural."""
    if len(ids) != 1:
        return True
    entity = film.entities[ids[0]]
    return entity.pronoun == "they"


def join(parts: Iterable[str], last: str = "and") -> str:
    """A list in words: "a, b and c"."""
    items = list(dict.fromkeys(parts))
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def name(film: Film, id: str) -> str:
    """How an answer names an entity."""
    return film.entities[id].name


def possessive(text: str) -> str:
    """The possessive of a name: the man's, the twins'."""
    return text + ("'" if text.endswith("s") and not text.endswith(("ss", "us", "os")) else "'s")


def phrase(film: Film, text: str, subject: Sequence[str] = ()) -> str:
    """A phrase with names for ids in braces, pronouns where the subject itself is named."""
    own = film.entities[subject[0]] if len(subject) == 1 else None

    def put(found: re.Match[str]) -> str:
        entity = film.entities[found.group(1)]
        mine = own is not None and entity.id == own.id
        if found.group(2):
            return _POSSESSIVE[own.pronoun] if mine and own else possessive(entity.name)
        return _REFLEXIVE[own.pronoun] if mine and own else _shorten(entity, own)

    return re.sub(REFERENCE.pattern + r"('s)?", put, text)


def _shorten(entity: Entity, own: Entity | None) -> str:
    """A name that begins with the subject's own ("X's army" of X): "his army"."""
    if own is not None:
        for alias in (own.name, *own.names):
            start = possessive(alias) + " "
            if entity.name.startswith(start):
                return f"{_POSSESSIVE[own.pronoun]} {entity.name[len(start) :]}"
    return entity.name


def filler(film: Film, value: Filler, subject: Sequence[str] = ()) -> str:
    """A role's filler in words."""
    return phrase(film, "{" + value.id + "}" if value.id else value.text, subject)


def subject_ids(event: Event) -> tuple[str, ...]:
    """Who or what is the subject of an event's clause."""
    return tuple(f.id for f in event.fillers(event.subject) if f.id)


def subject(film: Film, event: Event) -> str:
    """The subject of an event's clause, in words."""
    return join(filler(film, f) for f in event.fillers(event.subject))


def clause(film: Film, event: Event, pronoun: bool = False) -> str:
    """An event as a finite clause without a full stop."""
    ids = subject_ids(event)
    form = "past" if event.tense == "past" else "third"
    plural = is_plural(film, ids) if ids else len(event.fillers(event.subject)) > 1
    verb = conjugate(phrase(film, event.say, ids), form, plural)
    who = subject(film, event)
    if pronoun and ids:
        who = film.entities[ids[0]].pronoun if len(ids) == 1 else "they"
    return f"{who} {verb}".strip()


def told(film: Film, event: Event, pronoun: bool = False) -> str:
    """An event as it is told: one that was only planned, feared or believed as what it is."""
    if event.status == "happens":
        return clause(film, event, pronoun)
    if event.status == "planned" and subject_ids(event):
        ids = subject_ids(event)
        who = film.entities[ids[0]].pronoun if pronoun and len(ids) == 1 else subject(film, event)
        return f"{who} {'mean' if is_plural(film, ids) else 'means'} to {infinitive(film, event)}"
    how = {"feared": "feared", "believed": "believed"}.get(event.status, "planned")
    return f"it is {how} that {clause(film, event)}"


def infinitive(film: Film, event: Event, same_subject: Sequence[str] = ()) -> str:
    """An event's verb phrase in the infinitive, without "to"."""
    return phrase(film, event.say, subject_ids(event) or same_subject)


def gerund(film: Film, event: Event) -> str:
    """An event's verb phrase as a gerund: "hiding in a cellar"."""
    return conjugate(phrase(film, event.say, subject_ids(event)), "gerund")


def bond_clause(film: Film, language: Language, *bonds: Bond) -> str:
    """Bonds of one relation and one source as a finite clause without a full stop."""
    bond = bonds[0]
    source = name(film, bond.source)
    value = join(
        name(film, b.to) if b.to else phrase(film, b.value or "", (b.source,)) for b in bonds
    )
    plural = is_plural(film, (bond.source,))
    ends = [b.to for b in bonds if b.to]
    value_plural = bool(ends) and is_plural(film, ends)
    template = BOND_CLAUSES.get(bond.relation)
    if value_plural:
        template = OF_SEVERAL.get(bond.relation, template)
    if template is None or bond.relation == "owner":
        relation = language.relations.get(bond.relation)
        noun = bond.relation.replace("_", " ")
        if relation is not None and bond.to:
            entity = film.entities[bond.to]
            noun = (
                {"he": relation.he, "she": relation.she}.get(entity.pronoun)
                or relation.they
                or noun
            )
        if bond.relation == "owner":
            return f"{source} {'belong' if plural else 'belongs'} to {value}"
        article = "" if value_plural else "the "
        return f"{value} {'are' if value_plural else 'is'} {article}{noun} of {source}"
    made = template
    for key, text in (
        ("{be}", "are" if plural else "is"),
        ("{have}", "have" if plural else "has"),
        ("{is}", "are" if value_plural else "is"),
        ("{from}'s", possessive(source)),
        ("{from}", source),
        ("{value}", value),
    ):
        made = made.replace(key, text)
    return made


def sentence_case(text: str) -> str:
    """A clause as a sentence: a capital in front, one full stop behind."""
    text = text.strip()
    if not text:
        return text
    stop = "" if text[-1] in ".!?" else "."
    return text[0].upper() + text[1:] + stop

"""The keys of a film's files, with what each is for. The reader takes no others.

The tables of ``docs/new_film.md`` are made from this by ``tests/test_guide.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plotbot.film.model import KINDS, LINKS, PARTS, PRONOUNS, ROLES, STATUSES, TEXT_ROLES

TENSES = ("present", "past")
PLACE_PREPOSITIONS = ("in", "at", "on", "inside", "aboard")


@dataclass(frozen=True)
class Key:
    """What a key holds: in words, with an example; ``options`` where only some words will do."""

    holds: str
    example: str
    needed: bool = False
    options: tuple[str, ...] = ()


_CITATION = {
    "sentence": Key("the number of the sentence that tells it", "3", True),
    "quote": Key("the exact words of that sentence that it rests on", "he shields Della", True),
}
_ALSO = Key(
    "other words in which people speak of it, as verb phrases without subject or as nouns: never "
    "told, only understood",
    "[throw himself in front of his sister, the rescue of the girl]",
)
_DRAFT = Key(
    "the clause that `plotbot new` read it from; take the line out when you have gone over it",
    "he shields Della",
)

ENTITY_KEYS: Mapping[str, Key] = {
    "id": Key("its short name in these files; the film itself is `film`", "vane", True),
    "name": Key(
        "how an answer names it; a common noun with its article", "Captain Jonas Vane", True
    ),
    "names": Key("other names, and parts of the name, that the text or people use", "[Vane]"),
    "assumed_names": Key(
        "well-known names that the text does not give; of people and groups only", "[Old Salt]"
    ),
    "kind": Key("what it is", "person", True, KINDS),
    "pronoun": Key("the pronoun for it", "he", True, PRONOUNS),
    "pronoun_assumed": Key("`true` where the text gives no pronoun", "true"),
    "calls": Key(
        "what the text calls it, each with its sentence; its words count as told",
        "[{text: old sailor, sentence: 2}]",
    ),
    "nouns": Key("further common nouns that people would use for it", "[sailor, man]"),
    "also": Key(
        "whole phrases by which people describe it and nothing else: never told, only understood",
        "[old sea dog, captain of the smugglers]",
    ),
    "members": Key("of a group: the ids of its members", "[rufus, della]"),
    "number": Key("how many it is, where the text tells or lists all", "4"),
    "at": Key(
        "the preposition for being there; `in` if not given", "on", False, PLACE_PREPOSITIONS
    ),
    "draft": _DRAFT,
}

_ROLES = {
    "agent": ("who does it", "vane"),
    "patient": ("whom or what it is done to; also who dies, falls, changes", "grell"),
    "theme": ("what is moved, given, taken, told, found", "ember"),
    "recipient": ("to whom", "della"),
    "instrument": ("with what thing", "ember"),
    "company": ("with whom", "[hale, rufus]"),
    "source": ("from whom, from where", "grell"),
    "goal": ("to where, into what", "skerry"),
    "place": ("where", "the cellar of {marsh_house}"),
    "topic": ("about what", "the weather at sea"),
    "opponent": ("against whom", "moth"),
    "material": ("out of what", "wood and brass"),
    "beneficiary": ("for whom", "della"),
    "product": ("what it is made into, what comes out", "beacon"),
    "manner": ("how it is done", "secretly"),
    "attribute": ("what somebody is or feels", "grieving"),
    "time": ("when", "at night"),
    "degree": ("how much", "completely"),
}
_LINKS = {
    "purpose": 'what it was done for: told as "to ..."',
    "because": 'its causes and reasons, events or bonds: told as "because ..."',
    "means": 'how it was done: told as "by ...ing"',
    "content": "what is wanted, planned, said, seen, forced",
    "leads_to": "what it brings about, where no `because` says so",
    "until": "what ends it",
    "during": "what it happens in the course of",
}

EVENT_KEYS: Mapping[str, Key] = {
    "id": Key("its short name in these files", "shielding", True),
    "predicate": Key("what happens: an id or verb of data/language/predicates", "shield", True),
    **{role: Key(*_ROLES[role]) for role in (*ROLES, *TEXT_ROLES)},
    "say": Key(
        "the verb phrase, its verb first and in the base form, without its subject; `{id}` prints "
        "a name",
        "steal {ember} from {grell}",
        True,
    ),
    **_CITATION,
    "subject": Key(
        "the role of the subject of `say`; agent if there is one, else patient, else theme",
        "patient",
    ),
    "status": Key("whether it happens; `happens` if not given", "planned", False, STATUSES),
    "part": Key("its part of the story; `story` if not given", "ending", False, PARTS),
    "tense": Key("`past` for what lies before the moment told", "past", False, TENSES),
    **{link: Key(f"{_LINKS[link]}: ids of events", "[shielding]") for link in LINKS},
    "also": _ALSO,
    "draft": _DRAFT,
}

BOND_KEYS: Mapping[str, Key] = {
    "id": Key("its short name in these files", "siblings", True),
    "relation": Key(
        "what `to` is of `from`: an id of data/language/relations.yml", "sibling", True
    ),
    "from": Key("whose relation it is", "rufus", True),
    "to": Key("who or what is the relation; this or `value`", "della"),
    "value": Key("the same as a text: a year, a power, a title; this or `to`", "1998"),
    "since": Key("the event from which it holds", "theft"),
    "until": Key("the event until which it holds", "theft"),
    **_CITATION,
    "also": _ALSO,
    "draft": _DRAFT,
}

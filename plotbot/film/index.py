"""What can be looked up in a film: entities by the nouns for them, facts by whom they concern.

Made once from a film and the language, and never changed. Words are lemmas in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from plotbot.film.model import LINKS, REFERENCE, ROLES, Bond, Entity, Event, Film
from plotbot.language.inflection import lemma_of_verb, noun_lemma
from plotbot.language.lexicon import Language
from plotbot.language.words import FUNCTION_WORDS

_WORD = re.compile(r"[a-z0-9]+(?:['\-][a-z0-9]+)*")
_KIND_CONCEPTS = {
    "person": ("person",),
    "group": ("group", "team", "people"),
    "place": ("place",),
    "thing": ("thing",),
    "program": ("program", "thing"),
    "idea": ("idea",),
    "film": ("film",),
}
_GENDER_CONCEPTS = {"he": "man", "she": "woman"}


def lemmas_of(word: str) -> tuple[str, ...]:
    """All base forms of a word, itself among them."""
    return tuple(dict.fromkeys((noun_lemma(word), *lemma_of_verb(word), word)))


def words_of(text: str) -> tuple[str, ...]:
    """Content words of a text: lower case, no function words, initials joined, possessives off."""
    flat = re.sub(r"\b((?:[a-z]\.){2,})", lambda m: m.group().replace(".", ""), text.lower())
    flat = flat.replace("’", "'").replace("'s ", " ")
    found = _WORD.findall(re.sub(r"'s?\b", "", flat))
    return tuple(word for word in found if word not in FUNCTION_WORDS)


@lru_cache(maxsize=16384)
def lemma_set(text: str) -> frozenset[str]:
    """Lemmas of the content words of a text."""
    return frozenset(lemma for word in words_of(text) for lemma in lemmas_of(word))


@dataclass(frozen=True)
class EntityProfile:
    """What is known of an entity for telling it by description.

    ``heads`` are nouns it is called by, ``phrases`` whole noun phrases, ``words`` all words for it,
    ``direct_concepts`` what it is, ``concepts`` also all that this is a kind of;
    ``word_concepts`` what any of its words may mean.
    """

    heads: frozenset[str]
    phrases: frozenset[str]
    words: frozenset[str]
    concepts: frozenset[str]
    direct_concepts: frozenset[str]
    word_concepts: frozenset[str]


@dataclass(frozen=True)
class FactProfile:
    """A fact's words and whom it concerns: roles by entity, neighbours by id.

    ``concepts`` are what its words may mean, ``broader_concepts`` also all these are a kind of.
    """

    roles: Mapping[str, frozenset[str]]
    words: frozenset[str]
    concepts: frozenset[str]
    broader_concepts: frozenset[str]
    neighbours: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class FilmIndex:
    """Look-ups over one film."""

    film: Film
    language: Language
    entities: Mapping[str, EntityProfile] = field(default_factory=dict)
    events: Mapping[str, FactProfile] = field(default_factory=dict)
    bonds: Mapping[str, FactProfile] = field(default_factory=dict)
    groups_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bonds_from: Mapping[str, tuple[Bond, ...]] = field(default_factory=dict)
    bonds_to: Mapping[str, tuple[Bond, ...]] = field(default_factory=dict)
    nouns: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()

    def members(self, id: str) -> tuple[str, ...]:
        """Members of a group; empty for anything else."""
        return self.film.entities[id].members if id in self.film.entities else ()

    def concepts_of(self, word: str) -> frozenset[str]:
        """Ids of the concepts a word may mean (not their generalisations)."""
        return frozenset(c.id for c in self.language.concepts_by_word.get(word, ()))

    def broader_concepts_of(self, word: str) -> frozenset[str]:
        """Ids of the concepts a word may mean, and of all that these are a kind of."""
        return _broadened(self.concepts_of(word), self.language)

    def is_kind_of(self, word: str, concept: str) -> bool:
        """Whether a word may mean something of a kind: a hut is a place."""
        return concept in self.broader_concepts_of(word)


def build_index(film: Film, language: Language) -> FilmIndex:
    """The index of a film."""
    bonds_from: dict[str, list[Bond]] = {}
    bonds_to: dict[str, list[Bond]] = {}
    for bond in film.bonds:
        bonds_from.setdefault(bond.source, []).append(bond)
        if bond.to:
            bonds_to.setdefault(bond.to, []).append(bond)
    groups: dict[str, list[str]] = {}
    for entity in film.entities.values():
        for member in entity.members:
            groups.setdefault(member, []).append(entity.id)
    entities = {
        id: _entity_profile(entity, bonds_from.get(id, ()), bonds_to.get(id, ()), film, language)
        for id, entity in film.entities.items()
    }
    inward: dict[str, list[str]] = {}
    for event in film.events:
        for targets in event.links.values():
            for target in targets:
                inward.setdefault(target, []).append(event.id)
    events = {
        e.id: _event_profile(e, film, entities, language, inward.get(e.id, ())) for e in film.events
    }
    bonds = {b.id: _bond_profile(b, film, entities, language) for b in film.bonds}
    return FilmIndex(
        film,
        language,
        entities,
        events,
        bonds,
        {k: tuple(v) for k, v in groups.items()},
        {k: tuple(v) for k, v in bonds_from.items()},
        {k: tuple(v) for k, v in bonds_to.items()},
        frozenset(word for p in entities.values() for word in p.heads),
        frozenset(_proper_names(film)),
    )


def _proper_names(film: Film) -> Iterable[str]:
    """Names, and words of them, that begin with a capital: "hill", but not "body"."""
    for entity in film.entities.values():
        for name in (entity.name, *entity.names, *entity.assumed_names):
            bare = re.sub(r"^(?:the|a|an) ", "", name, flags=re.IGNORECASE)
            if bare[:1].isupper():
                yield bare.lower()
                if entity.kind == "person":
                    yield from bare.lower().split()


def _head(phrase: str) -> str:
    """The head noun of a noun phrase: the last word before any preposition."""
    text = re.split(
        r"\s(?:of|in|on|for|from|to|with|within|at|inside|into|by|over|under|that|who|which)\s",
        phrase.lower(),
    )[0]
    words = _WORD.findall(
        re.sub(r"\b((?:[a-z]\.){2,})", lambda m: m.group().replace(".", ""), text)
    )
    return noun_lemma(words[-1]) if words else ""


def _entity_profile(
    entity: Entity,
    outgoing: Iterable[Bond],
    incoming: Iterable[Bond],
    film: Film,
    language: Language,
) -> EntityProfile:
    outgoing, incoming = list(outgoing), list(incoming)
    phrases = [*entity.nouns, *(calling.text for calling in entity.calls)]
    if entity.kind not in ("person", "film"):
        phrases += [entity.name, *entity.names]
    values = [
        b.value
        for b in outgoing
        if b.value and b.relation in ("kind", "power", "role", "title", "occupation")
    ]
    heads = {_head(phrase) for phrase in phrases if " and " not in phrase}
    heads |= {_head(b.value) for b in outgoing if b.value and b.relation == "kind"}
    heads |= {noun_lemma(n.lower()) for n in entity.nouns if " and " not in n}
    if entity.kind == "person":
        heads |= set(_kin_nouns(entity, incoming, outgoing, language))
    words: set[str] = set()
    for phrase in [*phrases, *values, entity.name, *entity.names, *entity.assumed_names]:
        words |= lemma_set(_plain(phrase, film))
    relations = [
        language.relations[b.relation] for b in incoming if b.relation in language.relations
    ]
    for relation in relations:
        if relation.id not in ("member", "part", "location"):
            words |= {noun_lemma(w) for w in relation.words}
    direct = _concepts_of([*heads, *(noun.lower() for noun in entity.nouns)], language)
    direct |= {c for c in _KIND_CONCEPTS[entity.kind] if c in language.concepts}
    if entity.kind == "person" and entity.pronoun in _GENDER_CONCEPTS:
        direct |= {_GENDER_CONCEPTS[entity.pronoun]} & set(language.concepts)
    words |= heads
    return EntityProfile(
        frozenset(heads - {""}),
        frozenset(_bare(p) for p in [*phrases, *entity.also, entity.name, *entity.names]),
        frozenset(words - {""}),
        _broadened(direct, language),
        frozenset(direct),
        frozenset(_concepts_of(words, language)),
    )


def _concepts_of(words: Iterable[str], language: Language) -> set[str]:
    return {c.id for word in words for c in language.concepts_by_word.get(word, ())}


def _broadened(concepts: Iterable[str], language: Language) -> frozenset[str]:
    """Concepts and all that they are a kind of."""
    return frozenset(broad for c in concepts for broad in language.broader_concepts(c))


def _kin_nouns(
    entity: Entity, incoming: Iterable[Bond], outgoing: Iterable[Bond], language: Language
) -> Iterable[str]:
    """The nouns for what somebody is to others, by gender: "sister", "twin", "wife"."""
    mine = [b.relation for b in incoming]
    mine += [
        language.relations[b.relation].inverse or ""
        for b in outgoing
        if b.to and b.relation in language.relations
    ]
    for id in mine:
        for broad in language.broader_relations(id):
            relation = language.relations.get(broad)
            if relation is None or broad in ("member", "part", "location", "relative"):
                continue
            noun = {"he": relation.he, "she": relation.she}.get(entity.pronoun)
            if noun and relation.he != relation.she:
                yield noun


def _bare(phrase: str) -> str:
    """A noun phrase in lower case without article, its last word a lemma."""
    words = re.sub(r"^(?:the|a|an|his|her|their|its) ", "", phrase.lower().replace(".", "")).split()
    return " ".join([*words[:-1], noun_lemma(words[-1])]) if words else ""


def _plain(text: str, film: Film) -> str:
    return REFERENCE.sub(
        lambda m: film.entities[m.group(1)].name if m.group(1) in film.entities else "", text
    )


def _event_profile(
    event: Event,
    film: Film,
    entities: Mapping[str, EntityProfile],
    language: Language,
    inward: Iterable[str],
) -> FactProfile:
    roles: dict[str, set[str]] = {}
    words: set[str] = set()
    for role, fillers in event.roles.items():
        for filler in fillers:
            for id in filler.entities:
                roles.setdefault(id, set()).add(role)
                if id in entities:
                    words |= entities[id].words
            if not filler.id:
                words |= lemma_set(REFERENCE.sub(" ", filler.text))
    for id in REFERENCE.findall(event.say):
        roles.setdefault(id, set()).add("mentioned")
        if id in entities:
            words |= entities[id].words
    words |= lemma_set(REFERENCE.sub(" ", event.say)) | lemma_set(event.quote)
    concepts = _concepts_of(words, language)
    linked = [
        target for link in LINKS for target in event.links.get(link, ()) if target in film.event
    ]
    return FactProfile(
        {id: frozenset(found) for id, found in roles.items()},
        frozenset(words),
        frozenset(concepts),
        _broadened(concepts, language),
        tuple(dict.fromkeys([*linked, *inward])),
    )


def _bond_profile(
    bond: Bond, film: Film, entities: Mapping[str, EntityProfile], language: Language
) -> FactProfile:
    """The profile of a bond; its ends fill the roles ``from`` and ``to``."""
    ends = {bond.source: "from", **({bond.to: "to"} if bond.to else {})}
    roles = {id: frozenset((role,)) for id, role in ends.items()}
    relation = language.relations.get(bond.relation)
    words = set(relation.words) if relation else set()
    words |= lemma_set(REFERENCE.sub(" ", bond.value or "")) | lemma_set(bond.quote)
    for id in (*ends, *REFERENCE.findall(bond.value or "")):
        roles.setdefault(id, frozenset(("mentioned",)))
        words |= entities[id].words if id in entities else frozenset()
    concepts = _concepts_of(words, language)
    return FactProfile(
        roles, frozenset(words), frozenset(concepts), _broadened(concepts, language), ()
    )


__all__ = [
    "ROLES",
    "EntityProfile",
    "FactProfile",
    "FilmIndex",
    "build_index",
    "lemma_set",
    "lemmas_of",
]

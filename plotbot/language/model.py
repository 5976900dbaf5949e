"""The English that no film owns: what the words of questions and plots mean.

    data/language/predicates/*.yml   verbs and their paraphrases -> Predicate (and its Units)
    data/language/concepts.yml       nouns and adjectives of one meaning -> Concept
    data/language/relations.yml      "twin", "owner", "sequel" -> Relation
    data/language/thesaurus/*.txt    expressions of one meaning, whatever their kind -> Thesaurus

``plotbot.language.lexicon`` reads the folder into one ``Language``. The parser looks words up in
it; queries ask it what a predicate generalises, implies or excludes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from plotbot.language import inflection
from plotbot.language.thesaurus import Thesaurus
from plotbot.language.words import FUNCTION_WORDS
from plotbot.language.world import World

if TYPE_CHECKING:
    from plotbot.language.expressions import Expressions

DEFAULT_PREPOSITIONS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("to", "into", "onto", "toward", "towards"), ("goal", "recipient")),
    **dict.fromkeys(("from", "out of"), ("source",)),
    "with": ("company", "instrument"),
    "by": ("agent", "means"),
    **dict.fromkeys(("in", "at", "on", "inside", "within", "near", "aboard"), ("place",)),
    **dict.fromkeys(("about", "of"), ("topic",)),
    "against": ("opponent",),
    "for": ("purpose", "beneficiary"),
    "as": ("attribute",),
    "using": ("instrument",),
}
"""Roles and links that a preposition may mark where neither unit nor predicate says otherwise."""

ENDS = ("from", "to")
"""The two ends of a relation: ``to`` is the relation of ``from``."""


@dataclass(frozen=True)
class Unit:
    """A verb or verb phrase and the roles round it.

    ``words`` begin with the verb's lemma; the first ``*`` is where the object stands inside the
    phrase (before a noun it may be a possessive), a second one is a possessive. In a
    relation's unit, ``predicate`` is the relation's id, subject and object are ``from`` or ``to``.
    """

    words: tuple[str, ...]
    predicate: str
    subject: str | None
    object: str | None
    prepositions: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def phrase(self) -> str:
        """The unit as it is written in the data."""
        return " ".join(self.words)

    @cached_property
    def fixed(self) -> frozenset[str]:
        """The words behind the verb, which a sentence must have, in some form."""
        return frozenset(self.words[1:]) - {"*"}


@dataclass(frozen=True, eq=False)
class Predicate:
    """What can happen or hold, apart from the words for it."""

    id: str
    units: tuple[Unit, ...]
    nouns: tuple[str, ...] = ()
    agent_nouns: tuple[str, ...] = ()
    patient_nouns: tuple[str, ...] = ()
    subject: str | None = "agent"
    object: str | None = "patient"
    prepositions: Mapping[str, str] = field(default_factory=dict)
    exclusive: tuple[str, ...] = ()
    kind_of: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()
    opposite: tuple[str, ...] = ()

    @property
    def verb(self) -> str:
        """The plain verb."""
        return self.units[0].phrase if self.units else self.id.replace("_", " ")


@dataclass(frozen=True, eq=False)
class Concept:
    """Nouns and adjectives that mean the same in plots."""

    id: str
    words: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    kind_of: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Relation:
    """What one thing is to another: ``to`` is the relation (a twin, the owner) of ``from``."""

    id: str
    words: tuple[str, ...]
    he: str
    she: str
    they: str
    inverse: str | None = None
    kind_of: tuple[str, ...] = ()
    verbs: tuple[Unit, ...] = ()
    single: bool = False
    excludes: tuple[str, ...] = ()

    @property
    def symmetric(self) -> bool:
        """Whether it holds both ways."""
        return self.inverse == self.id


Meaning = TypeVar("Meaning", Predicate, Concept, Relation)


@dataclass(frozen=True, eq=False)
class Language:
    """All predicates, concepts and relations by id, and the words that lead to them."""

    predicates: Mapping[str, Predicate]
    concepts: Mapping[str, Concept]
    relations: Mapping[str, Relation]
    thesaurus: Thesaurus = field(default_factory=Thesaurus)
    world: World = field(default_factory=World)

    def predicates_of(self, verb: str) -> tuple[Predicate, ...]:
        """Predicates meant by an id or a listed verb; only one for an id or a plain verb."""
        verb = verb.lower()
        if verb in self.predicates:
            return (self.predicates[verb],)
        found = self._by_verb.get(verb, ())
        plain = tuple(predicate for predicate in found if predicate.verb == verb)
        return plain or found

    def predicate_of(self, verb: str) -> Predicate | None:
        """The predicate of an id or a listed verb (the first, where several list it)."""
        found = self.predicates_of(verb)
        return found[0] if found else None

    def generalisations(self, id: str) -> frozenset[str]:
        """The predicate and all that it is a kind of."""
        return self._generalisations.get(id, frozenset((id,)))

    def broader_concepts(self, id: str) -> frozenset[str]:
        """The concept and all that it is a kind of."""
        return self._broader_concepts.get(id, frozenset((id,)))

    def broader_relations(self, id: str) -> frozenset[str]:
        """The relation and all that it is a kind of."""
        return self._broader_relations.get(id, frozenset((id,)))

    def implied(self, id: str) -> frozenset[str]:
        """Predicates that follow, through ``implies`` and ``kind_of``; itself is not among them."""
        return self._implied.get(id, frozenset())

    def kinship(self, one: str, other: str) -> float:
        """How near two predicates are by the verbs that both list: 0 (none shared) to 0.8."""
        return self._kinship.get((one, other), 0.0)

    def opposites(self, id: str) -> frozenset[str]:
        """Predicates that exclude one, whichever of the two names the other."""
        return self._opposites.get(id, frozenset())

    @cached_property
    def expressions(self) -> Expressions:
        """Every expression of the language, to be found in sentences."""
        from plotbot.language.expressions import Expressions  # it needs this module

        return Expressions(self)

    @cached_property
    def units_by_first_lemma(self) -> Mapping[str, tuple[Unit, ...]]:
        """Units of predicates by the lemma of their verb, the longest first."""
        units = [u for p in self.predicates.values() for u in p.units]
        return _by_first_lemma([*units, *filter(None, map(_possessive_form, units))])

    @cached_property
    def relation_units_by_first_lemma(self) -> Mapping[str, tuple[Unit, ...]]:
        """Units of relations ("own", "belong to") by the lemma of their verb, the longest first."""
        return _by_first_lemma(u for r in self.relations.values() for u in r.verbs)

    def units_of(self, lemma: str) -> tuple[Unit, ...]:
        """The verb phrases that begin with a verb, those of predicates first."""
        return (
            *self.units_by_first_lemma.get(lemma, ()),
            *self.relation_units_by_first_lemma.get(lemma, ()),
        )

    def units_of_be(self, last_words: Iterable[str]) -> list[Unit]:
        """The phrases that begin with "be" and end with one of some words."""
        found = {place: u for w in last_words for place, u in self._units_of_be.get(w, ())}
        return [found[place] for place in sorted(found)]

    @cached_property
    def _units_of_be(self) -> Mapping[str, list[tuple[int, Unit]]]:
        """Those units by their last word, each with its place among all."""
        found: dict[str, list[tuple[int, Unit]]] = {}
        for place, unit in enumerate(self.units_of("be")):
            found.setdefault(unit.words[-1], []).append((place, unit))
        return found

    @cached_property
    def predicates_by_noun(self) -> Mapping[str, tuple[Predicate, ...]]:
        """Predicates by nominalisation: "death", "raid"."""
        return _by_word(self.predicates.values(), lambda predicate: predicate.nouns)

    @cached_property
    def by_agent_noun(self) -> Mapping[str, tuple[Predicate, ...]]:
        """Predicates by the noun for who does it: "killer"."""
        return _by_word(self.predicates.values(), lambda predicate: predicate.agent_nouns)

    @cached_property
    def by_patient_noun(self) -> Mapping[str, tuple[Predicate, ...]]:
        """Predicates by the noun for whom it is done to: "victim"."""
        return _by_word(self.predicates.values(), lambda predicate: predicate.patient_nouns)

    @cached_property
    def concepts_by_word(self) -> Mapping[str, tuple[Concept, ...]]:
        """Concepts by noun or adjective."""
        return _by_word(
            self.concepts.values(), lambda concept: (*concept.words, *concept.adjectives)
        )

    @cached_property
    def nouns(self) -> frozenset[str]:
        """Every noun of a concept."""
        return frozenset(word for concept in self.concepts.values() for word in concept.words)

    @cached_property
    def relations_by_word(self) -> Mapping[str, tuple[Relation, ...]]:
        """Relations by noun, whatever the gender."""
        return _by_word(self.relations.values(), relation_words)

    @cached_property
    def ordinary_words(self) -> frozenset[str]:
        """Single words of the language in every form, and function words: never misspelt names."""
        words = set(FUNCTION_WORDS)
        units = [u for units in self.units_by_first_lemma.values() for u in units]
        units += [u for units in self.relation_units_by_first_lemma.values() for u in units]
        for unit in units:
            words.update(inflection.forms(unit.words[0]).all())
            words.update(unit.words[1:])
        nouns: list[str] = []
        for predicate in self.predicates.values():
            nouns += predicate.nouns + predicate.agent_nouns + predicate.patient_nouns
        for concept in self.concepts.values():
            nouns += concept.words
            words.update(word for phrase in concept.adjectives for word in phrase.split())
        for relation in self.relations.values():
            nouns += relation_words(relation)
        words.update(word for noun in nouns for word in noun.split())
        words.update(inflection.plural(last) for last in {noun.split()[-1] for noun in nouns})
        return frozenset(words - {"*"})

    @cached_property
    def _by_verb(self) -> Mapping[str, tuple[Predicate, ...]]:
        def verbs(predicate: Predicate) -> Iterable[str]:
            for unit in predicate.units:
                yield unit.phrase
                yield unit.phrase.replace(" * ", " ").replace(" *", "")

        return _by_word(self.predicates.values(), verbs)

    @cached_property
    def _kinship(self) -> Mapping[tuple[str, str], float]:
        shared: dict[tuple[str, str], int] = {}
        by_phrase: dict[str, list[str]] = {}
        sizes: dict[str, int] = {}
        for predicate in self.predicates.values():
            phrases = dict.fromkeys(u.phrase.replace(" *", "") for u in predicate.units)
            sizes[predicate.id] = len(phrases)
            for phrase in phrases:
                by_phrase.setdefault(phrase, []).append(predicate.id)
        for ids in by_phrase.values():
            for one in ids:
                for other in ids:
                    if one != other:
                        shared[one, other] = shared.get((one, other), 0) + 1
        found = {}
        for (one, other), count in shared.items():
            ratio = count / min(sizes[one], sizes[other])
            if count >= 3 and ratio >= 0.12 or ratio >= 0.3:
                found[one, other] = min(0.8, 0.55 + ratio)
        return found

    @cached_property
    def _opposites(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for predicate in self.predicates.values():
            for other in predicate.opposite:
                found.setdefault(predicate.id, set()).add(other)
                found.setdefault(other, set()).add(predicate.id)
        return {id: frozenset(others) for id, others in found.items()}

    @cached_property
    def _generalisations(self) -> Mapping[str, frozenset[str]]:
        return _closures({p.id: p.kind_of for p in self.predicates.values()})

    @cached_property
    def _broader_concepts(self) -> Mapping[str, frozenset[str]]:
        return _closures({c.id: c.kind_of for c in self.concepts.values()})

    @cached_property
    def _broader_relations(self) -> Mapping[str, frozenset[str]]:
        return _closures({r.id: r.kind_of for r in self.relations.values()})

    @cached_property
    def _implied(self) -> Mapping[str, frozenset[str]]:
        closures = _closures({p.id: p.implies + p.kind_of for p in self.predicates.values()})
        return {id: found - {id} for id, found in closures.items()}


def _possessive_form(unit: Unit) -> Unit | None:
    """ "fall into the hands of" also as "fall into X's hands"."""
    *start, article, noun, of = ("", "", "", *unit.words)
    if article != "the" or of != "of" or "*" in start:
        return None
    words = (*(word for word in start if word), "*", noun)
    return Unit(words, unit.predicate, unit.subject, unit.object, unit.prepositions)


def relation_words(relation: Relation) -> tuple[str, ...]:
    """Every noun of a relation, each once."""
    return tuple(dict.fromkeys((*relation.words, relation.he, relation.she, relation.they)))


def _closures(steps: Mapping[str, tuple[str, ...]]) -> Mapping[str, frozenset[str]]:
    def closure(start: str) -> frozenset[str]:
        found, waiting = {start}, [start]
        while waiting:
            new = [other for other in steps.get(waiting.pop(), ()) if other not in found]
            found.update(new)
            waiting += new
        return frozenset(found)

    return {id: closure(id) for id in steps}


def _by_word(
    meanings: Iterable[Meaning], words: Callable[[Meaning], Iterable[str]]
) -> Mapping[str, tuple[Meaning, ...]]:
    found: dict[str, list[Meaning]] = {}
    for meaning in meanings:
        for word in dict.fromkeys(words(meaning)):
            found.setdefault(word, []).append(meaning)
    return {word: tuple(listed) for word, listed in found.items()}


def _by_first_lemma(units: Iterable[Unit]) -> Mapping[str, tuple[Unit, ...]]:
    found: dict[str, list[Unit]] = {}
    for unit in units:
        found.setdefault(unit.words[0], []).append(unit)
    return {
        lemma: tuple(sorted(listed, key=lambda unit: -len(unit.words)))
        for lemma, listed in found.items()
    }

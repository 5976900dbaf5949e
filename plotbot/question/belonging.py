"""What belongs to whom: "X's sister" by a bond, "X's killer" by an event, "X's raid"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from plotbot.film.index import lemma_set
from plotbot.film.model import Bond
from plotbot.knowledge import Knowledge
from plotbot.question.describing import Describer, describer_of
from plotbot.question.syntax import NounPhrase

_PRONOUN_OF_KIN = {
    **dict.fromkeys(("brother", "father", "son", "husband"), "he"),
    **dict.fromkeys(("sister", "mother", "daughter", "wife"), "she"),
}
_NEAR_BY_NAME = 2.0
_NEAR_BY_OWN_BOND = 2.0
_NEAR_BY_BOND = 1.6
_NEAR_BY_DEED = 1.0
_NEAR_BY_EVENT = 0.7


@lru_cache(maxsize=1024)
def belongings_of(knowledge: Knowledge) -> Belongings:
    """What finds by owner and noun in a film, made once."""
    return Belongings(knowledge, describer_of(knowledge))


class Belongings:
    """Finds entities and events by an owner and a noun."""

    def __init__(self, knowledge: Knowledge, describer: Describer):
        self.film = knowledge.film
        self.index = knowledge.index
        self.language = knowledge.language
        self.describer = describer

    def related_by(self, relation: str, ids: Iterable[str]) -> tuple[tuple[str, Bond], ...]:
        """Who is the ``relation`` of one of ``ids``, with the bond that says so; inverses count."""
        found: list[tuple[str, Bond]] = []
        for id in ids:
            for bond in self.index.bonds_from.get(id, ()):
                if bond.to and relation in self.language.broader_relations(bond.relation):
                    found.append((bond.to, bond))
            for bond in self.index.bonds_to.get(id, ()):
                if self._holds_inversely(relation, bond.relation):
                    found.append((bond.source, bond))
        return tuple(dict.fromkeys(found))

    def _holds_inversely(self, relation: str, of_bond: str) -> bool:
        """Whether the source of a bond is the ``relation`` of its other end."""
        relations = self.language.relations
        known = relations.get(of_bond)
        if known is None or not known.inverse:
            return False
        return relation in self.language.broader_relations(known.inverse) or any(
            relations[broader].inverse == relation
            for broader in self.language.broader_relations(of_bond)
            if broader in relations
        )

    def by_relation(self, phrase: NounPhrase, owners: Iterable[str]) -> tuple[str, ...]:
        """ "X's sister": by the relation that the noun names, and by its gender."""
        owners = tuple(owners)
        by_word = self.language.relations_by_word
        relations = by_word.get(" ".join(phrase.words)) or by_word.get(phrase.head, ())
        ids = unique(
            id
            for relation in relations
            for id, _ in self.related_by(relation.id, owners)
            if id not in owners
        )
        pronoun = _PRONOUN_OF_KIN.get(phrase.head, "") if relations else ""
        for relation in relations:
            if not pronoun and relation.he != relation.she:
                pronoun = {relation.he: "he", relation.she: "she"}.get(phrase.head, "")
        if not pronoun:
            return ids
        entities = self.film.entities
        return tuple(id for id in ids if entities[id].pronoun in (pronoun, "they"))

    def by_deed(self, noun: str, owners: Iterable[str]) -> tuple[str, ...]:
        """ "X's killer", "the captor of X": by the event in which X has the other role."""
        owned = set(owners)
        found: list[str] = []
        agents = self.language.by_agent_noun.get(noun, ())
        patients = self.language.by_patient_noun.get(noun, ())
        wanted = [(p, p.object or "patient", p.subject or "") for p in agents]
        wanted += [(p, p.subject or "", p.object or "patient") for p in patients]
        for predicate, given_role, wanted_role in wanted:
            for event in self.film.events:
                if (
                    event.status == "happens"
                    and predicate.id in self.language.generalisations(event.predicate)
                    and owned & set(event.entities(given_role))
                ):
                    found += event.entities(wanted_role)
        return unique(found)

    def by_description(self, phrase: NounPhrase, owners: Iterable[str]) -> list[str]:
        """Entities that the noun describes and that have to do with an owner, the nearest first."""
        owned = set(owners)
        scored: list[tuple[float, str]] = []
        for score, id in self.describer.all_described(phrase.words):
            if id in owned or score < 2.0:
                continue
            closeness = max((self._closeness(owner, id) for owner in owned), default=0.0)
            if closeness:
                scored.append((score + closeness, id))
        scored.sort(key=lambda pair: -pair[0])
        return [id for score, id in scored if score >= scored[0][0] - 0.6]

    def _closeness(self, owner: str, id: str) -> float:
        """How much an entity is an owner's: by its name, a bond, or an event that they share."""
        mine, other = self.film.entities[owner], self.film.entities[id]
        names = lemma_set(" ".join((mine.name, *mine.names, *mine.assumed_names)))
        calls = (calling.text for calling in other.calls)
        if names & lemma_set(" ".join((other.name, *other.names, *calls))):
            return _NEAR_BY_NAME
        if any(bond.to == owner for bond in self.index.bonds_from.get(id, ())):
            return _NEAR_BY_OWN_BOND
        if any(bond.source == owner for bond in self.index.bonds_to.get(id, ())):
            return _NEAR_BY_BOND
        shared = 0.0
        for event in self.film.events:
            roles = self.index.events[event.id].roles
            if owner in roles and id in roles:
                near = _NEAR_BY_DEED if "agent" in roles[owner] else _NEAR_BY_EVENT
                shared = max(shared, near)
        return shared

    def those_with(self, things: Iterable[str], noun: str) -> tuple[str, ...]:
        """Those of a kind who have to do with some things, the nearest first: "the man with X".

        Nearest is the owner, or whoever owns a place where the thing is got; then who uses it.
        """
        scored: dict[str, float] = {}
        for thing in things:
            for id, entity in self.film.entities.items():
                if not self.describer.is_of_kind(noun, entity):
                    continue
                scored[id] = max(scored.get(id, 0.0), self._having(id, thing))
        most = max(scored.values(), default=0.0)
        return tuple(id for id, score in scored.items() if score == most and score > 0)

    def _having(self, somebody: str, thing: str) -> float:
        bonds = self.index.bonds_from.get(thing, ())
        if any(b.to == somebody and b.relation in ("owner", "creator", "user") for b in bonds):
            return _NEAR_BY_OWN_BOND
        if any(b.source == somebody for b in self.index.bonds_to.get(thing, ())):
            return _NEAR_BY_OWN_BOND  # a part of him
        owned = {b.source for b in self.index.bonds_to.get(somebody, ()) if b.relation == "owner"}
        of_it = {b.source for b in self.index.bonds_to.get(thing, ()) if b.relation == "owner"}
        heads = (b for place in of_it for b in self.index.bonds_from.get(place, ()))
        if any(b.to == somebody for b in (*heads, *bonds)):
            return _NEAR_BY_BOND  # one of a group, or who has the say where it is at home
        best = 0.0
        for event in self.film.events:
            roles = self.index.events[event.id].roles
            if thing not in roles:
                continue
            if somebody in event.entities("agent") and thing in event.entities("instrument"):
                best = max(best, _NEAR_BY_BOND)
            elif somebody in roles and roles[somebody] != {"mentioned"}:
                best = max(best, _NEAR_BY_DEED)
            elif owned & set(roles) or somebody in roles:
                best = max(best, _NEAR_BY_EVENT)
        return best

    def events_of_noun(self, noun: str, owners: Iterable[str]) -> tuple[str, ...]:
        """Events that a noun of action names, those of the owner's where one is given."""
        predicates = {p.id for p in self.language.predicates_by_noun.get(noun, ())}
        owned = set(owners)
        found = []
        for event in self.film.events:
            if predicates & self.language.generalisations(event.predicate):
                if not owned or owned & set(self.index.events[event.id].roles):
                    found.append(event.id)
            elif predicates & self.language.implied(event.predicate) and owned & set(
                event.entities("patient")
            ):
                found.append(event.id)
        return tuple(found)


def unique(ids: Iterable[str]) -> tuple[str, ...]:
    """Each id once, in order."""
    return tuple(dict.fromkeys(ids))

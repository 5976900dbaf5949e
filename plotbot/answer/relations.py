"""Questions about what holds between two: relatives, owners, makers, members, places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from plotbot.answer.handling import Handlers
from plotbot.answer.model import (
    ANSWERED,
    CORRECTED,
    NOT_IN_SYNOPSIS,
    Answer,
    Statement,
)
from plotbot.answer.story import FILM
from plotbot.film.model import Bond, Filler
from plotbot.language.lexicon import Relation
from plotbot.question.patterns import patterns_of
from plotbot.question.reading import Reading
from plotbot.question.syntax import NounPhrase

_RELATED = re.compile(
    r"\b(?:relat(?:ed|ion|ionship)|connect(?:ed|ion)|link(?:ed)?|know each other|kin|"
    r"terms)\b|\b(?:have|has|had|having|is|was|got)(?: \w+)? to do with\b"
)
_TO_WHOM = re.compile(r"(?:what|who) (?:is|are|was|were) .+ to .+")

_HOLDING = ("owner", "creator", "commander", "user", "master")
"""Whose something is, the plainest first."""


class Relations(Handlers):
    """What somebody or something is to another."""

    def between(self, reading: Reading) -> Answer | None:
        """ "How are X and Y related", "what is X to Y", "what has X got to do with Y"."""
        low = reading.low
        to_whom = reading.clause.frame.verb == "be" and _TO_WHOM.match(low)
        if not to_whom and not _RELATED.search(low):
            return None
        groups = [p.ids for p in reading.phrases for p in (p.parts or (p,)) if p.ids and not p.wh]
        for phrase in reading.phrases:
            for inner in (phrase.of, phrase.possessor):
                if inner is not None and inner.ids and not phrase.ids:
                    groups += [part.ids for part in (inner.parts or (inner,))]
        mutual = "each other" in low or " to " not in low and " with " not in low
        if groups and mutual and len(groups[0]) == 1:
            pair = self.film.entities[groups[0][0]].members
            groups = [(id,) for id in pair] if len(pair) == 2 else groups
        if len(groups) < 2:
            return None
        found = self.bonds.between(groups[0], groups[1])
        if found is None or not reading.is_whether:
            return found
        bond = found.statements[0].fact
        if isinstance(bond, Bond) and (
            "related" not in low or "relative" in self.language.broader_relations(bond.relation)
        ):
            return replace(found, lead="yes")
        return Answer(
            NOT_IN_SYNOPSIS,
            statements=found.statements[:1],
            topic=reading.ids,
            details={"final": True},
        )

    def location(self, reading: Reading) -> Answer | None:
        """ "Where is X (located)?", "where on Y does X sit?": by where the text says that it is."""
        frame = reading.clause.frame
        if (
            reading.clause.wh is None
            or reading.clause.wh.function != "place"
            or frame.subject is None
        ):
            return None
        verbs = self.speech.forms.get("verbs", {})
        happens = any(
            verb.split()[0] == frame.verb and verb in reading.low
            for verb in verbs.get("happen", ())
        )
        if not happens and frame.verb not in verbs.get("locate", ()):
            return None
        vague = frame.subject.mentions or frame.subject.is_class
        other = () if vague else frame.subject.choices
        for id in (*frame.subject.ids, *(id for ids in other for id in ids)):
            bonds = [
                b
                for b in self.knowledge.index.bonds_from.get(id, ())
                if b.relation in ("location", "position")
            ]
            if bonds:
                return Answer(
                    ANSWERED,
                    statements=tuple(Statement(b) for b in bonds[:2]),
                    topic=(id,),
                    details={"sure": True},
                )
        if any(self.film.entities[id].kind == "place" for id in frame.subject.ids):
            return Answer(NOT_IN_SYNOPSIS, topic=frame.subject.ids, details={"final": True})
        return None

    def is_related(self, reading: Reading) -> Answer | None:
        """ "Is X Y's wife?", "is X one of Y?": yes, or what holds instead."""
        frame = reading.clause.frame
        if not reading.is_whether or frame.verb not in ("be", "") or frame.units:
            return None
        subject, said = frame.subject, frame.object
        if subject is None or said is None or not subject.ids:
            return None
        owner = said.possessor or said.of
        if owner is not None and owner.ids and said.head:
            found = self._is_relative(reading, subject.ids, said, owner.ids)
            if found is not None:
                return found
        if _is_possessive(said):
            held = next((b for b in self._holding(subject.ids) if b.to in said.ids), None)
            if held is not None:
                return Answer(ANSWERED, "yes", (Statement(held),), topic=subject.ids)
        pair = [m for id in subject.ids for m in (self.index.members(id) or (id,))]
        borne = [
            bond
            for relation in self._relations_named(said)
            for bond in self.film.bonds
            if bond.to in pair and relation.id in self.language.broader_relations(bond.relation)
        ]
        grouped = [bond for id in pair if (bond := self._group_bond(id, said.ids)) is not None]
        if len(pair) > 1 and len(grouped) == len(pair):
            borne = borne or grouped
        if owner is None and set(pair) <= {bond.to for bond in borne}:
            return Answer(
                ANSWERED, "yes", tuple(Statement(bond) for bond in borne[:2]), topic=subject.ids
            )
        noun = said.parts[0] if said.parts else said  # "husband and wife"
        mutual = any(r.inverse == r.id for r in self._relations_named(noun))
        if len(pair) == 2 and mutual:
            found = self._is_relative(reading, (pair[0],), replace(noun, ids=()), (pair[1],))
            if found is not None:
                return replace(found, details={**found.details, "final": True})
        if set(said.ids) & set(subject.ids):
            known = self.characters.identity(subject.ids[:1])
            return Answer(ANSWERED, "yes", known.statements[:2] if known else (), topic=subject.ids)
        if said.ids and len(subject.ids) == 1:
            member = self._group_bond(subject.ids[0], said.ids)
            if member is not None:
                return Answer(ANSWERED, "yes", (Statement(member),), topic=subject.ids)
        return None

    def _is_relative(
        self, reading: Reading, ids: tuple[str, ...], said: NounPhrase, owner: Sequence[str]
    ) -> Answer | None:
        """Whether somebody is the relative of an owner that a phrase says; None if it says none."""
        relations = self._relations_named(said)
        ids = (*ids, *(member for id in ids for member in self.index.members(id)))
        for relation in relations:
            bonds = [b for id, b in reading.resolver.related_by(relation.id, owner) if id in ids]
            if bonds and (not said.ids or set(ids) & set(said.ids)):
                return Answer(ANSWERED, "yes", (Statement(bonds[0]),), topic=ids)
        if not relations:
            return None
        held = self.bonds.between(ids, owner)
        shown = held.statements if held is not None else ()
        statements = shown[:1]
        told = {s.fact.relation for s in shown if isinstance(s.fact, Bond)}
        told |= {broad for relation in told for broad in self.language.broader_relations(relation)}
        if told & {excluded for relation in relations for excluded in relation.excludes}:
            return Answer(CORRECTED, "no", statements, topic=ids)
        others = [
            bond
            for relation in relations
            if relation.single
            for _, bond in reading.resolver.related_by(relation.id, owner)
        ]
        if others:
            instead = tuple(Statement(bond) for bond in others[:2])
            return Answer(CORRECTED, "no", instead, topic=ids)
        return Answer(NOT_IN_SYNOPSIS, statements=statements, topic=ids)

    def _relations_named(self, phrase: NounPhrase) -> Sequence[Relation]:
        """The relations that a noun, with its adjectives or without, stands for."""
        by_word = self.language.relations_by_word
        return by_word.get(" ".join(phrase.words)) or by_word.get(phrase.head, ())

    def _group_bond(self, id: str, groups: Sequence[str]) -> Bond | None:
        for bond in self.film.bonds:
            if bond.relation == "member" and bond.to == id and bond.source in groups:
                return bond
        return None

    def relation(self, reading: Reading) -> Answer | None:
        """ "Who is X's brother", "Y's creator", "the leader of Z"."""
        frame = reading.clause.frame
        if frame.verb not in ("be", "", "name", "have", "get", "become") and frame.units:
            return self._relation_verb(reading)
        if reading.wh == "whose" and reading.clause.wh and reading.clause.wh.phrase is not None:
            return self._whose(reading, reading.clause.wh.phrase)
        for phrase in reading.phrases:
            owner = phrase.possessor or phrase.of
            if owner is None or not owner.ids or not phrase.head:
                continue
            for relation in self._relations_named(phrase):
                found = self.bonds.relation_of(relation.id, owner.ids, reading.resolver)
                if found is None or reading.is_whether:
                    continue
                if phrase.ids and found.entities and not set(phrase.ids) & set(found.entities):
                    continue
                if found.entities and self._asks_kind(reading):
                    return self.characters.identity(found.entities[:1])
                return found
        return self._relation_verb(reading)

    @staticmethod
    def _asks_kind(reading: Reading) -> bool:
        """Whether it is asked what sort of thing somebody is: "what kind of being is X's maker"."""
        phrase = reading.clause.wh.phrase if reading.clause.wh is not None else None
        return phrase is not None and (
            phrase.determiner == "kind" or phrase.head in ("being", "kind", "sort", "creature")
        )

    def _relation_verb(self, reading: Reading) -> Answer | None:
        """ "Who owns X", "to whom does X belong"."""
        if reading.is_whether:
            return self._holds(reading)
        found = self._held_by_verb(reading)
        if found is not None and not self._is_of_kind(reading, found):
            return None
        # what just happens as asked says more than what holds: "who trained him"
        told = self.events.filled_just_so(reading) if found is not None else ()
        same = found is not None and set(told) == set(found.entities)
        return None if told and same and not self.index.members(told[0]) else found

    def _is_of_kind(self, reading: Reading, held: Answer) -> bool:
        """Whether what is held may be what the question asks for: "what city does he own"."""
        phrase = reading.clause.wh.phrase if reading.clause.wh is not None else None
        if phrase is None or not phrase.head or not held.entities or phrase.wh == "whose":
            return True
        return any(self.events.filling.is_kind(Filler(i, i), phrase) for i in held.entities)

    def _held_by_verb(self, reading: Reading) -> Answer | None:
        if reading.wh in ("when", "why", "how"):
            return None
        for pattern in patterns_of(reading.clause, self.language):
            if (
                not pattern.relation
                or pattern.under
                or not pattern.predicates
                or pattern.asked_word not in ("who", "whom", "what", "which", "whose", "where")
            ):
                continue
            relation = pattern.predicates[0]
            by_role = {
                slot.roles[0]: slot.phrase.ids
                for slot in pattern.slots
                if slot.phrase.ids and slot.roles
            }
            if "from" in by_role:
                if reading.wh == "where" and relation not in ("location", "position", "home"):
                    continue
                found = self.bonds.relation_of(relation, by_role["from"], reading.resolver)
                if found is not None:
                    return found
            elif "to" in by_role and self.language.relations[relation].inverse:
                found = self.bonds.relation_of(
                    self.language.relations[relation].inverse or "", by_role["to"], reading.resolver
                )
                if found is not None:
                    return found
        return None

    def _holds(self, reading: Reading) -> Answer | None:
        """ "Does X own Y", "is X one of Y": yes where a bond says so."""
        if reading.alone:
            return None
        for pattern in patterns_of(reading.clause, self.language):
            if not pattern.relation:
                continue
            ends = {
                slot.roles[0]: slot.phrase.ids
                for slot in pattern.slots
                if slot.phrase.ids and slot.roles
            }
            if "from" not in ends or "to" not in ends:
                continue
            for id, bond in reading.resolver.related_by(pattern.predicates[0], ends["from"]):
                if id in ends["to"]:
                    return Answer(ANSWERED, "yes", (Statement(bond),), topic=ends["to"])
        return None

    def _whose(self, reading: Reading, asked: NounPhrase) -> Answer | None:
        """ "Whose ally do they become", "whose sister is X": the other end of a relation."""
        frame = reading.clause.frame
        if frame.verb not in ("be", "", "become"):
            return None
        known = [p for p in (frame.subject, frame.object) if p is not None and p.ids]
        if not known:
            return None
        if known[0].pronoun in ("it", "this", "that") and known[0].ids == (FILM,):
            # "whose lantern is it?": whose is the lantern
            things = reading.resolver.describer.describe(asked.words, asked.plural)
            if len(things) == 1:
                known = [NounPhrase(asked.text, head=asked.head, ids=tuple(things))]
        for relation in self.language.relations_by_word.get(asked.head, ()):
            bonds = [
                b
                for b in self.film.bonds
                if b.to in known[0].ids
                and relation.id in self.language.broader_relations(b.relation)
            ]
            if relation.inverse:
                bonds += [
                    b
                    for _, b in reading.resolver.related_by(relation.inverse, known[0].ids)
                    if b not in bonds
                ]
            if bonds:
                ends = tuple(
                    dict.fromkeys(b.source if b.to in known[0].ids else b.to or "" for b in bonds)
                )
                return Answer(
                    ANSWERED,
                    statements=tuple(Statement(b) for b in bonds[:3]),
                    entities=ends,
                    topic=known[0].ids,
                )
        held = self._held_by(reading, asked, known[0].ids)
        return held or Answer(NOT_IN_SYNOPSIS, topic=known[0].ids, details={"final": True})

    def _held_by(self, reading: Reading, asked: NounPhrase, ids: Sequence[str]) -> Answer | None:
        """Whose something is, where the noun says only what it is or that it is somebody's."""
        says_only = any(reading.resolver.describer.is_a(id, asked.head) for id in ids) or any(
            {"possession", "creation"} & self.language.broader_relations(relation.id)
            for relation in self.language.relations_by_word.get(asked.head, ())
        )
        thing = all(self.film.entities[id].kind in ("thing", "program", "place") for id in ids)
        if not says_only and (not thing or self._relations_named(asked)):
            return None
        bonds = self._holding(ids)
        if not bonds:
            return None
        return Answer(
            ANSWERED,
            statements=tuple(Statement(bond) for bond in bonds[:3]),
            entities=tuple(dict.fromkeys(bond.to or "" for bond in bonds)),
            topic=tuple(ids),
        )

    def _holding(self, ids: Sequence[str]) -> list[Bond]:
        """The bonds that say whose something is, of the plainest relation that there is."""
        for relation in _HOLDING:
            bonds = [
                bond
                for id in ids
                for bond in self.index.bonds_from.get(id, ())
                if bond.to and relation in self.language.broader_relations(bond.relation)
            ]
            if bonds:
                return bonds
        return []


def _is_possessive(phrase: NounPhrase) -> bool:
    """Whether a bare name stands for what is somebody's: "is the boat hers, or the captain's?"."""
    low = phrase.text.lower()
    return (
        bool(phrase.mentions)
        and not phrase.head
        and (phrase.mentions[0].possessive or low.endswith(("'s", "s'")))
    )

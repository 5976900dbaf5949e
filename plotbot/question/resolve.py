"""Which entities a noun phrase means: by name, description, possessor, relation or conversation.

A resolver knows a film and whom the conversation is about; it fills in ``ids``, ``choices`` and
``events`` of the noun phrases of a clause. What it cannot tell stays empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from plotbot.film.index import lemma_set
from plotbot.film.model import Bond, Entity
from plotbot.knowledge import Knowledge
from plotbot.question import grammar, pronouns
from plotbot.question.syntax import Clause, Frame, NounPhrase

Who = Callable[[Clause], tuple[str, ...]]
"""Finds the entities that a relative clause holds for (the query layer knows how)."""

_MOST_ALIKE = 7
_HE_WORDS = frozenset({"male", "boy", "man", "guy", "he", "gentleman"})
_SHE_WORDS = frozenset({"female", "girl", "woman", "lady", "she"})
_CLASS_WORDS = frozenset(
    {"one", "ones", "somebody", "someone", "something", "anyone", "anything", "thing"}
)


class Resolver:
    """Fills in the noun phrases of one message, in the order in which they stand."""

    def __init__(
        self,
        knowledge: Knowledge,
        salient: Sequence[str] = (),
        who: Who | None = None,
        listed: Sequence[str] = (),
        event: str = "",
    ):
        self.knowledge = knowledge
        self.film = knowledge.film
        self.index = knowledge.index
        self.language = knowledge.language
        self.salient = tuple(salient)
        self.listed = tuple(listed)
        self.local: list[str] = []
        self.who = who
        self.unresolved_pronouns: list[str] = []
        self.event = event
        self.places: dict[int, pronouns.Place] = {}

    # -- clauses -----------------------------------------------------------------------------------

    def clause(self, clause: Clause) -> None:
        """Resolves every phrase of a clause and of those under it."""
        self.places.update(pronouns.places(clause))
        phrases = sorted(_phrases_of(clause), key=lambda p: (bool(p.pronoun), p.start))
        for phrase in phrases:
            self.phrase(phrase)

    def phrase(self, phrase: NounPhrase) -> None:
        """Resolves one phrase, its parts and possessors first."""
        if phrase.ids or phrase.events:
            return
        for inner in (*phrase.parts, phrase.possessor, phrase.of):
            if inner is not None:
                self.phrase(inner)
        if phrase.relative is not None:
            self.clause(phrase.relative)
        if phrase.parts:
            phrase.ids = _unique(id for part in phrase.parts for id in part.ids)
            phrase.choices = ()
        elif phrase.pronoun:
            self._pronoun(phrase)
        elif phrase.mentions:
            self._named(phrase)
        elif phrase.possessor is not None:
            self._possessed(phrase, phrase.possessor)
        elif phrase.head:
            self._described(phrase)
        if phrase.relative is not None and self.who is not None:
            self._restricted(phrase)
        if not phrase.wh and not phrase.is_class:
            self.local += [id for id in phrase.ids if id not in self.local]

    # -- ways of meaning ---------------------------------------------------------------------------

    def _pronoun(self, phrase: NounPhrase) -> None:
        wanted = grammar.PRONOUNS.get(phrase.pronoun) or grammar.POSSESSIVES.get(phrase.pronoun, "")
        if wanted in ("i", "you", "we") or phrase.pronoun.endswith(("self", "selves")):
            return
        place = self.places.get(id(phrase), pronouns.Place())
        if self.event and pronouns.means_event(phrase, place):
            phrase.events = (self.event,)
            return
        found = pronouns.antecedents(self.film, phrase, place, self.local, self.salient)
        if found:
            phrase.ids, phrase.choices = found[0], tuple(found[1:])
        else:
            self.unresolved_pronouns.append(phrase.pronoun)

    def _entity(self, id: str) -> Entity:
        return self.film.entities[id.split("+")[0]]

    def _named(self, phrase: NounPhrase) -> None:
        ids = _unique(id for mention in phrase.mentions for id in mention.ids)
        guessed = [m for m in phrase.mentions if m.guessed]
        if guessed and phrase.mentions[0].ids:
            phrase.assumed = guessed[0].text
        one = phrase.mentions[0]
        if phrase.wh and len(ids) == 1 and not phrase.head and self.index.members(ids[0]):
            phrase.ids, phrase.is_class = self.index.members(ids[0]), True
            return
        if len(phrase.mentions) == 1 and one.common and self._better_as_noun(phrase):
            return
        if len(ids) > 1 and len(phrase.mentions) == 1:
            narrowed = self._narrow(ids, phrase)
            if len(narrowed) == 1:
                ids = narrowed
            else:
                phrase.ids, phrase.choices = (narrowed[0],), tuple((id,) for id in narrowed[1:])
                phrase.is_class = False
                return
        if phrase.head:
            self._modified_by_name(phrase, ids)
            return
        phrase.ids = ids

    def _better_as_noun(self, phrase: NounPhrase) -> bool:
        """A word that is a name and a noun: takes the noun where modifiers or number call for it."""
        word = phrase.mentions[0].text.lower()
        if phrase.modifiers or phrase.determiner in ("a", "an") or phrase.relative is not None:
            plain = NounPhrase(phrase.text, head=lemma_head(word), modifiers=phrase.modifiers)
            self._described(plain)
            if plain.ids and plain.ids[0] not in phrase.mentions[0].ids:
                phrase.ids, phrase.choices = plain.ids, plain.choices
                return True
        return False

    def _narrow(self, ids: tuple[str, ...], phrase: NounPhrase) -> tuple[str, ...]:
        if phrase.modifiers:
            scored = [(self._modifier_score(id, phrase.modifiers), id) for id in ids]
            best = max(score for score, _ in scored)
            ids = tuple(id for score, id in scored if score == best)
        recent = [id for id in self.salient if id in ids]
        return (recent[0], *[i for i in ids if i != recent[0]]) if recent else ids

    def _modified_by_name(self, phrase: NounPhrase, ids: tuple[str, ...]) -> None:
        """A noun with a name before it: "the Hydra base", "Ultron program"."""
        found = self._related(phrase, ids)
        if found:
            phrase.ids = tuple(found[:1])
            phrase.choices = tuple((id,) for id in found[1:3])
            return
        events = self._events_of_noun(phrase.head, ids)
        if events:
            phrase.events = events
            return
        if self._generic(phrase.head) or self._is_a(ids[0], phrase.head):
            phrase.ids = ids

    def _possessed(self, phrase: NounPhrase, owner: NounPhrase) -> None:
        owners = owner.ids
        if not phrase.head:
            phrase.ids = owners
            return
        for candidate in (owners, *owner.choices):
            ids = self._by_relation(phrase, candidate) or self._by_deed(phrase.head, candidate)
            if ids:
                self._settle(phrase, ids)
                if candidate != owners:
                    owner.ids = candidate
                return
            if self._generic(phrase.head) and not phrase.modifiers:
                continue
            related = self._related(phrase, candidate)
            happenings = self._events_of_noun(phrase.head, candidate)
            if happenings and not any(phrase.head in self.index.entities[i].heads for i in related):
                phrase.events = happenings
                return
            if related:
                phrase.ids = tuple(related[:1])
                phrase.choices = tuple((id,) for id in related[1:3])
                if candidate != owners:
                    owner.ids = candidate
                return
        phrase.events = self._events_of_noun(phrase.head, owners)

    def _settle(self, phrase: NounPhrase, ids: tuple[str, ...]) -> None:
        """Takes of several found the one that the modifiers or the conversation point to."""
        if len(ids) == 1 or phrase.plural or all(self._entity(i).kind == "person" for i in ids):
            phrase.ids = ids
            return
        scored = [(self._modifier_score(id, phrase.modifiers), id) for id in ids]
        best = max(score for score, _ in scored)
        top = [id for score, id in scored if score == best]
        recent = [id for id in (*reversed(self.local), *self.salient) if id in top]
        order = _unique((*recent, *top))
        phrase.ids, phrase.choices = order[:1], tuple((id,) for id in order[1:4])

    def _described(self, phrase: NounPhrase) -> None:
        head = phrase.head
        nouns = self.knowledge.speech.forms.get("asked_nouns", {})
        if phrase.of is None and any(
            head in nouns.get(k, ()) for k in ("ending", "beginning", "summary")
        ):
            if not any(
                " ".join(phrase.words) in self.index.entities[i].phrases for i in self.film.entities
            ):
                return
        if head in ("former", "latter"):
            if len(self.listed) > 1:
                phrase.ids = (self.listed[0 if head == "former" else -1],)
            else:
                self.unresolved_pronouns.append(f"the {head}")
            return
        if (
            phrase.of is not None
            and phrase.of_preposition == "of"
            and phrase.of.ids
            and not phrase.wh
        ):
            owned = NounPhrase(
                phrase.text, head=head, modifiers=phrase.modifiers, plural=phrase.plural
            )
            self._possessed(owned, phrase.of)
            if owned.ids or owned.events:
                phrase.ids, phrase.choices, phrase.events = owned.ids, owned.choices, owned.events
                return
        if phrase.of is not None and phrase.of.ids and head in _CLASS_WORDS | {"member", "part"}:
            members = self._members(phrase.of.ids)
            phrase.ids, phrase.is_class = members, True
            return
        if "other" in phrase.determiner.split() or "other" in phrase.modifiers:
            self._the_other(phrase)
            if phrase.ids:
                return
        if phrase.wh and self._group_named(head) is None and phrase.relative is None:
            if not phrase.wh.startswith("how"):
                return
        found = self.describe(phrase.words, phrase.plural, phrase.determiner)
        if found:
            top = found[0]
            known = [i for i in (*reversed(self.local), *self.salient) if i in found]
            if (
                known
                and not phrase.plural
                and not phrase.wh
                and phrase.determiner in ("that", "this", "the")
                and not phrase.modifiers
            ):
                order = _unique((*known, *found))
                phrase.ids, phrase.choices = order[:1], tuple((i,) for i in order[1:4])
                return
            if (
                phrase.wh
                or (len(found) > 1 and self._generic(head) and not phrase.modifiers)
                or phrase.plural
                and len(found) > 1
                and self._entity(top).kind == "person"
            ):
                phrase.ids, phrase.is_class = tuple(found), True
            else:
                recent = [id for id in (*reversed(self.local), *self.salient) if id in found]
                order = _unique((*recent, *found))
                phrase.ids, phrase.choices = order[:1], tuple((id,) for id in order[1:4])
            return
        phrase.events = self._events_of_noun(head, ())

    def _the_other(self, phrase: NounPhrase) -> None:
        found = self.describe(
            tuple(w for w in phrase.words if w != "other"), False, phrase.determiner
        )
        if phrase.head == "one" and len(self.listed) == 2:
            named = next((i for s in self.salient for i in s.split("+") if i in self.listed), "")
            phrase.ids = tuple(i for i in self.listed if named and i != named)
            return
        if not found and phrase.head in ("other", "others"):
            named = next(
                (s.split("+") for s in self.salient if s.split("+")[0] in self.film.entities), []
            )
            groups = [
                g for g in self.film.entities.values() if named and set(named) <= set(g.members)
            ]
            if groups:
                phrase.ids = tuple(m for m in groups[0].members if m not in named)
            return
        known = [id for id in (*reversed(self.local), *self.salient) if id in found]
        rest = [id for id in found if not known or id != known[0]]
        if len(rest) == 1:
            phrase.ids = (rest[0],)

    # -- looking up --------------------------------------------------------------------------------

    def describe(
        self, words: Sequence[str], plural: bool = False, determiner: str = ""
    ) -> list[str]:
        """Entities that a description fits best, as many as fit alike; the last word is the head."""
        if not words:
            return []
        head, modifiers = words[-1], tuple(words[:-1])
        phrase = " ".join(words)
        scored: list[tuple[float, str]] = []
        head_concepts = self.index.concepts_of(head) | self.index.concepts_of(phrase)
        group = self._group_named(head)
        for id, entity in self.film.entities.items():
            profile = self.index.entities[id]
            score = 0.0
            if phrase in profile.phrases:
                score = 4.5 if modifiers else 3.4
            elif group and id in self.index.members(group) or head in profile.heads:
                score = 3.0
            elif head_concepts & profile.direct_concepts:
                score = 2.5
            elif head_concepts & profile.concepts:
                score = 2.0
            elif self._generic(head) and self._kind_fits(head, entity):
                score = 1.5
            if not score:
                continue
            many = entity.pronoun == "they" or entity.kind == "group"
            if score >= 2.0 and plural != many:
                score -= 0.6
            if modifiers and score < 4.5:
                score += self._modifier_score(id, modifiers)
            if score > 1.0:
                scored.append((score, id))
        if not scored:
            return []
        best = max(score for score, _ in scored)
        found = [id for score, id in scored if score >= best - 0.01]
        return found if len(found) <= _MOST_ALIKE or self._generic(head) else []

    def _group_named(self, noun: str) -> str | None:
        """The group of which ``noun`` is the singular: "avenger" of the Avengers."""
        for entity in self.film.entities.values():
            if entity.kind == "group" and entity.members:
                for name in (entity.name, *entity.names):
                    plain = name.lower().removeprefix("the ")
                    if plain in (noun + "s", noun + "es"):
                        return entity.id
        return None

    def _modifier_score(self, id: str, modifiers: Iterable[str]) -> float:
        profile = self.index.entities[id]
        total = 0.0
        for word in modifiers:
            lemmas = lemma_set(word) or {word}
            concepts = self.index.concepts_of(word)
            near = {c for w in profile.words for c in self.index.concepts_of(w)}
            if word in _HE_WORDS | _SHE_WORDS:
                wanted = "he" if word in _HE_WORDS else "she"
                total += 1.0 if self._entity(id).pronoun == wanted else -1.0
            elif lemmas & profile.words:
                total += 1.0
            elif concepts & near:
                total += 0.8
            else:
                total -= 0.4
        return total

    def _kind_fits(self, head: str, entity: Entity) -> bool:
        generic = self.knowledge.speech.generic_nouns.get(head, {})
        kinds = generic.get("kinds", ["person"])
        pronoun = generic.get("pronoun")
        return entity.kind in kinds and (not pronoun or entity.pronoun == pronoun)

    def _generic(self, head: str) -> bool:
        return head in self.knowledge.speech.generic_nouns or head in _CLASS_WORDS

    def _is_a(self, id: str, head: str) -> bool:
        profile = self.index.entities[id]
        return head in profile.heads or bool(self.index.concepts_of(head) & profile.concepts)

    def _members(self, ids: Iterable[str]) -> tuple[str, ...]:
        return _unique(m for id in ids for m in (self.index.members(id) or (id,)))

    def related_by(self, relation: str, ids: Iterable[str]) -> tuple[tuple[str, Bond], ...]:
        """Who is the ``relation`` of one of ``ids``, with the bond that says so; inverses count."""
        language = self.language
        found: list[tuple[str, Bond]] = []
        for id in ids:
            for bond in self.index.bonds_from.get(id, ()):
                if bond.to and relation in language.broader_relations(bond.relation):
                    found.append((bond.to, bond))
            for bond in self.index.bonds_to.get(id, ()):
                known = language.relations.get(bond.relation)
                if known is None or not known.inverse:
                    continue
                if relation in language.broader_relations(known.inverse) or any(
                    language.relations[b].inverse == relation
                    for b in language.broader_relations(bond.relation)
                    if b in language.relations
                ):
                    found.append((bond.source, bond))
        return tuple(dict.fromkeys(found))

    def _by_relation(self, phrase: NounPhrase, owners: Iterable[str]) -> tuple[str, ...]:
        owners = tuple(owners)
        wanted = " ".join(phrase.words)
        relations = self.language.relations_by_word.get(
            wanted
        ) or self.language.relations_by_word.get(phrase.head, ())
        ids = _unique(
            id
            for relation in relations
            for id, _ in self.related_by(relation.id, owners)
            if id not in owners
        )
        gender = [
            r
            for r in relations
            if phrase.head in (r.he, r.she) and r.he != r.she or phrase.head in _GENDERED
        ]
        if gender:
            pronoun = _GENDERED.get(phrase.head) or ("he" if phrase.head == gender[0].he else "she")
            ids = tuple(id for id in ids if self._entity(id).pronoun in (pronoun, "they"))
        return ids

    def _by_deed(self, noun: str, owners: Iterable[str]) -> tuple[str, ...]:
        """ "X's killer", "the captor of X": by the event in which X has the other role."""
        owners = set(owners)
        found: list[str] = []
        for predicates, given, wanted in (
            (self.language.by_agent_noun.get(noun, ()), "object", "subject"),
            (self.language.by_patient_noun.get(noun, ()), "subject", "object"),
        ):
            for predicate in predicates:
                roles = {"subject": predicate.subject, "object": predicate.object or "patient"}
                for event in self.film.events:
                    if predicate.id not in self.language.generalisations(event.predicate):
                        continue
                    if event.status == "happens" and owners & set(event.entities(roles[given])):
                        found += event.entities(roles[wanted])
        return _unique(found)

    def _related(self, phrase: NounPhrase, owners: Iterable[str]) -> list[str]:
        """Entities that the noun describes and that have to do with an owner, the nearest first."""
        owners = set(owners)
        candidates = self.describe_all(phrase.words)
        scored: list[tuple[float, str]] = []
        for score, id in candidates:
            if id in owners or score < 2.0:
                continue
            closeness = max((self._closeness(owner, id) for owner in owners), default=0.0)
            if closeness:
                scored.append((score + closeness, id))
        scored.sort(key=lambda pair: -pair[0])
        return [id for score, id in scored if score >= scored[0][0] - 0.6] if scored else []

    def describe_all(self, words: Sequence[str]) -> list[tuple[float, str]]:
        """Every entity that the head noun fits, with its score."""
        head, modifiers = words[-1], words[:-1]
        concepts = self.index.concepts_of(head) | self.index.concepts_of(" ".join(words))
        found = []
        for id, profile in self.index.entities.items():
            if head in profile.heads:
                score = 3.0
            elif concepts & profile.direct_concepts:
                score = 2.5
            elif concepts & profile.concepts:
                score = 2.0
            else:
                continue
            found.append((score + (self._modifier_score(id, modifiers) if modifiers else 0.0), id))
        return found

    def _closeness(self, owner: str, id: str) -> float:
        """How much an entity is an owner's: by its name, a bond, or an event that they share."""
        entity = self.film.entities[id]
        mine = self.film.entities[owner]
        names = lemma_set(" ".join((mine.name, *mine.names, *mine.assumed_names)))
        own = lemma_set(" ".join((entity.name, *entity.names, *(c.text for c in entity.calls))))
        if names & own:
            return 2.0
        for bond in self.index.bonds_from.get(id, ()):
            if bond.to == owner:
                return 2.0
        for bond in self.index.bonds_to.get(id, ()):
            if bond.source == owner:
                return 1.6
        shared = 0.0
        for event in self.film.events:
            roles = self.index.events[event.id].roles
            if owner in roles and id in roles:
                shared = max(shared, 1.0 if "agent" in roles[owner] else 0.7)
        return shared

    def _events_of_noun(self, noun: str, owners: Iterable[str]) -> tuple[str, ...]:
        """Events that a noun of action names, those of the owner's where one is given."""
        predicates = {p.id for p in self.language.predicates_by_noun.get(noun, ())}
        owners = set(owners)
        found = []
        for event in self.film.events:
            if predicates & self.language.generalisations(event.predicate):
                roles = self.index.events[event.id].roles
                if not owners or any(owner in roles for owner in owners):
                    found.append(event.id)
            elif predicates & self.language.implied(event.predicate) and owners & set(
                event.entities("patient")
            ):
                found.append(event.id)
        return tuple(found)

    def _restricted(self, phrase: NounPhrase) -> None:
        """Narrows a phrase by its relative clause: "the man who commanded the base"."""
        assert phrase.relative is not None and self.who is not None
        found = self.who(phrase.relative)
        if not found:
            return
        both = tuple(id for id in found if id in phrase.ids)
        generic = self._generic(phrase.head) or not phrase.ids
        if both:
            phrase.ids, phrase.choices = both, ()
        elif generic and not phrase.wh or not both and not phrase.wh:
            phrase.ids, phrase.choices = found, ()
        elif phrase.wh and generic:
            phrase.ids, phrase.is_class = found, True


_GENDERED = {
    "brother": "he",
    "sister": "she",
    "father": "he",
    "mother": "she",
    "son": "he",
    "daughter": "she",
    "husband": "he",
    "wife": "she",
}


def lemma_head(word: str) -> str:
    """The lemma of a noun written as one word."""
    from plotbot.language.inflection import noun_lemma

    return noun_lemma(word)


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _phrases_of(clause: Clause) -> list[NounPhrase]:
    found: list[NounPhrase] = []
    frame: Frame | None = clause.frame
    while frame is not None:
        found += frame.phrases
        frame = frame.complement
    if clause.wh is not None and clause.wh.phrase is not None:
        found.append(clause.wh.phrase)
    found += [phrase for _, phrase in clause.fronted]
    for nested in clause.nested:
        found += _phrases_of(nested)
    return found

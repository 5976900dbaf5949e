"""Which entities a noun phrase means: by name, description, possessor, relation or conversation.

A resolver knows a film and whom the conversation is about; it fills in ``ids``, ``choices`` and
``events`` of the noun phrases of a clause. What it cannot tell stays empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from plotbot.film.model import Bond
from plotbot.knowledge import Knowledge
from plotbot.language.inflection import noun_lemma
from plotbot.question import grammar, pronouns
from plotbot.question.belonging import belongings_of, unique
from plotbot.question.describing import CLASS_WORDS, describer_of
from plotbot.question.listed import pointed_at
from plotbot.question.syntax import Clause, NounPhrase

Who = Callable[[Clause, tuple[str, ...]], tuple[str, ...]]
"""Finds the entities that a relative clause holds for, of a few where some are given (the query
layer knows how)."""

_PARTS_OF_PLOT = ("ending", "beginning", "summary")


class Resolver:
    """Fills in the noun phrases of one message, in the order in which they stand.

    Attributes:
        salient: entities the conversation is about, the foremost first.
        local: entities of the message itself, in order.
        listed: entities that the last answer listed, in order.
        event: the event that "that" points to; empty when none.
        unresolved_pronouns: those that nobody was found for.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        salient: Sequence[str] = (),
        who: Who | None = None,
        listed: Sequence[str] = (),
        event: str = "",
    ):
        self.film = knowledge.film
        self.index = knowledge.index
        self.describer = describer_of(knowledge)
        self.belongings = belongings_of(knowledge)
        self.salient = tuple(salient)
        self.listed = tuple(listed)
        self.local: list[str] = []
        self.who = who
        self.event = event
        self.unresolved_pronouns: list[str] = []
        self._asked_nouns = knowledge.speech.forms.get("asked_nouns", {})
        self._places: dict[int, pronouns.Place] = {}

    def clause(self, clause: Clause) -> None:
        """Resolves every phrase of a clause and of those under it, pronouns last."""
        self._places.update(pronouns.places(clause))
        for phrase in sorted(_phrases_of(clause), key=lambda p: (bool(p.pronoun), p.start)):
            self.phrase(phrase)
        self._known_by_what_is_theirs(clause)

    def _known_by_what_is_theirs(self, clause: Clause) -> None:
        """ "Who is the man with the key?": the one who has most to do with the key."""
        frame = clause.frame
        holder = frame.subject
        called = frame.passive and frame.verb in ("call", "name")
        if holder is None or holder.relative is not None:
            return
        if not called and (frame.verb != "be" or frame.units):
            return
        if not self.describer.means_anybody(holder.head) or holder.mentions:
            return
        beside = (*frame.prepositions, *clause.fronted)
        theirs = [p.ids for word, p in beside if word in ("with", "behind") and p.ids]
        for ids in theirs:
            found = self.belongings.those_with(ids, holder.head)
            if found:
                holder.ids, holder.is_class = found[:1], False
                holder.choices = tuple((id,) for id in found[1:3])
                return

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
            phrase.ids = unique(id for part in phrase.parts for id in part.ids)
            phrase.choices = ()
        elif phrase.pronoun:
            self._pronoun(phrase)
        elif phrase.mentions:
            self._named(phrase)
        elif phrase.possessor is not None:
            self._possessed(phrase, phrase.possessor)
        elif phrase.head:
            self._described(phrase)
            self._not_its_own_subject(phrase)
        else:
            phrase.ids = pointed_at(phrase, self.listed, self.salient)
        if phrase.relative is not None and self.who is not None and not _is_there(phrase.relative):
            what = _said_to_be(phrase.relative)
            possible = unique((*phrase.ids, *(id for ids in phrase.choices for id in ids)))
            few = possible if phrase.choices and not phrase.mentions else ()
            found = what if what else self.who(phrase.relative, few)
            members = unique(m for id in phrase.ids for m in self.index.members(id))
            called_so = any(self.describer.is_a(id, phrase.head) for id in found)
            _narrow_to(phrase, found, called_so or self.describer.is_generic(phrase.head), members)
        if not phrase.wh and not phrase.is_class:
            self.local += [id for id in phrase.ids if id not in self.local]

    def _not_its_own_subject(self, phrase: NounPhrase) -> None:
        """Whom "that thing" means is another than the one who does something with it."""
        place = self._places.get(id(phrase), pronouns.Place())
        if place.part == "subject" or not self.describer.is_generic(phrase.head):
            return
        named = {id for other in place.beside if other.mentions for id in other.ids}
        if phrase.ids and set(phrase.ids) <= named:
            others = [ids for ids in phrase.choices if not set(ids) & named]
            phrase.ids = others[0] if others else ()
            phrase.choices = tuple(others[1:])

    def related_by(self, relation: str, ids: Iterable[str]) -> tuple[tuple[str, Bond], ...]:
        """Who is the ``relation`` of one of ``ids``, with the bond that says so."""
        return self.belongings.related_by(relation, ids)

    @property
    def _recent(self) -> tuple[str, ...]:
        """Entities of the message and of the conversation, the latest first."""
        return (*reversed(self.local), *self.salient)

    # -- pronouns ----------------------------------------------------------------------------------

    def _pronoun(self, phrase: NounPhrase) -> None:
        wanted = grammar.PRONOUNS.get(phrase.pronoun) or grammar.POSSESSIVES.get(phrase.pronoun, "")
        if wanted in ("i", "you", "we") or phrase.pronoun.endswith(("self", "selves")):
            return
        place = self._places.get(id(phrase), pronouns.Place())
        if self.event and pronouns.means_event(phrase, place):
            phrase.events = (self.event,)
            return
        found = pronouns.antecedents(self.film, phrase, place, self.local, self.salient)
        if found:
            phrase.ids, phrase.choices = found[0], tuple(found[1:])
        else:
            self.unresolved_pronouns.append(phrase.pronoun)

    # -- names -------------------------------------------------------------------------------------

    def _named(self, phrase: NounPhrase) -> None:
        first = phrase.mentions[0]
        ids = unique(id for mention in phrase.mentions for id in mention.ids)
        guessed = [mention for mention in phrase.mentions if mention.guessed]
        if guessed and first.ids:
            phrase.assumed = guessed[0].text
        if phrase.wh and len(ids) == 1 and not phrase.head and self.index.members(ids[0]):
            phrase.ids, phrase.is_class = self.index.members(ids[0]), True
            return
        if len(phrase.mentions) == 1:
            if first.common and self._better_as_noun(phrase):
                return
            if len(ids) > 1:
                ids = self._likeliest_first(ids, phrase)
                if len(ids) > 1:
                    phrase.ids, phrase.choices = ids[:1], tuple((id,) for id in ids[1:])
                    phrase.is_class = False
                    return
        if phrase.head:
            self._modified_by_name(phrase, ids)
        else:
            phrase.ids = ids

    def _better_as_noun(self, phrase: NounPhrase) -> bool:
        """Takes a word that is both name and noun for the noun where modifiers call for it."""
        if not (
            phrase.modifiers or phrase.determiner in ("a", "an") or phrase.relative is not None
        ):
            return False
        head = noun_lemma(phrase.mentions[0].text.lower())
        plain = NounPhrase(phrase.text, head=head, modifiers=phrase.modifiers)
        self._described(plain)
        if not plain.ids or plain.ids[0] in phrase.mentions[0].ids:
            return False
        phrase.ids, phrase.choices = plain.ids, plain.choices
        return True

    def _likeliest_first(self, ids: tuple[str, ...], phrase: NounPhrase) -> tuple[str, ...]:
        """Those whom a name of several may mean, by its modifiers, then by the conversation."""
        if phrase.modifiers:
            ids = self.describer.best_modified(ids, phrase.modifiers)
        recent = next((id for id in self.salient if id in ids), None)
        return unique((recent, *ids)) if recent else ids

    def _modified_by_name(self, phrase: NounPhrase, ids: tuple[str, ...]) -> None:
        """A noun with a name before it: "the X base", "X program"."""
        generic = self.describer.is_generic(phrase.head) and not phrase.modifiers
        entity = self.film.entities[ids[0]]
        if generic and not phrase.plural and self.describer.is_of_kind(phrase.head, entity):
            phrase.ids = ids[:1]
            return
        found = self.belongings.by_description(phrase, ids)
        if generic and not found:
            found = list(self.belongings.those_with(ids, phrase.head))
        events = () if found else self.belongings.events_of_noun(phrase.head, ids)
        if found:
            _take_first(phrase, found, 3)
        elif events:
            phrase.events = events
        elif self.describer.is_generic(phrase.head) or self.describer.is_a(ids[0], phrase.head):
            phrase.ids = ids

    # -- possessors --------------------------------------------------------------------------------

    def _possessed(self, phrase: NounPhrase, owner: NounPhrase) -> None:
        """ "X's sister", "his plan": by another reading of the owner where only that fits."""
        owners = owner.ids
        if not phrase.head:
            phrase.ids = owners
            return
        candidates = (owners, *owner.choices)
        related = [c for c in candidates if self.belongings.by_relation(phrase, c)]
        for candidate in related[:1] or candidates:
            if self._possessed_by(phrase, candidate):
                if phrase.ids and candidate != owners:
                    others = (owners, *(c for c in owner.choices if c != candidate))
                    owner.ids, owner.choices = candidate, tuple(others)
                return
        phrase.events = self.belongings.events_of_noun(phrase.head, owners)

    def _possessed_by(self, phrase: NounPhrase, owners: tuple[str, ...]) -> bool:
        """Resolves a noun as something of some owners; whether there is such a thing."""
        head, belongings = phrase.head, self.belongings
        ids = belongings.by_relation(phrase, owners) or belongings.by_deed(head, owners)
        if ids:
            self._settle(phrase, ids)
            return True
        if self.describer.is_generic(head) and not phrase.modifiers:
            return False
        related = belongings.by_description(phrase, owners)
        happenings = belongings.events_of_noun(head, owners)
        if happenings and not any(head in self.index.entities[id].heads for id in related):
            phrase.events = happenings
            return True
        if related:
            _take_first(phrase, related, 3)
        return bool(related)

    def _settle(self, phrase: NounPhrase, ids: tuple[str, ...]) -> None:
        """Takes of several found the one that the modifiers or the conversation point to."""
        people = all(self.film.entities[id].kind == "person" for id in ids)
        if len(ids) == 1 or phrase.plural or people:
            phrase.ids = ids
            return
        best = self.describer.best_modified(ids, phrase.modifiers)
        recent = [id for id in self._recent if id in best]
        _take_first(phrase, (*recent, *best))

    # -- descriptions ------------------------------------------------------------------------------

    def _described(self, phrase: NounPhrase) -> None:
        if self._is_part_of_plot(phrase):
            return
        if phrase.head in ("former", "latter", "one", "ones"):
            phrase.ids = pointed_at(phrase, self.listed, self.salient)
            if phrase.ids:
                return
            if phrase.head in ("former", "latter"):
                self.unresolved_pronouns.append(f"the {phrase.head}")
                return
        if phrase.of is not None and phrase.of.ids:
            if not phrase.wh and self._owned_by(phrase, phrase.of):
                return
            if phrase.head in CLASS_WORDS | {"member", "part"}:
                members = (self.index.members(id) or (id,) for id in phrase.of.ids)
                phrase.ids = unique(id for ids in members for id in ids)
                phrase.is_class = len(phrase.ids) > 1
                return
        if "other" in phrase.determiner.split() or "other" in phrase.modifiers:
            self._the_other(phrase)
            if phrase.ids:
                return
        anyone = self.describer.is_generic(phrase.head) and not phrase.modifiers
        if phrase.ordinal and self._named_by_ordinal(phrase):
            return
        asks_by_noun = phrase.wh and phrase.relative is None
        asks_by_noun = asks_by_noun and (anyone or not phrase.wh.startswith("how"))
        if asks_by_noun and self.describer.group_named(phrase.head) is None:
            return
        if self._points_like_a_pronoun(phrase):
            return
        found = self.describer.describe(phrase.words, phrase.plural)
        if found:
            self._take_of(phrase, found)
        else:
            phrase.events = self.belongings.events_of_noun(phrase.head, ())

    def _points_like_a_pronoun(self, phrase: NounPhrase) -> bool:
        """Resolves "that guy", "this woman" as "he" or "she" would be; whether somebody fits."""
        points = phrase.determiner in ("that", "this") and not phrase.plural and not phrase.wh
        narrowed = phrase.modifiers or phrase.relative is not None or phrase.of is not None
        if not points or narrowed or not self.describer.means_anybody(phrase.head):
            return False
        noun = self.describer.generic_nouns[phrase.head]
        own = noun.get("pronoun")
        wanted = (str(own),) if own else ("he", "she")
        place = self._places.get(id(phrase), pronouns.Place())
        found = pronouns.as_pronoun(self.film, wanted, place, self.local, self.salient)
        if not noun.get("loose"):  # a program may be "that guy", but is no man
            found = [ids for ids in found if self.film.entities[ids[0]].kind == "person"]
        if found:
            phrase.ids, phrase.choices = found[0], tuple(found[1:])
        return bool(found)

    def _named_by_ordinal(self, phrase: NounPhrase) -> bool:
        """Resolves "the second creature" where somebody or something goes by just that."""
        for word, number in grammar.ORDINALS.items():
            text = " ".join((word, *phrase.words))
            known = (id for id, p in self.index.entities.items() if text in p.phrases)
            found = next(known, None) if number == phrase.ordinal else None
            if found is not None:
                phrase.ids = (found,)
                return True
        return False

    def _is_part_of_plot(self, phrase: NounPhrase) -> bool:
        """Whether a phrase is "the end", "the story" and the like, and no entity goes by it."""
        if phrase.of is not None:
            return False
        named = any(phrase.head in self._asked_nouns.get(part, ()) for part in _PARTS_OF_PLOT)
        text = " ".join(phrase.words)
        return named and not any(text in p.phrases for p in self.index.entities.values())

    def _owned_by(self, phrase: NounPhrase, owner: NounPhrase) -> bool:
        """ "the sister of X": as "X's sister", where there is such a thing."""
        owned = NounPhrase(
            phrase.text, head=phrase.head, modifiers=phrase.modifiers, plural=phrase.plural
        )
        self._possessed(owned, owner)
        if not owned.ids and not owned.events:
            return False
        phrase.ids, phrase.choices, phrase.events = owned.ids, owned.choices, owned.events
        return True

    def _take_of(self, phrase: NounPhrase, found: list[str]) -> None:
        """Takes of those whom a description fits the one talked of, or all as a class."""
        recent = [id for id in self._recent if id in found]
        points = phrase.determiner in ("that", "this") and not phrase.plural and not phrase.wh
        narrowed = phrase.relative is not None or phrase.of is not None or len(found) == 1
        if points and not recent and not narrowed and self._means_all(phrase, found[0]):
            self.unresolved_pronouns.append(phrase.text)
            return
        definite = phrase.determiner in ("that", "this", "the")
        is_class = phrase.wh or len(found) > 1 and self._means_all(phrase, found[0])
        if is_class and not (recent and definite and not phrase.plural and not phrase.wh):
            phrase.ids, phrase.is_class = tuple(found), True
        else:
            _take_first(phrase, (*recent, *found))

    def _means_all(self, phrase: NounPhrase, first: str) -> bool:
        if self.describer.is_generic(phrase.head) and not phrase.modifiers:
            return True
        return phrase.plural and self.film.entities[first].kind in ("person", "program")

    def _the_other(self, phrase: NounPhrase) -> None:
        """ "the other twin", "the other one", "the others": by whom the conversation is about."""
        found = self.describer.describe([word for word in phrase.words if word != "other"])
        if not found and phrase.head in ("other", "others"):
            phrase.ids = self._rest_of_group()
            return
        known = [id for id in self._recent if id in found]
        rest = [id for id in found if not known or id != known[0]]
        if len(rest) == 1:
            phrase.ids = (rest[0],)

    def _rest_of_group(self) -> tuple[str, ...]:
        """The other members of the first group that those talked of belong to."""
        talked_of = (item.split("+") for item in self.salient)
        named = next((ids for ids in talked_of if ids[0] in self.film.entities), [])
        for group in self.film.entities.values():
            if named and set(named) <= set(group.members):
                return tuple(member for member in group.members if member not in named)
        return ()


def _take_first(phrase: NounPhrase, ids: Iterable[str], most: int = 4) -> None:
    """Takes the first for what a phrase means, those after it, ``most`` in all, for choices."""
    first, *others = unique(ids)[:most]
    phrase.ids, phrase.choices = (first,), tuple((id,) for id in others)


def _is_there(relative: Clause) -> bool:
    """Whether a relative clause says no more than that somebody or something is in the story."""
    predicates = {unit.predicate for unit in relative.frame.units}
    return bool(predicates & {"appear", "exist"}) and relative.frame.object is None


def _said_to_be(relative: Clause) -> tuple[str, ...]:
    """Those a relative clause says somebody is: "everyone who is a doctor"."""
    frame = relative.frame
    if frame.verb != "be" or frame.units or frame.prepositions or frame.negated:
        return ()
    said = frame.object or frame.subject
    if said is None or not said.head or said.possessor is not None:
        return ()
    found = unique((*said.ids, *(id for ids in said.choices for id in ids)))
    said.ids, said.choices = found, ()  # any of them is meant: nothing to ask back
    return found


def _narrow_to(
    phrase: NounPhrase, found: tuple[str, ...], fits: bool, members: tuple[str, ...]
) -> None:
    """Narrows a phrase to those its relative clause holds for: "the man who commanded the base".

    ``fits``: its noun may be said of those. ``members``: of the groups that it means, as in "the
    smuggler who drowned".
    """
    fitting = (*phrase.ids, *members, *(id for ids in phrase.choices for id in ids))
    both = tuple(id for id in found if id in fitting)
    if both:
        phrase.ids, phrase.choices = both, ()
    elif found and not phrase.wh and (fits or not phrase.ids):
        phrase.ids, phrase.choices = found, ()
    elif found and (fits or not phrase.ids):
        phrase.ids, phrase.is_class = found, True


def _phrases_of(clause: Clause) -> list[NounPhrase]:
    found = list(clause.phrases)
    for nested in clause.nested:
        found += _phrases_of(nested)
    return found

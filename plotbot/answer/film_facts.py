"""Questions about the film itself: director, year, cast and what a name is short for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plotbot.answer.handling import Handlers
from plotbot.answer.model import (
    ANSWERED,
    CORRECTED,
    NOT_IN_SYNOPSIS,
    Answer,
    Statement,
)
from plotbot.answer.story import FILM
from plotbot.question import grammar
from plotbot.question.reading import Reading
from plotbot.question.syntax import NounPhrase
from plotbot.question.text import says_any

_SETTING = re.compile(
    r"\b(?:takes?|took|taking) place\b|\b(?:is|are|was|were) .*\bset\b|\bset in\b"
    r"|\bevents?\b|\bhappens?\b"
)
"""By which a question means the time of the story, not of the film."""

_CAST = ("cast", "lineup", "line-up", "ensemble", "actors", "stars")
"""Heads of phrases that mean those who play."""


class FilmFacts(Handlers):
    """What the text tells of the film as a work."""

    def casting(self, reading: Reading) -> Answer | None:
        """Who plays whom, which the text does not tell where it lists the cast only."""
        frame = reading.clause.frame
        low = f" {reading.low} "
        playing = {"play_part", "star"} & {u.predicate for u in frame.units} or re.search(
            r"\b(play(?:s|ed|ing)?|portray(?:s|ed|ing)?|role|actor (?:of|for|behind)|actress|"
            r"voice[sd]?|part)\b",
            low,
        )
        index = self.index
        actors = {b.to for b in index.bonds_from.get(FILM, ()) if b.relation == "actor" and b.to}
        named = {id for p in reading.phrases for id in p.ids}
        if (
            named & actors
            and reading.wh in ("who", "which", "what")
            and (
                playing
                or re.search(
                    r" (?:in it|in this|in the (?:film|movie)|here)\b",
                    f" {reading.segment.raw.lower()}",
                )
            )
        ):
            bonds = [b for b in index.bonds_from.get(FILM, ()) if b.to in named]
            return Answer(
                NOT_IN_SYNOPSIS,
                statements=tuple(Statement(b) for b in bonds[:1]),
                details={"final": True},
            )
        characters = [
            id
            for id in named - actors
            if self.film.entities.get(id) and self.film.entities[id].kind in ("person", "program")
        ]
        if (
            characters
            and playing
            and re.search(r"\b(play|portray|actor|actress|voice)", low)
            and not any(
                id in self.film.entities and self.film.entities[id].kind == "thing" for id in named
            )
        ):
            return Answer(NOT_IN_SYNOPSIS, topic=(FILM,), details={"final": True})
        return None

    def in_cast(self, reading: Reading) -> Answer | None:
        """ "Is X in it?", asked of an actor."""
        frame = reading.clause.frame
        shown = "appear" in {unit.predicate for unit in frame.units}
        if not shown and frame.verb not in ("be", "", "act", "appear", "star") or reading.wh:
            return None
        actors = {b.to: b for b in self.index.bonds_from.get(FILM, ()) if b.relation == "actor"}
        of = frame.subject.ids if frame.subject is not None else reading.ids
        bonds = [actors[i] for i in of if i in actors]
        within = re.search(r"\bin\b|\bcast\b|\bactors?\b|\bplayers?\b", reading.segment.raw.lower())
        if not bonds and self._names_stranger(reading):
            cast = self.story.fact(("actor",))
            if cast is not None and len(cast.entities) > 1:
                found = cast.statements[:1]
                return Answer(CORRECTED, "not_listed", found, entities=cast.entities)
        if not bonds or not within and not shown:
            return None
        return Answer(ANSWERED, "yes", (Statement(bonds[0]),), topic=reading.ids)

    def _names_stranger(self, reading: Reading) -> bool:
        """Whether two words that begin like an actor's name, but are none, are asked about."""
        frame = reading.clause.frame
        subject = frame.subject
        if subject is None or subject.ids or subject.determiner or subject.of is not None:
            return False
        if len(subject.words) != 2 or subject.possessor is not None or subject.relative is not None:
            return False
        known = (self.index.concepts_of(word) for word in subject.words)
        in_it = any(
            word in ("in", "among", "of") and (self.about_story(p) or p.head in _CAST)
            for word, p in frame.prepositions
        )
        return in_it and not any(known) and not subject.mentions

    def films_before(self, reading: Reading) -> Answer | None:
        """ "How many films came before it?": by the film's place in its series."""
        wh = reading.clause.wh
        if wh is None or wh.phrase is None or not wh.phrase.wh.startswith("how"):
            return None
        if not self.noun_in(wh.phrase.head, "story"):
            return None
        if not re.search(
            r"\b(before|earlier|precede|preceding|prior|so far|already)\b", reading.low
        ):
            return None
        return self.story.fact(("number_in_series",))

    def abbreviation(self, reading: Reading) -> Answer | None:
        """ "What does X stand for?", "What is X short for?" """
        words = self.speech.forms.get("film_facts", {}).get("abbreviation", ())
        stands = reading.clause.frame.verb in ("stand", "mean") and reading.wh == "what"
        if not stands and not says_any(reading.lemmas, words):
            return None
        for id in reading.ids:
            for bond in self.index.bonds_from.get(id, ()):
                if bond.relation == "abbreviation":
                    return Answer(ANSWERED, statements=(Statement(bond),), entities=(id,))
        if reading.ids and reading.clause.frame.verb != "mean":
            return Answer(NOT_IN_SYNOPSIS, topic=reading.ids, details={"final": True})
        return None

    def untold(self, reading: Reading) -> Answer | None:
        """What no synopsis tells of a film: its music, its cost, where it was shot."""
        words = self.speech.forms.get("film_untold", {}).get("words", ())
        if not says_any(reading.lemmas, words):
            return None
        named = [t.mention for t in reading.tokens if t.mention and FILM not in t.mention.ids]
        if not {id for mention in named for id in mention.ids} <= self._bound_to_film():
            return None
        if any(p.ids and p.ids != (FILM,) and not p.pronoun for p in reading.phrases):
            return None
        return Answer(NOT_IN_SYNOPSIS, topic=(FILM,), details={"final": True})

    def of_childhood(self, reading: Reading, answer: Answer) -> bool:
        """Whether a question asks of somebody's childhood and an answer tells of none."""
        words = self.speech.forms.get("childhood", {})
        if not says_any(reading.low, words.get("asked", ())):
            return False
        told = " ".join(statement.fact.quote.lower() for statement in answer.statements)
        return not any(word in told for word in words.get("told", ()))

    def _bound_to_film(self) -> set[str]:
        """Who and what has to do with the film as a work: makers, actors, studios."""
        return {bond.to for bond in self.index.bonds_from.get(FILM, ()) if bond.to}

    def _spoken_of(self, reading: Reading) -> Iterator[str]:
        """Those besides the film whom a question names, describes or calls an owner."""
        kinds = {id: entity.kind for id, entity in self.film.entities.items()}
        for p in reading.phrases:
            if p.mentions or grammar.PRONOUNS.get(p.pronoun) in ("he", "she"):
                yield from (id for id in p.ids if id != FILM and kinds[id] != "film")
            if p.possessor is not None:
                yield from (id for id in p.possessor.ids if id != FILM)
            if p.head and not p.wh and not p.is_class:
                yield from (id for id in p.ids[:1] if kinds[id] in ("person", "program"))

    def film_fact(self, reading: Reading) -> Answer | None:
        """Director, year, studio ... where the question is about the film or about nobody."""
        low = f" {reading.lemmas} "
        if reading.wh == "how old" and self.about_story(reading.clause.frame.subject):
            return self.story.fact(("year",))
        if reading.wh.startswith("how ") or not (
            reading.wh or reading.is_whether or not reading.clause.frame.units
        ):
            return None
        subject, wh = reading.clause.frame.subject, reading.clause.wh
        doers = subject.ids if subject is not None else ()
        acting = any(self.film.entities[id].kind == "person" for id in doers)
        if acting and wh is not None and wh.function in grammar.PREPOSITIONS:
            return None  # "whom does X write to" asks for no maker of the film
        others = list(self._spoken_of(reading))
        if not set(others) <= self._bound_to_film():
            return None
        frame = reading.clause.frame
        verbal = frame.verb and self._is_done_to_film(reading)
        parts = [part for p in reading.phrases for part in (p, p.of, p.possessor)]
        nouns = {part.head for part in parts if part is not None and self._may_be_of_film(part)}
        facts = self.speech.forms.get("film_facts", {}).items()
        noun = wh.phrase.head if wh is not None and wh.phrase is not None else ""
        for relation, words in sorted(facts, key=lambda pair: noun not in pair[1]):
            asks_when = reading.wh == "when"
            opened = relation == "year" and asks_when and self.about_story(frame.subject)
            said = any(
                f" {word} " in low or f" {word} " in f" {reading.low} "
                if " " in word
                else verbal and word == frame.verb or word in nouns
                for word in words
            )
            said = said or self._released(reading) and relation == "distributor"
            if not said and not opened:
                continue
            if relation == "year" and _SETTING.search(reading.low):
                continue
            if relation == "country" and ("in" in frame.stranded or reading.part):
                continue  # where the story is set, not where the film comes from
            timely = (relation == "year") == asks_when
            if not timely and reading.wh not in ("", "what", "which"):
                continue
            found = self.story.fact((relation,))
            if found is None:
                continue
            if reading.is_whether:
                return self._confirm_fact(reading, found, others)
            if reading.wh not in ("why", "how", "where"):
                return found
            presumed = relation != "actor" and self._names_another(reading)
            if presumed and len(found.statements) <= 2:
                return Answer(CORRECTED, "correct", found.statements[:1], entities=found.entities)
        return None

    def _may_be_of_film(self, phrase: NounPhrase) -> bool:
        """Whether a noun is not that of somebody or something in the story."""
        owner = phrase.of or phrase.possessor
        bound = {FILM} | self._bound_to_film()
        return bound.issuperset(phrase.ids) or owner is not None and owner.ids == (FILM,)

    def _is_done_to_film(self, reading: Reading) -> bool:
        """Whether what a verb tells may be done to the film: "who directed it"."""
        frame, wh = reading.clause.frame, reading.clause.wh
        filmed = frame.subject if frame.passive else frame.object
        if filmed is None and frame.passive and wh is not None:
            filmed = wh.phrase
        if filmed is None or self.about_story(filmed) or filmed.pronoun:
            return True
        return frame.passive and not filmed.wh and not filmed.ids

    def _released(self, reading: Reading) -> bool:
        """Whether it is asked who brought the film to the public."""
        frame = reading.clause.frame
        released = {"release_film", "distribute"} & {unit.predicate for unit in frame.units}
        by_somebody = self.about_story(frame.subject if frame.passive else frame.object)
        return bool(released) and by_somebody and reading.wh in ("who", "which", "what", "whom")

    def _confirm_fact(self, reading: Reading, found: Answer, named: Sequence[str]) -> Answer:
        """Yes or no to a year or a name that the question puts forward."""
        numbers = [t.lower for t in reading.tokens if t.lower.isdigit()]
        values = " ".join(str(getattr(s.fact, "value", "") or "") for s in found.statements)
        if numbers:
            right = any(n in values for n in numbers)
        else:
            right = bool(set(named) & set(found.entities)) or not self._names_another(reading)
        if not right and len(found.entities) > 4:
            return Answer(CORRECTED, "not_listed", found.statements[:1], entities=found.entities)
        return Answer(
            ANSWERED if right else CORRECTED,
            "yes" if right else "no",
            found.statements[:1],
            entities=found.entities,
        )

    def _names_another(self, reading: Reading) -> bool:
        """Whether the subject is neither the film nor a pronoun."""
        subject = reading.clause.frame.subject
        return subject is not None and not subject.pronoun and not self.about_story(subject)

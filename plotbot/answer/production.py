"""Questions about the film as a work: who made it, when, of what kind, where it stands in a series.

A question is taken for one when every word of it that says something is of that sort
("production" in ``forms.yml``), however it is built.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property

from plotbot.answer.handling import Handlers
from plotbot.answer.model import ANSWERED, Answer, Statement
from plotbot.answer.story import FILM
from plotbot.answer.vocabulary import MARK, Vocabulary
from plotbot.film.model import Bond
from plotbot.question.reading import Reading

MAKERS = ("director", "writer", "producer", "distributor")
_EARLIER = frozenset("first original previous preceding earlier prior".split())
_WH = re.compile(r"\b(?:who|whom|whose|what|which|when|how)\b")
_SOMEBODY = frozenset("he she him her his hers they them their i we".split())
_APART = re.compile(
    r"\b(?:how many years|how long|how much (?:later|time)|what (?:gap|interval)"
    r"|years (?:later|apart|between|after))\b"
)
_FIRST = re.compile(r"\b(?:first|top|tops|heads?|headed|leads?|opens?|begins?|starts?)\b")
_LAST = re.compile(r"\b(?:last|closes?|ends?|final|finishes|bottom|concludes)\b")


class Production(Handlers):
    """What the text tells of the making of the film, and of its place among others."""

    def asked(self, reading: Reading) -> Answer | None:
        """What is asked by a question that says nothing but words of production."""
        found = None if self._of_another(reading) else self._asked(reading)
        return None if found is None else replace(found, details={"whole": True})

    def _of_another(self, reading: Reading) -> bool:
        """Whether "it" may be something that was spoken of, not the film."""
        said = set(self._plain(reading).split())
        pointing = said & {"it", "this", "that"} and not said & self._works
        return bool(pointing and [s for s in reading.resolver.salient if s != FILM])

    def _asked(self, reading: Reading) -> Answer | None:
        """ "Who wrote it?", "what year is the one before from?", "which film of the series?" """
        text = self._marked(reading)
        plain = self._plain(reading)
        if text is None:
            return None
        topics = dict.fromkeys(MARK.findall(text))
        if not _WH.search(plain):
            listed = not reading.clause.frame.verb and len(topics) > 1
            return self._facts(list(topics)) if listed else None
        if "actor" in topics:
            return self._of_cast(text, reading) if set(topics) == {"actor"} else None
        asks_when = "year" in topics or bool(re.search(r"\bwhen\b", plain))
        apart = bool(_APART.search(plain))
        if "predecessor" in topics and (asks_when or apart):
            return self._of_years(apart)
        if asks_when:
            wrote = {"writer", "director", "genre", "basis"} & set(topics)
            return None if wrote else self.story.fact(("year",))
        if re.search(r"\b(?:how|where|why)\b", plain) and "number" not in topics:
            return None
        for topic in ("number", "predecessor", "basis", "country", "genre", "series"):
            if topic in topics:
                relation = "number_in_series" if topic == "number" else topic
                return self.story.fact((relation,))
        return self._facts([topic for topic in MAKERS if topic in topics])

    # -- what is told ------------------------------------------------------------------------------

    def _facts(self, relations: Sequence[str]) -> Answer | None:
        """What the text says under each of some relations, in one answer."""
        found = [fact for fact in (self.story.fact((r,)) for r in relations) if fact is not None]
        if not found or len(found) < len(relations):
            return None
        statements = tuple(s for fact in found for s in fact.statements)
        entities = tuple(dict.fromkeys(id for fact in found for id in fact.entities))
        return Answer(ANSWERED, statements=statements, entities=entities)

    def _of_years(self, apart: bool) -> Answer | None:
        """The year of the film before; with ``apart`` how many years lie between the two."""
        before = [b.to for b in self._bonds(("predecessor",)) if b.to]
        earlier = [b for id in before for b in self._bonds(("year",), id)]
        if not earlier or not apart:
            facts = tuple(Statement(bond) for bond in earlier)
            return Answer(ANSWERED, statements=facts) if facts else None
        own = self._bonds(("year",))
        years = [bond.value or "" for bond in (*own[:1], *earlier[:1])]
        if not own or not all(year.isdigit() for year in years):
            return None
        return Answer(
            ANSWERED,
            number=int(years[0]) - int(years[1]),
            noun="years",
            statements=(Statement(own[0]), Statement(earlier[0])),
        )

    def _of_cast(self, text: str, reading: Reading) -> Answer | None:
        """Who stands first or last in the list of the cast, how many stand there."""
        bonds = [b for b in self._bonds(("actor",)) if b.to and self._is_person(b.to)]
        if len(bonds) < 2:
            return None
        if re.search(r"\bhow many\b", text):
            named = self._sharing(reading, bonds)
            chosen = named or bonds
            ids = tuple(b.to for b in chosen if b.to)
            return Answer(
                ANSWERED, number=len(ids), entities=ids, statements=(Statement(chosen[0]),)
            )
        for words, bond in ((_LAST, bonds[-1]), (_FIRST, bonds[0])):
            if words.search(text) and bond.to:
                return Answer(ANSWERED, statements=(Statement(bond),), entities=(bond.to,))
        named = self._sharing(reading, bonds)
        if not named:
            return None
        return Answer(
            ANSWERED,
            statements=tuple(Statement(b) for b in named),
            entities=tuple(b.to for b in named if b.to),
        )

    def _sharing(self, reading: Reading, bonds: Sequence[Bond]) -> list[Bond]:
        """Actors one of whose names the question says."""
        ids = {id for token in reading.tokens if token.mention for id in token.mention.ids}
        said = set(self._plain(reading).split())
        return [
            b
            for b in bonds
            if b.to in ids or b.to and said & set(self.film.entities[b.to].name.lower().split())
        ]

    def _is_person(self, id: str) -> bool:
        return self.film.entities[id].kind == "person"

    def _bonds(self, relations: Collection[str], id: str = FILM) -> list[Bond]:
        return [b for b in self.index.bonds_from.get(id, ()) if b.relation in relations]

    # -- words -------------------------------------------------------------------------------------

    def _plain(self, reading: Reading) -> str:
        """The question in lower case, the film's own names replaced by "it"."""
        text = reading.segment.text
        for mention in reversed(self.knowledge.names.find(text)):
            if mention.ids == (FILM,) and not mention.common:
                text = f"{text[: mention.start]}it{text[mention.end :]}"
        text = re.sub(r"[^\w'. -]+", " ", text.lower())
        return re.sub(r"\s+", " ", re.sub(r"\.(?=\s|$)", "", text)).strip()

    def _marked(self, reading: Reading) -> str | None:
        """The question with its words of production as marks; None where it says other things."""
        text = self._plain(reading)
        if _SOMEBODY & set(text.split()):
            return None
        named = self.knowledge.names.find(text)
        before = [b.to for b in self._bonds(("predecessor",)) if b.to]
        for mention in reversed(named):
            word = mention.text.lower()
            if word in self._neutral or mention.common and self._words.marked(word) != word:
                continue
            around = text[mention.end :].split()[:1]
            first = text[: mention.start].split()[-1:]
            if set(mention.ids) & set(before) or first and first[0] in _EARLIER:
                mark = " §predecessor "
            elif set(mention.ids) & self._bound or around and around[0] in self._works:
                mark = " "
            else:
                return None
            text = f"{text[: mention.start]}{mark}{text[mention.end :]}"
        text = self._words.marked(text)
        other = self._words.others(text)
        if any(not (w.isdigit() or _FIRST.match(w) or _LAST.match(w)) for w in other):
            names = {w for b in self._bonds(("actor",)) if b.to for w in self._name_of(b.to)}
            if not set(other) <= names:
                return None
        return text if "§" in text else None

    def _name_of(self, id: str) -> list[str]:
        return self.film.entities[id].name.lower().split()

    @cached_property
    def _bound(self) -> set[str]:
        """Who and what has to do with the film as a work only, not with what happens in it."""
        film = {b.to for b in self.index.bonds_from.get(FILM, ()) if b.to}
        return {*film, FILM} - {
            id for e in self.film.events for id in self.index.events[e.id].roles
        }

    @cached_property
    def _works(self) -> frozenset[str]:
        """Nouns for a film, in the singular and plural."""
        nouns = self.speech.forms.get("asked_nouns", {}).get("story", ())
        return frozenset(form for noun in nouns for form in (noun, f"{noun}s"))

    @cached_property
    def _neutral(self) -> frozenset[str]:
        """Words that a question about the making of a film may say besides."""
        words = self.speech.forms.get("production", {}).get("neutral", ())
        return frozenset(words) | self._works

    @cached_property
    def _words(self) -> Vocabulary:
        """Words of production with what they ask for."""
        known = self.speech.forms.get("production", {})
        topics = {k: v for k, v in known.items() if k not in ("neutral", "nations", "ordinals")}
        return Vocabulary(topics, self._neutral)

"""What a question puts forward of the film as a work: yes, or what is told instead.

"did X direct it", "is X in it", "was it made in 1999", "is it the second film of the series"
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from plotbot.answer.model import ANSWERED, CORRECTED, Answer, Statement
from plotbot.answer.production import MAKERS, Production
from plotbot.answer.vocabulary import MARK
from plotbot.film.model import Event
from plotbot.language.patterns import either
from plotbot.question import grammar
from plotbot.question.reading import Reading
from plotbot.question.tokens import CLOSED

_TRAILING = re.compile(
    r"(?: (?:also|really|actually|even|not|too|in fact|indeed|himself|herself))+$"
)
_NAME = r"(?P<name>\w[\w'. -]*?)"
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_KINDS = ("predecessor", "country", "genre", "producer", "distributor", "series", "basis")
"""Relations by which it may be told of what kind a film is."""


class ProductionClaims(Production):
    """Whether the film was made by somebody, has somebody in it, is of some year or kind."""

    def confirmed(self, reading: Reading) -> Answer | None:
        """ "Did X direct it?", "was it made by X?", "is X behind it?", for whomever X is."""
        if reading.wh or self._of_another(reading):
            return None
        text = self._plain(reading)
        for pattern in self._claims:
            found = pattern.match(text)
            if found is None:
                continue
            names = _TRAILING.sub("", found["name"]).removeprefix("the ")
            topics = self._topics_of(found["done"])
            if not topics or names.split()[0] in CLOSED or set(names.split()) <= self._neutral:
                continue
            return self._judged(names, topics)
        for pattern in self._castings:
            found = pattern.match(text)
            if found is not None:
                return self._in_cast(_TRAILING.sub("", found["name"]))
        return self._year_confirmed(reading, text) or self._kind_confirmed(text)

    def _judged(self, names: str, topics: Sequence[str]) -> Answer | None:
        """Yes where whoever is named made the film in that part, else who did."""
        relations = [t for t in topics if t in MAKERS] or list(MAKERS)
        ids = set(self._ids_of(names))
        if ids and not ids & self._bound:
            return None  # somebody of the story
        told = self._bonds(relations)
        borne = [b for b in told if b.to in ids]
        kinds = {b.relation for b in borne}
        if borne and (topics == ["maker"] or kinds >= set(relations)):
            return Answer(ANSWERED, "yes", tuple(Statement(b) for b in borne))
        asked = [
            b for b in told if b.relation in (relations if topics != ["maker"] else "producer")
        ]
        if not asked:
            return None
        return Answer(CORRECTED, "no", tuple(Statement(b) for b in asked))

    def _in_cast(self, names: str) -> Answer | None:
        """Whether somebody is in the film: an actor whom the text lists, or one of the story."""
        ids = self._ids_of(names)
        bonds = [b for b in self._bonds(("actor",)) if b.to]
        named = [b for b in bonds if b.to in ids]
        if named:
            return Answer(ANSWERED, "yes", (Statement(named[0]),), entities=tuple(ids))
        if ids:
            facts = [fact for id in ids if self._is_person(id) for fact in self._first_of(id)]
            return Answer(ANSWERED, "yes", (Statement(facts[0]),)) if facts else None
        words = names.split()
        strange = not any(w in CLOSED or self.index.concepts_of(w) for w in words)
        if len(bonds) < 2 or not 2 <= len(words) <= 3 or not strange or words[-1] in self._neutral:
            return None
        cast = tuple(b.to for b in bonds if b.to)
        return Answer(CORRECTED, "not_listed", (Statement(bonds[0]),), entities=cast)

    def _first_of(self, id: str) -> list[Event]:
        """The first that somebody has a part in; none where only what went before speaks of him."""
        return [e for e in self.story.told if id in self.index.events[e.id].roles][:1]

    def _ids_of(self, names: str) -> tuple[str, ...]:
        """Whom some words name as a whole."""
        mentions = self.knowledge.names.find(names)
        whole = mentions and mentions[0].start == 0 and mentions[0].end >= len(names)
        return mentions[0].ids if whole else ()

    def _year_confirmed(self, reading: Reading, text: str) -> Answer | None:
        """Whether the film is from a year that the question names."""
        marked = self._marked(reading)
        year = _YEAR.search(text)
        own = self._bonds(("year",))
        if marked is None or year is None or not own:
            return None
        if "predecessor" in MARK.findall(marked):
            return None
        right = year.group() == own[0].value
        return Answer(
            ANSWERED if right else CORRECTED, "yes" if right else "no", (Statement(own[0]),)
        )

    def _kind_confirmed(self, text: str) -> Answer | None:
        """ "Is it a superhero film?", "is it the second film of the series?" """
        found = self._is_a.match(text)
        if found is None:
            return None
        words = [w for w in re.findall(r"[\w'-]+", found["kind"]) if w not in grammar.DETERMINERS]
        if words and words[0] in self._ordinals:
            return self._place_confirmed(words[0], words)
        for bond in self._bonds(_KINDS):
            value = self.film.entities[bond.to].name if bond.to else bond.value or ""
            told = " ".join((value, *bond.also)).lower()
            if words and all(re.search(rf"\b{re.escape(w)}\b", told) for w in words):
                return Answer(ANSWERED, "yes", (Statement(bond),))
        houses = self.speech.forms.get("production", {}).get("houses", ())
        ours = self._bonds(("producer", "basis"))
        if ours and (" ".join(words) in houses or words and words[0] in houses):
            status, lead = (ANSWERED, "") if " or " in text else (CORRECTED, "no")
            return Answer(status, lead, tuple(Statement(b) for b in ours[:2]))
        country = self._bonds(("country",))
        nations = self.speech.forms.get("production", {}).get("nations", ())
        if country and len(words) == 1 and words[0] in nations:
            return Answer(CORRECTED, "no", (Statement(country[0]),))
        return None

    def _place_confirmed(self, ordinal: str, words: Sequence[str]) -> Answer | None:
        """Whether the film is the first, second ... of its series."""
        place = self._bonds(("number_in_series",))
        before = self._bonds(("predecessor",))
        if place and ordinal in (place[0].value or "").lower():
            return Answer(ANSWERED, "yes", (Statement(place[0]),))
        title = before and before[0].to and self.film.entities[before[0].to].name.lower()
        if before and (title and any(w in title for w in words if len(w) > 4) or not place):
            lead = {"first": "no", "second": "yes"}.get(ordinal, "")
            status = CORRECTED if lead == "no" else ANSWERED
            return Answer(status, lead, (Statement(before[0]),))
        return Answer(CORRECTED, "no", (Statement(place[0]),)) if place else None

    # -- words ----------------------------------------------------------------------------------

    def _topics_of(self, done: str) -> list[str]:
        """What part in the making some words tell of: "wrote and directed"."""
        words = self.speech.forms.get("production", {})
        return [
            topic
            for topic in (*MAKERS, "maker")
            if any(re.search(rf"\b{re.escape(w)}\b", done) for w in words.get(topic, ()))
        ]

    @cached_property
    def _ordinals(self) -> frozenset[str]:
        words = self.speech.forms.get("production", {}).get("ordinals", ())
        return frozenset(words) | frozenset(grammar.ORDINALS)

    @cached_property
    def _work(self) -> str:
        """The film, as a pattern."""
        return rf"(?:it|this|that|here|(?:the|this|that|its) (?:\w+ )?(?:{self._nouns}))(?: one)?"

    @cached_property
    def _nouns(self) -> str:
        return "|".join(sorted(self._works, key=len, reverse=True))

    @cached_property
    def _claims(self) -> tuple[re.Pattern[str], ...]:
        """How it is put forward that somebody had a part in the making."""
        work, name = self._work, _NAME
        done = either(self._words_of((*MAKERS, "maker")))
        done = rf"(?P<done>{done}(?: (?:and|or|as well as) \w+)*)"
        well = r"(?:really |actually |also |even |both |not |the one who |who |that )*"
        after = rf"(?: (?:of|for|behind|on) {work}| here| too| as well| {work})?"
        who = r"(?:who|that|which|the (?:\w+ )?(?:who|that|which))"
        be = "(?:is|was|were|are)"
        return _whole(
            rf"(?:did|does|do|has|have|had) {well}{name} {well}{done} {work}(?: too| as well)?",
            rf"(?:{be}|has) (?:not )?{work} (?:been )?{well}{done}(?: and \w+)* by {name}",
            rf"{be} {name} (?:not )?(?:the|a|an|its|one of the) (?:\w+ )?{done}{after}",
            rf"{be} (?:the|its) {done}{after} {name}",
            rf"{be} (?:it )?(?:not )?{name} {who} {done} {work}",
            rf"{be} {name} {done} {work}",
            rf"{name} {well}{done} {work}",
            rf"{work} {be} {well}{done} by {name}",
            rf"(?:the|its) {done}{after} {be} {name}",
            rf"{name} {be} (?:the|its) {done}{after}",
        )

    @cached_property
    def _castings(self) -> tuple[re.Pattern[str], ...]:
        """How it is put forward that somebody is in the film."""
        work, name = self._work, _NAME
        cast = either(self.speech.forms.get("production", {}).get("actor", ()))
        cast = rf"(?:the )?{cast}(?: listed| named| here)?"
        among = (
            r"(?:in|one of|among|amongst|part of|a member of|(?:found|listed|named) (?:in|among))"
        )
        among = rf"(?:to be )?{among} (?:{work}|{cast})(?: of {work})?"
        plays = (
            r"(?:appear|star|act|play|feature|(?:show|turn|pop) up|have a (?:role|part)|perform)"
        )
        return _whole(
            rf"(?:is|was|are|were) (?:not )?{name} {among}",
            rf"(?:does|did|do|will|would) (?:not )?{name} {plays}(?: in {work})?",
            rf"(?:will|would) (?:not )?{name} be {among}",
            rf"{name} (?:is|was|are) (?:not )?{among}",
            rf"{name} {plays}s? in {work}",
        )

    @cached_property
    def _is_a(self) -> re.Pattern[str]:
        """How it is asked of what kind the film is."""
        asks = rf"(?:(?:is|was) (?:not )?{self._work}|{self._work} (?:is|was))"
        article = r"(?:(?:a|an|the|just another|one of the) )?(?:very )?"
        return re.compile(
            rf"^{asks}(?: really| actually| just| not)* {article}"
            rf"(?P<kind>[\w'-]+(?: [\w'-]+){{0,3}}?)(?: (?:{self._nouns}|one))?(?: or .*)?$"
        )

    def _words_of(self, topics: Iterable[str]) -> list[str]:
        words = self.speech.forms.get("production", {})
        return [word for topic in topics for word in words.get(topic, ())]


def _whole(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"^{pattern}$") for pattern in patterns)

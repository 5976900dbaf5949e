"""Which handler answers a reading: the forms of question in order, special before general."""

from __future__ import annotations

import re
from dataclasses import replace

from plotbot.answer.attributes import Attributes
from plotbot.answer.circumstances import Circumstances
from plotbot.answer.consequences import Consequences
from plotbot.answer.counting import Counting
from plotbot.answer.fate import Fate
from plotbot.answer.film_facts import FilmFacts
from plotbot.answer.handling import Handler, Sources
from plotbot.answer.happenings import Happenings
from plotbot.answer.matching import Match
from plotbot.answer.measures import Measures
from plotbot.answer.membership import Membership
from plotbot.answer.model import ANSWERED, NOT_IN_SYNOPSIS, OUT_OF_SCOPE, Answer
from plotbot.answer.nouns import Nouns
from plotbot.answer.order import Order
from plotbot.answer.overall import Overall
from plotbot.answer.premises import Premises
from plotbot.answer.presumed_death import PresumedDeath
from plotbot.answer.presumed_traits import PresumedTraits
from plotbot.answer.production_claims import ProductionClaims
from plotbot.answer.profiles import Profiles
from plotbot.answer.relations import Relations
from plotbot.answer.staying import Staying
from plotbot.answer.telling import Telling
from plotbot.answer.uses import Uses
from plotbot.answer.whole import Whole
from plotbot.answer.withheld import Withheld
from plotbot.film.model import Event
from plotbot.knowledge import Knowledge
from plotbot.question import grammar
from plotbot.question.asked import asks_cause
from plotbot.question.reading import Reading
from plotbot.question.syntax import Clause, NounPhrase, Wh

_LISTING = frozenset({"tell", "list", "name", "enumerate", "give", "show"})


class Query:
    """Answers readings about one film; holds no state of a conversation.

    Attributes:
        handlers: (form, handler) in the order in which they are tried. A handler returns None for
            a reading of another form; the form is that of its answers, unless they name one.
        events, characters, story: the queries that handlers draw on, for the conversation.
    """

    def __init__(self, knowledge: Knowledge):
        self.knowledge = knowledge
        self.film = knowledge.film
        sources = Sources(knowledge)
        self.events = sources.events
        self.characters = sources.characters
        self.story = sources.story
        self._anchors = sources.anchors
        self._withheld = Withheld(knowledge, sources.events)
        premises, whole, order = Premises(sources), Whole(sources), Order(sources)
        fate, nouns, relations = Fate(sources), Nouns(sources), Relations(sources)
        film_facts, counting = FilmFacts(sources), Counting(sources)
        self._of_childhood = film_facts.of_childhood
        attributes, measures = Attributes(sources), Measures(sources)
        happenings, profiles = Happenings(sources), Profiles(sources)
        uses = Uses(sources)
        production, overall = ProductionClaims(sources), Overall(sources)
        membership, traits = Membership(sources), PresumedTraits(sources)
        deaths = PresumedDeath(sources)
        around, telling = Circumstances(sources), Telling(sources)
        self.handlers: tuple[tuple[str, Handler], ...] = (
            ("film", production.asked),
            ("film", production.confirmed),
            ("list", membership.at_the_end),
            ("relation", membership.is_member),
            ("summary", overall.told),
            ("summary", telling.account),
            ("ending", telling.left),
            ("statement", premises.command),
            ("statement", traits.numbered),
            ("statement", traits.placed),
            ("statement", traits.human),
            ("statement", premises.premise),
            ("fate", deaths.untold),
            ("statement", premises.contrary),
            ("summary", whole.summary),
            ("ending", whole.ending),
            ("mid_credits", whole.mid_credits),
            ("order", around.before_or_after),
            ("order", around.between),
            ("when", around.until_when),
            ("order", around.during_what),
            ("what", Consequences(sources).consequence),
            ("why", around.cause),
            ("order", order.which_first),
            ("order", order.before_or_after),
            ("order", order.order),
            ("whether", Staying(sources).stays),
            ("fate", fate.fate),
            ("where", relations.location),
            ("event", nouns.reaction),
            ("what", measures.measure),
            ("relation", measures.relatives),
            ("what", nouns.made_of),
            ("why", nouns.use),
            ("why", uses.used_for),
            ("what", uses.intended),
            ("how", nouns.came_there),
            ("who", nouns.whose_idea),
            ("identity", nouns.asked_noun),
            ("relation", relations.between),
            ("powers", profiles.powers),
            ("relation", attributes.asked),
            ("where", attributes.inside),
            ("film", film_facts.untold),
            ("film", film_facts.casting),
            ("film", film_facts.in_cast),
            ("film", film_facts.films_before),
            ("film", film_facts.abbreviation),
            ("film", film_facts.film_fact),
            ("how_many", counting.count),
            ("list", counting.members),
            ("list", counting.listed),
            ("relation", relations.is_related),
            ("relation", relations.relation),
            ("event", happenings.event),
            ("identity", profiles.deeds),
            ("identity", profiles.identity),
        )

    def answer(self, reading: Reading) -> Answer:
        """The answer to a reading.

        What is told of a later life answers nothing of a childhood, and what is told of this story
        nothing of another or of the real world.
        """
        found = self._found(reading)
        if found.status != ANSWERED:
            return found
        if self._of_childhood(reading, found) or self._withheld.of_elsewhere(reading):
            return Answer(NOT_IN_SYNOPSIS, statements=found.statements[:1], form=found.form)
        return found

    def _found(self, reading: Reading) -> Answer:
        """The answer of the first handler that has one.

        One that finds the right form but nothing told (``not_in_synopsis``, not marked as final)
        lets the later ones try. Where none answers, in this order: the event that the question
        describes, unless the handler was sure that the text does not tell it; the scene in the
        credits, if the question points there; what was not told; ``out_of_scope``.
        """
        reading = self._as_question(reading)
        self._note_anchor(reading)
        untold: Answer | None = None
        wh = reading.clause.wh
        for_reason = wh is not None and wh.function == "reason"
        of_cause = for_reason or asks_cause(reading, self.knowledge.speech)
        for form, handler in self.handlers:
            if of_cause and form in _NAMING:
                continue
            found = handler(reading)
            if found is None:
                continue
            found = _with_form(found, form)
            if self._only_before(reading, found):
                return Answer(NOT_IN_SYNOPSIS, statements=found.statements[:1], form=form)
            if found.status != NOT_IN_SYNOPSIS or found.details.get("final"):
                if self._withheld.is_empty(reading, found):
                    return _refused(found)
                if self._withheld.confirms_less(reading, found):
                    continue
                if self._withheld.leaves_out(reading, found):
                    return self._fall_back(reading, _refused(found))
                found = self._named_one_by_one(reading, found)
                better = self._outdone(reading, found)
                plain = found.form == "event" and not found.details.get("beside")
                if better is None and plain and found.status == ANSWERED:
                    refused = self.events.untold(reading, found)
                    return refused or self.events.completed(reading, found)
                return better or found
            untold = untold or found
        return self._fall_back(reading, untold)

    def _as_question(self, reading: Reading) -> Reading:
        """An order to list all for whom a clause holds, as the question who they are."""
        frame, asked = reading.clause.frame, reading.clause.frame.object
        if frame.verb not in _LISTING or asked is None or asked.relative is None:
            return reading
        all_of_them = asked.pronoun == "those" or "all" in asked.determiner and not asked.head
        if not all_of_them and asked.head not in grammar.INDEFINITE | {"one", "person"}:
            generic = asked.head in self.knowledge.speech.generic_nouns
            if not generic or not (
                asked.plural or asked.head == "people" or "all" in asked.determiner
            ):
                return reading
        word = "what" if asked.head in ("everything", "thing") else "who"
        gap = "subject" if asked.relative.frame.subject is None else "object"
        clause = replace(asked.relative, wh=Wh(word, gap), marker="")
        return replace(reading, clause=clause)

    @staticmethod
    def _only_before(reading: Reading, answer: Answer) -> bool:
        """Whether an answer names just the one before (or after) whom another was asked for."""
        if not reading.wh.startswith("who"):
            return False
        bounds = {
            id
            for preposition, phrase in reading.clause.frame.prepositions
            if preposition in ("before", "after", "besides", "except")
            for id in phrase.ids
        }
        return bool(answer.entities) and set(answer.entities) <= bounds

    def who(self, clause: Clause, among: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Entities of which a relative clause is true, or likeliest of a few."""
        return self.events.who(clause, among)

    def event_of(self, phrase: NounPhrase, first: bool = False) -> Event | None:
        """The event that a noun phrase stands for, or in which its entity first or last appears."""
        return self._anchors.event_of(phrase, first)

    def best_event(self, clause: Clause) -> Event | None:
        """The happening that a clause tells; None where none comes near."""
        return self._anchors.best_event(clause)

    def _note_anchor(self, reading: Reading) -> None:
        """Notes the event that "before ..." or "after ..." points to, for all handlers."""
        for kind in ("after", "before"):
            event = self._anchors.anchor(reading, kind)
            if event is not None:
                reading.details["anchor"] = (kind, event.order)

    def _outdone(self, reading: Reading, found: Answer) -> Answer | None:
        """The fact that a question describes, where an answer takes up little of what it says."""
        if found.status != ANSWERED or found.form not in _BY_FEW_WORDS or reading.part:
            return None
        if found.details.get("whole"):
            return None
        if found.details.get("beside"):
            return None  # it tells what came of what the question tells
        if found.details.get("whole"):
            return None  # it takes up all that the question says
        if found.form == "where" and found.details.get("sure"):
            return None
        frame = reading.clause.frame
        plain = frame.verb in ("be", "") and not frame.units
        plain = plain or frame.passive and frame.verb in ("call", "name")
        subject = frame.subject
        vague = subject is not None and subject.is_class and not subject.mentions
        if found.form in ("identity", "list", "relation") and reading.ids and plain and not vague:
            return None
        better = self.events.described(reading, found)
        if better is None or (better.entities and better.entities == found.entities):
            return None  # the same is named, and the answer by form may say more of it
        return _with_form(better, "event")

    def _named_one_by_one(self, reading: Reading, found: Answer) -> Answer:
        """An answer that is a group, as its members, where a question asks for their names."""
        if found.status != ANSWERED or found.form != "event" or len(found.entities) != 1:
            return found
        members = self.knowledge.index.members(found.entities[0])
        match = found.details.get("match")
        fit = match.score if isinstance(match, Match) else found.details.get("borne", 0.0)
        if not isinstance(fit, float) or fit < FITTING:
            return found
        if not members or not _ASKS_NAMES.search(reading.segment.raw.lower() or reading.low):
            return found
        return replace(found, lead="names", entities=members)

    def _fall_back(self, reading: Reading, untold: Answer | None) -> Answer:
        of_film = untold is not None and untold.form == "film"
        described = None if of_film else self.events.described(reading, untold)
        if described is not None:
            return _with_form(described, "event")
        if untold is not None:
            scene = self.story.part("mid_credits") if _asks_for_credits(reading) else None
            return scene or untold
        if reading.ids or any(p.ids or p.events for p in reading.phrases):
            return Answer(NOT_IN_SYNOPSIS, topic=reading.ids, form="statement")
        return Answer(OUT_OF_SCOPE, form="statement")


FITTING = 0.8
"""How well an event must fit a question for its group to be told name by name."""
_ASKS_NAMES = re.compile(
    r"\b(?:names? (?:of|all|every|each|the|those)|by name|enumerate|list|who (?:are|were) (?:all )?"
    r"the|of whom did|which (?:six|five|four|three|two|\d) )"
)
_BY_FEW_WORDS = frozenset({"event", "identity", "film", "list", "what", "where", "relation"})
"""Forms of answer that a word or two may call up which the question means otherwise."""
_NAMING = frozenset({"list", "how_many", "powers", "relation"})
"""Forms of answer that name somebody or something, never a cause or a result."""


def _asks_for_credits(reading: Reading) -> bool:
    """Whether a plain "who" or "what" asks for the scene in the credits."""
    typed = reading.clause.wh is not None and reading.clause.wh.phrase is not None
    return reading.part == "mid_credits" and reading.wh in ("who", "what") and not typed


def _refused(answer: Answer) -> Answer:
    """The refusal of a question to which an answer does not belong, its fact as the nearest."""
    return Answer(NOT_IN_SYNOPSIS, statements=answer.statements[:1], form=answer.form)


def _with_form(answer: Answer, form: str) -> Answer:
    return answer if answer.form else replace(answer, form=form)

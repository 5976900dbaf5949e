"""Which query answers a reading: the forms of question in order, the special before the general."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from plotbot.answer.characters import CharacterQuery
from plotbot.answer.events import EventQuery, reasons
from plotbot.answer.model import (
    ANSWERED,
    CORRECTED,
    NOT_IN_SYNOPSIS,
    OUT_OF_SCOPE,
    Answer,
    Statement,
)
from plotbot.answer.story import FILM, StoryQuery
from plotbot.film.model import Bond, Event, Filler
from plotbot.knowledge import Knowledge
from plotbot.question import grammar
from plotbot.question.patterns import GENERIC_VERBS, Pattern, Slot, patterns_of
from plotbot.question.reading import Reading
from plotbot.question.syntax import Clause, NounPhrase
from plotbot.question.tokens import CLOSED

Handler = Callable[[Reading], Answer | None]


_MAKING = frozenset(
    {"make", "create", "build", "perfect", "improve", "finish", "produce", "design"}
)


class Query:
    """Answers readings about one film; holds no state of a conversation."""

    def __init__(self, knowledge: Knowledge):
        self.knowledge = knowledge
        self.film = knowledge.film
        self.language = knowledge.language
        self.speech = knowledge.speech
        self.events = EventQuery(knowledge)
        self.characters = CharacterQuery(knowledge)
        self.story = StoryQuery(knowledge)
        self.handlers: tuple[tuple[str, Handler], ...] = (
            ("statement", self._command),
            ("statement", self._premise),
            ("summary", self._summary),
            ("ending", self._ending),
            ("mid_credits", self._mid_credits),
            ("order", self._which_first),
            ("order", self._before_or_after),
            ("order", self._order),
            ("fate", self._fate),
            ("where", self._location),
            ("event", self._reaction),
            ("what", self._made_of),
            ("why", self._use),
            ("identity", self._asked_noun),
            ("relation", self._between),
            ("powers", self._powers),
            ("film", self._casting),
            ("film", self._abbreviation),
            ("film", self._film_fact),
            ("how_many", self._count),
            ("list", self._members),
            ("relation", self._is_related),
            ("relation", self._relation),
            ("event", self._event),
            ("identity", self._deeds),
            ("identity", self._identity),
        )

    def answer(self, reading: Reading) -> Answer:
        """The answer to a reading; ``not_in_synopsis`` or ``out_of_scope`` when nothing is found."""
        untold: tuple[str, Answer] | None = None
        for kind in ("after", "before"):
            event = self.anchor(reading, kind)
            if event is not None:
                reading.details["anchor"] = (kind, event.order)
        for form, handler in self.handlers:
            found = handler(reading)
            if found is None:
                continue
            if found.status == NOT_IN_SYNOPSIS and not found.details.get("final"):
                untold = untold or (form, found)
                continue
            return _with_form(found, form)
        if untold is None or not untold[1].details.get("sure"):
            described = self.events.described(reading)
            if described is not None:
                return _with_form(described, "event")
        typed = reading.clause.wh is not None and reading.clause.wh.phrase is not None
        if (
            untold is not None
            and reading.part == "mid_credits"
            and reading.wh in ("who", "what")
            and not typed
        ):
            scene = self.story.part("mid_credits")
            if scene is not None:
                return scene
        if untold is not None:
            return _with_form(untold[1], untold[0])
        if reading.ids or any(p.ids or p.events for p in reading.phrases):
            return Answer(NOT_IN_SYNOPSIS, topic=reading.ids, form="statement")
        return Answer(OUT_OF_SCOPE, form="statement")

    def who(self, clause: Clause) -> tuple[str, ...]:
        """Entities of which a relative clause is true."""
        return self.events.who(clause)

    # -- what is no question about the plot --------------------------------------------------------

    def _command(self, reading: Reading) -> Answer | None:
        """Orders to do something else than tell: "write me a poem"."""
        frame = reading.clause.frame
        first = reading.low.split(" ", 1)[0]
        mine = frame.subject is not None and frame.subject.pronoun in ("i", "you", "we")
        if mine and not reading.ids and frame.verb not in ("know", "see", "tell"):
            return Answer(OUT_OF_SCOPE)
        if (
            reading.clause.wh is None
            and not reading.segment.is_question
            and frame.subject is None
            and frame.verb == first
            and first not in self.speech.forms.get("orders", {}).get("tell", ())
        ):
            return Answer(OUT_OF_SCOPE)
        return None

    def _premise(self, reading: Reading) -> Answer | None:
        """A clause under the question that takes for done what was only planned."""
        for nested in self._all_nested(reading.clause):
            if nested.marker not in ("after", "because", "during", "relative"):
                continue
            patterns = patterns_of(nested, self.language)
            for pattern in patterns:
                pattern.extras = []
            found = [
                m
                for pattern in patterns
                if not pattern.relation and not pattern.generic
                for m in self.events.matcher.all(pattern)[:4]
                if m.score >= 0.7 and m.predicate >= 0.7 and not m.conflicts
            ]
            if not found:
                continue
            found.sort(reverse=True)
            best = found[0]
            if best.event.status == "happens" or any(
                m.event.status == "happens" and m.score >= best.score - 0.15 for m in found
            ):
                continue
            if reading.part and best.event.status == "planned" and best.event.part == "ending":
                continue
            instead = self._instead(best.event)
            if instead is not None:
                return Answer(CORRECTED, "unrealised", (Statement(instead),), topic=reading.ids)
        return None

    def _all_nested(self, clause: Clause) -> list[Clause]:
        found = list(clause.nested)
        for nested in clause.nested:
            found += self._all_nested(nested)
        return found

    def _instead(self, event: Event) -> Event | None:
        """What happened instead of something planned: the last that befell whom it was planned for,
        or those of the plan that it was a part of."""
        plans = [event, *(e for e in self.film.events if event.id in e.links.get("purpose", ()))]
        plans += [
            e
            for p in plans
            for e in self.film.events
            if p.id in e.links.get("purpose", ()) and e not in plans
        ]
        for plan in plans:
            for role in ("patient", "theme", "instrument"):
                for id in plan.entities(role):
                    later = [
                        e
                        for e in self.film.events
                        if e.status == "happens"
                        and e.order > plan.order
                        and (id in e.entities("patient") or id in e.entities("theme"))
                    ]
                    if later:
                        return later[-1]
        return None

    # -- words -------------------------------------------------------------------------------------

    def _noun_in(self, word: str, kind: str) -> bool:
        return word in self.speech.forms.get("asked_nouns", {}).get(kind, ())

    def _verb_in(self, word: str, kind: str) -> bool:
        return word in self.speech.forms.get("verbs", {}).get(kind, ())

    def _about_story(self, phrase: NounPhrase | None) -> bool:
        """Whether a phrase means the film or its story as a whole."""
        if phrase is None:
            return False
        if phrase.pronoun in ("it", "this", "that"):
            return not phrase.ids or phrase.ids[0] == FILM
        return phrase.ids[:1] == (FILM,) or self._noun_in(phrase.head, "story")

    # -- the whole story ---------------------------------------------------------------------------

    def _summary(self, reading: Reading) -> Answer | None:
        frame = reading.clause.frame
        low = reading.low
        if any(self._noun_in(p.head, "ending") for p in reading.phrases):
            return None
        if re.search(
            r"\b(whole|entire|full|complete) (story|plot|film|movie|thing)\b", low
        ) or re.match(
            r"(?:(?:please )?(?:summari[sz]e|recap|sum up|recount|retell|outline)|summary|recap|synopsis|overview|tl ?dr)\b",
            low,
        ):
            if not self._other_topic(reading):
                if reading.part == "end":
                    return self.story.ending()
                return self.story.summary()
        if any(self._noun_in(p.head, "about") for p in reading.phrases) and not self._other_topic(
            reading
        ):
            return self.story.about()
        about = "about" in frame.stranded or any(p == "about" for p, _ in frame.prepositions)
        if (
            reading.wh == "what"
            and about
            and self._about_story(frame.subject)
            and frame.verb in ("be", "")
        ):
            return self.story.about()
        if (
            re.search(r"\b(plot|story|storyline|premise|gist|summary|synopsis)\b", low)
            and not self._other_topic(reading)
            and (
                reading.wh == "what"
                or re.match(r"(tell|give|explain|describe|the|plot|story)\b", low)
            )
        ):
            if reading.part == "end":
                return self.story.ending()
            if frame.verb in ("be", "", "tell", "give", "explain", "describe"):
                return (
                    self.story.summary()
                    if "plot" in low or "summary" in low
                    else self.story.about()
                )
        return None

    def _other_topic(self, reading: Reading) -> bool:
        """Whether the question names anything but the film."""
        for phrase in reading.phrases:
            for part in (phrase, phrase.possessor, phrase.of):
                if part is None or part.pronoun:
                    continue
                if any(id != FILM for mention in part.mentions for id in mention.ids):
                    return True
                plain = any(
                    self._noun_in(part.head, k)
                    for k in ("ending", "story", "summary", "beginning", "about")
                )
                if part.head and not plain and (part.ids and part.ids != (FILM,) or part.events):
                    return True
        return False

    def _ending(self, reading: Reading) -> Answer | None:
        frame = reading.clause.frame
        if self._other_topic(reading):
            return None
        ends = self._verb_in(frame.verb, "end") and (
            self._about_story(frame.subject)
            or frame.subject is None
            or "everything" in reading.low
            or "all" in reading.low
        )
        named = any(self._noun_in(p.head, "ending") for p in reading.phrases) and frame.verb in (
            "be",
            "",
            "explain",
            "tell",
            "describe",
            "summarize",
            "summarise",
            "happen",
            "spoil",
            "give",
        )
        if (
            ends
            or named
            or (
                reading.part == "end"
                and self._verb_in(frame.verb, "happen")
                and frame.object is None
                and not frame.prepositions
            )
            or (
                reading.part == "end"
                and re.match(r"(?:summari[sz]e|recap|tell|what)\b", reading.low)
                and frame.verb in ("", "be")
                and not reading.ids
            )
        ):
            return self.story.ending()
        begins = self._verb_in(frame.verb, "begin") and self._about_story(frame.subject)
        if begins or (
            reading.part == "beginning"
            and self._verb_in(frame.verb, "happen")
            and not frame.prepositions
        ):
            return self.story.part("opening") or self.story.first()
        return None

    def _mid_credits(self, reading: Reading) -> Answer | None:
        if reading.part != "mid_credits":
            return None
        frame = reading.clause.frame
        if (
            frame.verb in GENERIC_VERBS
            or self._verb_in(frame.verb, "happen")
            or frame.verb
            in (
                "appear",
                "show",
                "see",
                "feature",
                "show up",
                "turn",
                "pop",
            )
            or not frame.units
        ):
            return self.story.part("mid_credits")
        return None

    # -- order -------------------------------------------------------------------------------------

    def anchor(self, reading: Reading, kind: str) -> Event | None:
        """The event that "before ..." or "after ..." in a question points to."""
        for nested in reading.clause.nested:
            if nested.marker == kind:
                best = self._best_event(nested)
                if best is not None:
                    return best
        for preposition, phrase in (*reading.clause.frame.prepositions, *reading.clause.fronted):
            if grammar.TIME_PREPOSITIONS.get(preposition) == kind:
                event = self.event_of(phrase, first=kind == "before")
                if event is not None:
                    return event
        return None

    def _best_event(self, clause: Clause) -> Event | None:
        found = [
            m
            for pattern in patterns_of(clause, self.language)
            if not pattern.relation
            for m in self.events.matcher.all(pattern)[:3]
            if m.score >= 0.55 and m.event.status == "happens"
        ]
        return max(found, key=lambda m: m.rank()).event if found else None

    def event_of(self, phrase: NounPhrase, first: bool = False) -> Event | None:
        """The event that a noun phrase stands for, or in which its entity first or last appears."""
        if phrase.events:
            scored = [(self._fit(phrase, id), -i, id) for i, id in enumerate(phrase.events)]
            return self.film.event[max(scored)[2]]
        nominal = self._nominal_event(phrase)
        if nominal is not None:
            return nominal
        for id in phrase.ids:
            told = [e for e in self.characters.concerning(id) if e.part != "backstory"]
            if told:
                return told[0] if first else told[-1]
        return None

    def _nominal_event(self, phrase: NounPhrase) -> Event | None:
        """The event nearest to a noun of action that names none exactly: "the hiring of the twins"."""
        predicates = tuple(p.id for p in self.language.predicates_by_noun.get(phrase.head, ()))
        inner = [p for p in (phrase.of, phrase.possessor) if p is not None and p.ids]
        if not predicates or not inner:
            return None
        pattern = Pattern(
            predicates, phrase.head, [Slot(("patient", "theme", "agent"), p) for p in inner]
        )
        matches = [
            m for m in self.events.matcher.all(pattern)[:3] if m.predicate >= 0.5 and m.score >= 0.6
        ]
        return matches[0].event if matches else None

    def _fit(self, phrase: NounPhrase, event_id: str) -> float:
        profile = self.knowledge.index.events[event_id]
        event = self.film.event[event_id]
        words = list(phrase.modifiers)
        for inner in (phrase.of, phrase.possessor):
            if inner is not None:
                words += inner.words
        score = sum(self.events.matcher.word_in(w, profile, near=False) for w in words)
        for inner in (phrase.of, phrase.possessor):
            if inner is not None and set(inner.ids) & set(profile.roles):
                score += 1.5
        heads = {p.id for p in self.language.predicates_by_noun.get(phrase.head, ())}
        if event.predicate in heads:
            score += 0.5
        if event.status != "happens":
            score -= 1.0
        return score

    def _order(self, reading: Reading) -> Answer | None:
        frame = reading.clause.frame
        happening = (
            self._verb_in(frame.verb, "happen")
            or frame.verb == "come"
            or (
                frame.verb in ("be", "")
                and re.search(r"\b(first|next) (thing|event|scene)\b", reading.low)
            )
            or (frame.verb == "do" and reading.wh == "what")
        )
        leads = (
            re.search(r"\b(?:leads?|led) (?:up )?to\b|\bcaused?s?\b", reading.low)
            and reading.wh == "what"
        )
        if leads and frame.object is not None and frame.object.events and not happening:
            event = self.event_of(frame.object)
            if event is not None and reasons(self.knowledge, event):
                return Answer(
                    ANSWERED, statements=reasons(self.knowledge, event), details={"event": event.id}
                )
        if not happening or reading.wh not in ("what", "which", ""):
            return None
        doer = frame.subject.ids if frame.verb == "do" and frame.subject is not None else ()
        for kind in ("after", "before", "during"):
            event = self.anchor(reading, kind)
            if event is None:
                continue
            if doer:
                own = [e for id in doer for e in self.characters.deeds(id)]
                own = [e for e in own if not self.characters.stative(e)] or own
                if "first" in reading.adverbs:
                    own = [e for e in own if e.order > event.order]
                if kind == "during":
                    chosen = [
                        e
                        for e in own
                        if e.sentence == event.sentence or event.id in e.links.get("during", ())
                    ][:2]
                elif kind == "after":
                    chosen = [e for e in own if e.order > event.order and not self._same(e, event)][
                        :2
                    ]
                else:
                    chosen = [e for e in own if e.order < event.order and not self._same(e, event)][
                        -2:
                    ]
            elif kind == "during":
                if frame.verb == "do":
                    continue
                chosen = [e for e in self.story.told if e.sentence == event.sentence][:4] or [event]
            else:
                chosen = self.story.after(event) if kind == "after" else self.story.before(event)
            if chosen:
                return Answer(
                    ANSWERED,
                    statements=tuple(Statement(e) for e in chosen),
                    topic=reading.ids,
                    form="order",
                    entities=tuple(chosen[0].entities(chosen[0].subject)[:2]),
                )
        if doer and frame.verb == "do":
            if "first" in reading.adverbs:
                own = [e for id in doer for e in self.characters.deeds(id) if e.part != "backstory"]
                own = [e for e in own if not self.characters.stative(e)] or own
                if own:
                    return Answer(
                        ANSWERED,
                        statements=tuple(Statement(e) for e in own[:2]),
                        topic=doer,
                        entities=doer,
                    )
            return None
        if (
            frame.object is not None
            and not self._about_story(frame.object)
            or any(not self._about_story(p) for _, p in frame.prepositions)
        ):
            return None
        if re.search(r"\bfirst\b", reading.low) or reading.part == "beginning":
            return self.story.first()
        if re.search(r"\blast\b", reading.low) or reading.part == "end":
            return self.story.ending()
        if (
            reading.wh == "what"
            and self._verb_in(frame.verb, "happen")
            and not reading.clause.nested
        ):
            subject = frame.subject
            if subject is None or self._about_story(subject):
                return self.story.summary()
        return None

    @staticmethod
    def _same(one: Event, other: Event) -> bool:
        return one.say == other.say or one.sentence == other.sentence and one.order < other.order

    def _which_first(self, reading: Reading) -> Answer | None:
        """ "Which comes first, A or B?" """
        if not re.search(r"\b(first|earlier|before|later|last|after)\b", reading.low):
            return None
        phrases = [
            part
            for p in reading.phrases
            for part in (p.parts or (p,))
            if not part.wh and (part.events or part.ids or self._nominal_event(part) is not None)
        ]
        if not any(p.events or self._nominal_event(p) is not None for p in phrases):
            return None
        if len(phrases) < 2 or " or " not in f" {reading.low} ":
            return None
        events = [e for e in (self.event_of(p) for p in phrases) if e is not None]
        if len(events) < 2:
            return None
        chosen = min(events, key=lambda e: e.order)
        if re.search(r"\b(later|last|after)\b", reading.low):
            chosen = max(events, key=lambda e: e.order)
        return Answer(ANSWERED, statements=(Statement(chosen),), form="order")

    def _before_or_after(self, reading: Reading) -> Answer | None:
        """ "Does X happen before or after Y?" """
        if not re.search(
            r"\bbefore or after\b|\bafter or before\b|\bearlier or later than\b", reading.low
        ):
            return None
        anchor = self.anchor(reading, "after") or self.anchor(reading, "before")
        if anchor is None:
            return None
        matches = [
            m
            for m in self.events.candidates(reading)
            if self.events.valid(m) and m.event is not anchor
        ]
        if not matches:
            return None
        event = matches[0].event
        lead = "earlier" if event.order < anchor.order else "later"
        order = (event, anchor) if lead == "earlier" else (anchor, event)
        return Answer(
            ANSWERED,
            lead,
            tuple(Statement(e) for e in order),
            form="order",
            topic=reading.ids,
            details={"event": event.id},
        )

    # -- fate --------------------------------------------------------------------------------------

    def _fate(self, reading: Reading) -> Answer | None:
        frame = reading.clause.frame
        low = reading.low
        who: tuple[str, ...] = ()
        if reading.wh in ("what", "how") and frame.verb in ("happen", "become"):
            for preposition, phrase in frame.prepositions:
                if preposition in ("to", "of", "with"):
                    who = phrase.ids
            if frame.object is not None and not who:
                who = frame.object.ids
        if (
            reading.wh == "where"
            and re.search(r"\bends? up\b|\bended up\b", low)
            and frame.subject is not None
        ):
            who = frame.subject.ids
        if any(
            self._noun_in(p.head, "fate") and p.head not in ("end", "outcome")
            for p in reading.phrases
        ):
            for phrase in reading.phrases:
                if phrase.head and self._noun_in(phrase.head, "fate"):
                    for inner in (phrase.possessor, phrase.of):
                        who = who or (inner.ids if inner is not None else ())
        if who:
            if reading.part in ("beginning", "mid_credits"):
                return None
            return self.characters.fate(who)
        dying = self._living_verb(reading)
        if dying is None:
            return None
        if reading.wh in ("how", "why") and dying == frame.negated and frame.subject is not None:
            return self.characters.survival(frame.subject.ids)
        if (
            reading.is_whether
            and frame.subject is not None
            and frame.subject.ids
            and not frame.object
        ):
            ids = frame.subject.ids
            if self.film.entities[ids[0]].kind in ("person", "program", "group") and ids[0] != FILM:
                asked_dead = dying != frame.negated
                return self.characters.alive(reading, ids, asked_dead)
        if (
            reading.wh in ("who", "which", "what")
            and reading.clause.wh
            and reading.clause.wh.function == "subject"
        ):
            return self._who_lives(reading, dying != frame.negated)
        return None

    def _living_verb(self, reading: Reading) -> bool | None:
        """True for verbs of dying, False for verbs of surviving, None for any other."""
        frame = reading.clause.frame
        predicates = {u.predicate for u in frame.units}
        if frame.verb in ("be", "") and re.search(
            r"\b(dead|killed|deceased|gone|no more)\b", reading.low
        ):
            return True
        if frame.verb in ("be", "") and re.search(r"\b(alive|still around|living)\b", reading.low):
            return False
        if "survive" in predicates and frame.verb in ("survive", "live", "make"):
            return False
        if "die" in predicates:
            return True
        if frame.passive and frame.units and not frame.prepositions and not frame.object:
            if any("die" in self.language.implied(p) for p in predicates):
                return True
        return None

    def _who_lives(self, reading: Reading, dead: bool) -> Answer | None:
        phrase = reading.clause.wh.phrase if reading.clause.wh else None
        people = [
            id
            for id, e in self.film.entities.items()
            if e.kind in ("person", "program")
            and any(e2.part != "backstory" for e2 in self.characters.concerning(id))
        ]
        typed = (
            phrase is not None
            and bool(phrase.head)
            and phrase.head not in self.speech.generic_nouns
        )
        restricted = phrase is not None and (bool(phrase.ids) or typed)
        if restricted and phrase is not None:
            kind = [id for id in people if self.events.matcher.is_kind(Filler(id, id), phrase)]
            people = list(phrase.ids) or kind
        elif phrase is not None and phrase.possessor is not None:
            return None
        deaths = [(id, self.characters.death_of(id)) for id in people]
        if dead:
            found = [(id, d) for id, d in deaths if d is not None]
            if not restricted:
                found = [(id, d) for id, d in deaths if d is not None]
            if not found:
                return None
            return Answer(
                ANSWERED,
                statements=tuple(Statement(d, ("because",)) for _, d in found if d),
                entities=tuple(id for id, _ in found),
                form="list",
            )
        if not restricted:
            return None
        living = [(id, self.characters.last_event(id)) for id, d in deaths if d is None]
        told = [(id, e) for id, e in living if e is not None]
        if not told:
            return None
        return Answer(
            ANSWERED,
            "names",
            tuple(Statement(e) for _, e in told[:2]),
            entities=tuple(id for id, _ in told),
        )

    # -- nouns that ask ----------------------------------------------------------------------------

    def _use(self, reading: Reading) -> Answer | None:
        """ "What is X for?": the purpose of a thing."""
        frame = reading.clause.frame
        if (
            reading.clause.wh is None
            or reading.clause.wh.function != "reason"
            or frame.verb not in ("be", "")
        ):
            return None
        if frame.units:
            return None
        for phrase in reading.phrases:
            if phrase.ids and not phrase.pronoun or phrase.pronoun == "it":
                found = self.characters.use_of([id for id in phrase.ids if id != FILM])
                if found is not None:
                    return found
        return None

    def _made_of(self, reading: Reading) -> Answer | None:
        """ "What is X made of", "the materials for X", "what went into X"."""
        frame = reading.clause.frame
        phrases = [part for p in reading.phrases for part in (p, p.of) if part is not None]
        named = any(self._noun_in(p.head, "material") for p in phrases)
        put_in = frame.verb == "go" and any(p == "into" for p, _ in frame.prepositions)
        made = self._verb_in(frame.verb, "make") and ({"of", "from"} & set(frame.stranded))
        if not (named or put_in or made or reading.wh == "what" and frame.verb == "need"):
            return None
        for phrase in (*phrases, *(p for n in reading.clause.nested for p in n.frame.phrases)):
            for id in phrase.ids:
                for event in self.film.events:
                    made_here = id in event.entities("patient") or id in event.entities("product")
                    if made_here and (event.fillers("material") or event.fillers("instrument")):
                        if not self.language.generalisations(event.predicate) & _MAKING:
                            continue
                        roles = [r for r in ("material", "instrument") if event.fillers(r)]
                        ids = tuple(i for r in roles for i in event.entities(r))
                        return Answer(
                            ANSWERED,
                            "names",
                            (Statement(event),),
                            entities=ids,
                            topic=(id,),
                            form="list",
                            details={"event": event.id},
                        )
        return None

    def _reaction(self, reading: Reading) -> Answer | None:
        """ "How did the team react to the upload", "how did they take it": what came of it."""
        frame = reading.clause.frame
        if reading.wh not in ("how", "what") or frame.verb not in self.speech.forms.get(
            "verbs", {}
        ).get("react", ()):
            return None
        for phrase in (*(p for _, p in frame.prepositions), frame.object):
            if phrase is None:
                continue
            event = self.event_of(phrase) if phrase.events else None
            if event is None and phrase.pronoun in ("that", "it", "this"):
                event = self.film.event.get(str(reading.details.get("event", "")))
            if event is not None:
                return self.consequences(event)
        return None

    def _asked_noun(self, reading: Reading) -> Answer | None:
        """ "The reason for X's departure", "Ultron's goal", "strucker cause of death"."""
        frame = reading.clause.frame
        if (
            frame.passive
            and frame.verb in ("call", "name")
            and reading.wh == "what"
            and frame.subject is not None
        ):
            if not frame.subject.ids:
                return None
            if not self._has_name(frame.subject.ids[0]):
                return Answer(NOT_IN_SYNOPSIS, topic=frame.subject.ids, details={"final": True})
            return self.characters.identity(frame.subject.ids)
        if frame.units and frame.verb not in ("be", "have", ""):
            return None
        for phrase in reading.phrases:
            head = phrase.head
            if not head:
                continue
            target = phrase.of or phrase.possessor
            after = [p for prep, p in frame.prepositions if prep in ("for", "behind", "of")]
            target = target or (after[0] if after else None)
            if self._noun_in(head, "reason") and target is not None:
                event = self.event_of(target) if target.events else None
                if event is None and target.ids and phrase.possessor is not None:
                    event = None
                owners = {id for m in phrase.mentions for id in m.ids}
                if owners and target.events:
                    own = [
                        e
                        for e in target.events
                        if owners & set(self.knowledge.index.events[e].roles)
                    ]
                    event = self.film.event[own[0]] if own else None
                if event is not None:
                    found = reasons(self.knowledge, event)
                    if found:
                        return Answer(ANSWERED, statements=found)
                    if head == "cause" and event.fillers("agent"):
                        return Answer(
                            ANSWERED,
                            statements=(Statement(event),),
                            entities=event.entities("agent"),
                        )
                    return Answer(NOT_IN_SYNOPSIS, statements=(Statement(event),))
            if self._noun_in(head, "wish") and target is not None and target.ids and not phrase.ids:
                return self.wishes(target.ids)
            if self._noun_in(head, "place") and target is not None:
                event = self.event_of(target) if target.events else None
                if event is not None and event.fillers("place"):
                    return Answer(ANSWERED, statements=(Statement(event, (), True),))
            if self._noun_in(head, "consequence"):
                others = [p for prep, p in frame.prepositions if prep in ("to", "of", "on")]
                for aim in (*others, target):
                    if aim is None:
                        continue
                    event = self.event_of(aim) if aim.events else None
                    if event is not None:
                        return self.consequences(event)
                    told = [
                        e for e in self.story.told for id in aim.ids if id in e.entities("topic")
                    ]
                    if told:
                        return Answer(ANSWERED, statements=tuple(Statement(e) for e in told[:2]))
            if self._noun_in(head, "name") and target is not None and target.ids:
                nameless = [id for id in target.ids if not self._has_name(id)]
                if nameless:
                    return Answer(NOT_IN_SYNOPSIS, topic=target.ids, details={"final": True})
                return self.characters.identity(target.ids)
        return None

    def _has_name(self, id: str) -> bool:
        """Whether the text calls an entity by a name, not only by a description."""
        entity = self.film.entities[id]
        words = re.split(r" (?:of|in|that|on|from) ", entity.name)[0].split()
        return words[-1][:1].isupper() and "'" not in entity.name

    def consequences(self, event: Event) -> Answer | None:
        """What comes of an event."""
        found = [e for e in self.story.told if event.id in e.links.get("because", ())]
        found += [
            self.film.event[id] for id in event.links.get("leads_to", ()) if id in self.film.event
        ]
        if not found:
            found = self.story.after(event, 1)
        return (
            Answer(ANSWERED, statements=tuple(Statement(e) for e in found[:3])) if found else None
        )

    def wishes(self, ids: Sequence[str]) -> Answer | None:
        """What somebody wants, plans or vows."""
        wanting = {"want", "plan", "intend", "be_obsessed", "vow", "believe", "aim", "hope", "seek"}
        found = [
            e
            for e in self.film.events
            for id in ids
            if id in e.entities("agent")
            and self.language.generalisations(e.predicate) & wanting
            and e.status == "happens"
        ]
        if not found:
            bonds = [
                b
                for id in ids
                for b in self.knowledge.index.bonds_from.get(id, ())
                if b.relation == "goal"
            ]
            return (
                Answer(ANSWERED, statements=tuple(Statement(b) for b in bonds)) if bonds else None
            )
        return Answer(
            ANSWERED,
            statements=tuple(Statement(e) for e in found[:3]),
            entities=tuple(ids),
            topic=tuple(ids),
        )

    # -- relations ---------------------------------------------------------------------------------

    def _between(self, reading: Reading) -> Answer | None:
        """ "How are X and Y related", "what is X to Y", "what has X got to do with Y"."""
        low = reading.low
        if not (
            re.search(
                r"\b(relat(?:ed|ion|ionship)|connect(?:ed|ion)|link(?:ed)?|to do with|know each other|kin|terms)\b",
                low,
            )
            or re.match(r"(?:what|who) (?:is|are|was|were) .+ to .+", low)
            and reading.clause.frame.verb == "be"
        ):
            return None
        groups = [p.ids for p in reading.phrases for p in (p.parts or (p,)) if p.ids and not p.wh]
        for phrase in reading.phrases:
            for inner in (phrase.of, phrase.possessor):
                if inner is not None and inner.ids and not phrase.ids:
                    groups += [part.ids for part in (inner.parts or (inner,))]
        mutual = "each other" in low or " to " not in low and " with " not in low
        if (
            groups
            and mutual
            and len(groups[0]) == 1
            and len(self.film.entities[groups[0][0]].members) == 2
        ):
            one, other = self.film.entities[groups[0][0]].members
            groups = [(one,), (other,)]
        if len(groups) >= 2:
            found = self.characters.between(groups[0], groups[1])
            if found is not None and reading.is_whether:
                bond = found.statements[0].fact
                kin = isinstance(bond, Bond) and "relative" in self.language.broader_relations(
                    bond.relation
                )
                if kin or "related" not in low and isinstance(bond, Bond):
                    return Answer(**{**found.__dict__, "lead": "yes"})
                return Answer(
                    NOT_IN_SYNOPSIS,
                    statements=found.statements[:1],
                    topic=reading.ids,
                    details={"final": True},
                )
            return found
        return None

    def _location(self, reading: Reading) -> Answer | None:
        """ "Where is X (located)?", "where on Y does X sit?": by where the text says that it is."""
        frame = reading.clause.frame
        if (
            reading.clause.wh is None
            or reading.clause.wh.function != "place"
            or frame.subject is None
        ):
            return None
        if frame.verb not in self.speech.forms.get("verbs", {}).get("locate", ()):
            return None
        for id in frame.subject.ids:
            bonds = [
                b
                for b in self.knowledge.index.bonds_from.get(id, ())
                if b.relation in ("location", "position")
            ]
            if bonds:
                return Answer(
                    ANSWERED, statements=tuple(Statement(b) for b in bonds[:2]), topic=(id,)
                )
        return None

    def _relation(self, reading: Reading) -> Answer | None:
        """ "Who is X's brother", "Y's creator", "the leader of Z"."""
        frame = reading.clause.frame
        if frame.verb not in ("be", "", "name", "have", "get", "become") and frame.units:
            return self._relation_verb(reading)
        if reading.wh == "whose" and reading.clause.wh and reading.clause.wh.phrase is not None:
            return self._whose(reading, reading.clause.wh.phrase)
        for phrase in reading.phrases:
            owner = phrase.possessor or (phrase.of if phrase.of_preposition == "of" else None)
            if owner is None or not owner.ids or not phrase.head:
                continue
            words = " ".join(phrase.words)
            relations = self.language.relations_by_word.get(
                words
            ) or self.language.relations_by_word.get(phrase.head, ())
            for relation in relations:
                found = self.characters.relation_of(relation.id, owner.ids, reading.resolver)
                if found is not None and not reading.is_whether:
                    gendered = [id for id in found.entities if not phrase.ids or id in phrase.ids]
                    if phrase.ids and not gendered and found.entities:
                        continue
                    wh = reading.clause.wh
                    if (
                        wh is not None
                        and wh.phrase is not None
                        and (
                            wh.phrase.determiner == "kind"
                            or wh.phrase.head in ("being", "kind", "sort", "creature")
                        )
                        and found.entities
                    ):
                        return self.characters.identity(found.entities[:1])
                    return found
        return self._relation_verb(reading)

    def _holds(self, reading: Reading) -> Answer | None:
        """ "Does X own Y", "is X one of Y": yes where a bond says so."""
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
        return Answer(NOT_IN_SYNOPSIS, topic=known[0].ids, details={"final": True})

    def _relation_verb(self, reading: Reading) -> Answer | None:
        """ "Who owns X", "to whom does X belong"."""
        if reading.is_whether:
            return self._holds(reading)
        if reading.wh in ("when", "why", "how"):
            return None
        for pattern in patterns_of(reading.clause, self.language):
            if (
                not pattern.relation
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
                found = self.characters.relation_of(relation, by_role["from"], reading.resolver)
                if found is not None:
                    return found
            elif "to" in by_role and self.language.relations[relation].inverse:
                found = self.characters.relation_of(
                    self.language.relations[relation].inverse or "", by_role["to"], reading.resolver
                )
                if found is not None:
                    return found
        return None

    def _is_related(self, reading: Reading) -> Answer | None:
        """ "Is X Y's wife?", "Is X an Avenger?": yes, or what holds instead."""
        frame = reading.clause.frame
        if not reading.is_whether or frame.verb not in ("be", "") or frame.units:
            return None
        if frame.subject is None or frame.object is None or not frame.subject.ids:
            return None
        subject, said = frame.subject, frame.object
        owner = said.possessor or said.of
        if owner is not None and owner.ids and said.head:
            words = " ".join(said.words)
            relations = self.language.relations_by_word.get(
                words
            ) or self.language.relations_by_word.get(said.head, ())
            for relation in relations:
                pairs = reading.resolver.related_by(relation.id, owner.ids)
                bonds = [b for id, b in pairs if id in subject.ids]
                if bonds and (not said.ids or set(subject.ids) & set(said.ids)):
                    return Answer(ANSWERED, "yes", (Statement(bonds[0]),), topic=subject.ids)
            if relations:
                held = self.characters.between(subject.ids, owner.ids)
                excluded = {x for r in relations for x in r.excludes}
                if held is not None:
                    bond_relations = {getattr(s.fact, "relation", "") for s in held.statements}
                    broad = {
                        b for r in bond_relations if r for b in self.language.broader_relations(r)
                    }
                    if broad & excluded or bond_relations & excluded:
                        return Answer(CORRECTED, "no", held.statements[:1], topic=subject.ids)
                others = [
                    p
                    for r in relations
                    if r.single
                    for p in reading.resolver.related_by(r.id, owner.ids)
                ]
                if others:
                    return Answer(
                        CORRECTED,
                        "no",
                        tuple(Statement(b) for _, b in others[:2]),
                        topic=subject.ids,
                    )
                return Answer(
                    NOT_IN_SYNOPSIS,
                    statements=held.statements[:1] if held else (),
                    topic=subject.ids,
                )
        if said.ids and set(said.ids) & set(subject.ids):
            found = self.characters.identity(subject.ids[:1])
            return Answer(ANSWERED, "yes", found.statements[:2] if found else (), topic=subject.ids)
        if said.ids and len(subject.ids) == 1:
            members = self._group_bond(subject.ids[0], said.ids)
            if members is not None:
                return Answer(ANSWERED, "yes", (Statement(members),), topic=subject.ids)
        return None

    def _group_bond(self, id: str, groups: Sequence[str]) -> object | None:
        for bond in self.film.bonds:
            if bond.relation == "member" and bond.to == id and bond.source in groups:
                return bond
        return None

    def _powers(self, reading: Reading) -> Answer | None:
        frame = reading.clause.frame
        if (
            reading.wh == "what"
            and frame.auxiliary in ("can", "could")
            and frame.verb == "do"
            and frame.subject
        ):
            return self.characters.powers(frame.subject.ids)
        for phrase in reading.phrases:
            if not phrase.head or not self._noun_in(phrase.head, "power"):
                continue
            owner = phrase.possessor or phrase.of
            if owner is None and frame.verb in ("have", "possess") and frame.subject is not None:
                owner = frame.subject
            if owner is not None and owner.ids:
                return self.characters.powers(owner.ids)
            if reading.wh in ("who", "whose", "which"):
                everything = NounPhrase(
                    reading.low,
                    modifiers=tuple(
                        t.lower
                        for t in reading.tokens
                        if t.is_word and t.lower not in CLOSED and not t.mention
                    ),
                )
                described = self.characters.holders("power", everything)
                if described is not None:
                    return described
        if reading.wh in ("who", "whose", "which") and (
            any(self._noun_in(p.head, "power") for p in reading.phrases if p.head)
            or frame.verb in ("have", "possess")
        ):
            for phrase in reading.phrases:
                for p in (phrase, phrase.of):
                    if p is not None and p.head and (p.words != ("one",)):
                        found = self.characters.holders("power", p)
                        if found is not None:
                            return found
        return None

    # -- the film itself ---------------------------------------------------------------------------

    def _casting(self, reading: Reading) -> Answer | None:
        """Who plays whom, which the text does not tell where it lists the cast only."""
        frame = reading.clause.frame
        low = f" {reading.low} "
        playing = {"play_part", "star"} & {u.predicate for u in frame.units} or re.search(
            r"\b(play(?:s|ed|ing)?|portray(?:s|ed|ing)?|role|actor (?:of|for|behind)|actress|voice[sd]?|part)\b",
            low,
        )
        index = self.knowledge.index
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

    def _abbreviation(self, reading: Reading) -> Answer | None:
        """ "What does X stand for?", "What is X short for?" """
        words = self.speech.forms.get("film_facts", {}).get("abbreviation", ())
        stands = reading.clause.frame.verb == "stand" and reading.wh == "what"
        if not stands and not any(f" {word} " in f" {reading.lemmas} " for word in words):
            return None
        for id in reading.ids:
            for bond in self.knowledge.index.bonds_from.get(id, ()):
                if bond.relation == "abbreviation":
                    return Answer(ANSWERED, statements=(Statement(bond),), entities=(id,))
        if reading.ids:
            return Answer(NOT_IN_SYNOPSIS, topic=reading.ids, details={"final": True})
        return None

    def _film_fact(self, reading: Reading) -> Answer | None:
        """Director, year, studio ... where the question is about the film or about nobody."""
        low = f" {reading.lemmas} "
        if reading.wh.startswith("how ") or not (
            reading.wh or reading.is_whether or not reading.clause.frame.units
        ):
            return None
        others = [
            id
            for p in reading.phrases
            if p.mentions or grammar.PRONOUNS.get(p.pronoun) in ("he", "she")
            for id in p.ids
            if id != FILM and self.film.entities[id].kind != "film"
        ]
        index = self.knowledge.index
        people = {b.to for b in index.bonds_from.get(FILM, ()) if b.to}
        if any(id not in people for id in others):
            return None
        frame = reading.clause.frame
        filmed = frame.subject if frame.passive else frame.object
        verbal = frame.verb and (
            filmed is None or self._about_story(filmed) or filmed.pronoun or frame.passive
        )
        nouns = {
            part.head
            for p in reading.phrases
            for part in (p, p.of, p.possessor)
            if part is not None
        }
        for relation, words in self.speech.forms.get("film_facts", {}).items():
            hit = False
            for word in words:
                if " " in word:
                    hit = hit or f" {word} " in low or f" {word} " in f" {reading.low} "
                else:
                    hit = hit or bool(verbal) and word == frame.verb or word in nouns
            if relation == "year" and reading.wh == "when" and self._about_story(frame.subject):
                hit = True
            if not hit:
                continue
            if (relation == "year") != (reading.wh == "when") and (
                relation == "year" or reading.wh == "when"
            ):
                if reading.wh not in ("", "what", "which"):
                    continue
            found = self.story.fact((relation,))
            if found is None:
                continue
            if reading.wh in ("why", "how", "where"):
                if (
                    relation == "actor"
                    or not self._unknown_names(reading)
                    or len(found.statements) > 2
                ):
                    continue
                return Answer(CORRECTED, "correct", found.statements[:1], entities=found.entities)
            if reading.is_whether:
                return self._confirm_fact(reading, found, others)
            return found
        return None

    def _confirm_fact(self, reading: Reading, found: Answer, named: Sequence[str]) -> Answer:
        numbers = [t.lower for t in reading.tokens if t.lower.isdigit()]
        values = " ".join(str(getattr(s.fact, "value", "") or "") for s in found.statements)
        if numbers:
            right = any(n in values for n in numbers)
        else:
            right = bool(set(named) & set(found.entities)) or not self._unknown_names(reading)
        if not right and len(found.entities) > 4:
            return Answer(CORRECTED, "not_listed", found.statements[:1], entities=found.entities)
        return Answer(
            ANSWERED if right else CORRECTED,
            "yes" if right else "no",
            found.statements[:1],
            entities=found.entities,
        )

    def _unknown_names(self, reading: Reading) -> bool:
        subject = reading.clause.frame.subject
        return subject is not None and not subject.pronoun and not self._about_story(subject)

    def _lemmas(self, reading: Reading) -> set[str]:
        from plotbot.film.index import lemmas_of

        return {lemma for t in reading.tokens if t.is_word for lemma in lemmas_of(t.lower)}

    # -- counting and listing ----------------------------------------------------------------------

    def _count(self, reading: Reading) -> Answer | None:
        wh = reading.clause.wh
        if wh is None or not (wh.phrase and wh.phrase.wh.startswith("how")):
            return None
        phrase = wh.phrase
        frame = reading.clause.frame
        existing = {"exist", "remain", "contain"} & {u.predicate for u in frame.units}
        if frame.units and frame.verb not in GENERIC_VERBS and not existing:
            found = self.events._gap(reading, self.events.candidates(reading))
            if found is not None and found.status == ANSWERED:
                number, ids = self._number_of(found.entities)
                if number is not None:
                    return Answer(
                        ANSWERED,
                        statements=found.statements[:1],
                        number=number,
                        entities=ids,
                        noun="",
                    )
            return Answer(
                NOT_IN_SYNOPSIS,
                statements=found.statements[:1] if found else (),
                topic=reading.ids,
                details={"final": True},
            )
        number, ids = self._number_of(phrase.ids if not phrase.is_class else phrase.ids)
        targets = [*phrase.ids]
        if phrase.of is not None:
            targets += [*phrase.of.ids, *(i for ids in phrase.of.choices for i in ids)]
        for id in targets:
            if id not in self.film.entities:
                continue
            entity = self.film.entities[id]
            if entity.number:
                bonds = [
                    b
                    for b in self.knowledge.index.bonds_from.get(id, ())
                    if b.relation in ("count", "member")
                ]
                facts = bonds[:1] or self.characters.concerning(id)[:1]
                return Answer(
                    ANSWERED,
                    number=entity.number,
                    entities=entity.members,
                    statements=tuple(Statement(f) for f in facts),
                    noun="",
                )
        return None

    def _number_of(self, ids: Sequence[str]) -> tuple[int | None, tuple[str, ...]]:
        if len(ids) == 1:
            entity = self.film.entities[ids[0]]
            if entity.members:
                return len(entity.members), entity.members
            if entity.number:
                return entity.number, ()
            if entity.kind == "person":
                return 1, tuple(ids)
            return None, ()
        if ids and all(self.film.entities[i].kind == "person" for i in ids):
            return len(ids), tuple(ids)
        return None, ()

    def _members(self, reading: Reading) -> Answer | None:
        """ "Who are the Avengers", "list the members of X"."""
        frame = reading.clause.frame
        if frame.units and frame.verb not in ("be", "name", "list", "") or reading.is_whether:
            return None
        if not (
            reading.wh in ("who", "which", "what")
            or re.match(r"(?:list|name|who)\b", reading.low)
            or not reading.wh
        ):
            return None
        for phrase in reading.phrases:
            if phrase.wh and not phrase.ids:
                continue
            ids = (
                phrase.of.ids
                if phrase.of is not None and phrase.head in ("member", "part", "name")
                else phrase.ids
            )
            if (
                len(ids) == 1
                and self.film.entities[ids[0]].members
                and reading.wh in ("who", "which", "")
            ):
                group = self.film.entities[ids[0]]
                bonds = [
                    b
                    for b in self.knowledge.index.bonds_from.get(group.id, ())
                    if b.relation == "member" and b.to in group.members
                ]
                facts = bonds[:1] or self.characters.concerning(group.id)[:1]
                return Answer(
                    ANSWERED,
                    "names",
                    tuple(Statement(f) for f in facts),
                    entities=group.members,
                    topic=(group.id,),
                    form="list",
                )
        return None

    # -- events, deeds, identity -------------------------------------------------------------------

    def _takes_part(self, reading: Reading) -> Answer | None:
        """ "Does X take part in the raid?": by X's role in the event that the noun stands for."""
        frame = reading.clause.frame
        if not reading.is_whether or frame.subject is None or not frame.subject.ids:
            return None
        if not {"participate", "involve", "join", "help", "be_present"} & {
            u.predicate for u in frame.units
        }:
            return None
        for phrase in (frame.object, *(p for _, p in frame.prepositions)):
            if phrase is None or not phrase.events:
                continue
            event = self.event_of(phrase)
            if event is None:
                continue
            roles = self.knowledge.index.events[event.id].roles
            groups = self.knowledge.index.groups_of
            there = all(
                id in roles or any(g in roles for g in groups.get(id, ()))
                for id in frame.subject.ids
            )
            return Answer(
                ANSWERED if there else CORRECTED, "yes" if there else "no", (Statement(event),)
            )
        return None

    def _event(self, reading: Reading) -> Answer | None:
        frame = reading.clause.frame
        part = self._takes_part(reading)
        if part is not None:
            return part
        if (
            frame.verb == "do"
            and reading.wh == "what"
            and frame.subject is not None
            and frame.subject.ids
            and not (
                frame.prepositions or frame.object or frame.complement or reading.clause.nested
            )
        ):
            return None
        if (
            frame.verb == "want"
            and reading.wh == "what"
            and frame.complement is None
            and frame.subject
            and frame.subject.ids
        ):
            found = self.wishes(frame.subject.ids)
            if found is not None:
                return found
        if (
            not frame.verb
            and not frame.units
            and not frame.prepositions
            and reading.clause.wh is None
        ):
            return None
        if (
            reading.wh in ("who", "what")
            and frame.verb == "be"
            and not frame.units
            and not frame.prepositions
            and not reading.clause.nested
        ):
            return None
        return self.events.answer(reading)

    def _deeds(self, reading: Reading) -> Answer | None:
        frame = reading.clause.frame
        does = any(f.verb == "do" for f in reading.clause.frames)
        if reading.wh == "what" and does and frame.subject is not None and frame.subject.ids:
            if reading.clause.wh is not None and reading.clause.wh.function != "subject":
                return self.characters.does(reading, frame.subject.ids)
        return None

    def _identity(self, reading: Reading) -> Answer | None:
        frame = reading.clause.frame
        if (
            reading.is_whether
            or frame.units
            and frame.verb not in ("be", "tell", "know", "explain", "describe")
        ):
            return None
        if reading.wh in ("where", "when", "why", "how") or reading.wh.startswith("how"):
            return None
        for phrase in reading.phrases:
            if phrase.ids and not phrase.wh:
                if phrase.ids == (FILM,):
                    return self.story.about()
                return self.characters.identity(phrase.ids)
            if phrase.events and not phrase.wh:
                event = self.event_of(phrase)
                if event is not None:
                    same = [
                        e
                        for e in self.film.events
                        if e.sentence == event.sentence and e.status == "happens"
                    ]
                    told = (
                        [event, *(e for e in same if e is not event)]
                        if frame.verb == "tell"
                        else [event]
                    )
                    return Answer(
                        ANSWERED, statements=tuple(Statement(e) for e in told[:4]), form="list"
                    )
        return None


def _with_form(answer: Answer, form: str) -> Answer:
    return answer if answer.form else Answer(**{**answer.__dict__, "form": form})

"""Questions whose form lies in a noun, or a verb like one: reason, goal, reaction, material."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from plotbot.answer.explaining import reasons
from plotbot.answer.handling import Handlers
from plotbot.answer.model import (
    ANSWERED,
    NOT_IN_SYNOPSIS,
    Answer,
    Statement,
)
from plotbot.answer.story import FILM, brought_about
from plotbot.film.model import Event
from plotbot.question.reading import Reading
from plotbot.question.syntax import NounPhrase

_IDEAS = frozenset({"idea", "suggestion", "proposal", "plan", "initiative"})
_URGING = frozenset(
    "suggest plan intend request ask encourage persuade demand order advise offer want".split()
)
_PARTS_OF_NAME = frozenset("first last middle maiden family given full christian".split())
_TO_WHAT = re.compile(
    r" (?:react|reacts|reacted|respond|responds|responded|feel|feels|felt|take|takes|took|deal|"
    r"deals|dealt|cope|copes|coped|act|acts|acted)\b.*? "
    r"(?:to|about|at|over|when|after|once|upon|on|as|that|with) (?P<x>.+)$"
)
_MAKING = frozenset(
    {"make", "create", "build", "perfect", "improve", "finish", "produce", "design"}
)


class Nouns(Handlers):
    """What is asked for by a noun: "the reason for X's departure", "the goal of Y"."""

    def use(self, reading: Reading) -> Answer | None:
        """ "What is X for?": the purpose of a thing."""
        frame = reading.clause.frame
        wh = reading.clause.wh
        if wh is None or wh.function != "reason" or frame.verb not in ("be", "") or frame.units:
            return None
        for phrase in reading.phrases:
            if phrase.ids and not phrase.pronoun or phrase.pronoun == "it":
                found = self.characters.use_of([id for id in phrase.ids if id != FILM])
                if found is not None:
                    return found
        return None

    def made_of(self, reading: Reading) -> Answer | None:
        """ "What is X made of", "the materials for X", "what went into X"."""
        frame = reading.clause.frame
        phrases = [part for p in reading.phrases for part in (p, p.of) if part is not None]
        named = any(self.noun_in(p.head, "material") for p in phrases)
        put_in = frame.verb == "go" and any(p == "into" for p, _ in frame.prepositions)
        made = self.verb_in(frame.verb, "make") and ({"of", "from"} & set(frame.stranded))
        wh = reading.clause.wh
        needed = frame.verb == "need" and wh is not None and wh.word == "what"
        for_what = wh is not None and wh.function == "reason"
        if not (named or put_in or made or needed and not for_what):
            return None
        nested = [p for n in reading.clause.nested for p in n.frame.phrases]
        for id in (id for phrase in (*phrases, *nested) for id in phrase.ids):
            for event in self.film.events:
                if not self._tells_making(event, id):
                    continue
                return Answer(
                    ANSWERED,
                    "names",
                    (Statement(event),),
                    entities=(*event.entities("material"), *event.entities("instrument")),
                    topic=(id,),
                    form="list",
                    details={"event": event.id},
                )
        return None

    def _tells_making(self, event: Event, id: str) -> bool:
        """Whether an event tells of what or with what something is made."""
        return (
            (id in event.entities("patient") or id in event.entities("product"))
            and bool(event.fillers("material") or event.fillers("instrument"))
            and bool(self.language.generalisations(event.predicate) & _MAKING)
        )

    def reaction(self, reading: Reading) -> Answer | None:
        """ "How did the team react to the upload", "how did they take it": what came of it."""
        frame = reading.clause.frame
        after = [p for word, p in frame.prepositions if word in ("about", "on", "upon")]
        after += [frame.object] if frame.object is not None and frame.verb == "act" else []
        acts = frame.verb in ("do", "act") and any(p.pronoun and p.events for p in after)
        if reading.wh not in ("how", "what") or not acts and not self.verb_in(frame.verb, "react"):
            return None
        doer = frame.subject.ids if frame.subject is not None else ()
        for event in self._reacted_to(reading):
            if event is not None:
                own = self._next_deed(doer, event) or self._brought_upon(doer, event)
                found = own or self.story.consequences(event)
                return found and replace(found, details={**found.details, "beside": True})
        return None

    def _reacted_to(self, reading: Reading) -> Iterator[Event | None]:
        """What a reaction is one to, by the phrase or the clause that tells it."""
        frame = reading.clause.frame
        for phrase in (*(p for _, p in frame.prepositions), frame.object):
            if phrase is None:
                continue
            yield self.anchors.event_of(phrase) if phrase.events else None
            if phrase.pronoun in ("that", "it", "this"):
                yield self.film.event.get(str(reading.details.get("event", "")))
        told = _TO_WHAT.search(reading.low)
        if told and len(told["x"].split()) > 1:
            yield from self.sense.events(told["x"], reading)[:1]

    def _brought_upon(self, doer: tuple[str, ...], event: Event) -> Answer | None:
        """What somebody feels or does because of an event, by what the text tells of causes."""
        own = [
            e
            for e in brought_about(self.film, event, self.story.told)
            if set(doer) & set(e.entities(e.subject))
        ]
        if not own:
            return None
        return Answer(ANSWERED, statements=tuple(Statement(e) for e in own[:2]), topic=doer)

    def _next_deed(self, doer: tuple[str, ...], event: Event) -> Answer | None:
        """What somebody does because of an event, or in its sentence or the next."""
        people = [self.film.entities[id].kind == "person" for id in doer]
        if not people or not all(people):
            return None
        later = [
            e
            for e in self.film.events
            if set(doer) <= self._doers(e)
            and e.status == "happens"
            and e.order > event.order
            and not self.characters.stative(e)
            and e.predicate not in ("see", "hear")
            and (event.id in e.links.get("because", ()) or e.sentence <= event.sentence + 1)
        ]
        if not later:
            return None
        return Answer(ANSWERED, statements=(Statement(later[0]),), topic=doer, entities=doer)

    def _doers(self, event: Event) -> set[str]:
        """Those who do something, groups with their members."""
        own = {*event.entities(event.subject), *event.entities("agent")}
        return own | {member for id in own for member in self.index.members(id)}

    def came_there(self, reading: Reading) -> Answer | None:
        """ "How did X get there?", "how did X end up with Y?": by what was done with X."""
        frame = reading.clause.frame
        subject = frame.subject
        if reading.wh != "how" or frame.passive or subject is None or len(subject.ids) != 1:
            return None
        ended = frame.verb == "end" and any(u.words[:2] == ("end", "up") for u in frame.units)
        got = frame.verb in ("get", "come", "wind") and bool(
            re.search(
                r"\b(?:get|got|come|came|wind|wound) (?:up |to be )?(?:there|into|in|inside|on|"
                r"onto|with)\b",
                reading.low,
            )
        )
        if not (ended or got) or self.film.entities[subject.ids[0]].kind != "thing":
            return None
        moved = [
            e
            for e in self.film.events
            if e.status == "happens"
            and set(subject.ids) & set(e.entities("theme"))
            and (e.fillers("goal") or e.fillers("recipient"))
        ]
        named = {id for _, p in frame.prepositions for id in p.ids}
        fitting = [e for e in moved if named & set(self.index.events[e.id].roles)] or moved
        if not fitting:
            return None
        return Answer(ANSWERED, statements=(Statement(fitting[-1]),), topic=subject.ids)

    def whose_idea(self, reading: Reading) -> Answer | None:
        """ "Whose idea was it to go?": who suggests, plans or asks for it."""
        wh = reading.clause.wh
        if wh is None or wh.word != "whose" or wh.phrase is None or wh.phrase.head not in _IDEAS:
            return None
        wanted = [m.event for m in self.events.candidates(reading)[:3] if m.predicate >= 0.7]
        for event in self.film.events:
            content = set(event.links.get("content", ()))
            urging = self.language.generalisations(event.predicate) & _URGING
            if urging and any(e.id in content for e in wanted):
                return Answer(
                    ANSWERED, statements=(Statement(event),), entities=event.entities("agent")
                )
        return None

    def _deed(self, reading: Reading) -> Answer | None:
        """ "X's killer": the event in which the one did it to the other."""
        for phrase in reading.phrases:
            owner = phrase.possessor or phrase.of
            if owner is None or not owner.ids or not phrase.ids or reading.is_whether:
                continue
            for predicate in self.language.by_agent_noun.get(phrase.head, ()):
                for event in self.film.events:
                    if (
                        event.status == "happens"
                        and predicate.id in self.language.generalisations(event.predicate)
                        and set(phrase.ids) & set(event.entities(predicate.subject or "agent"))
                        and set(owner.ids) & set(event.entities(predicate.object or "patient"))
                    ):
                        return Answer(
                            ANSWERED,
                            statements=(Statement(event),),
                            entities=phrase.ids,
                            topic=owner.ids,
                        )
        return None

    def asked_noun(self, reading: Reading) -> Answer | None:
        """ "The reason for X's departure", "Y's goal", "X cause of death"."""
        frame = reading.clause.frame
        subject = frame.subject
        if reading.wh == "what" and frame.verb in ("call", "name"):
            called = subject if frame.passive else frame.object
            if called is not None and called.ids and not called.mentions:
                return self._name_of(called.ids, called.ids[:1])
            if frame.passive and subject is not None:
                return self._name_of(subject.ids, subject.ids[:1]) if subject.ids else None
        if frame.units and frame.verb not in ("be", "have", ""):
            return None
        deed = self._deed(reading)
        if deed is not None:
            return deed
        after = [p for word, p in frame.prepositions if word in ("for", "behind", "of")]
        for phrase in reading.phrases:
            owner = self._owner_of_wish(phrase) if reading.wh == "what" else ()
            if owner:
                return self.characters.wishes(owner)
            head = phrase.head
            if not head:
                continue
            target = phrase.of or phrase.possessor or next(iter(after), None)
            if target is not None and self.noun_in(head, "reason"):
                events = self._events_for(reading, phrase, target)
                if events:
                    return self._reason(head, events)
            if target is not None and target.ids and self.noun_in(head, "wish"):
                wishes = self._wishes(phrase, target)
                if wishes is not None or not phrase.ids:
                    return wishes
            if target is not None and self.noun_in(head, "place"):
                event = self.anchors.event_of(target) if target.events else None
                if event is not None and event.fillers("place"):
                    return Answer(ANSWERED, statements=(Statement(event, (), True),))
            if self.noun_in(head, "consequence"):
                aims = [p for word, p in frame.prepositions if word in ("to", "of", "on")]
                for aim in (*aims, *([target] if target is not None else [])):
                    event = self.anchors.event_of(aim) if aim.events else None
                    if event is not None:
                        return self.story.consequences(event)
                    told = [e for e in self.story.told if set(aim.ids) & set(e.entities("topic"))]
                    if told:
                        return Answer(ANSWERED, statements=tuple(Statement(e) for e in told[:2]))
            if target is not None and target.ids and self.noun_in(head, "name"):
                if phrase.ordinal or set(phrase.modifiers) & _PARTS_OF_NAME:
                    return self._full_name(target.ids)
                return self._name_of(target.ids, target.ids)
        return None

    def _owner_of_wish(self, phrase: NounPhrase) -> tuple[str, ...]:
        """Whose plan or aim a name stands for."""
        if len(phrase.ids) != 1 or not phrase.mentions:
            return ()
        name = self.film.entities[phrase.ids[0]].name.lower().split()
        if not any(self.noun_in(word, "wish") for word in name):
            return ()
        bonds = self.index.bonds_from.get(phrase.ids[0], ())
        return tuple(b.to for b in bonds if b.relation == "owner" and b.to)

    def _wishes(self, phrase: NounPhrase, target: NounPhrase) -> Answer | None:
        """What somebody means to do; a plan that the text names says what only by its own deeds."""
        kinds = {self.film.entities[id].kind for id in phrase.ids}
        return self.characters.wishes(target.ids) if kinds <= {"idea"} else None

    def _full_name(self, ids: tuple[str, ...]) -> Answer | None:
        """Who somebody is, where the text gives a first and a last name."""
        names = [self.film.entities[id].name for id in ids]
        if any(len(name.split()) < 2 or name.split()[0][:1].islower() for name in names) or any(
            name.startswith(("De ", "Van ", "Von ", "Professor ", "Lord ", "Dr")) for name in names
        ):
            return Answer(NOT_IN_SYNOPSIS, topic=ids, details={"final": True})
        return self.characters.identity(ids)

    def _events_for(self, reading: Reading, phrase: NounPhrase, target: NounPhrase) -> list[Event]:
        """The events of which a noun is asked, the likeliest first.

        Only those with whom the noun's own phrase names, or whom that of the deed names.
        """
        likeliest = self.anchors.event_of(target) if target.events else None
        if likeliest is None:
            return []
        owners = {id for mention in phrase.mentions for id in mention.ids}
        inner = owners | {id for p in (target.of, target.possessor) if p for id in p.ids}
        told = [self.film.event[id] for id in target.events]
        own = [e for e in told if inner <= set(self.index.events[e.id].roles)]
        if likeliest in own or not owners:
            ranked = [r.fact for r in self.events.ranking.of(reading).of(own)]
            own.sort(key=lambda e: ranked.index(e) if e in ranked else len(ranked))
            own = [likeliest, *(e for e in own if e is not likeliest)]
        return own

    def _reason(self, noun: str, events: list[Event]) -> Answer:
        """The reason told for the likeliest of some events that have one."""
        for event in events:
            found = reasons(self.knowledge, event)
            if found:
                return Answer(ANSWERED, statements=found)
        event = events[0]
        statements = (Statement(event),)
        suffers = event.fillers("patient") or event.fillers("theme")
        if noun == "cause" and event.fillers("agent") and suffers:
            return Answer(ANSWERED, statements=statements, entities=event.entities("agent"))
        return Answer(NOT_IN_SYNOPSIS, statements=statements)

    def _name_of(self, ids: tuple[str, ...], named: tuple[str, ...]) -> Answer | None:
        """Who somebody is, where the text gives a name to all who must have one."""
        if not all(self._has_name(id) for id in named):
            became = self._named_as(named)
            return became or Answer(NOT_IN_SYNOPSIS, topic=ids, details={"final": True})
        return self.characters.identity(ids)

    def _named_as(self, ids: tuple[str, ...]) -> Answer | None:
        """What something without a name becomes that has one."""
        for event in self.film.events:
            turned = event.predicate == "become" and event.status == "happens"
            products = event.entities("product") if turned else ()
            of_these = set(ids) & set(event.entities("patient"))
            if products and of_these and all(self._has_name(id) for id in products):
                return Answer(ANSWERED, statements=(Statement(event),), entities=products)
        return None

    def _has_name(self, id: str) -> bool:
        """Whether the text calls an entity by a name, not only by a description."""
        entity = self.film.entities[id]
        words = re.split(r" (?:of|in|that|on|from) ", entity.name)[0].split()
        return words[-1][:1].isupper() and "'" not in entity.name

"""Questions whose form lies in a noun, or a verb like one: reason, goal, reaction, material."""

from __future__ import annotations

import re

from plotbot.answer.explaining import reasons
from plotbot.answer.handling import Handlers
from plotbot.answer.model import (
    ANSWERED,
    NOT_IN_SYNOPSIS,
    Answer,
    Statement,
)
from plotbot.answer.story import FILM
from plotbot.question.reading import Reading

_MAKING = frozenset(
    {"make", "create", "build", "perfect", "improve", "finish", "produce", "design"}
)


class Nouns(Handlers):
    """What is asked for by a noun: "the reason for X's departure", "the goal of Y"."""

    def use(self, reading: Reading) -> Answer | None:
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

    def made_of(self, reading: Reading) -> Answer | None:
        """ "What is X made of", "the materials for X", "what went into X"."""
        frame = reading.clause.frame
        phrases = [part for p in reading.phrases for part in (p, p.of) if part is not None]
        named = any(self.noun_in(p.head, "material") for p in phrases)
        put_in = frame.verb == "go" and any(p == "into" for p, _ in frame.prepositions)
        made = self.verb_in(frame.verb, "make") and ({"of", "from"} & set(frame.stranded))
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

    def reaction(self, reading: Reading) -> Answer | None:
        """ "How did the team react to the upload", "how did they take it": what came of it."""
        frame = reading.clause.frame
        if reading.wh not in ("how", "what") or frame.verb not in self.speech.forms.get(
            "verbs", {}
        ).get("react", ()):
            return None
        for phrase in (*(p for _, p in frame.prepositions), frame.object):
            if phrase is None:
                continue
            event = self.anchors.event_of(phrase) if phrase.events else None
            if event is None and phrase.pronoun in ("that", "it", "this"):
                event = self.film.event.get(str(reading.details.get("event", "")))
            if event is not None:
                return self.story.consequences(event)
        return None

    def asked_noun(self, reading: Reading) -> Answer | None:
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
            if self.noun_in(head, "reason") and target is not None:
                event = self.anchors.event_of(target) if target.events else None
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
            if self.noun_in(head, "wish") and target is not None and target.ids and not phrase.ids:
                return self.characters.wishes(target.ids)
            if self.noun_in(head, "place") and target is not None:
                event = self.anchors.event_of(target) if target.events else None
                if event is not None and event.fillers("place"):
                    return Answer(ANSWERED, statements=(Statement(event, (), True),))
            if self.noun_in(head, "consequence"):
                others = [p for prep, p in frame.prepositions if prep in ("to", "of", "on")]
                for aim in (*others, target):
                    if aim is None:
                        continue
                    event = self.anchors.event_of(aim) if aim.events else None
                    if event is not None:
                        return self.story.consequences(event)
                    told = [
                        e for e in self.story.told for id in aim.ids if id in e.entities("topic")
                    ]
                    if told:
                        return Answer(ANSWERED, statements=tuple(Statement(e) for e in told[:2]))
            if self.noun_in(head, "name") and target is not None and target.ids:
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

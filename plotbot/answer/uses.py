"""What things are used for, and what they were meant to be."""

from __future__ import annotations

import re

from plotbot.answer.handling import Handlers
from plotbot.answer.intents import made_for
from plotbot.answer.model import ANSWERED, NOT_IN_SYNOPSIS, Answer, Statement
from plotbot.answer.story import FILM
from plotbot.film.model import Event
from plotbot.question.reading import Reading

MOST_TOLD = 3
_POINT = frozenset("purpose point function use aim role good job task".split())
_USING = frozenset({"use", "exploit", "wield", "depend_on", "need"})
_USE = r"(?:uses?|purposes?|functions?|applications?)"
_ASKS_USE = re.compile(
    rf"^(?:(?:to|for) )?what (?:\w+ )?{_USE}\b|\b(?:put|puts|puts? it) to\b.*\buse\b|"
    rf"^(?:(?:list|name|give|tell|enumerate) (?:me )?)?(?:the |all )*{_USE} (?:of|for|to which)\b|"
    r"\bused (?:for|to)\b|\bmakes? use of\b|\bmade use of\b|\bemployed (?:for|to)\b|"
    r"\b(?:need|needs|needed|require|requires|required|want|wants|wanted) .+ for$|"
    r"\b(?:use|uses|used|employ|employs|employed|utili[sz]es?d?) .+ for$|"
    r"^(?:for|to) (?:what|which)\b.*\b(?:use|used|employ|employed|utili[sz]ed?)\b|"
    r"^(?:how|why) (?:is|was|are|were|does|do|did|has|have)\b.*"
    r"\b(?:use|used|employ|employed|utili[sz]ed?)\b"
)
_MEANT = (
    r"(?:supposed|sposed|meant|intended|designed|conceived|planned|built|created|made|envisaged|"
    r"envisioned|programmed|developed|devised|thought|expected|originally going|first going|going)"
)
_AT_FIRST = r"(?:originally|initially|at first|first|in the beginning|to begin with|to start with)"
_INTENDED = re.compile(
    r"^(?:as )?what (?:(?:sort|kind|type) of [\w ]+ )?(?:is|was|are|were) .+? "
    rf"{_MEANT} (?:for|as|to (?:be|do|become|serve|accomplish|achieve|function|act|work))\b|"
    rf"^what (?:was|were) .+ (?:{_AT_FIRST}|(?:{_AT_FIRST} )?(?:for|like))$|"
    rf"^what (?:was|is) .+'s? (?:original|initial|intended|first|proper|true|actual) "
    r"(?:purpose|function|aim|design|role|goal|job|task|use|intent|idea|mission|point)$|"
    r"^what (?:was|is) the (?:original|initial|intended) "
    r"(?:purpose|function|aim|design|role|goal|job|task|use|idea|mission|point) "
    r"(?:of|behind|for) .+"
)
_HOPED = re.compile(
    r"^what (?:is|was|were|does|do|did|had|has) .+? (?:hop|want|try|tri|plan|intend|mean|meant|"
    r"seek|sought|aim|expect|look|set out)\w* to (?:achieve|accomplish|do|gain|make|get|attain) "
    r"(?:with|by|through|out of|from|of) (?:(?:mak|creat|build|finish|complet)ing )?.+$"
)


class Uses(Handlers):
    """Uses and intentions of things."""

    def used_for(self, reading: Reading) -> Answer | None:
        """ "What does X use Y for?", "the uses of Y": what is done with Y, and why."""
        if reading.is_whether or reading.wh.startswith("who") or not _ASKS_USE.search(reading.low):
            return None
        things, users = self._named(reading)
        for thing in things:
            told = [e for e in self._done_with(thing) if not users or users & self._parties(e)]
            ends = [self.film.event[id] for e in told for id in e.links.get("purpose", ())]
            kept = [e for e in told if not any(e.say == end.say for end in ends)]
            if kept:
                ranked = [r.fact for r in self.events.ranking.of(reading).of(kept)]
                kept.sort(key=lambda e: ranked.index(e) if e in ranked else len(ranked))
                statements = (Statement(e, ("purpose",)) for e in self._ends(kept))
                return Answer(
                    ANSWERED,
                    statements=tuple(dict.fromkeys(statements))[:MOST_TOLD],
                    topic=(thing,),
                    details={"event": kept[0].id, "beside": True},
                )
        return None

    def intended(self, reading: Reading) -> Answer | None:
        """ "What was X supposed to be?": what that is which somebody set out to make."""
        subject = reading.clause.frame.subject
        for_what = reading.clause.wh is not None and reading.clause.wh.function == "reason"
        plain = for_what and reading.clause.frame.verb in ("be", "")
        of_thing = self._purpose_of(reading)
        if of_thing is not None:
            return of_thing
        hoped = _HOPED.search(reading.low) is not None
        if not plain and not hoped and not _INTENDED.search(reading.low):
            return None
        ids = subject.ids if subject is not None and len(subject.ids) == 1 else reading.ids
        if hoped:  # the maker is the subject, the thing that is made stands last
            ids = tuple(id for id in reading.ids if subject is None or id not in subject.ids)[-1:]
        for id in ids[:2]:
            facts = made_for(self.knowledge, id)
            if facts:
                return Answer(
                    ANSWERED,
                    statements=tuple(Statement(f) for f in facts[:2]),
                    topic=(id,),
                    details={"beside": True},
                )
        return None

    def _purpose_of(self, reading: Reading) -> Answer | None:
        """ "What is the point of X": what X is for, or that it is not told."""
        nouns = [p for p in reading.phrases if p.head in _POINT and p.of is not None]
        if reading.wh != "what" or reading.clause.frame.verb != "be" or not nouns:
            return None
        target = nouns[0].of
        if target is None or target.events or len(target.ids) != 1:
            return None
        id = target.ids[0]
        if not self._is_thing(id):
            return None
        facts = [Statement(f) for f in made_for(self.knowledge, id)]
        facts += [Statement(e, ("purpose",)) for e in self._done_with(id)]
        if facts:
            return Answer(
                ANSWERED, statements=tuple(facts[:2]), topic=(id,), details={"beside": True}
            )
        return self.characters.use_of((id,)) or Answer(
            NOT_IN_SYNOPSIS, topic=(id,), details={"final": True}
        )

    def _named(self, reading: Reading) -> tuple[list[str], set[str]]:
        """The things that a question names, the last first, and the others that it names."""
        said = [id for token in reading.tokens if token.mention for id in token.mention.ids]
        ids = dict.fromkeys([*said, *reading.ids])
        things = [id for id in ids if self._is_thing(id)]
        return things[::-1], {id for id in ids if id not in things and id != FILM}

    def _is_thing(self, id: str) -> bool:
        return self.film.entities[id].kind in ("thing", "place", "program", "idea")

    def _ends(self, told: list[Event]) -> list[Event]:
        """Several uses by what they are for, which is shorter than by what is used for it."""
        if len(told) < 2:
            return told
        ends = [[self.film.event[i] for i in e.links.get("purpose", ())] for e in told]
        return [end for e, own in zip(told, ends, strict=True) for end in (own or [e])]

    def _done_with(self, id: str) -> list[Event]:
        """What is done with a thing, apart from its mere possession."""
        return [
            e
            for e in self.film.events
            if e.status == "happens"
            and (id in e.entities("instrument") or id in e.entities("material"))
            and (e.links.get("purpose") or e.predicate not in _USING)
        ]

    def _parties(self, event: Event) -> set[str]:
        """All who have a role in an event or in what it is done for."""
        ends = [i for i in event.links.get("purpose", ()) if i in self.film.event]
        roles = {r for i in (event.id, *ends) for r in self.index.events[i].roles}
        return roles | {g for r in roles for g in self.index.groups_of.get(r, ())}

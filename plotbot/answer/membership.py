"""Who is in a group at the end, and who has left it: "who's still on the team", "who quits"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plotbot.answer.handling import Handlers
from plotbot.answer.model import ANSWERED, CORRECTED, Answer, Statement
from plotbot.film.model import Event
from plotbot.question.reading import Reading
from plotbot.question.syntax import Frame

_LEAVING = frozenset({"leave", "leave_group", "return"})
"""Predicates by which somebody goes for good, where it is told at the end."""
_LEAVES = re.compile(
    r"\b(?:leaves?|left|leaving|quits?|quit|quitting|exits?|retires?|retired|departs?|departed"
    r"|resigns?|drops? out|goes? away|walks? away|says? goodbye|parts? ways"
    r"|steps? (?:down|back|aside)"
    r"|(?:no longer|not any ?more|not any longer) (?:\w+ )*?"
    r"(?:in|on|around|with|part|there|members?|belong)"
    r"|(?:in|on|part of) .* (?:no longer|any ?more)|(?:is|are|was|were) (?:missing|gone))\b"
)
_TEAM = re.compile(r"\b(?:team|group|squad|crew|gang|band|line-?up)\b")
_REMAINS = re.compile(
    r"\b(?:is|are|was|were|be|being|belongs?|left|remains?|stays?|makes? up|constitutes?|forms?)\b"
)


class Membership(Handlers):
    """Groups whose members change in the course of the story."""

    def at_the_end(self, reading: Reading) -> Answer | None:
        """Who is in a group at the end, or leaves it then."""
        asks = reading.wh in ("who", "which", "how many", "what") or re.match(
            r"(?:list|name|enumerate|tell|give)\b", reading.low
        )
        group = self._group(reading)
        if group is None or not asks or reading.clause.frame.object is not None and not reading.wh:
            return None
        low = reading.segment.text.lower()
        late = reading.part == "end" or re.search(r"\b(?:end|close|no longer|any ?more)\b", low)
        stays = re.search(r"\bleft (?:on|in|of|at)\b", low)
        if _LEAVES.search(low) and not stays and (late or self._leaves_group(reading, group)):
            return self._leavers(reading, group)
        new = [
            b for b in self.index.bonds_from.get(group, ()) if b.relation == "member" and b.since
        ]
        if reading.part != "end" or not new or not _REMAINS.search(low) or self._does(reading):
            return None
        joined = self.film.event.get(new[0].since or "")
        if joined is None:
            return None
        there = [e for e in self.story.told if e.sentence == joined.sentence]
        return Answer(
            ANSWERED,
            "names",
            tuple(Statement(e) for e in there),
            entities=tuple(b.to for b in new if b.to),
            form="list",
            details={"whole": True},
        )

    def is_member(self, reading: Reading) -> Answer | None:
        """ "Is X a member?", "was X still on the team?": by the members told, and when."""
        frame, subject = reading.clause.frame, reading.clause.frame.subject
        belongs = frame.verb == "be" or "belong" in {unit.predicate for unit in frame.units}
        if not reading.is_whether or not belongs or frame.negated or reading.clause.nested:
            return None
        group = self._of_which(frame)
        if group is None or subject is None or len(subject.ids) != 1 or frame.passive:
            return None
        id, entity = subject.ids[0], self.film.entities[group]
        if self.film.entities[id].kind not in ("person", "program"):
            return None
        bonds = self.index.bonds_from.get(group, ())
        bond = next((b for b in bonds if b.relation == "member" and b.to == id), None)
        if bond is None:
            complete = entity.number == len(entity.members) > 1
            told = [b for b in bonds if b.relation == "member"]
            if not complete or not told:
                return None
            return Answer(
                CORRECTED, "not_listed", (Statement(told[0]),), entities=entity.members, topic=(id,)
            )
        late = reading.part == "end" or "still" in reading.segment.text.lower().split()
        gone = [e for e in self.story.told if e.part == "ending" and self._goes(e, {id})]
        if late and gone and not bond.since:
            return Answer(CORRECTED, "no", (Statement(gone[-1]),), topic=(id,))
        joined = self.film.event.get(bond.since or "")
        if joined is not None and reading.part == "beginning":
            return Answer(CORRECTED, "no", (Statement(joined),), topic=(id,))
        return Answer(ANSWERED, "yes", (Statement(joined or bond),), topic=(id,))

    def _of_which(self, frame: Frame) -> str | None:
        """The group that a frame says somebody is of: "one of the Xs", "an X", "in the team"."""
        inside = [p for word, p in frame.prepositions if word in ("of", "in", "on", "to", "among")]
        if len(frame.prepositions) > 1 or frame.object is not None and inside:
            return None
        asked = frame.object
        for entity in self.film.entities.values():
            if not any(b.relation == "member" for b in self.index.bonds_from.get(entity.id, ())):
                continue
            if any(p.ids and self._means(p.ids, entity.id) for p in inside):
                return entity.id
            if asked is None or asked.determiner not in ("a", "an") or asked.modifiers:
                continue
            names = {name.lower() for name in (entity.name, *entity.names)}
            named = {f"{asked.head}s", f"the {asked.head}s"} & names
            if named or asked.ids and self._means(asked.ids, entity.id):
                return entity.id
        return None

    def _group(self, reading: Reading) -> str | None:
        """The group that a question speaks of, whose members are told."""
        parts = [part for p in reading.phrases for part in (p, p.of) if part is not None]
        named = [p.ids for p in parts] + [t.mention.ids for t in reading.tokens if t.mention]
        for entity in self.film.entities.values():
            members = entity.members
            if members and any(ids and self._means(ids, entity.id) for ids in named):
                return entity.id
        if not _TEAM.search(reading.low):
            return None
        bonds = [b for b in self.film.bonds if b.relation == "member"]
        changing = {b.source for b in bonds if b.since} & {b.source for b in bonds if not b.since}
        return next(iter(sorted(changing)), None)

    def _does(self, reading: Reading) -> bool:
        """Whether the question tells of a deed, not only of being in the group."""
        frame = reading.clause.frame
        units = {unit.predicate for unit in frame.units}
        return frame.verb not in ("be", "", "leave") and not units & {"belong", "form_team", "stay"}

    def _leaves_group(self, reading: Reading, group: str) -> bool:
        """Whether it is the group that is left."""
        frame, wh = reading.clause.frame, reading.clause.wh
        asked = frame.object or (wh.phrase if wh is not None else None)
        placed = [id for _, p in frame.prepositions for id in p.ids]
        if any(self.film.entities[id].kind == "place" for id in placed):
            return False  # "who leaves them there": a place is left, for the moment
        into = [phrase for _, phrase in frame.prepositions if phrase.ids[:1] == (group,)]
        return asked is None and not into or asked is not None and self._means(asked.ids, group)

    def _means(self, ids: Sequence[str], group: str) -> bool:
        return ids[:1] == (group,) or tuple(ids) == self.film.entities[group].members

    def _leavers(self, reading: Reading, group: str) -> Answer | None:
        """Those of a group who go for good at the end."""
        members = set(self.film.entities[group].members)
        gone = [e for e in self.story.told if e.part == "ending" and self._goes(e, members)]
        if not gone:
            return None
        ids = tuple(dict.fromkeys(id for e in gone for id in e.entities(e.subject)))
        counted = reading.wh.startswith("how many")
        return Answer(
            ANSWERED,
            statements=self._briefly(gone),
            entities=ids if counted else (),
            number=len(ids) if counted else None,
            form="list",
            details={"whole": True},
        )

    @staticmethod
    def _briefly(events: Sequence[Event]) -> tuple[Statement, ...]:
        unique = {event.say: event for event in events}
        return tuple(Statement(event) for event in unique.values())

    def _goes(self, event: Event, members: set[str]) -> bool:
        kinds = self.language.generalisations(event.predicate)
        kinds |= self.language.implied(event.predicate)
        return bool(kinds & _LEAVING) and set(event.entities(event.subject)) <= members

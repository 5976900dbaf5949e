"""Questions about the order of the plot, the film itself, its beginning and its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plotbot.answer.model import ANSWERED, NOT_IN_SYNOPSIS, Answer, Statement
from plotbot.film.model import PEOPLE, Bond, Event, Film
from plotbot.knowledge import Knowledge

FILM = "film"


class StoryQuery:
    """Answers questions about the whole story and the order of its events."""

    def __init__(self, knowledge: Knowledge):
        self.knowledge = knowledge
        self.film = knowledge.film
        self.index = knowledge.index

    @property
    def told(self) -> list[Event]:
        """What happens in the story proper, in order."""
        return [e for e in self.film.events if e.status == "happens" and e.part != "backstory"]

    def steps(self) -> list[Event]:
        """One event a sentence, the weightiest, in story order: what walking the plot tells."""
        best: dict[int, Event] = {}
        for event in self.told:
            old = best.get(event.sentence)
            if old is None or _weight(event) > _weight(old):
                best[event.sentence] = event
        return sorted(best.values(), key=lambda e: e.order)

    def after(self, event: Event, most: int = 2) -> list[Event]:
        """What happens next after an event."""
        consequences = self._deeds_caused(event)
        following = [
            e
            for e in self.told
            if e.order > event.order and e.sentence != event.sentence and e not in consequences
        ]
        same = [
            e
            for e in self.told
            if e.order > event.order and e.sentence == event.sentence and e.say != event.say
        ]
        rest = same[:1] or following[:1]
        found = [*consequences[:1], *rest]
        if len(found) < most:
            found += [e for e in following if e not in found][:1]
        return sorted(dict.fromkeys(found[:most]), key=lambda e: e.order)

    def last_of(self, part: str) -> list[Event]:
        """What happens last in a part of the plot: all of its last sentence."""
        told = [e for e in self.told if e.part == part]
        last = [e for e in told if e.sentence == told[-1].sentence]
        return list({e.say: e for e in last}.values())

    def _deeds_caused(self, event: Event) -> list[Event]:
        """What is done because of an event, or because of the state that it put somebody in."""
        found: list[Event] = []
        for e in self.told:
            if event.id in e.links.get("because", ()) and e.order > event.order:
                through = self._deeds_caused(e) if e.fillers("attribute") else []
                found += through or [e]
        return list(dict.fromkeys(found))

    def before(self, event: Event, most: int = 2) -> list[Event]:
        """What happens right before an event."""
        earlier = [e for e in self.told if e.order < event.order and e.say != event.say]
        found: list[Event] = []
        for other in reversed(earlier):
            if len(found) == most:
                break
            if any(other.say == f.say for f in found):
                continue
            found.append(other)
        return sorted(found, key=lambda e: e.order)

    def consequences(self, event: Event) -> Answer | None:
        """What comes of an event."""
        found = brought_about(self.film, event, self.told)
        # that something bad happens is little: what comes of that is asked as well
        slight = [e for e in found if e.predicate == "happen"]
        found += [o for e in slight for o in brought_about(self.film, e, self.told)]
        found = found or self.after(event, 1)
        return (
            Answer(ANSWERED, statements=tuple(Statement(e) for e in found[:3])) if found else None
        )

    def first(self) -> Answer:
        """What happens first; a refusal while no event is written."""
        if not self.told:
            return Answer(NOT_IN_SYNOPSIS, form="order")
        return Answer(ANSWERED, "first", (Statement(self.told[0]),), form="order")

    def about(self) -> Answer | None:
        """What the film is about, in a sentence or two."""
        central = self.central()
        if central is None:
            return None
        told = [central]
        if central.part in ("opening", "backstory"):  # the text begins with no summary of its own
            told += [e for e in self._of_the_two() if e is not central]
        statements = tuple(Statement(e) for e in told)
        return Answer(ANSWERED, statements=statements, form="summary", entities=())

    def _of_the_two(self) -> list[Event]:
        """The main events between the two whom most is told of."""
        people = [id for id, e in self.film.entities.items() if e.kind in ("person", "program")]
        counts = {id: sum(id in self.index.events[e.id].roles for e in self.told) for id in people}
        first = sorted(people, key=lambda id: -counts[id])[:2]
        both = [e for e in self.told if set(first) <= set(self.index.events[e.id].roles)]
        return main_events(both, 3)

    def central(self) -> Event | None:
        """The event that sums the film up: the earliest sentence that tells one."""
        return min(
            self.told, key=lambda e: (e.sentence, -self._characters(e), -_weight(e)), default=None
        )

    def _characters(self, event: Event) -> int:
        kinds = (self.film.entities[id].kind for id in self.index.events[event.id].roles)
        return sum(kind in PEOPLE for kind in kinds)

    def summary(self) -> Answer:
        """The whole story in brief: the weightiest events over all parts."""
        central = self.central()
        first = [Statement(central)] if central is not None else []
        return Answer(ANSWERED, statements=(*first, *self._brief(self.steps(), 9)), form="summary")

    def _brief(self, steps: Sequence[Event], most: int) -> list[Statement]:
        if len(steps) <= most:
            return [Statement(e) for e in steps]
        stride = len(steps) / most
        return [Statement(steps[int(i * stride)]) for i in range(most)]

    def ending(self) -> Answer:
        """How it ends: every event of the ending."""
        events = [e for e in self.told if e.part == "ending"]
        unique: dict[str, Event] = {}
        for event in events:
            unique.setdefault(event.say, event)
        chosen = [e for e in unique.values() if e.predicate not in ("run", "refuse", "suspect")]
        return Answer(ANSWERED, statements=tuple(Statement(e) for e in chosen), form="ending")

    def part(self, part: str) -> Answer | None:
        """What happens in a part of the plot."""
        events = [e for e in self.told if e.part == part]
        if not events:
            return None
        unique: dict[str, Event] = {}
        for event in events:
            unique.setdefault(event.say, event)
        return Answer(
            ANSWERED,
            statements=tuple(Statement(e) for e in list(unique.values())[:6]),
            form="list",
            entities=tuple(events[0].entities(events[0].subject)[:1]),
        )

    # -- film facts --------------------------------------------------------------------------------

    def fact(self, relations: Sequence[str]) -> Answer | None:
        """What the text says of the film itself: director, year, studio ..."""
        language = self.knowledge.language
        bonds: list[Bond] = []
        for relation in relations:
            for bond in self.index.bonds_from.get(FILM, ()):
                if (
                    relation in language.broader_relations(bond.relation)
                    or bond.relation == relation
                ):
                    bonds.append(bond)
        bonds = list(dict.fromkeys(bonds))
        if not bonds:
            return None
        ids = tuple(dict.fromkeys(b.to for b in bonds if b.to))
        if len(bonds) > 4:
            return Answer(ANSWERED, "names", (Statement(bonds[0]),), entities=ids, form="list")
        return Answer(ANSWERED, statements=tuple(Statement(b) for b in bonds), entities=ids)


def _weight(event: Event) -> int:
    return len(event.roles) + len(event.links) + len(event.say.split()) // 4


def in_part(event: Event, part: str) -> bool:
    """Whether an event lies in the part of the plot that words of order point to."""
    if part == "beginning":
        return event.part in ("opening", "backstory")
    if part == "end":
        return event.part in ("ending",)
    return event.part == part


def neighbour(events: tuple[Event, ...], event: Event, step: int) -> Event | None:
    """The happening before (-1) or after (1) an event in the story, in another sentence."""
    index = events.index(event) + step
    while 0 <= index < len(events):
        other = events[index]
        if (
            other.status == "happens"
            and other.sentence != event.sentence
            and other.part != "backstory"
        ):
            return other
        index += step
    return None


def brought_about(film: Film, event: Event, among: Iterable[Event]) -> list[Event]:
    """What the text tells to have come of an event.

    Those ``among`` some events that name it as their cause, then those that it leads to.
    """
    caused = [e for e in among if event.id in e.links.get("because", ())]
    return caused + [film.event[id] for id in event.links.get("leads_to", ()) if id in film.event]


def main_events(events: Sequence[Event], most: int) -> list[Event]:
    """The weightiest of some events, in order: one a sentence, those with most roles and links."""
    by_sentence: dict[int, Event] = {}
    for event in events:
        weight = len(event.roles) + len(event.links)
        best = by_sentence.get(event.sentence)
        if best is None or weight > len(best.roles) + len(best.links):
            by_sentence[event.sentence] = event
    chosen = sorted(by_sentence.values(), key=lambda e: -(len(e.roles) + len(e.links)))[:most]
    return sorted(chosen, key=lambda e: e.order)


def in_time(knowledge: Knowledge, event: Event) -> Statement:
    """When an event happens: during what, until what, else after what and before what."""
    if event.fillers("time"):
        return Statement(event)
    links = tuple(link for link in ("during", "until") if event.links.get(link))
    if links:
        return Statement(event, links)
    story = [
        e
        for e in knowledge.film.events
        if e.status == "happens"
        and e.part != "backstory"
        and (e.tense != "past" or e.sentence == event.sentence)
    ]
    apart = [e for e in story if e.say != event.say and not _as_one(e, event)]
    earlier = [e for e in apart if e.order < event.order]
    later = [e for e in apart if e.order > event.order and e.sentence != event.sentence]
    near = [("after", e) for e in earlier[-1:]] + [("before", e) for e in later[:1]]
    return Statement(event, near=tuple(near))


def _as_one(one: Event, other: Event) -> bool:
    """Whether two events are one happening told twice, or one is what the other consists in."""
    linked = {*one.links.get("content", ()), *one.links.get("means", ())}
    linked |= {*one.links.get("purpose", ())}
    return other.id in linked or one.id in other.links.get("content", ())

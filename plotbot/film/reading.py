"""Reads a film folder into a ``Film``, or says everything that is wrong with it.

    synopsis.txt -> sentences ─┐
    cast.yml     -> entities  ─┤
    plot.yml     -> events    ─┼─> Film
    bonds.yml    -> bonds     ─┘

Of the four only the synopsis must be there: a file that is missing holds nothing yet. Needs a
``Language`` for predicates and relations. Nothing else makes a ``Film``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plotbot.film.cycles import causes, cycles
from plotbot.film.model import (
    KINDS,
    LINKS,
    PARTS,
    PRONOUNS,
    REFERENCE,
    ROLES,
    STATUSES,
    TEXT_ROLES,
    Bond,
    Calling,
    Entity,
    Event,
    Filler,
    Film,
)
from plotbot.film.schema import BOND_KEYS, ENTITY_KEYS, EVENT_KEYS, PLACE_PREPOSITIONS, TENSES
from plotbot.language import inflection
from plotbot.language.model import Language
from plotbot.language.words import ARTICLES, CONJUNCTIONS, PREPOSITIONS
from plotbot.yamlfile import (
    ID,
    DataError,
    Fault,
    Record,
    Sequence,
    Source,
    Table,
    is_text,
    nearest,
)

__all__ = ["Fault", "FilmError", "film_folders", "read_film", "stands_in", "title_of"]

FILM_ID = "film"
"""Id of the entity that is the film itself."""


class FilmError(DataError):
    """The film folder is faulty; ``faults`` lists everything that is, by file and line."""


def film_folders(data: Path) -> dict[str, Path]:
    """Film folders under ``data/films`` by film id; those are the folders with a synopsis."""
    folders = sorted(path.parent for path in (data / "films").glob("*/synopsis.txt"))
    return {folder.name: folder for folder in folders}


def read_film(folder: Path, language: Language) -> Film:
    """The film of a folder.

    Raises:
        FilmError: with all faults of all four files.
    """
    return _Reader(folder, language).film()


def title_of(film_id: str) -> str:
    """The title that a folder's name stands for, as long as nobody has written one."""
    words = film_id.split("_")
    small = ARTICLES | PREPOSITIONS | CONJUNCTIONS
    return " ".join(
        word if number and word in small else word.capitalize() for number, word in enumerate(words)
    )


def stands_in(words: str, sentence: str) -> bool:
    """Whether ``words`` are whole words of ``sentence``, exactly."""
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", sentence))


def _draft(record: Record) -> str:
    """The clause a draft was read from; that it is one at all, where it only says `true`."""
    if record.table.get("draft") in (None, True, False):
        return "true" if record.flag("draft") else ""
    return record.text("draft")


@dataclass
class _Reader:
    """Reads one film; every method notes what it finds wrong and goes on."""

    folder: Path
    language: Language
    faults: list[Fault] = field(default_factory=list)

    def film(self) -> Film:
        """The film; raises ``FilmError`` when there was any fault."""
        self.sentences = self._sentences()
        cast, plot, bonds = (self._records(key) for key in ("cast", "plot", "bonds"))
        self.entity_ids = {record.id for record in cast}
        self.event_ids = {record.id for record in plot}
        self.fact_ids = self.event_ids | {record.id for record in bonds}
        for record in bonds:
            if record.id in self.event_ids:
                record.fault("id", "is the id of an event too")
        self.names = {record.id: record.table.get("name") for record in cast}
        entities = {record.id: self._entity(record) for record in cast}
        if not (self.folder / "cast.yml").exists():
            entities[FILM_ID] = Entity(FILM_ID, title_of(self.folder.name), "film", "it")
        events = tuple(self._event(record, order) for order, record in enumerate(plot))
        made_bonds = tuple(self._bond(record) for record in bonds)
        self._check_film(entities)
        self._check_cycles(plot, causes(events), "cycle of because, leads_to or purpose")
        members = {entity.id: entity.members for entity in entities.values()}
        self._check_cycles(cast, members, "cycle of members")
        if self.faults:
            raise FilmError(self.faults)
        title = entities[FILM_ID].name
        return Film(self.folder.name, title, self.sentences, entities, events, made_bonds)

    def _source(self, file: str) -> Source:
        return Source(self.folder / file, f"{self.folder.name}/{file}", self.faults)

    def _sentences(self) -> tuple[str, ...]:
        source = self._source("synopsis.txt")
        text = source.text()
        if text is None:
            return ()
        sentences = tuple(line.strip() for line in text.rstrip().splitlines())
        if not sentences:
            source.fault(0, "holds no sentence")
        for number, sentence in enumerate(sentences, 1):
            if not sentence:
                source.fault(number, "an empty line: every line must hold one sentence")
        return sentences

    def _records(self, key: str) -> list[Record]:
        """The entries of one file, those with a usable id."""
        source = self._source(f"{key}.yml")
        if not source.path.exists():
            return []
        items = source.top(key, Sequence)
        found: dict[str, Record] = {}
        for item, line in zip(items, items.lines, strict=False):
            if not isinstance(item, Table):
                source.fault(line, "every entry must be a mapping with an `id`")
                continue
            id, line = item.get("id"), item.line_of("id")
            if not isinstance(id, str) or not ID.fullmatch(id):
                message = f"id `{id}` must be lower-case letters, digits and underscores"
                source.fault(line, message if "id" in item else "needs an `id`")
            elif id in found:
                source.fault(line, f"`{id}` is defined twice (first on line {found[id].line})")
            else:
                found[id] = Record(id, line, source, item)
        return list(found.values())

    def _entity(self, record: Record) -> Entity:
        record.source.unknown_keys(record.table, ENTITY_KEYS)
        kind = record.choice("kind", KINDS)
        assumed = record.texts("assumed_names")
        if assumed and kind not in ("person", "group"):
            record.fault("assumed_names", "only people and groups have `assumed_names`")
        members = self._ids(record, "members", self.entity_ids, "entity")
        if members and kind != "group":
            record.fault("members", "only groups have `members`")
        number = record.table.get("number")
        if number is not None and (type(number) is not int or number < 0):
            record.fault("number", "`number` must be a whole number")
            number = None
        return Entity(
            id=record.id,
            name=record.text("name"),
            kind=kind,
            pronoun=record.choice("pronoun", PRONOUNS),
            names=record.texts("names"),
            assumed_names=assumed,
            pronoun_assumed=record.flag("pronoun_assumed"),
            calls=self._calls(record),
            nouns=record.texts("nouns"),
            also=record.texts("also"),
            members=members,
            number=number,
            at=record.choice("at", PLACE_PREPOSITIONS, "in"),
            draft=_draft(record),
            line=record.line,
        )

    def _calls(self, record: Record) -> tuple[Calling, ...]:
        found = []
        for item, line in record.items("calls"):
            if not isinstance(item, Table) or not is_text(item.get("text")):
                message = "`calls` must be a list of {text: ..., sentence: ...}"
                record.source.fault(line, f"`{record.id}`: {message}")
                continue
            record.source.unknown_keys(item, ("text", "sentence"))
            call = Record(record.id, line, record.source, item)
            text = call.text("text")
            number = self._sentence(call)
            if number and not stands_in(text.lower(), self.sentences[number - 1].lower()):
                call.fault("text", f"`{text}` does not stand in sentence {number}")
            found.append(Calling(text, number))
        return tuple(found)

    def _event(self, record: Record, order: int) -> Event:
        record.source.unknown_keys(record.table, EVENT_KEYS)
        roles = {role: self._fillers(record, role) for role in ROLES + TEXT_ROLES}
        roles = {role: fillers for role, fillers in roles.items() if fillers}
        links = {
            link: self._ids(
                record,
                link,
                self.fact_ids if link == "because" else self.event_ids,
                "event or bond" if link == "because" else "event",
            )
            for link in LINKS
            if record.table.get(link) is not None
        }
        sentence, quote = self._citation(record)
        return Event(
            id=record.id,
            predicate=self._predicate(record),
            say=self._say(record),
            sentence=sentence,
            quote=quote,
            order=order,
            roles=roles,
            links=links,
            subject=self._subject(record, roles),
            status=record.choice("status", STATUSES, "happens"),
            part=record.choice("part", PARTS, "story"),
            tense=record.choice("tense", TENSES, "present"),
            also=record.texts("also"),
            draft=_draft(record),
            line=record.line,
        )

    def _predicate(self, record: Record) -> str:
        verb = record.text("predicate")
        if not verb:
            return ""
        found = self.language.predicates_of(verb)
        if not found:
            known = [*self.language.predicates, *self.language.units_by_first_lemma]
            record.fault("predicate", f"unknown predicate `{verb}`: {nearest(verb, known)}")
            return verb
        if len(found) > 1:
            ids = ", ".join(predicate.id for predicate in found)
            record.fault("predicate", f"predicate `{verb}` may be {ids}: write which")
        return found[0].id

    def _fillers(self, record: Record, role: str) -> tuple[Filler, ...]:
        found = []
        for value, line in record.items(role):
            label = f"`{record.id}`: `{role}`"
            if not is_text(value):
                record.source.fault(line, f"{label} must be an entity's id or a phrase")
                continue
            text = " ".join(str(value).split())
            if role in ROLES and text in self.entity_ids:
                found.append(Filler(str(self.names[text]), text))
            elif role in ROLES and " " not in text:
                near = nearest(text, self.entity_ids)
                message = f"is `{text}`, neither an entity's id ({near}) nor a phrase with a space"
                record.source.fault(line, f"{label} {message}")
            else:
                self._references(record, text, line)
                found.append(Filler(text))
        return tuple(found)

    def _subject(self, record: Record, roles: Mapping[str, Any]) -> str:
        default = next((role for role in ("agent", "patient", "theme") if role in roles), "")
        if "subject" not in record.table:
            if not default:
                message = (
                    "has no agent, patient or theme: needs `subject`, the role that `say` is of"
                )
                record.fault("subject", message)
            return default
        subject = record.text("subject")
        if subject not in roles:
            known = ", ".join(roles) or "none"
            record.fault(
                "subject", f"`subject` is `{subject}`, a role it does not have: has {known}"
            )
        return subject

    def _say(self, record: Record) -> str:
        say = record.text("say")
        if say:
            first = say.split()[0]
            if first != first.lower() or not inflection.is_verb(first):
                record.fault("say", f"`say` must begin with a verb in its base form, not `{first}`")
            self._references(record, say, record.table.line_of("say"))
        return say

    def _bond(self, record: Record) -> Bond:
        record.source.unknown_keys(record.table, BOND_KEYS)
        relation = record.text("relation")
        if relation and relation not in self.language.relations:
            meant = self.language.relations_by_word.get(relation, ())
            known = ", ".join(f"`{other.id}` has that word" for other in meant)
            known = known or nearest(relation, self.language.relations)
            record.fault("relation", f"unknown relation `{relation}`: {known}")
        if ("to" in record.table) == ("value" in record.table):
            record.fault("to", "needs either `to` or `value`")
        if "from" not in record.table:
            record.fault("from", "needs `from`")
        value = record.text("value") if "value" in record.table else None
        if value:
            self._references(record, value, record.table.line_of("value"))
        sentence, quote = self._citation(record)
        return Bond(
            id=record.id,
            relation=relation,
            source=self._id(record, "from", self.entity_ids, "entity") or "",
            sentence=sentence,
            quote=quote,
            to=self._id(record, "to", self.entity_ids, "entity"),
            value=value,
            since=self._id(record, "since", self.event_ids, "event"),
            until=self._id(record, "until", self.event_ids, "event"),
            also=record.texts("also"),
            draft=_draft(record),
            line=record.line,
        )

    def _citation(self, record: Record) -> tuple[int, str]:
        number, quote = self._sentence(record), record.text("quote")
        if number and quote and not stands_in(quote, self.sentences[number - 1]):
            elsewhere = [n for n, other in enumerate(self.sentences, 1) if stands_in(quote, other)]
            hint = f" (it stands in {', '.join(map(str, elsewhere))})" if elsewhere else ""
            record.fault("quote", f"the quote `{quote}` does not stand in sentence {number}{hint}")
        return number, quote

    def _sentence(self, record: Record) -> int:
        """The number of the sentence cited; 0, and a fault, when there is no such sentence."""
        number = record.table.get("sentence")
        if number is None:
            record.fault("sentence", "needs `sentence`")
        elif type(number) is not int or not 1 <= number <= len(self.sentences):
            last = len(self.sentences)
            record.fault("sentence", f"there is no sentence `{number}`: they are 1 to {last}")
        else:
            return number
        return 0

    def _ids(self, record: Record, key: str, known: Iterable[str], kind: str) -> tuple[str, ...]:
        found = []
        for id, line in record.items(key):
            if isinstance(id, str) and id in known:
                found.append(id)
            else:
                message = f"unknown {kind} `{id}` in `{key}`: {nearest(str(id), known)}"
                record.source.fault(line, f"`{record.id}`: {message}")
        return tuple(dict.fromkeys(found))

    def _id(self, record: Record, key: str, known: Iterable[str], kind: str) -> str | None:
        found = self._ids(record, key, known, kind)
        if len(found) > 1:
            record.fault(key, f"`{key}` must be one id")
        return found[0] if found else None

    def _references(self, record: Record, text: str, line: int) -> None:
        """Checks the ``{id}``s in a phrase."""
        for id in REFERENCE.findall(text):
            if id not in self.entity_ids:
                near = nearest(id, self.entity_ids)
                record.source.fault(line, f"`{record.id}`: unknown entity `{{{id}}}`: {near}")
        if re.search(r"[{}]", REFERENCE.sub("", text)):
            record.source.fault(line, f"`{record.id}`: braces in `{text}` must hold an entity's id")

    def _check_film(self, entities: Mapping[str, Entity]) -> None:
        source = self._source("cast.yml")
        if FILM_ID not in entities:
            source.fault(0, f"needs the film itself: an entity `{FILM_ID}` of kind film")
        elif entities[FILM_ID].kind != "film":
            source.fault(entities[FILM_ID].line, f"`{FILM_ID}` must be of kind film")

    def _check_cycles(
        self, records: Iterable[Record], arrows: Mapping[str, Iterable[str]], what: str
    ) -> None:
        by_id = {record.id: record for record in records}
        for cycle in cycles(arrows):
            if cycle[0] in by_id:
                by_id[cycle[0]].fault("id", f"{what}: {' -> '.join(cycle)}")

"""Reads data/language into one ``Language``, or says everything that is wrong with it.

language = read_language(Path("data/language"))
language.predicate_of("murder").id                      "kill"
language.units_by_first_lemma["put"][0].words           ("put", "*", "to", "death")
language.relations_by_word["brother"][0].id             "sibling"
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plotbot.film.model import LINKS, ROLES, TEXT_ROLES
from plotbot.language.model import (
    DEFAULT_PREPOSITIONS,
    ENDS,
    Concept,
    Language,
    Predicate,
    Relation,
    Unit,
)
from plotbot.language.thesaurus import read_thesaurus
from plotbot.language.world import read_world
from plotbot.yamlfile import ID, DataError, Fault, Record, Sequence, Source, Table, nearest

__all__ = [
    "DEFAULT_PREPOSITIONS",
    "Concept",
    "Language",
    "LanguageError",
    "Predicate",
    "Relation",
    "Unit",
    "read_language",
]

PREDICATE_KEYS = (
    "verbs nouns agent_nouns patient_nouns subject object prepositions exclusive kind_of implies "
    "opposite"
).split()
CONCEPT_KEYS = ("words", "adjectives", "kind_of")
RELATION_KEYS = "words he she they inverse kind_of verbs single excludes".split()
UNIT_KEYS = ("verb", "subject", "object", "prepositions")
ALL_ROLES = ROLES + TEXT_ROLES


class LanguageError(DataError):
    """The language folder is faulty; ``faults`` lists everything that is, by file and line."""


def read_language(folder: Path, strict: bool = True) -> Language:
    """The language of a folder.

    Args:
        folder: holds ``predicates/*.yml``, ``concepts.yml``, ``relations.yml``,
            ``thesaurus/*.txt`` and, if there is one, ``world.yml``.
        strict: whether references to ids that do not exist, and ids of two files, are faults.
            Otherwise the references are dropped, the first of two holds, and missing files are
            empty: for data that is still being written.

    Raises:
        LanguageError: with all faults.
    """
    faults: list[Fault] = []
    predicate_files = sorted((folder / "predicates").glob("*.yml"))
    if strict and not predicate_files:
        faults.append(Fault(f"{folder.name}/predicates", 0, "holds no .yml file"))
    entries = {
        key: _entries(folder, files, key, faults, strict)
        for key, files in (
            ("predicates", predicate_files),
            ("concepts", [folder / "concepts.yml"]),
            ("relations", [folder / "relations.yml"]),
        )
    }
    predicates = {entry.id: _predicate(entry) for entry in entries["predicates"].values()}
    concepts = {entry.id: _concept(entry) for entry in entries["concepts"].values()}
    relations = {entry.id: _relation(entry) for entry in entries["relations"].values()}
    thesaurus = read_thesaurus(folder / "thesaurus", faults)
    if faults:
        raise LanguageError(faults)
    world = read_world(folder / "world.yml")
    return Language(predicates, concepts, relations, thesaurus, world)


@dataclass(frozen=True)
class _Entry(Record):
    """One mapping of a language file; ``known`` holds all entries of its kind."""

    known: Mapping[str, object]
    strict: bool

    def words(self, key: str) -> tuple[str, ...]:
        """A list of words or phrases, in lower case."""
        return tuple(dict.fromkeys(text.lower() for text in self.texts(key)))

    def references(self, key: str) -> tuple[str, ...]:
        """Ids of entries of the same kind."""
        found = []
        for id in self.words(key):
            if id in self.known:
                found.append(id)
            elif self.strict:
                self.fault(key, f"unknown id `{id}` in `{key}`: {nearest(id, self.known)}")
        return tuple(found)

    def role(self, table: Table, key: str, default: str | None, roles: Iterable[str]) -> str | None:
        """A role's name, or None where the data says null."""
        value = table.get(key, default)
        if value is None or value in roles:
            return value
        self._unknown_role(table.line_of(key), value, roles)
        return default

    def prepositions(self, table: Table) -> Mapping[str, str]:
        """Roles, or links to other events, by preposition."""
        value = table.get("prepositions")
        if value is None:
            return {}
        if not isinstance(value, Table):
            line = table.line_of("prepositions")
            self.source.fault(line, f"`{self.id}`: `prepositions` must be a mapping to roles")
            return {}
        roles = ALL_ROLES + LINKS + ENDS
        for preposition, role in value.items():
            if role not in roles:
                self._unknown_role(value.line_of(preposition), role, roles)
        return {preposition.lower(): str(role) for preposition, role in value.items()}

    def units(
        self,
        subject: str | None,
        object: str | None,
        prepositions: Mapping[str, str],
        roles: tuple[str, ...],
    ) -> tuple[Unit, ...]:
        """The verbs of the entry; the arguments hold where a verb brings no frame of its own."""
        value = self.table.get("verbs")
        if value is None:
            return ()
        if not isinstance(value, Sequence):
            self.fault("verbs", "`verbs` must be a list")
            return ()
        found = []
        for frame, line in zip(value, value.lines, strict=False):
            if isinstance(frame, str):
                phrase, frame = frame, Table(line)
                frame.put("verb", phrase, line)
            if not isinstance(frame, Table) or not isinstance(frame.get("verb"), str):
                message = "a verb must be a phrase, or a mapping with the key `verb`"
                self.source.fault(line, f"`{self.id}`: {message}")
                continue
            self.source.unknown_keys(frame, UNIT_KEYS)
            words = tuple(frame["verb"].lower().split())
            if not words or words[0] == "*":
                self.source.fault(line, f"`{self.id}`: a phrase begins with its verb")
                continue
            found.append(
                Unit(
                    words,
                    self.id,
                    self.role(frame, "subject", subject, roles),
                    self.role(frame, "object", object, roles),
                    {**prepositions, **self.prepositions(frame)},
                )
            )
        return tuple(found)

    def _unknown_role(self, line: int, role: object, roles: Iterable[str]) -> None:
        message = f"unknown role `{role}`: {nearest(str(role), roles)}"
        self.source.fault(line, f"`{self.id}`: {message}")


def _entries(
    folder: Path, files: Iterable[Path], key: str, faults: list[Fault], strict: bool
) -> Mapping[str, _Entry]:
    """The mappings under the top-level ``key`` of all files, by id."""
    found: dict[str, _Entry] = {}
    for path in files:
        if not strict and not path.exists():
            continue
        source = Source(path, path.relative_to(folder.parent).as_posix(), faults)
        table = source.top(key, Table)
        for id, value in table.items():
            line = table.line_of(id)
            if not ID.fullmatch(id):
                source.fault(line, f"id `{id}` must be lower-case letters, digits and underscores")
            elif id in found and not strict:
                continue
            elif id in found:
                first = found[id]
                place = f"{first.source.name}:{first.line}"
                source.fault(line, f"`{id}` is defined twice (first at {place})")
            elif not isinstance(value, Table):
                source.fault(line, f"`{id}` must be a mapping")
            else:
                found[id] = _Entry(id, line, source, value, found, strict)
    return found


def _predicate(entry: _Entry) -> Predicate:
    table = entry.table
    entry.source.unknown_keys(table, PREDICATE_KEYS)
    subject = entry.role(table, "subject", "agent", ALL_ROLES)
    object = entry.role(table, "object", "patient", ALL_ROLES)
    prepositions = entry.prepositions(table)
    units = entry.units(subject, object, prepositions, ALL_ROLES)
    if not table.get("verbs"):
        entry.fault("verbs", "needs `verbs`, the plain one first")
    exclusive = entry.words("exclusive")
    for role in exclusive:
        if role not in ALL_ROLES:
            entry.fault("exclusive", f"unknown role `{role}`: {nearest(role, ALL_ROLES)}")
    return Predicate(
        id=entry.id,
        units=units,
        nouns=entry.words("nouns"),
        agent_nouns=entry.words("agent_nouns"),
        patient_nouns=entry.words("patient_nouns"),
        subject=subject,
        object=object,
        prepositions=prepositions,
        exclusive=exclusive,
        kind_of=entry.references("kind_of"),
        implies=entry.references("implies"),
        opposite=entry.references("opposite"),
    )


def _concept(entry: _Entry) -> Concept:
    entry.source.unknown_keys(entry.table, CONCEPT_KEYS)
    words, adjectives = entry.words("words"), entry.words("adjectives")
    if not words and not adjectives:
        entry.fault("words", "needs `words`")
    return Concept(entry.id, words, adjectives, entry.references("kind_of"))


def _relation(entry: _Entry) -> Relation:
    entry.source.unknown_keys(entry.table, RELATION_KEYS)
    words = entry.words("words")
    if not words:
        entry.fault("words", "needs `words`")
    plain = words[0] if words else entry.id.replace("_", " ")
    inverse = entry.references("inverse")
    if len(inverse) > 1:
        entry.fault("inverse", "`inverse` must be one id")
    return Relation(
        id=entry.id,
        words=words,
        he=entry.text("he", plain),
        she=entry.text("she", plain),
        they=entry.text("they", plain),
        inverse=inverse[0] if inverse else None,
        kind_of=entry.references("kind_of"),
        verbs=entry.units("from", "to", {}, ENDS),
        single=entry.flag("single"),
        excludes=entry.references("excludes"),
    )

"""A film's files with drafts in them: of what the text tells and nobody has written yet.

    draft = draft_folder(film, language, speech, texts={}, before=frozenset())
    draft.files      by name, the text of every file that changes
    draft.unread     the clauses that could not be read

What was drafted once is remembered (``before``), so that a draft struck out stays away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from plotbot.drafting.bonds import draft_bonds
from plotbot.drafting.cast import draft_cast
from plotbot.drafting.entries import Entry, bond_entry, entity_entry, event_entry, spliced
from plotbot.drafting.events import Unread, draft_events
from plotbot.film.model import Entity, Event, Film
from plotbot.film.names import NameIndex
from plotbot.knowledge import build_knowledge
from plotbot.language.model import Language
from plotbot.language.speech import Speech

MEMORY = "drafted.txt"
"""The file that remembers what was drafted; it may be deleted when the film is complete."""


@dataclass(frozen=True)
class FolderDraft:
    """What is to be written, what that adds, and what could not be read."""

    files: Mapping[str, str] = field(default_factory=dict)
    added: Mapping[str, int] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()


def draft_folder(
    film: Film,
    language: Language,
    speech: Speech,
    texts: Mapping[str, str],
    before: Iterable[str] = (),
) -> FolderDraft:
    """The drafts of a film.

    Args:
        film: as it is now; of a new film, its sentences and the entity of the film itself.
        texts: what cast.yml, plot.yml and bonds.yml hold, by key, as far as they exist.
        before: the lines of ``MEMORY``.

    Raises:
        NotSpliced: when a file cannot take new entries as it is written.
    """
    known = list(dict.fromkeys(before))
    cast = _new_entities(film, language, known)
    if "cast" not in texts:
        cast = (replace(film.entities["film"], nouns=("film", "story"), draft="true"), *cast)
    whole = replace(film, entities={**film.entities, **{e.id: e for e in cast}})
    knowledge = build_knowledge(whole, language, speech)
    drafted = draft_events(knowledge, _left(known, "plot"))
    bonds = draft_bonds(knowledge, _left(known, "bonds"))
    entries: dict[str, list[Entry]] = {
        "cast": [entity_entry(entity) for entity in cast],
        "plot": _placed(film.events, drafted.events),
        "bonds": [bond_entry(bond) for bond in bonds],
    }
    files = {
        f"{key}.yml": spliced(key, texts.get(key), entries[key])
        for key in entries
        if entries[key] or key not in texts
    }
    known += [f"cast {entity.id}" for entity in cast]
    known += [f"plot {event.sentence} {event.quote}" for event in drafted.events]
    known += [f"bonds {bond.sentence} {bond.quote}" for bond in bonds]
    if any(entries.values()):
        files[MEMORY] = "".join(f"{line}\n" for line in known)
    return FolderDraft(files, {key: len(made) for key, made in entries.items()}, drafted.unread)


def _new_entities(film: Film, language: Language, known: list[str]) -> tuple[Entity, ...]:
    """Drafted entities that the cast has neither by id nor by any name."""
    names = NameIndex(film, language.ordinary_words)
    drafted = draft_cast(film.title, film.sentences, language)
    return tuple(
        entity
        for entity in drafted
        if entity.id not in film.entities
        and any(entity.draft in film.sentence(number) for number in film.open_sentences)
        and f"cast {entity.id}" not in known
        and not any(m.text.lower() in entity.name.lower() for m in names.find(entity.name))
    )


def _left(known: Iterable[str], key: str) -> list[tuple[int, str]]:
    """Sentence and quote of the drafts made before for one file."""
    found = []
    for line in known:
        file, _, rest = line.partition(" ")
        number, _, quote = rest.partition(" ")
        if file == key and number.isdigit():
            found.append((int(number), quote))
    return found


def _placed(events: Iterable[Event], drafted: Iterable[Event]) -> list[Entry]:
    """Drafts as entries, each behind the last event of its sentence or an earlier one."""
    there = list(events)
    made: list[Entry] = []
    last: dict[str, str] = {}
    for draft in drafted:
        earlier = [event for event in there if event.sentence <= draft.sentence]
        anchor = earlier[-1].id if earlier else ""
        made.append(event_entry(draft, last.get(anchor, anchor)))
        last[anchor] = draft.id
    return made

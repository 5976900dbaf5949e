"""The films, each read once. Knows no Rasa; the actions and the NLU component use it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache
from typing import Any

from plotbot.conversation.context import query_of
from plotbot.film.model import Film
from plotbot.film.reading import film_folders
from plotbot.knowledge import Knowledge, load_knowledge
from plotbot.service import project
from plotbot.yamlfile import DataError

logger = logging.getLogger(__name__)

FIRST = "first"
"""The file beside the film folders that names the one to begin with."""


class NoSuchFilm(LookupError):
    """A film was asked for that has no folder; says which ones there are."""


def films() -> tuple[str, ...]:
    """Ids of all films, the default one first.

    That is the one that ``PLOTBOT_FILM`` names, else the one that the file ``first`` beside the
    film folders names, else the first by name.

    Raises:
        NoSuchFilm: if there is none at all, or the default one is missing.
    """
    found = sorted(film_folders(project.DATA))
    if not found:
        raise NoSuchFilm(f"there is no film in {project.DATA / 'films'}")
    named = project.DEFAULT_FILM or _first()
    if named is None:
        return tuple(found)
    first = check_film(named, found)
    return (first, *(film for film in found if film != first))


def _first() -> str | None:
    """The film to begin with by the file that says so; None where there is no such file."""
    file = project.DATA / "films" / FIRST
    return (file.read_text(encoding="utf-8").strip() or None) if file.is_file() else None


def readable() -> dict[str, Film]:
    """The films by id, the default one first; without those whose folders have faults."""
    found = {}
    for id in films():
        try:
            found[id] = knowledge(id).film
        except DataError:
            logger.warning("The film %s cannot be read; `plotbot check` says why.", id)
    return found


def check_film(film: str, known: list[str] | None = None) -> str:
    """``film`` itself, if it is one.

    Raises:
        NoSuchFilm: otherwise.
    """
    known = sorted(film_folders(project.DATA)) if known is None else known
    if film not in known:
        raise NoSuchFilm(f"there is no film {film!r}; there are: {', '.join(known)}")
    return film


@cache
def knowledge(film: str) -> Knowledge:
    """What is known of a film.

    Raises:
        NoSuchFilm: if it has no folder.
        plotbot.yamlfile.DataError: if its folder has faults.
    """
    return load_knowledge(project.DATA, check_film(film))


def prepare() -> None:
    """Makes what the first question about the first film would wait for."""
    query_of(knowledge(films()[0])).events.evidence.prepare()


def film_of(
    metadata: Mapping[str, Any] | None, slot: str | None = None, named_before: str | None = None
) -> str:
    """The film a message is about: the one it names, else the conversation's, else the default.

    Args:
        metadata: of the message; its ``film`` is a film's id.
        slot: the film that the conversation is about.
        named_before: what the metadata of the messages before named. A client that sends the same
            with every message does not take back what the user has asked for since.
    """
    named = (metadata or {}).get("film")
    known = films()
    for film in (named if named != named_before else None, slot, named):
        if film in known:
            return str(film)
    return known[0]

"""The films, each read once. Knows no Rasa; the actions and the NLU component use it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from plotbot.film.reading import film_folders
from plotbot.knowledge import Knowledge, load_knowledge
from plotbot.service import project


class NoSuchFilm(LookupError):
    """A film was asked for that has no folder; says which ones there are."""


def films() -> tuple[str, ...]:
    """Ids of all films, the default one first.

    Raises:
        NoSuchFilm: if there is none at all, or the default one is missing.
    """
    found = sorted(film_folders(project.DATA))
    if not found:
        raise NoSuchFilm(f"there is no film in {project.DATA / 'films'}")
    if project.DEFAULT_FILM is None:
        return tuple(found)
    first = check_film(project.DEFAULT_FILM, found)
    return (first, *(film for film in found if film != first))


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


def film_of(metadata: Mapping[str, Any] | None, slot: str | None = None) -> str:
    """The film a message is about: the one it names, else the conversation's, else the default."""
    named = (metadata or {}).get("film")
    known = films()
    for film in (named, slot):
        if film in known:
            return str(film)
    return known[0]

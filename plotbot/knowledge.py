"""All that answering needs for one film, made once: the film, the language, and their look-ups."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from plotbot.drafting.cast import draft_cast
from plotbot.film.index import FilmIndex, build_index
from plotbot.film.model import Film
from plotbot.film.names import NameIndex
from plotbot.film.reading import FILM_ID, film_folders, read_film
from plotbot.language.lexicon import Language, read_language
from plotbot.language.speech import Speech, read_speech


@dataclass(frozen=True, eq=False)
class Knowledge:
    """A film with everything needed to understand questions about it."""

    film: Film
    language: Language
    speech: Speech
    names: NameIndex
    index: FilmIndex

    @cached_property
    def nouns(self) -> frozenset[str]:
        """The nouns that the film's entities go by, and those for anybody that are no verbs."""
        generic = (noun for noun in self.speech.generic_nouns if " " not in noun)
        verbs = self.language.units_by_first_lemma
        return self.index.nouns | {noun for noun in generic if noun not in verbs}


@lru_cache(maxsize=4)
def load_language(folder: Path) -> tuple[Language, Speech]:
    """Language data of a folder; read once.

    Raises:
        LanguageError: with every fault of the folder.
    """
    return read_language(folder), read_speech(folder)


def build_knowledge(film: Film, language: Language, speech: Speech) -> Knowledge:
    """The knowledge of a film that has been read; one without a cast gets that of its text."""
    if set(film.entities) == {FILM_ID}:
        drafted = draft_cast(film.title, film.sentences, language)
        others = {entity.id: entity for entity in drafted if entity.id != FILM_ID}
        film = replace(film, entities={**film.entities, **others})
    return Knowledge(
        film,
        language,
        speech,
        NameIndex(film, language.ordinary_words),
        build_index(film, language),
    )


@lru_cache(maxsize=1024)
def load_knowledge(data: Path, film_id: str) -> Knowledge:
    """The knowledge of a film below ``data`` (which holds ``films`` and ``language``); read once.

    Raises:
        KeyError: when there is no such film folder.
        FilmError, LanguageError: with every fault of the files.
    """
    language, speech = load_language(data / "language")
    film = read_film(film_folders(data)[film_id], language)
    return build_knowledge(film.reviewed(), language, speech)

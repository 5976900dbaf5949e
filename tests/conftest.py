"""Fixtures for all tests: a language and a film, both small, made for the tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from talking import talk

from plotbot.answer.wording import Reply
from plotbot.film.model import Film
from plotbot.film.reading import read_film
from plotbot.knowledge import Knowledge, build_knowledge, load_knowledge
from plotbot.language.lexicon import Language, read_language
from plotbot.language.speech import read_speech
from plotbot.service import project

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def tiny_folder() -> Path:
    """The folder of a film of four sentences."""
    return HERE / "films" / "tiny"


@pytest.fixture(scope="session")
def language() -> Language:
    """A few predicates, concepts and relations, enough for the tiny film."""
    return read_language(HERE / "language")


@pytest.fixture(scope="session")
def tiny(tiny_folder: Path, language: Language) -> Film:
    """The film of four sentences."""
    return read_film(tiny_folder, language)


@pytest.fixture(scope="session")
def tiny_knowledge(tiny_folder: Path) -> Knowledge:
    """The film of four sentences, asked about with the whole language of the project."""
    folder = project.ROOT / "data" / "language"
    whole = read_language(folder)
    return build_knowledge(read_film(tiny_folder, whole), whole, read_speech(folder))


@pytest.fixture(scope="session")
def real() -> Knowledge:
    """The film that comes with the project."""
    return load_knowledge(project.ROOT / "data", "age_of_ultron")


@pytest.fixture(scope="session")
def known(tiny: Film, language: Language) -> Knowledge:
    """The film of four sentences with a small language, all ways of speaking."""
    return build_knowledge(tiny, language, read_speech(project.ROOT / "data" / "language"))


@pytest.fixture
def say(known: Knowledge) -> Callable[..., list[Reply]]:
    """Talks about that film: the first reply to each message of one conversation."""
    return lambda *messages: talk(known, *messages)

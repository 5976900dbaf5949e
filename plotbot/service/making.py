"""Makes a film folder, and drafts on in one that is there: reads and writes the files.

What stands in them is decided by ``plotbot.drafting``. Nothing is left half written: a new folder
appears when all its files are there, and a file is changed in one step.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from plotbot.drafting.entries import NotSpliced
from plotbot.drafting.folder import MEMORY, FolderDraft, draft_folder
from plotbot.drafting.sentences import split_sentences
from plotbot.film.model import Entity, Film
from plotbot.film.reading import FILM_ID, read_film, title_of
from plotbot.knowledge import load_language
from plotbot.yamlfile import ID, DataError

MOST_WORDS = 150
"""The longest sentence; a longer one is a text without full stops."""

KEYS = ("cast", "plot", "bonds")


class CannotMake(Exception):
    """The folder cannot be made; says why in one line, or lists the faults to be mended first."""


@dataclass(frozen=True)
class Made:
    """What was made."""

    folder: Path
    sentences: int
    fresh: bool
    draft: FolderDraft

    def report(self) -> list[str]:
        """What a person reads about it."""
        added = self.draft.added
        name = self.folder.name
        lines = [
            f"{name}: {self.sentences} sentences; drafted {added['cast']} of the cast, "
            f"{added['plot']} events, {added['bonds']} bonds"
        ]
        if self.draft.unread:
            lines.append("  clauses that no draft tells:")
        for unread in self.draft.unread:
            lines.append(f"  sentence {unread.sentence}: {unread.clause}")
            lines.append(f"      {unread.why}")
        lines.append(f"Now go through {self.folder}, and ask: plotbot check {name}")
        return lines


def make(data: Path, name: str, synopsis: Path | None) -> Made:
    """Makes or goes on with the folder ``name`` below ``data/films``.

    Raises:
        CannotMake: with the reason, and then nothing is changed.
    """
    if not ID.fullmatch(name):
        raise CannotMake(
            f"`{name}` is no name for a folder: lower-case letters, digits and underscores, "
            "a letter first"
        )
    folder = data / "films" / name
    fresh = not (folder / "synopsis.txt").exists()
    if fresh and folder.exists() and any(folder.iterdir()):
        raise CannotMake(f"the name {name} is taken: {folder} is there, without a synopsis.txt")
    if fresh and synopsis is None:
        raise CannotMake(f"there is no film {name} yet: give the file with its synopsis")
    sentences = _sentences(synopsis) if synopsis is not None else ()
    try:
        language, speech = load_language(data / "language")
        if fresh:
            entity = Entity(FILM_ID, title_of(name), "film", "it")
            film = Film(name, entity.name, sentences, {FILM_ID: entity}, (), ())
        else:
            film = read_film(folder, language)
    except DataError as error:
        raise CannotMake(f"mend this first:\n{error}") from error
    if sentences and not fresh and sentences != film.sentences:
        raise CannotMake(
            f"the name {name} is taken: that film has another synopsis (to draft on from its own, "
            f"leave the file out: plotbot new {name})"
        )
    try:
        texts = {
            key: (folder / f"{key}.yml").read_text("utf-8")
            for key in KEYS
            if (folder / f"{key}.yml").exists()
        }
        memory = folder / MEMORY
        before = memory.read_text("utf-8").splitlines() if memory.exists() else ()
        draft = draft_folder(film, language, speech, texts, before)
        files = dict(draft.files)
        if fresh:
            files["synopsis.txt"] = "".join(f"{sentence}\n" for sentence in sentences)
        _write(folder, files, fresh)
    except NotSpliced as error:
        raise CannotMake(str(error)) from error
    except OSError as error:
        raise CannotMake(f"cannot write {folder}: {error.strerror}") from error
    return Made(folder, len(film.sentences), fresh, draft)


def _sentences(path: Path) -> tuple[str, ...]:
    """The sentences of a file.

    Raises:
        CannotMake: when it is missing, unreadable, not UTF-8, empty, or has an endless sentence.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise CannotMake(f"there is no file {path}") from None
    except OSError as error:
        raise CannotMake(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CannotMake(
            f"{path} is not UTF-8 (line {line}, byte 0x{error.object[error.start]:02x}): "
            "save it as UTF-8"
        ) from None
    sentences = split_sentences(text)
    if not sentences:
        raise CannotMake(f"{path} holds no sentence")
    for number, sentence in enumerate(sentences, 1):
        words = len(sentence.split())
        if words > MOST_WORDS:
            raise CannotMake(
                f"sentence {number} of {path} has {words} words, more than {MOST_WORDS}: "
                f"{' '.join(sentence.split()[:6])} ..."
            )
    return sentences


def _write(folder: Path, files: dict[str, str], fresh: bool) -> None:
    """Writes all files, or none."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    waiting = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        for name, text in files.items():
            (waiting / name).write_text(text, encoding="utf-8")
        if fresh:
            if folder.exists():
                folder.rmdir()
            waiting.chmod(0o755)
            waiting.rename(folder)
            return
        for name in files:
            os.replace(waiting / name, folder / name)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)

"""The trained model: made when it is missing or made from something else than what is there now."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from plotbot.service import project

SOURCES = (
    "config.yml",
    "domain.yml",
    "data/nlu",
    "data/rules.yml",
    "data/stories.yml",
    "plotbot/service/nlu.py",
    "uv.lock",
)
"""What a model is made from, relative to the project's root."""

TRAINING_DATA = ("data/nlu", "data/rules.yml", "data/stories.yml")


class TrainingFailed(RuntimeError):
    """No model came out; says why."""


def fingerprint() -> str:
    """One word for the content of all sources: models of the same word are the same."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.relative_to(project.ROOT).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_current() -> bool:
    """Whether there is a model, made from what the sources are now."""
    mark = _mark()
    return project.MODEL.is_file() and mark.is_file() and mark.read_text() == fingerprint()


def ensure(announce: Callable[[], None] = lambda: None) -> Path:
    """The current model's file; trained first if there is none. ``announce`` is called before that.

    Raises:
        TrainingFailed: if no model came out.
    """
    if not is_current():
        with _alone():
            if not is_current():  # another process may have trained while we waited
                announce()
                _train()
    return project.MODEL


def train() -> Path:
    """Train in any case; the model's file.

    Raises:
        TrainingFailed: if no model came out.
    """
    with _alone():
        _train()
    return project.MODEL


def _train() -> None:
    from plotbot.service import quiet

    quiet.configure_logging()
    from rasa.model_training import train as rasa_train

    made_from = fingerprint()
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            result = rasa_train(
                domain=str(project.ROOT / "domain.yml"),
                config=str(project.ROOT / "config.yml"),
                training_files=[str(project.ROOT / path) for path in TRAINING_DATA],
                output=str(project.MODEL.parent),
                fixed_model_name=project.MODEL.name,
                force_training=True,
            )
    except SystemExit as end:  # Rasa's way of reporting faulty training data
        raise TrainingFailed(said.getvalue().strip() or f"exit status {end.code}") from None
    except Exception as error:
        raise TrainingFailed(f"{type(error).__name__}: {error}") from error
    if result.code or not result.model:
        raise TrainingFailed(said.getvalue().strip() or f"code {result.code}")
    _mark().write_text(made_from)


def _files() -> list[Path]:
    paths: list[Path] = []
    for source in SOURCES:
        path = project.ROOT / source
        paths += sorted(path.rglob("*.yml")) if path.is_dir() else [path]
    return [path for path in paths if path.is_file()]


def _mark() -> Path:
    return project.MODEL.with_name(project.MODEL.name + ".made-from")


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Keep other processes from training at the same time: they wait."""
    project.MODEL.parent.mkdir(parents=True, exist_ok=True)
    with open(project.MODEL.parent / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

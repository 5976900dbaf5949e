"""Trained when there is no model, when its sources change, and by one process at a time."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from plotbot.service import model, project


@pytest.fixture()
def trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A project of a few files, whose training only writes a file; how often it did."""
    times: list[str] = []
    for source in ("config.yml", "domain.yml", "data/rules.yml", "data/nlu/chat.yml"):
        path = tmp_path / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)

    def train() -> None:
        made_from = model.fingerprint()
        time.sleep(0.05)
        times.append(made_from)
        project.MODEL.write_text("a model")
        model._mark().write_text(made_from)

    monkeypatch.setattr(project, "ROOT", tmp_path)
    monkeypatch.setattr(project, "MODEL", tmp_path / "models" / "plotbot.tar.gz")
    monkeypatch.setattr(model, "_train", train)
    return times


def test_trained_once(trained: list[str]) -> None:
    assert not model.is_current()
    assert model.ensure() == model.ensure() == project.MODEL
    assert len(trained) == 1


@pytest.mark.parametrize("source", ["config.yml", "data/nlu/chat.yml", "data/nlu/new.yml"])
def test_trained_again_when_a_source_changes(trained: list[str], source: str) -> None:
    model.ensure()
    (project.ROOT / source).write_text("something else")
    assert not model.is_current()
    model.ensure()
    assert len(trained) == 2


def test_a_newer_date_is_no_change(trained: list[str]) -> None:
    model.ensure()
    (project.ROOT / "config.yml").touch()
    assert model.is_current()


def test_trained_again_when_told_to_or_the_model_is_gone(trained: list[str]) -> None:
    model.ensure()
    model.train()
    project.MODEL.unlink()
    model.ensure()
    assert len(trained) == 3


def test_only_one_trains_at_a_time(trained: list[str]) -> None:
    threads = [threading.Thread(target=model.ensure) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(trained) == 1


def test_all_sources_of_the_project_are_there() -> None:
    assert [path for path in model.SOURCES if not (project.ROOT / path).exists()] == []


def test_no_film_is_a_source() -> None:
    assert not any("films" in path.parts or "language" in path.parts for path in model._files())

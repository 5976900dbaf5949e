"""What our service is compared with: models of other pipelines over the same intents and actions.

``template``: what ``rasa init`` gives (DIET, TED, stock store), with an action server beside it.
``fixed``: our service, but one fixed response of Rasa's in the place of every action: the floor.
``echo``: a Sanic server that sends back what it got: what the machine can do at all.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from plotbot.service import model, project

FOLDER = project.ROOT / "models" / "bench"
yaml = YAML(typ="safe")


def train(variant: str, fresh: bool) -> tuple[Path, float]:
    """The model of a variant and the seconds its training took; made once, unless ``fresh``."""
    if variant == "ours":
        return project.MODEL, _timed(variant, [sys.executable, "-m", "plotbot.cli", "train"], fresh)
    folder = FOLDER / variant
    folder.mkdir(parents=True, exist_ok=True)
    {"template": _template, "fixed": _fixed}[variant](folder)
    command = [sys.executable, "-m", "rasa", "train", "--force"]
    command += ["--config", str(folder / "config.yml"), "--domain", str(folder / "domain.yml")]
    command += ["--data", str(project.ROOT / "data/nlu"), str(folder / "core")]
    command += ["--out", str(folder), "--fixed-model-name", "model"]
    return folder / "model.tar.gz", _timed(variant, command, fresh)


def _timed(variant: str, command: list[str], fresh: bool) -> float:
    """Run a command, or tell how long it took last time for the same sources."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    note = FOLDER / f"{variant}.json"
    sources = model.fingerprint()
    if note.is_file() and not fresh:
        noted = json.loads(note.read_text())
        if noted["sources"] == sources:
            return float(noted["seconds"])
    start = time.perf_counter()
    subprocess.run(command, check=True, cwd=project.ROOT, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    note.write_text(json.dumps({"sources": sources, "seconds": seconds}))
    return seconds


def _template(folder: Path) -> None:
    """The configuration that ``rasa init`` writes, with its defaults written out."""
    spec = find_spec("rasa")
    assert spec and spec.origin
    text = (Path(spec.origin).parent / "cli/initial_project/config.yml").read_text()
    (folder / "config.yml").write_text(re.sub(r"(?m)^#( +(- name|\w+):(?!/))", r"\1", text))
    _write(folder / "domain.yml", yaml.load(project.ROOT / "domain.yml"))
    core = folder / "core"
    core.mkdir(exist_ok=True)
    for name in ("rules.yml", "stories.yml"):
        (core / name).write_bytes((project.ROOT / "data" / name).read_bytes())


def _fixed(folder: Path) -> None:
    """Our configuration; every intent is answered by the same response."""
    (folder / "config.yml").write_bytes((project.ROOT / "config.yml").read_bytes())
    domain = yaml.load(project.ROOT / "domain.yml")
    domain["responses"] = {"utter_fixed": [{"text": "This is always the same."}]}
    _write(folder / "domain.yml", {**domain, "actions": []})
    rules = []
    for intent in domain["intents"]:
        name = intent if isinstance(intent, str) else next(iter(intent))
        steps = [{"intent": name}, {"action": "utter_fixed"}]
        rules.append({"rule": f"fixed {name}", "steps": steps})
    core = folder / "core"
    core.mkdir(exist_ok=True)
    _write(core / "rules.yml", {"version": "3.1", "rules": rules})


def _write(path: Path, content: Any) -> None:
    with path.open("w") as file:
        YAML().dump(content, file)

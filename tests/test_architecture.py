"""Who may use whom: one direction, Rasa at the edge, no film in Python, nothing works at import."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from plotbot.service import library, project

MAY_USE = {
    "plotbot.yamlfile": set(),
    "plotbot.language": {"plotbot.yamlfile", "plotbot.film.model"},
    "plotbot.film": {"plotbot.yamlfile", "plotbot.language"},
    "plotbot.drafting.cast": {"plotbot.language", "plotbot.film", "plotbot.drafting"},
    "plotbot.knowledge": {
        "plotbot.yamlfile",
        "plotbot.language",
        "plotbot.film",
        "plotbot.drafting.cast",
    },
    "plotbot.drafting": {
        "plotbot.yamlfile",
        "plotbot.language",
        "plotbot.film",
        "plotbot.knowledge",
        "plotbot.question",
    },
    "plotbot.question": {
        "plotbot.language",
        "plotbot.film",
        "plotbot.knowledge",
    },
    "plotbot.answer": {
        "plotbot.language",
        "plotbot.film",
        "plotbot.knowledge",
        "plotbot.question",
    },
    "plotbot.conversation": {
        "plotbot.language",
        "plotbot.film",
        "plotbot.knowledge",
        "plotbot.question",
        "plotbot.answer",
    },
}
"""The packages of the core, in the order of the way of the data."""

RASA = {"rasa", "rasa_sdk", "sanic", "tensorflow", "skops"}


BENCHMARKS = project.ROOT / "benchmarks"


def modules() -> Iterator[tuple[str, Path]]:
    for package in ("plotbot", "actions"):
        for path in sorted((project.ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(project.ROOT).with_suffix("").parts)
            yield name.removesuffix(".__init__"), path


def imports(path: Path) -> set[str]:
    """Every module that is imported, at the top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def within(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


@pytest.mark.parametrize("package", MAY_USE)
def test_the_core_goes_one_way_and_knows_no_rasa(package: str) -> None:
    allowed = MAY_USE[package] | {package}
    wrong = [
        (name, used)
        for name, path in modules()
        if within(name, {package})
        for used in imports(path)
        if within(used, RASA)
        or (used.startswith("plotbot.") and not within(used, allowed))
        or used.startswith("actions")
    ]
    assert wrong == []


def test_only_the_actions_and_their_executor_use_rasa_sdk() -> None:
    users = {
        name for name, path in modules() if any(within(u, {"rasa_sdk"}) for u in imports(path))
    }
    assert {name for name in users if not name.startswith("actions")} == {"plotbot.service.local"}


def test_the_command_line_starts_without_rasa() -> None:
    code = "import sys, plotbot.cli; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=project.ROOT
    )
    assert not RASA & set(loaded.stdout.split())


def test_no_film_name_stands_in_python() -> None:
    names: set[str] = set()
    for film in library.films():
        known = library.knowledge(film)
        for entity in known.film.entities.values():
            for name in (entity.name, *entity.names, *entity.assumed_names):
                for word in re.findall(r"\b[A-Z][^\W\d_]{3,}", name):
                    if word.lower() not in known.language.ordinary_words:
                        names.add(word.lower())
                        if entity.members and word.endswith("s"):  # one of a group
                            names.add(word.lower().removesuffix("s"))
    assert names
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, sorted(names)))})\b", re.IGNORECASE)
    found = [
        (path.name, number, match[0])
        for path in (*(path for _, path in modules()), *BENCHMARKS.glob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for match in pattern.finditer(line)
    ]
    assert found == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        name
        for name, path in modules()
        if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []

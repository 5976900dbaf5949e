"""The guide to a new film: its tables of keys are those of the schema, and it knows every fault.

Run as a program, it writes the tables into the guide.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from plotbot.drafting import entries
from plotbot.film import checking, reading, schema
from plotbot.film.schema import Key
from plotbot.service import making, project

GUIDE = project.ROOT / "docs" / "new_film.md"
TABLES = re.compile(r"(<!-- schema -->\n).*(<!-- /schema -->)", re.DOTALL)
FILES: Mapping[str, Mapping[str, Key]] = {
    "cast.yml": schema.ENTITY_KEYS,
    "plot.yml": schema.EVENT_KEYS,
    "bonds.yml": schema.BOND_KEYS,
}
FIELD = "\0"


def tables() -> str:
    """The keys of all files as tables."""
    lines = []
    for file, keys in FILES.items():
        lines += [
            "",
            f"### {file}",
            "",
            "| key | needed | holds | for example |",
            "|---|---|---|---|",
        ]
        for name, key in keys.items():
            options = f" One of {', '.join(key.options)}." if key.options else ""
            needed = "yes" if key.needed else ""
            lines.append(f"| `{name}` | {needed} | {key.holds}.{options} | `{key.example}` |")
    return "\n".join(lines[1:]) + "\n"


def updated(text: str) -> str:
    return TABLES.sub(lambda found: f"{found[1]}{tables()}{found[2]}", text)


def literal(node: ast.AST) -> str | None:
    """A text or f-string of a program, its fields as ``FIELD``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(v.value if isinstance(v, ast.Constant) else FIELD for v in node.values)
    return None


def messages(path: str, *calls: str) -> Iterator[str]:
    """What a module says of faults: texts given to ``calls``, or noted as a ``message``."""
    for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            given = node.args[-1:] if name in calls else []
        elif isinstance(node, ast.Assign):
            named = any(isinstance(t, ast.Name) and t.id == "message" for t in node.targets)
            given = [node.value] if named else []
        else:
            continue
        for value in given:
            branches = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
            yield from filter(None, map(literal, branches))


def fragments() -> list[str]:
    """The longest words of every message that stand in it as they are."""
    modules = [(reading, "fault", "_check_cycles"), (making, "CannotMake")]
    modules += [(entries, "NotSpliced"), (checking, "append")]
    found = [text for module, *calls in modules for text in messages(str(module.__file__), *calls)]
    found += messages(str(project.ROOT / "plotbot" / "yamlfile.py"), "fault")
    longest = {re.sub(r"^[`,:.]* |[ \n(:]+$", "", max(t.split(FIELD), key=len)) for t in found}
    return sorted(text for text in longest if len(text) > 4)


def test_the_tables_of_keys_are_those_of_the_schema() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert updated(text) == text, "run: uv run python tests/test_guide.py"


def test_every_key_is_explained_with_an_example() -> None:
    for keys in FILES.values():
        for name, key in keys.items():
            assert key.holds and key.example, name
            assert not key.options or key.example in key.options, name


def test_the_messages_are_found_at_all() -> None:
    found = fragments()
    assert len(found) > 50
    for known in ("needs either `to` or `value`", "no fact rests on", "cycle of members"):
        assert known in found


@pytest.mark.parametrize("fragment", fragments())
def test_every_message_has_its_cure(fragment: str) -> None:
    cures = GUIDE.read_text(encoding="utf-8").partition("## What `check` says")[2]
    rows = [line for line in cures.splitlines() if line.startswith("| ")]
    assert any(fragment in row.split(" | ")[0] for row in rows)


def test_readme_points_to_the_guide() -> None:
    assert "docs/new_film.md" in (project.ROOT / "README.md").read_text(encoding="utf-8")


if __name__ == "__main__":
    GUIDE.write_text(updated(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")

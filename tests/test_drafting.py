"""Drafting facts: clauses, events and bonds of a text, and a folder that keeps what is written."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from plotbot.cli import app
from plotbot.drafting.bonds import draft_bonds
from plotbot.drafting.clauses import cut
from plotbot.drafting.events import DraftedEvents, draft_events
from plotbot.film.model import Entity, Event, Film
from plotbot.film.reading import read_film
from plotbot.knowledge import Knowledge, build_knowledge, load_language
from plotbot.language.lexicon import Language
from plotbot.service import making, project

TEXT = """\
Captain Jonas Vane and his sister Della Vane steal a lantern from Baron Otto von Grell.
Because Grell hates thieves, he burns the harbour, and Della flees to Skerry.
There she meets Dr. Imogen Hale, a doctor, who builds a beacon to warn the ships.
Grell secretly follows Della but drowns.
Vane did not see it.
"""


def knowledge_of(*sentences: str) -> Knowledge:
    language, speech = load_language(project.ROOT / "data" / "language")
    film = Film("x", "X", sentences, {"film": Entity("film", "X", "film", "it")}, (), ())
    return build_knowledge(film, language, speech)


def drafted(*sentences: str) -> DraftedEvents:
    return draft_events(knowledge_of(*sentences))


def only(*sentences: str) -> Event:
    (event,) = drafted(*sentences).events
    return event


@pytest.fixture(scope="module")
def whole() -> Language:
    return load_language(project.ROOT / "data" / "language")[0]


def bodies(sentence: str, *names: str) -> list[tuple[str, str, str]]:
    spans = [(sentence.index(name), sentence.index(name) + len(name)) for name in names]
    return [(clause.joint, clause.subject, clause.body) for clause in cut(sentence, spans)]


def test_a_sentence_is_cut_into_clauses_of_one_verb():
    assert bodies("Vane sails to Oslo and drowns, but Hale waits.", "Vane", "Oslo", "Hale") == [
        ("", "own", "Vane sails to Oslo"),
        ("and", "before", "drowns"),
        ("but", "own", "Hale waits"),
    ]
    assert bodies("Hale shoots Vane, who dies.", "Hale", "Vane") == [
        ("", "own", "Hale shoots Vane"),
        ("who", "noun", "dies"),
    ]


def test_several_who_do_one_thing_stay_together():
    assert bodies("Vane, Hale and Grell find a ship.", "Vane", "Hale", "Grell") == [
        ("", "own", "Vane, Hale and Grell find a ship")
    ]


def test_a_clause_becomes_an_event_with_its_roles():
    event = only("Jonas Vane steals the lantern from Otto Grell in Brackwater.")
    assert event.predicate == "steal"
    assert {role: event.entities(role) for role in ("agent", "source", "place")} == {
        "agent": ("vane",),
        "source": ("grell",),
        "place": ("brackwater",),
    }
    assert event.fillers("theme")[0].text == "the lantern"
    assert event.say == "steal the lantern from {grell} in {brackwater}"
    assert (
        event.draft == event.quote == "Jonas Vane steals the lantern from Otto Grell in Brackwater"
    )


def test_the_passive_turns_the_roles_about():
    event = only("Otto Grell is killed by Mary Hale.")
    assert (event.entities("agent"), event.entities("patient")) == (("hale",), ("grell",))
    assert (event.subject, event.say) == ("patient", "be killed by {hale}")


def test_a_clause_without_subject_has_that_of_the_one_before():
    kill, die = drafted("Mary Hale kills Otto Grell and drowns.").events
    assert (die.predicate, die.entities(die.subject)) == ("drown", ("hale",))
    assert kill.quote == "Mary Hale kills Otto Grell"


def test_who_is_the_name_right_before_it():
    die = drafted("Mary Hale shoots Otto Grell, who dies.").events[-1]
    assert (die.predicate, die.entities("patient")) == ("die", ("grell",))


def test_a_pronoun_is_read_only_when_one_can_be_meant():
    kill = drafted("Otto Grell sails to Oslo.", "He kills Mary Hale.").events[-1]
    assert kill.entities("agent") == ("grell",)
    found = drafted("Otto Grell and John Vane sail to Oslo.", "He kills Mary Hale.")
    assert [u.why for u in found.unread] == ["whom `he` stands for is not clear"]


def test_an_adverb_is_the_manner():
    assert only("Otto Grell secretly kills Mary Hale.").fillers("manner")[0].text == "secretly"


def test_because_joins_the_reason_on():
    events = drafted("Otto Grell kills Mary Hale because John Vane attacks Otto.").events
    assert events[0].links["because"] == (events[1].id,)


@pytest.mark.parametrize(
    "sentence, why",
    [
        ("Otto Grell does not kill Mary Hale.", "what is not so"),
        ("Otto Grell may kill Mary Hale.", "what may be"),
        ("Otto Grell is a sailor.", "what somebody is"),
        ("Otto Grell frobnicates Mary Hale.", ""),
        ("Otto Grell pursues Mary Hale.", "may be chase"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_reason(sentence, why):
    found = drafted(sentence)
    assert found.events == ()
    assert [why in unread.why for unread in found.unread] == [True]


@pytest.mark.parametrize(
    "sentence, bond",
    [
        ("John Vane and his sister Mary Vane sail.", ("sibling", "john", "mary")),
        ("They meet Mary Hale, the daughter of Otto Grell.", ("child", "grell", "hale")),
        ("They meet Mary Hale, Grell's daughter, and Otto Grell.", ("child", "grell", "hale")),
        ("Mary Hale is the daughter of Otto Grell.", ("child", "grell", "hale")),
        ("They meet Otto Grell's daughter Mary Hale.", ("child", "grell", "hale")),
    ],
)
def test_what_one_is_to_another_becomes_a_bond(sentence, bond):
    (found,) = draft_bonds(knowledge_of(sentence))
    assert (found.relation, found.source, found.to) == bond
    assert found.quote in sentence and found.draft == found.quote


def test_whose_sister_is_not_guessed():
    assert draft_bonds(knowledge_of("John Vane meets Otto Grell and his sister Mary Vane.")) == ()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with the project's language and no film."""
    (tmp_path / "films").mkdir()
    (tmp_path / "language").symlink_to(project.ROOT / "data" / "language")
    return tmp_path


@pytest.fixture
def synopsis(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def contents(folder: Path) -> Mapping[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_a_new_folder_can_be_read_and_all_in_it_is_a_draft(data, synopsis, whole):
    made = making.make(data, "lantern", synopsis)
    film = read_film(made.folder, whole)
    assert film.sentences == tuple(TEXT.splitlines())
    assert {"vane", "grell", "hale", "skerry"} <= {*film.entities} | {"vane"}
    assert {e.predicate for e in film.events} >= {"drown", "flee"}
    assert all(fact.draft for fact in (*film.events, *film.bonds, *film.entities.values()))
    assert [u.sentence for u in made.draft.unread][-1] == 5
    assert film.open_sentences == {1, 2, 3, 4, 5}


def test_asked_again_it_changes_nothing(data, synopsis):
    folder = making.make(data, "lantern", synopsis).folder
    before = contents(folder)
    again = making.make(data, "lantern", synopsis)
    assert contents(folder) == before and set(again.draft.added.values()) == {0}
    assert not again.fresh


def test_what_was_edited_or_struck_out_stays_so(data, synopsis, whole):
    folder = making.make(data, "lantern", synopsis).folder
    plot = (folder / "plot.yml").read_text(encoding="utf-8")
    blocks = plot.split("\n- id: ")
    kept = [block for block in blocks if "predicate: drown" not in block]
    assert len(kept) == len(blocks) - 1
    mine = "\n- id: ".join(kept).replace("predicate: flee", "predicate: flee  # mine")
    (folder / "plot.yml").write_text(mine, encoding="utf-8")
    making.make(data, "lantern", None)
    assert (folder / "plot.yml").read_text(encoding="utf-8") == mine


def test_only_what_is_missing_is_added_where_it_belongs(tiny_folder, data, whole):
    folder = Path(shutil.copytree(tiny_folder, data / "films" / "tiny"))
    plot = (folder / "plot.yml").read_text(encoding="utf-8")
    start, end = plot.index("- id: lighting"), plot.index("- id: sailing")
    (folder / "plot.yml").write_text(plot[:start] + "# mine\n" + plot[end:], encoding="utf-8")
    making.make(data, "tiny", None)
    text = (folder / "plot.yml").read_text(encoding="utf-8")
    lines = iter(text.splitlines())
    assert all(line in lines for line in (plot[:start] + "# mine\n" + plot[end:]).splitlines())
    film = read_film(folder, whole)
    assert [e.predicate for e in film.events if e.draft] == ["light", "drown"]


def test_a_file_that_is_not_one_entry_a_line_is_left_alone(data, synopsis):
    folder = making.make(data, "lantern", synopsis).folder
    (folder / "plot.yml").write_text("{plot: []}", encoding="utf-8")
    (folder / "drafted.txt").unlink()
    with pytest.raises(making.CannotMake, match="on a line of its own"):
        making.make(data, "lantern", None)
    assert (folder / "plot.yml").read_text(encoding="utf-8") == "{plot: []}"


@pytest.mark.parametrize(
    "name, content, reason",
    [
        ("The Film", b"Vane sails.", "no name for a folder"),
        ("../x", b"Vane sails.", "no name for a folder"),
        ("", b"Vane sails.", "no name for a folder"),
        ("x", b"", "holds no sentence"),
        ("x", b" \n\n ", "holds no sentence"),
        ("x", b"Vane sails.\ncaf\xe9", "not UTF-8 (line 2, byte 0xe9)"),
        ("x", b"Vane sails and " * 60, "has 180 words, more than 150"),
        ("x", None, "there is no file"),
    ],
)
def test_what_is_wrong_is_one_clear_line_and_nothing_is_made(
    data, tmp_path, monkeypatch, name, content, reason
):
    monkeypatch.setattr(project, "DATA", data)
    path = tmp_path / "given.txt"
    if content is not None:
        path.write_bytes(content)
    ended = CliRunner().invoke(app, ["new", name, str(path)])
    assert ended.exit_code == 1
    assert reason in ended.output and len(ended.output.strip().splitlines()) == 1
    assert list((data / "films").iterdir()) == []


def test_a_name_that_is_taken_is_refused(data, synopsis, tmp_path):
    folder = making.make(data, "lantern", synopsis).folder
    before = contents(folder)
    other = tmp_path / "other.txt"
    other.write_text("Vane sails.", encoding="utf-8")
    with pytest.raises(making.CannotMake, match="the name lantern is taken: that film has another"):
        making.make(data, "lantern", other)
    assert contents(folder) == before
    (data / "films" / "mine").mkdir()
    (data / "films" / "mine" / "notes.txt").touch()
    with pytest.raises(making.CannotMake, match="the name mine is taken"):
        making.make(data, "mine", other)
    with pytest.raises(making.CannotMake, match="give the file with its synopsis"):
        making.make(data, "nothing", None)


def test_a_faulty_folder_is_to_be_mended_first(data, synopsis):
    folder = making.make(data, "lantern", synopsis).folder
    (folder / "bonds.yml").write_text("bonds: [", encoding="utf-8")
    with pytest.raises(making.CannotMake, match=r"mend this first:\nlantern/bonds\.yml"):
        making.make(data, "lantern", None)


def test_a_full_disk_leaves_no_half_folder(data, synopsis, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(making.CannotMake, match="No space left on device"):
        making.make(data, "lantern", synopsis)
    assert list((data / "films").iterdir()) == []

"""Reading a film folder: what comes out of a right one, and what each fault of a wrong one says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from plotbot.film.model import Film
from plotbot.film.reading import FilmError, film_folders, read_film, stands_in, title_of
from plotbot.language.lexicon import Language


@pytest.fixture
def folder(tiny_folder: Path, tmp_path: Path) -> Path:
    """A copy of the tiny film's folder, to be spoilt."""
    return Path(shutil.copytree(tiny_folder, tmp_path / "tiny"))


@pytest.fixture
def faults(folder: Path, language: Language):
    """The faults that reading the folder raises; none when it raises nothing."""

    def faults() -> list:
        try:
            read_film(folder, language)
        except FilmError as error:
            return list(error.faults)
        return []

    return faults


def spoil(path: Path, old: str, new: str) -> int:
    """Replaces a text that stands once in a file; returns its line."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_film_has_a_title_sentences_and_all_entries(tiny: Film):
    assert (tiny.id, tiny.title) == ("tiny", "The Lantern Heist")
    assert len(tiny.sentences) == 4 and tiny.sentence(4).startswith("In the end")
    assert (len(tiny.entities), len(tiny.events), len(tiny.bonds)) == (17, 14, 7)


def test_events_stand_in_story_order(tiny: Film):
    assert [event.order for event in tiny.events] == list(range(14))
    assert tiny.event["theft"].order < tiny.event["killing"].order


def test_roles_hold_entities_lists_and_phrases_that_name_entities(tiny: Film):
    theft, trapping = tiny.event["theft"], tiny.event["trapping"]
    assert theft.entities("agent") == ("vane", "hale", "rufus", "della")
    (place,) = trapping.fillers("place")
    assert (place.id, place.entities) == (None, ("marsh_house",))
    assert theft.fillers("instrument") == ()


def test_an_attribute_is_a_text(tiny: Film):
    (attribute,) = tiny.event["grieving"].fillers("attribute")
    assert (attribute.text, attribute.id) == ("grieving", None)


def test_a_predicate_may_be_given_as_any_verb(tiny: Film):
    assert tiny.event["fearing"].predicate == "fear"


def test_links_are_lists_whether_written_as_one_or_not(tiny: Film):
    assert tiny.event["theft"].links == {"because": ("fearing",)}
    assert tiny.event["killing"].links["because"] == ("shielding",)


def test_the_subject_is_the_agent_or_else_the_patient(tiny: Film):
    assert tiny.event["killing"].subject == "agent"
    assert tiny.event["drowning"].subject == "patient"


def test_what_is_not_written_has_its_default(tiny: Film):
    killing = tiny.event["killing"]
    assert (killing.status, killing.part, killing.tense) == ("happens", "story", "present")
    assert (tiny.event["burning"].status, tiny.event["trapping"].tense) == ("feared", "past")


def test_bonds_point_to_an_entity_or_hold_a_value(tiny: Film):
    assert (tiny.bond["director"].to, tiny.bond["director"].value) == ("quill", None)
    assert (tiny.bond["year"].to, tiny.bond["year"].value) == (None, "1998")
    assert tiny.bond["lantern_owner"].until == "theft"


def test_entries_know_their_lines(tiny: Film, tiny_folder: Path):
    lines = (tiny_folder / "plot.yml").read_text().splitlines()
    assert lines[tiny.event["killing"].line - 1] == "- id: killing"


def test_every_field_of_an_entity_is_read(tiny: Film):
    smugglers, vane = tiny.entities["smugglers"], tiny.entities["vane"]
    assert smugglers.members == ("vane", "hale", "rufus", "della") and smugglers.number == 4
    assert smugglers.nouns == ("gang", "crew")
    assert vane.assumed_names == ("Old Salt",) and vane.pronoun_assumed
    assert [(call.text, call.sentence) for call in vane.calls] == [("Captain", 2)]
    assert tiny.entities["marsh_house"].at == "at" and tiny.entities["cellar"].at == "in"


PLOT_FAULTS = [
    ("patient: brackwater", "patient: brackwatr", "`brackwatr`, neither an entity's id"),
    ("source: grell", "sauce: grell", "unknown key `sauce`: nearest are source"),
    ("source: grell", "source: {id: grell}", "`source` must be an entity's id or a phrase"),
    ("source: grell", "source: the ship of {grel}", "unknown entity `{grel}`"),
    ("source: grell", "source: the ship of {Grell}", "braces in `the ship of {Grell}`"),
    ("predicate: drown", "predicate: drwon", "unknown predicate `drwon`: nearest are drown"),
    ("predicate: steal", "predicate: take", "may be steal, trap"),
    ("predicate: steal", "# none", "needs `predicate`"),
    ("because: [shielding]", "because: [sheilding]", "unknown event or bond `sheilding`"),
    ("purpose: selling", "purpose: siblings", "unknown event `siblings` in `purpose`"),
    ("say: kill {rufus}", "# none", "needs `say`"),
    ("say: kill {rufus}", "say: kills {rufus}", "must begin with a verb in its base form"),
    ("say: kill {rufus}", "say: '{rufus} dies'", "must begin with a verb in its base form"),
    ("say: kill {rufus}", "say: kill {rfus}", "unknown entity `{rfus}`"),
    ("quote: kills him", "quote: killed him", "`killed him` does not stand in sentence 3"),
    ("quote: kills him", "quote: ills him", "`ills him` does not stand in sentence 3"),
    ("quote: kills him", "quote: Grell drowns", "(it stands in 4)"),
    ("quote: kills him", "# none", "needs `quote`"),
    ("status: feared", "status: dreaded", "must be one of happens, planned, feared"),
    ("part: climax", "part: middle", "must be one of backstory, opening"),
    ("tense: past", "tense: future", "must be one of present, past"),
    ("attribute: grieving", "subject: patient", "a role it does not have: has agent"),
    ("id: lighting", "id: drowning", "`drowning` is defined twice"),
    ("id: lighting", "id: Lighting", "id `Lighting` must be lower-case letters"),
    ("id: lighting", "id: director", "is the id of an event too"),
    ("patient: grell\n  say: drown", "say: drown", "has no agent, patient or theme"),
    ("because: fearing", "because: theft", "cycle of because, leads_to or purpose: theft -> theft"),
    ("attribute: grieving", "leads_to: shielding", "-> killing ->"),
    ("say: sail to {skerry}", "say: sail\n  say: swim", "`say` stands twice (first on line"),
]


@pytest.mark.parametrize("old, new, message", PLOT_FAULTS)
def test_a_fault_in_the_plot_is_told(folder: Path, faults, old, new, message):
    spoil(folder / "plot.yml", old, new)
    assert any(message in fault.message for fault in faults()), faults()


@pytest.mark.parametrize(
    "old, new",
    [
        ("patient: brackwater", "patient: brackwatr"),
        ("source: grell", "sauce: grell"),
        ("predicate: steal", "predicate: take"),
        ("because: [shielding]", "because: [sheilding]"),
        ("quote: kills him", "quote: killed him"),
        ("say: kill {rufus}", "say: kill {rfus}"),
        ("agent: [vane, hale,", "agent: [vane,\n    hail,"),
    ],
)
def test_a_fault_is_told_with_the_line_it_is_on(folder: Path, faults, old, new):
    line = spoil(folder / "plot.yml", old, new) + new.count("\n")
    assert [fault.line for fault in faults()] == [line]


@pytest.mark.parametrize(
    "line, message",
    [
        ("sentence: 5", "there is no sentence `5`: they are 1 to 4"),
        ("sentence: 0", "there is no sentence `0`"),
        ("sentence: '2'", "there is no sentence `2`"),
        ("sentence: true", "there is no sentence `True`"),
        ("x: 1", "needs `sentence`"),
    ],
)
def test_a_citation_must_be_one_of_the_sentences(folder: Path, faults, line, message):
    path = folder / "plot.yml"
    path.write_text(path.read_text().replace("sentence: 2", line, 1))
    assert any(message in fault.message for fault in faults())


CAST_FAULTS = [
    ("kind: program", "kind: machine", "must be one of person, group"),
    ("kind: group\n", "kind: person\n", "only groups have `members`"),
    ("kind: film", "kind: idea", "`film` must be of kind film"),
    ("id: film", "id: movie", "needs the film itself"),
    ("pronoun: they", "pronoun: we", "must be one of he, she, it, they"),
    ("pronoun: they", "# none", "needs `pronoun`"),
    ("name: the smugglers", "names: [smugglers]", "needs `name`"),
    ("members: [vane, ", "members: [vain, ", "unknown entity `vain` in `members`"),
    ("members: [vane, ", "members: [smugglers, vane, ", "cycle of members"),
    ("number: 4", "number: four", "`number` must be a whole number"),
    ("text: smugglers", "text: pirates", "`pirates` does not stand in sentence 2"),
    ("{text: smugglers, sentence: 2}", "smugglers", "`calls` must be a list of {text:"),
    ("{text: smugglers, sentence: 2}", "{text: smugglers}", "needs `sentence`"),
    ("at: at", "at: under", "must be one of in, at, on"),
    ("nouns: [machine, robot]", "nons: [machine]", "unknown key `nons`: nearest are nouns"),
    ("nouns: [machine, robot]", "assumed_names: [Moth]", "only people and groups"),
    ("nouns: [gang, crew]", "nouns: [{a: b}]", "`nouns` must be a list of words"),
    ("- id: quill", "- id: vane", "`vane` is defined twice"),
    ("- id: quill", "- ide: quill", "needs an `id`"),
    ("cast:\n", "casts:\n", "unknown top-level key `casts`"),
    ("cast:\n", "stories: []\ncast:\n", "top-level key `stories` is reserved"),
]


@pytest.mark.parametrize("old, new, message", CAST_FAULTS)
def test_a_fault_in_the_cast_is_told(folder: Path, faults, old, new, message):
    spoil(folder / "cast.yml", old, new)
    assert any(message in fault.message for fault in faults()), faults()


BOND_FAULTS = [
    ("relation: director", "relation: diretcor", "unknown relation `diretcor`: known are"),
    ("relation: sibling", "relation: brother", "`sibling` has that word"),
    ("from: rufus", "from: rufous", "unknown entity `rufous` in `from`"),
    ("from: rufus, ", "", "needs `from`"),
    ("to: quill", "to: quil", "unknown entity `quil` in `to`"),
    ("to: quill, ", "", "needs either `to` or `value`"),
    ("to: quill", "to: quill, value: Ada", "needs either `to` or `value`"),
    ("until: theft", "until: siblings", "unknown event `siblings` in `until`"),
    ("until: theft", "untill: theft", "unknown key `untill`: nearest are until"),
    ("value: 1998", "value: 'the year of {moon}'", "unknown entity `{moon}`"),
    ("quote: British crime film", "quote: French film", "does not stand in sentence 1"),
    ("bonds:\n", "", "must hold the key `bonds` with a list"),
    ("bonds:\n", "bonds:\n- director\n", "every entry must be a mapping"),
]


@pytest.mark.parametrize("old, new, message", BOND_FAULTS)
def test_a_fault_in_the_bonds_is_told(folder: Path, faults, old, new, message):
    spoil(folder / "bonds.yml", old, new)
    assert any(message in fault.message for fault in faults()), faults()


def test_a_missing_synopsis_is_a_fault(folder: Path, faults):
    (folder / "synopsis.txt").unlink()
    fault = ("tiny/synopsis.txt", 0, "no such file")
    assert fault in [(f.file, f.line, f.message) for f in faults()]


def test_any_other_file_that_is_missing_holds_nothing_yet(folder: Path, language: Language):
    for file in ("bonds.yml", "plot.yml", "cast.yml"):
        (folder / file).unlink()
        film = read_film(folder, language)
    assert (film.events, film.bonds, len(film.sentences)) == ((), (), 4)
    assert film.title == "Tiny" and set(film.entities) == {"film"}


def test_facts_about_nobody_in_the_cast_are_faults_when_it_is_missing(folder: Path, faults):
    (folder / "cast.yml").unlink()
    assert any("`rufus`, neither an entity's id" in fault.message for fault in faults())


@pytest.mark.parametrize(
    "id, title",
    [("the_third_man", "The Third Man"), ("age_of_gold", "Age of Gold"), ("m", "M")],
)
def test_a_title_is_made_of_the_folders_name(id, title):
    assert title_of(id) == title


@pytest.mark.parametrize("mark", ["true", "he shields Della"])
def test_a_draft_is_read_like_any_other_fact(folder: Path, language: Language, mark):
    spoil(
        folder / "plot.yml", "quote: he shields Della", f"quote: he shields Della\n  draft: {mark}"
    )
    film = read_film(folder, language)
    assert [event.id for event in film.events if event.draft == mark] == ["shielding"]


def test_only_what_is_no_draft_may_be_asked_about(folder: Path, language: Language):
    whole = read_film(folder, language)
    assert whole.reviewed() is whole
    spoil(folder / "plot.yml", "quote: he shields Della", "quote: he shields Della\n  draft: true")
    reviewed = read_film(folder, language).reviewed()
    assert "shielding" not in reviewed.event and len(reviewed.events) == len(whole.events) - 1
    assert "because" not in reviewed.event["killing"].links
    assert reviewed.event["theft"].links == whole.event["theft"].links
    path = folder / "plot.yml"
    path.write_text(path.read_text().replace("part: opening", "part: opening\n  draft: true"))
    assert read_film(folder, language).reviewed().bond["lantern_owner"].until is None


def test_a_draft_is_marked_with_its_clause_or_true(folder: Path, faults):
    spoil(folder / "plot.yml", "quote: he shields Della", "quote: he shields Della\n  draft: [a]")
    assert any("`draft` must be a text" in fault.message for fault in faults())


def test_a_sentence_is_open_while_only_drafts_cite_it(folder: Path, language: Language):
    assert read_film(folder, language).open_sentences == frozenset()
    path = folder / "plot.yml"
    path.write_text(path.read_text().replace("sentence: 4", "sentence: 4\n  draft: true"))
    assert read_film(folder, language).open_sentences == {4}


@pytest.mark.parametrize("file", ["synopsis.txt", "cast.yml"])
def test_bytes_that_are_not_utf_8_are_a_fault_with_their_line(folder: Path, faults, file):
    path = folder / file
    path.write_bytes(path.read_bytes() + b"caf\xe9")
    line = path.read_bytes().count(b"\n") + 1
    assert any(
        f.file == f"tiny/{file}" and f.line == line and "UTF-8" in f.message for f in faults()
    )


def test_broken_yaml_is_a_fault_with_its_line(folder: Path, faults):
    line = spoil(folder / "plot.yml", "because: [shielding]", "because: [shielding")
    found = [f for f in faults() if "not YAML" in f.message]
    assert [f.file for f in found] == ["tiny/plot.yml"] and found[0].line in (line, line + 1)


def test_an_empty_synopsis_and_an_empty_line_in_it_are_faults(folder: Path, faults):
    path = folder / "synopsis.txt"
    path.write_text(path.read_text().replace("\nIn the end", "\n\nIn the end"))
    assert any(f.file == "tiny/synopsis.txt" and f.line == 4 for f in faults())
    path.write_text("\n")
    assert any("holds no sentence" in f.message for f in faults())


def test_all_faults_are_told_at_once_in_order(folder: Path, faults):
    spoil(folder / "plot.yml", "status: feared", "status: dreaded")
    spoil(folder / "plot.yml", "predicate: drown", "predicate: drwon")
    spoil(folder / "cast.yml", "kind: program", "kind: machine")
    spoil(folder / "bonds.yml", "to: quill", "to: quil")
    found = faults()
    assert [f.file for f in found] == [
        "tiny/bonds.yml",
        "tiny/cast.yml",
        "tiny/plot.yml",
        "tiny/plot.yml",
    ]
    assert found == sorted(found)
    assert all(re.match(r"tiny/\w+\.yml:\d+: .", str(f)) for f in found)


def test_a_film_without_facts_is_still_a_film(folder: Path, language: Language):
    (folder / "cast.yml").write_text(
        "cast:\n- {id: film, name: The Lantern Heist, kind: film, pronoun: it}\n"
    )
    (folder / "plot.yml").write_text("plot: []\n")
    (folder / "bonds.yml").write_text("bonds:\n")
    film = read_film(folder, language)
    assert (film.events, film.bonds, len(film.sentences)) == ((), (), 4)


def test_a_cycle_may_be_long_and_is_told_whole(folder: Path, faults):
    spoil(folder / "plot.yml", "attribute: grieving", "leads_to: [fearing]")
    spoil(
        folder / "plot.yml", "quote: he shields Della", "quote: he shields Della\n  because: theft"
    )
    (fault,) = faults()
    for id in ("fearing", "theft", "shielding", "killing", "grieving"):
        assert id in fault.message
    assert fault.message.split(": ")[-1].split(" -> ")[0] == fault.message.split(" -> ")[-1]


def test_film_folders_are_those_with_a_synopsis(tiny_folder: Path, tmp_path: Path):
    data = tiny_folder.parent.parent
    assert film_folders(data) == {"tiny": tiny_folder}
    (tmp_path / "films" / "empty").mkdir(parents=True)
    assert film_folders(tmp_path) == {}


@pytest.mark.parametrize(
    "words, stands", [("kill", True), ("ill", False), ("M.O.T.H", True), ("M.O.T.H.", True)]
)
def test_words_stand_in_a_sentence_only_whole(words, stands):
    assert stands_in(words, "They kill M.O.T.H. at sea") is stands

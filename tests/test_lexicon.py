"""The language folder: what words lead to, and what a faulty folder is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from plotbot.language import inflection
from plotbot.language.lexicon import Language, LanguageError, read_language


@pytest.fixture
def write(tmp_path: Path):
    """Writes a language folder of one predicates file and empty other files."""

    def write(predicates: str, relations: str = "", concepts: str = "") -> Path:
        folder = tmp_path / "language"
        (folder / "predicates").mkdir(parents=True)
        (folder / "predicates" / "some.yml").write_text("predicates:\n" + predicates)
        (folder / "concepts.yml").write_text("concepts:\n" + concepts)
        (folder / "relations.yml").write_text("relations:\n" + relations)
        return folder

    return write


def faults(folder: Path, strict: bool = True) -> list[str]:
    with pytest.raises(LanguageError) as caught:
        read_language(folder, strict)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "verb, id",
    [
        ("kill", "kill"),
        ("murder", "kill"),
        ("put * to death", "kill"),
        ("put to death", "kill"),
        ("take", "steal"),
        ("set fire to", "burn"),
    ],
)
def test_a_predicate_is_found_by_id_and_by_any_of_its_verbs(language: Language, verb, id):
    assert language.predicate_of(verb).id == id


def test_an_unknown_verb_has_no_predicate(language: Language):
    assert language.predicate_of("defenestrate") is None
    assert language.predicates_of("defenestrate") == ()


def test_a_verb_of_two_predicates_gives_both_but_a_plain_verb_only_its_own(language: Language):
    assert {p.id for p in language.predicates_of("take")} == {"steal", "trap"}
    assert [p.id for p in language.predicates_of("burn")] == ["burn"]


def test_units_carry_the_frame_of_their_predicate_or_their_own(language: Language):
    murder = language.units_by_first_lemma["murder"][0]
    assert (murder.predicate, murder.subject, murder.object) == ("kill", "agent", "patient")
    fall = language.units_by_first_lemma["fall"][0]
    assert fall.words == ("fall", "at", "the", "hands", "of")
    assert (fall.subject, fall.object) == ("patient", "agent")
    rob = language.units_by_first_lemma["rob"][0]
    assert (rob.subject, rob.object, rob.prepositions) == ("agent", "source", {"of": "theme"})
    assert language.units_by_first_lemma["sail"][0].object is None


def test_longer_units_come_first(language: Language):
    lengths = [len(unit.words) for unit in language.units_by_first_lemma["burn"]]
    assert lengths == [2, 1]


def test_nouns_lead_to_predicates_by_who_they_stand_for(language: Language):
    assert [p.id for p in language.predicates_by_noun["death"]] == ["die"]
    assert [p.id for p in language.by_agent_noun["murderer"]] == ["kill"]
    assert [p.id for p in language.by_patient_noun["victim"]] == ["kill"]
    assert "victim" not in language.by_agent_noun


def test_generalisations_are_transitive_and_hold_the_predicate_itself(language: Language):
    assert language.generalisations("drown") == {"drown", "die"}
    assert language.broader_concepts("cave") == {"cave", "hideout", "place"}
    assert language.broader_relations("sibling") == {"sibling", "relative"}


def test_implied_predicates_follow_kinds_and_implications(language: Language):
    assert language.implied("kill") == {"harm", "die"}
    assert language.implied("die") == frozenset()


def test_opposites_hold_both_ways(language: Language):
    assert language.opposites("kill") == {"rescue"}
    assert language.opposites("rescue") == {"kill"}
    assert language.opposites("sail") == frozenset()


def test_relations_know_their_words_and_verbs(language: Language):
    sibling = language.relations["sibling"]
    assert sibling.symmetric and (sibling.he, sibling.she) == ("brother", "sister")
    owner = language.relations["owner"]
    assert owner.single and not owner.symmetric
    assert (owner.he, owner.she, owner.inverse) == ("owner", "mistress", "property")
    assert [r.id for r in language.relations_by_word["mistress"]] == ["owner"]
    own, belong = owner.verbs
    assert (own.subject, own.object) == ("to", "from")
    assert (belong.words, belong.subject, belong.object) == (("belong", "to"), "from", "to")
    assert language.relation_units_by_first_lemma["own"] == (own,)


def test_concepts_are_found_by_noun_and_adjective(language: Language):
    assert [c.id for c in language.concepts_by_word["hiding place"]] == ["hideout"]
    assert [c.id for c in language.concepts_by_word["cavernous"]] == ["cave"]


@pytest.mark.parametrize("word", "murdered killing stole thieves alight cavernous the who".split())
def test_ordinary_words_hold_every_form(language: Language, word):
    assert word in language.ordinary_words


def test_ordinary_words_hold_no_gap_and_no_phrase(language: Language):
    assert all("*" not in word and " " not in word for word in language.ordinary_words)


def test_all_faults_are_told_at_once_with_their_lines(write):
    folder = write(
        "  kill:\n"
        "    verbs: [kill, '* off']\n"
        "    subject: killer\n"
        "    kind_of: [harm]\n"
        "    prepositions: {with: tool}\n"
        "    nuons: [killing]\n"
        "  Die: {verbs: [die]}\n"
        "  rest: {nouns: [rest]}\n"
        "  rest: {verbs: [rest]}\n",
        "  owner: {words: [owner], verbs: [{verb: own, subject: agent}], single: 2, inverse: x}\n",
        "  cave: {kind_of: [hole]}\n",
    )
    assert [(fault.split(":")[0], int(fault.split(":")[1])) for fault in faults(folder)] == [
        ("language/concepts.yml", 2),
        ("language/concepts.yml", 2),
        ("language/predicates/some.yml", 3),
        ("language/predicates/some.yml", 4),
        ("language/predicates/some.yml", 5),
        ("language/predicates/some.yml", 6),
        ("language/predicates/some.yml", 7),
        ("language/predicates/some.yml", 8),
        ("language/predicates/some.yml", 9),
        ("language/predicates/some.yml", 10),
        ("language/relations.yml", 2),
        ("language/relations.yml", 2),
        ("language/relations.yml", 2),
    ]


def test_a_fault_names_what_would_have_worked(write):
    folder = write("  kill: {verbs: [kill], opposite: [resceu]}\n  rescue: {verbs: [rescue]}\n")
    (fault,) = faults(folder)
    assert "unknown id `resceu` in `opposite`" in fault and "rescue" in fault.split("known are")[1]


def test_an_id_of_two_files_is_a_fault_that_names_the_first(write):
    folder = write("  kill: {verbs: [kill]}\n")
    (folder / "predicates" / "too.yml").write_text("predicates:\n  kill: {verbs: [slay]}\n")
    (fault,) = faults(folder)
    assert fault.startswith("language/predicates/too.yml:2:")
    assert "first at language/predicates/some.yml:2" in fault


def test_half_written_data_can_be_read(write):
    folder = write("  kill: {verbs: [kill], kind_of: [harm, act]}\n  act: {verbs: [act]}\n")
    (folder / "concepts.yml").unlink()
    (folder / "predicates" / "too.yml").write_text("predicates:\n  kill: {verbs: [slay]}\n")
    assert len(faults(folder)) == 3
    language = read_language(folder, strict=False)
    assert language.predicates["kill"].kind_of == ("act",)
    assert language.predicates["kill"].verb == "kill"


def test_wrong_keys_are_faults_even_in_half_written_data(write):
    folder = write("  kill: {verbs: [kill], knid_of: [harm]}\n")
    assert "unknown key `knid_of`" in faults(folder, strict=False)[0]


def test_rasa_must_not_take_a_file_for_its_own(write):
    folder = write("  kill: {verbs: [kill]}\nnlu: []\n")
    assert "reserved" in faults(folder)[0]


@pytest.mark.parametrize("text", ["", "- kill\n", "predicates: [kill]\n", "words: {}\n"])
def test_a_file_of_another_shape_is_a_fault(write, text):
    folder = write("")
    (folder / "predicates" / "some.yml").write_text(text)
    assert all(fault.startswith("language/predicates/some.yml:1:") for fault in faults(folder))


def test_broken_yaml_is_a_fault_with_its_line(write):
    folder = write("  kill: {verbs: [kill}\n")
    (fault,) = faults(folder)
    assert fault.startswith("language/predicates/some.yml:2: not YAML")


@pytest.mark.parametrize(
    "verb, made",
    [
        ("kill", "kill kills killed killed killing"),
        ("steal", "steal steals stole stolen stealing"),
        ("fly", "fly flies flew flown flying"),
        ("be", "be is was been being"),
        ("don", "don dons donned donned donning"),
        ("lie", "lie lies lay lain lying"),
        ("re-enter", "re-enter re-enters re-entered re-entered re-entering"),
        ("zorp", "zorp zorps zorped zorped zorping"),
    ],
)
def test_verbs_have_five_forms(verb, made):
    forms = inflection.forms(verb)
    assert [getattr(forms, form) for form in inflection.FORMS] == made.split()


@pytest.mark.parametrize(
    "word, lemmas",
    [
        ("Killed", ("kill",)),
        ("were", ("be",)),
        ("saw", ("see", "saw")),
        ("found", ("find", "found")),
        ("lay", ("lie", "lay")),
        ("left", ("leave",)),
        ("lain", ("lie",)),
        ("re-entered", ("re-enter",)),
        ("qwxz", ()),
    ],
)
def test_lemmas_of_verbs_come_likeliest_first(word, lemmas):
    assert inflection.lemma_of_verb(word) == lemmas


@pytest.mark.parametrize(
    "noun, lemma",
    [("bodies", "body"), ("men", "man"), ("test subjects", "test subject"), ("series", "series")],
)
def test_nouns_have_a_singular_and_a_plural(noun, lemma):
    assert inflection.noun_lemma(noun) == lemma
    assert inflection.plural(lemma) == noun


def test_a_noun_that_is_plural_already_stays():
    assert inflection.plural("twins") == "twins"
    assert inflection.plural("member of the crew") == "members of the crew"


@pytest.mark.parametrize(
    "phrase, form, many, made",
    [
        ("turn against {x}", "third", False, "turns against {x}"),
        ("turn against {x}", "third", True, "turn against {x}"),
        ("be in hiding", "third", False, "is in hiding"),
        ("be in hiding", "past", True, "were in hiding"),
        ("flee", "gerund", False, "fleeing"),
        ("flee", "past", True, "fled"),
    ],
)
def test_phrases_are_conjugated_in_their_first_word(phrase, form, many, made):
    assert inflection.conjugate(phrase, form, many) == made


def test_an_unknown_form_is_refused():
    with pytest.raises(ValueError, match="third"):
        inflection.conjugate("flee", "thrid")


def test_only_base_forms_are_verbs():
    assert inflection.is_verb("kill") and inflection.is_verb("be")
    assert not inflection.is_verb("killed") and not inflection.is_verb("the")

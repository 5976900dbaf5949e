"""Finding names in messages, however they are written."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plotbot.film.model import Calling, Entity, Film
from plotbot.film.names import Mention, NameIndex
from plotbot.film.spelling import Speller, allowed_edits, tokens
from plotbot.language.lexicon import Language


@pytest.fixture(scope="module")
def index(tiny: Film, language: Language) -> NameIndex:
    return NameIndex(tiny, language.ordinary_words)


def person(id: str, name: str, **more) -> Entity:
    return Entity(id, name, "person", "he", **more)


def index_of(*entities: Entity, ordinary: str = "") -> NameIndex:
    film = Film("x", "X", (), {entity.id: entity for entity in entities}, (), ())
    return NameIndex(film, frozenset(ordinary.split()))


def found(index: NameIndex, text: str) -> list[tuple[str, str]]:
    return [(mention.text, ",".join(mention.ids)) for mention in index.find(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Who is Jonas Vane?", [("Jonas Vane", "vane")]),
        ("who is jonas?", [("jonas", "vane")]),
        ("WHO IS VANE?", [("VANE", "vane")]),
        ("captain vane", [("captain vane", "vane")]),
        ("Captain Jonas Vane", [("Captain Jonas Vane", "vane")]),
        ("Mr. Vane left", [("Mr. Vane", "vane")]),
        ("dr hale and doctor Imogen Hale", [("dr hale", "hale"), ("doctor Imogen Hale", "hale")]),
        ("the captain grell met", [("captain", "vane"), ("grell", "grell")]),
        ("is old salt dead", [("old salt", "vane")]),
        ("otto", [("otto", "grell")]),
        ("Baron Grell", [("Baron Grell", "grell")]),
        ("von grell", [("von grell", "grell")]),
        ("Otto Grell", [("Otto Grell", "grell")]),
        ("M.O.T.H.", [("M.O.T.H.", "moth")]),
        ("moth? M.O.T.H? MOTH!", [("moth", "moth"), ("M.O.T.H", "moth"), ("MOTH", "moth")]),
        ("the Ember", [("Ember", "ember")]),
        ("the lantern heist", [("lantern heist", "film")]),
        ("the lantern", [("lantern", "ember")]),
        ("where is marsh house", [("marsh house", "marsh_house")]),
        ("marshhouse", [("marshhouse", "marsh_house")]),
        ("brack water", [("brack water", "brackwater")]),
        ("jonas, vane", [("jonas", "vane"), ("vane", "vane")]),
        ("nobody at all", []),
        ("the robot", []),
        ("vaneless skerryish", []),
        ("", []),
    ],
)
def test_names_are_found_as_written(index: NameIndex, text, expected):
    assert found(index, text) == expected
    assert not any(mention.guessed for mention in index.find(text))


def test_the_span_is_that_of_the_words(index: NameIndex):
    text = "Did M.O.T.H.’s maker, Baron Otto von Grell, drown?"
    assert [text[m.start : m.end] for m in index.find(text)] == [
        "M.O.T.H.’s",
        "Baron Otto von Grell",
    ]


@pytest.mark.parametrize(
    "text, words",
    [
        ("Vane's ship", "Vane's"),
        ("vane’s ship", "vane’s"),
        ("vanes ship", "vanes"),
        ("VANE'S ship", "VANE'S"),
        ("the smugglers' lantern", "smugglers'"),
        ("rufus' sister", "rufus'"),
    ],
)
def test_a_possessive_is_part_of_the_mention_with_or_without_its_apostrophe(index, text, words):
    mention = index.find(text)[0]
    assert (mention.text, mention.possessive) == (words, True)


def test_a_name_that_is_no_possessive_says_so(index: NameIndex):
    assert not any(m.possessive for m in index.find("vane and rufus and the smugglers"))


@pytest.mark.parametrize("text", ["Vane'll sail", "vane’d sail"])
def test_a_contraction_is_no_part_of_a_name(index: NameIndex, text):
    (mention,) = index.find(text)
    assert mention.text.lower() == "vane" and not mention.possessive


def test_an_s_form_that_is_an_ordinary_word_is_no_name():
    index = index_of(person("hill", "Maria Hill"), ordinary="hill hills")
    assert index.find("over the hills") == ()
    assert index.find("hill's")[0].ids == ("hill",)


def test_a_shared_family_name_names_all_who_have_it(index: NameIndex):
    (mention,) = index.find("what does Tarn want")
    assert (mention.ids, mention.plural) == (("rufus", "della"), False)
    (mention,) = index.find("the tarns")
    assert (mention.ids, mention.plural, mention.possessive) == (("rufus", "della"), True, False)
    (mention,) = index.find("Tarn's boat")
    assert (mention.ids, mention.plural, mention.possessive) == (("rufus", "della"), False, True)
    assert index.find("della tarn")[0].ids == ("della",)


def test_a_group_named_as_the_family_in_plural_comes_before_its_members():
    family = Entity("tarns", "the Tarns", "group", "they", members=("a", "b"))
    index = index_of(person("a", "Rufus Tarn"), person("b", "Della Tarn"), family)
    assert index.find("the tarns")[0].ids == ("tarns",)
    assert index.find("the tarns' boat")[0].ids == ("tarns",)
    assert index.find("tarn")[0].ids == ("a", "b")
    assert index.find("Tarn's boat")[0].ids == ("a", "b")


def test_a_group_is_found_in_the_singular_too(index: NameIndex):
    (many,), (one,) = index.find("the smugglers"), index.find("a smuggler")
    assert (many.ids, many.plural) == (("smugglers",), True)
    assert (one.ids, one.plural) == (("smugglers",), False)


def test_a_name_comes_before_a_part_of_another_and_both_before_what_somebody_is_called():
    whole, part = person("a", "Vane"), person("b", "Jonas Vane")
    called = person("c", "Otto Grell", calls=(Calling("Vane", 1), Calling("boatman", 1)))
    index = index_of(whole, part, called)
    assert index.find("vane")[0].ids == ("a",)
    assert index.find("boatman")[0].ids == ("c",)
    assert index.find("jonas vane")[0].ids == ("b",)


def test_equal_names_name_both():
    index = index_of(person("a", "Chris Evans"), person("b", "Chris Pine"))
    assert index.find("chris")[0].ids == ("a", "b")


def test_the_longest_name_wins():
    base = Entity("base", "Grell's sea base", "place", "it")
    index = index_of(person("grell", "Otto Grell"), base)
    assert found(index, "grell's sea base") == [("grell's sea base", "base")]
    assert found(index, "grells sea base") == [("grells sea base", "base")]
    assert found(index, "grell's sea") == [("grell's", "grell")]


@pytest.mark.parametrize(
    "name, text",
    [
        ("Samuel L. Jackson", "samuel jackson"),
        ("Robert Downey Jr.", "downey"),
        ("Aaron Taylor-Johnson", "taylor-johnson"),
        ("Aaron Taylor-Johnson", "Taylor Johnson"),
        ("Stellan Skarsgård", "skarsgard"),
        ("Stellan Skarsgard", "SKARSGÅRD"),
        ("Wolfgang von Strand", "von strand"),
        ("Miles O'Brien", "obrien"),
        ("Miles O'Brien", "O’Brien"),
    ],
)
def test_full_names_may_be_shortened(name, text):
    assert found(index_of(person("x", name)), text) == [(text, "x")]


def test_only_full_names_of_persons_have_parts():
    index = index_of(
        person("a", "the Black Knight"),
        person("b", "God of Thunder"),
        Entity("c", "Marsh House", "place", "it"),
    )
    for text in ("black", "knight", "god", "thunder", "marsh", "house"):
        assert index.find(text) == ()


def test_a_contraction_is_not_the_name_it_begins_with():
    index = index_of(person("don", "Don Cheadle"), ordinary="don't dont don")
    assert index.find("why don't they and why dont they") == ()
    assert index.find("Don")[0].ids == ("don",)


@pytest.mark.parametrize(
    "text, common",
    [
        ("what is the vision", True),
        ("what is the Vision", False),
        ("what is vision's power", True),
        ("VISION", False),
        ("a silver body", True),
        ("Della", False),
        ("della", False),
    ],
)
def test_a_name_written_small_may_be_a_common_noun(text, common):
    vision = person("vision", "the Vision", calls=(Calling("silver body", 1),))
    index = index_of(vision, person("della", "Della Tarn"), ordinary="vision")
    assert index.find(text)[0].common is common


@pytest.mark.parametrize(
    "text, expected",
    [
        ("imogenn", "hale"),
        ("brakwater", "brackwater"),
        ("Smuglers", "smugglers"),
        ("skery", "skerry"),
        ("imogn hale", "hale"),
        ("imogen hael", "hale"),
        ("delal tarn", "della"),
        ("jonnas vanne", "vane"),
        ("barron von grel", "grell"),
        ("barron grell", "grell"),
        ("old sallt", "vane"),
        ("marhs house", "marsh_house"),
        ("the lantern hiest", "film"),
        ("Grelll's", "grell"),
    ],
)
def test_misspelt_names_are_guessed_as_one_mention(index: NameIndex, text, expected):
    (mention,) = index.find(f"tell us of {text}, please")
    assert (mention.ids, mention.guessed) == ((expected,), True)
    assert mention.text == text.removeprefix("the ")


@pytest.mark.parametrize(
    "text",
    ["hal", "jns", "vaan", "delivery", "hello", "tale", "grill", "burn", "harbour", "rosebud"],
)
def test_what_is_too_short_too_far_or_an_english_word_is_not_guessed(index: NameIndex, text):
    assert index.find(text) == ()


def test_an_ordinary_word_is_never_a_misspelt_name():
    assert index_of(person("x", "Ada Sterk"), ordinary="sterc").find("sterc") == ()
    assert index_of(person("x", "Ada Sterk")).find("sterc")[0].ids == ("x",)
    assert found(index_of(person("x", "Tony Sterk"), ordinary="sterc"), "tony sterc") == [
        ("tony", "x")
    ]


def test_an_english_word_may_be_misspelt_beside_the_rest_of_its_name():
    index = index_of(person("x", "Nick Furey"))
    assert index.find("furry") == ()
    assert found(index, "nick furry") == [("nick furry", "x")]


def test_a_tie_between_guesses_names_both_and_a_nearer_one_wins():
    index = index_of(person("a", "Kordan"), person("b", "Korban"), person("c", "Korbanna"))
    (mention,) = index.find("korzan")
    assert (mention.ids, mention.guessed) == (("a", "b"), True)
    assert index.find("korbana")[0].ids == ("b", "c")
    assert index.find("korbannna")[0].ids == ("c",)


def test_a_guess_does_not_swallow_an_exact_name_of_somebody_else():
    index = index_of(
        person("rufus", "Rufus"),
        person("della", "Della"),
        Entity("boat", "Rufus and Della", "thing", "it"),
        Entity(
            "pair",
            "the pair",
            "group",
            "they",
            names=("Della and Rufus",),
            members=("rufus", "della"),
        ),
    )
    assert found(index, "rufus and dellla") == [("rufus", "rufus"), ("dellla", "della")]
    assert found(index, "della and ruffus") == [("della and ruffus", "pair")]


def test_a_misspelt_possessive_is_one(index: NameIndex):
    assert index.find("imogenn's beacon")[0].possessive
    assert index.find("brakwaters harbour")[0].possessive


@pytest.mark.parametrize("word, edits", [("vax", 0), ("vane", 1), ("skerry", 1), ("imogene", 2)])
def test_longer_words_may_be_further_off(word, edits):
    assert allowed_edits(word) == edits


def test_a_word_that_sounds_alike_may_be_one_edit_further_off():
    speller = Speller(["pietro", "wanda"])
    assert speller.near("peatro") == {"pietro": 1}
    assert speller.near("peutri") == {}
    assert speller.near("vonda") == {"wanda": 1}


def test_tokens_know_possessives_and_acronyms():
    made = [(t.full, t.stem, t.possessive) for t in tokens("A.B.C.'s Jekyll's o'clock dogs'")]
    assert made == [
        ("abcs", "abc", True),
        ("jekylls", "jekyll", True),
        ("oclock", None, False),
        ("dogs", None, True),
    ]


NAMES = "vane|Captain Vane|the Tarns|M.O.T.H.|Ember's|struker|imogenn|grells|who kills|, |? |und"


@given(st.text(max_size=300))
def test_any_text_is_searched_without_an_error(index: NameIndex, text):
    mentions = index.find(text)
    ends = [0] + [mention.end for mention in mentions]
    assert all(
        m.start >= end and m.text == text[m.start : m.end]
        for m, end in zip(mentions, ends, strict=False)
    )


@given(st.lists(st.sampled_from(NAMES.split("|")), max_size=12))
def test_case_does_not_change_who_is_named(index: NameIndex, words):
    def ids(text: str) -> list[tuple]:
        return [(m.ids, m.guessed, m.possessive, m.plural) for m in index.find(text)]

    text = " ".join(words)
    assert ids(text) == ids(text.upper()) == ids(text.lower()) == ids(text.title())


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(NAMES.split("|")), min_size=1, max_size=8))
def test_mentions_are_values(index: NameIndex, words):
    text = " ".join(words)
    assert index.find(text) == index.find(text)
    assert all(isinstance(mention, Mention) and mention.ids for mention in index.find(text))


@pytest.mark.parametrize("word", ["vane ", "imogenn brakwatter ", "xqzwvk klobber ", "a.", "''s "])
def test_a_long_message_takes_little_time(index: NameIndex, word):
    text = (word * 2000)[:2000]
    index.find(text)
    started = time.perf_counter()
    index.find(text)
    assert time.perf_counter() - started < 0.05


def test_importing_loads_no_library():
    modules = "plotbot.film.checking, plotbot.film.names, plotbot.language.lexicon"
    heavy = "{'lemminflect', 'numpy', 'rapidfuzz', 'ruamel.yaml', 'rasa', 'rasa_sdk'}"
    program = f"import sys, {modules}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")

"""What holds of every question about the film, whoever it names and however it is typed."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plotbot.answer.model import STATUSES
from plotbot.answer.wording import Reply
from plotbot.conversation import converse
from plotbot.knowledge import Knowledge, load_knowledge
from plotbot.service import project

FILM = load_knowledge(project.ROOT / "data", "age_of_ultron")
NAMES = sorted(
    {
        name
        for entity in FILM.film.entities.values()
        if entity.kind in ("person", "program", "group")
        for name in (entity.name, *entity.names, *entity.assumed_names)
    }
)
FORMS = (
    "Who is {}?",
    "Where is {}?",
    "Why did {} leave?",
    "What happens to {}?",
    "Does {} die?",
    "{}?",
    "How many {}?",
    "Whose {}?",
    "Who killed {}?",
    "Who did {} kill?",
    "Who was {} saved by?",
    "What can {} do?",
    "When does {} return?",
    "How does {} escape?",
    "Was it {} who destroyed the machine?",
    "What did {} do before the end?",
    "Is {} related to {}?",
    "Tell me about {}.",
    "who isn't with {}",
    "{} and {}?",
    "What about {}'s plan?",
    "Which of {} survives?",
)
SAMPLE = (
    "Who killed Strucker?",
    "Who was Strucker killed by?",
    "Who captured Romanoff?",
    "Who rescued Romanoff?",
    "Whom did Ultron capture?",
    "Who commands the Hydra facility?",
    "Who wielded the scepter before Strucker?",
    "Who retrieved the scepter?",
    "Who recruited the Maximoffs?",
    "Who awakens the Hulk?",
    "Who arrives in a Helicarrier?",
    "Who returns to Asgard?",
    "Who wrote the film?",
    "What did Stark upload into the synthetic body?",
    "What can Pietro do?",
    "Where do the Avengers hide?",
    "Where does Thor go?",
    "Why did Banner leave?",
    "Why did Ultron attack the Avengers?",
    "Why did the Maximoffs turn against Ultron?",
    "How did Stark stop the Hulk?",
    "How does Pietro die?",
    "When does Pietro die?",
    "What happens to Strucker?",
    "Did Strucker kill Ultron?",
    "Did Thor retrieve the scepter?",
    "Is Wanda Pietro's sister?",
    "Does Barton die?",
    "How many Infinity Stones are there?",
    "Who are the new Avengers?",
)
LONG_NAMES = (
    "Strucker",
    "Romanoff",
    "Maximoffs",
    "Ultron's army",
    "Wolfgang",
    "Pietro Maximoff",
    "Wanda Maximoff",
    "Ulysses Klaue",
    "Natasha Romanoff",
    "Bruce Banner",
    "Clint Barton",
    "Steve Rogers",
    "James Rhodes",
    "Maria Hill",
    "Erik Selvig",
)
ABOUT_A_NAME = ("Who is {}?", "What happens to {}?", "What does {} do?")


def ask(message: str) -> tuple[Reply, ...]:
    return converse(FILM, message).replies


def gist(message: str) -> list[tuple[str, list[int]]]:
    """What may not change with the spelling: status and citations of every reply."""
    return [
        (reply.status, [cited["sentence"] for cited in reply.citations]) for reply in ask(message)
    ]


def check(replies: tuple[Reply, ...], message: str) -> None:
    """At least one reply, each with words, a known status and true citations."""
    assert replies, message
    for reply in replies:
        assert reply.text.strip(), message
        assert reply.status in STATUSES, message
        assert not {"{", "}"} & set(reply.text), reply.text
        for cited in reply.citations:
            assert cited["text"] == FILM.film.sentence(cited["sentence"]), message


@pytest.mark.parametrize("form", FORMS)
def test_any_name_in_any_form_gets_a_reply(form: str) -> None:
    for number, name in enumerate(NAMES):
        message = form.format(name, NAMES[number - 1])
        check(ask(message), message)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(FORMS), min_size=2, max_size=5), st.data())
def test_any_conversation_gets_replies(forms: list[str], data: st.DataObject) -> None:
    focus = None
    heard = []
    for form in forms:
        name = data.draw(st.sampled_from([*NAMES, "he", "her", "it", "they", "that one"]))
        message = form.format(name, "him")
        heard.append(message)
        turn = converse(FILM, message, focus=focus)
        focus = turn.focus
        check(turn.replies, " / ".join(heard))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(min_size=1, max_size=120))
def test_any_text_gets_a_reply(text: str) -> None:
    check(ask(text), text)


WORDS = sorted({word for question in SAMPLE for word in question.split()} | {"and", "not", "than"})


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
def test_words_in_any_order_get_a_reply(words: list[str]) -> None:
    message = " ".join(words)
    check(ask(message), message)


@pytest.mark.parametrize("question", SAMPLE)
def test_case_and_question_mark_change_nothing(question: str) -> None:
    as_typed = gist(question)
    assert as_typed[0][0] in ("answered", "corrected")
    bare = question.rstrip("?")
    for other in (question.lower(), question.upper(), bare, bare.lower(), f"  {question}  "):
        assert gist(other) == as_typed, other


def misspelt(name: str) -> list[str]:
    """A name with one letter in the middle of its longest word another, missing, or doubled.

    What has become another word of the film is left out: nobody could tell that it is misspelt.
    """
    word = max(name.split(), key=len)
    at = len(word) // 2
    letter = string.ascii_lowercase[(string.ascii_lowercase.index(word[at].lower()) + 7) % 26]
    spelt = (
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
    )
    return [
        name.replace(word, one)
        for one in spelt
        if all(mention.guessed for mention in FILM.names.find(one))
    ]


@pytest.mark.parametrize("name", LONG_NAMES)
@pytest.mark.parametrize("form", ABOUT_A_NAME)
def test_one_letter_wrong_changes_nothing(form: str, name: str) -> None:
    right = gist(form.format(name))
    assert right[0][1], "the question gets no citation, so that it proves nothing"
    assert len(misspelt(name)) >= 2
    for wrong in misspelt(name):
        assert gist(form.format(wrong)) == right, wrong


def test_every_citation_holds_a_name_of_the_answer_or_a_word_for_it(real: Knowledge) -> None:
    """Nothing is told with a sentence that has none of those told of in it."""
    index = real.names
    for question in SAMPLE:
        for reply in ask(question):
            told = {one for mention in index.find(reply.text) for one in mention.ids}
            for cited in reply.citations if told else ():
                there = {one for mention in index.find(cited["text"]) for one in mention.ids}
                assert told & there or not there, (question, reply.text, cited)

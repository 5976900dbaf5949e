"""The second film: questions that need the general rules which it brought, and conversations."""

from __future__ import annotations

import pytest

from plotbot.conversation import converse
from plotbot.knowledge import Knowledge
from plotbot.service import library


@pytest.fixture(scope="module")
def novel() -> Knowledge:
    return library.knowledge("frankenstein")


@pytest.mark.parametrize(
    ("question", "status", "said"),
    [
        ("How tall is the Creature?", "answered", "eight feet tall"),
        ("What colour are the Creature's eyes?", "answered", "yellow"),
        ("What colour was the locket?", "not_in_synopsis", ""),
        ("What was in the locket?", "answered", "portrait"),
        ("How many brothers does Victor have?", "answered", "Two"),
        ("Does Victor have a sister called Anna?", "not_in_synopsis", ""),
        ("What does the Creature ask Victor to make for him?", "answered", "female companion"),
        ("Did Alphonse die of scarlet fever?", "corrected", "dies of grief"),
        ("Did Caroline die of scarlet fever?", "answered", "Yes"),
        ("Justine was shot, right?", "corrected", "hanged"),
        ("Clerval was killed in Geneva, wasn't he?", "corrected", "No"),
        ("Did Victor kill Clerval?", "corrected", "The Creature strangles Henry Clerval"),
        (
            "Why does Victor abandon his lab on the night of the creation?",
            "answered",
            "yellow eyes",
        ),
        ("List everyone the Creature kills.", "answered", "Elizabeth"),
        ("How many people does the Creature strangle?", "answered", "Three: William"),
        ("Does the Creature save anybody's life?", "answered", "Yes: The Creature saved a girl"),
        ("By whom was Victor taken on board?", "answered", "Walton"),
        ("Why does Victor not tell anyone about the Creature?", "answered", "thought mad"),
        ("What was the Creature's motive for killing William?", "answered", "because"),
        ("What was the first name of De Lacey?", "not_in_synopsis", ""),
        ("Can you help me with my tax return?", "out_of_scope", ""),
        ("Whom does Walton write to?", "answered", "Margaret Saville"),
        ("Does Walton get to the Pole?", "corrected", "No"),
        ("What did the Creature do before he went off to Geneva?", "answered", "burned"),
        ("What is this book about?", "answered", "Creature"),
        ("What is Victor armed with at Evian?", "answered", "pistols"),
        ("What did the woman who adopted Elizabeth die of?", "answered", "scarlet fever"),
        ("victor frankenstien where born or grow up", "answered", "Geneva"),
        ("Does the wedding take place before or after Clerval's death?", "answered", "After it"),
        ("Who lives in the cottage?", "answered", "Agatha"),
        ("How did the locket end up with Justine?", "answered", "slipped the locket"),
        ("Whose idea was it to write ghost stories?", "answered", "Byron"),
        ("Is the Creature sorry for what he did?", "answered", "Yes"),
        ("On which island does Victor work on the second creature?", "answered", "Orkney"),
    ],
)
def test_general_rules(novel: Knowledge, question: str, status: str, said: str) -> None:
    reply = converse(novel, question).replies[0]
    assert reply.status == status, reply.text
    assert said in reply.text


def talk(novel: Knowledge, *messages: str) -> list[str]:
    """The replies to the messages of one conversation."""
    focus, said = None, []
    for message in messages:
        turn = converse(novel, message, focus)
        focus = turn.focus
        said.append("\n".join(reply.text for reply in turn.replies))
    return said


def test_it_behind_blame_is_the_deed(novel: Knowledge) -> None:
    said = talk(novel, "How does William die?", "Who gets blamed for it?", "What happens to her?")
    assert "Justine" in said[1] and "hanged" in said[2]


def test_a_pronoun_keeps_to_the_sentence_told_last(novel: Knowledge) -> None:
    said = talk(novel, "Whom did the Creature save from drowning?", "Where was he hit?")
    assert "in the shoulder" in said[1]


def test_a_reaction_is_what_the_one_does_next(novel: Knowledge) -> None:
    said = talk(novel, "Who tears the female to pieces?", "How does the Creature react?")
    assert "wedding night" in said[1]


def test_several_turns_about_one_life(novel: Knowledge) -> None:
    said = talk(
        novel,
        "Who is Robert Walton?",
        "Where is he going?",
        "Whom does he write to?",
        "Who does he pick up?",
        "Does he get to the Pole?",
    )
    for words, text in zip(
        ("explorer", "North Pole", "Margaret Saville", "Victor", "No"), said, strict=True
    ):
        assert words in text


def test_a_creature_is_he_to_some_and_it_to_others(novel: Knowledge):
    focus = converse(novel, "Who is the Creature?").focus
    reply = converse(novel, "Where does it hide?", focus).replies[0]
    assert reply.status == "answered" and "shed" in reply.text

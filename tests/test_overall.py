"""The whole story, its end, the outcome of its last struggle: asked for in whatever words."""

from __future__ import annotations

import pytest

from plotbot.conversation import converse
from plotbot.knowledge import Knowledge

ENDING, SUMMARY, OUTCOME = "new base", "raid a Hydra facility", "shatter the landmass"


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("Where is everybody when the movie wraps up?", ENDING),
        ("What are the closing events once the fight is won?", ENDING),
        ("What's the situation after the battle?", ENDING),
        ("Acquaint me with the plot.", SUMMARY),
        ("Give me the short version, I fell asleep", SUMMARY),
        ("Who wins?", OUTCOME),
        ("How does the fight against Ultron end?", OUTCOME),
        ("What is the film about?", "an artificial intelligence obsessed"),
        ("Who appears in the bonus scene?", "dons a gauntlet"),
        ("What did I miss?", SUMMARY),
        ("List the places in the story.", "Seoul"),
        ("name every place they go to", "Seoul"),
        ("where does the story unfold", "Seoul"),
        ("Who is no longer alive at the end?", "Pietro Maximoff dies"),
        ("the Infinity Stones, how many", "Six"),
        ("What is Pietro capable of?", "superhuman speed"),
    ],
)
def test_told_as_a_whole(real: Knowledge, message: str, says: str) -> None:
    assert says in converse(real, message).replies[0].text


@pytest.mark.parametrize(
    "message", ["What becomes of Ultron in the end?", "What does Thor do at the end?"]
)
def test_what_is_asked_of_one_is_not_the_ending(real: Knowledge, message: str) -> None:
    assert ENDING not in converse(real, message).replies[0].text


def test_place_and_reason_in_the_last_scene_are_not_the_scene(real: Knowledge) -> None:
    replies = converse(real, "Where is Thanos in the credits scene?").replies
    assert replies[0].status == "not_in_synopsis"

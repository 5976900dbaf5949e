"""Cause, consequence, time and order, asked in roundabout words, on the film of four sentences."""

from __future__ import annotations

import pytest
from test_answers import KILLED, LIT, SHIELDED, STOLE, TRAPPED, Want, told, untold

from plotbot.conversation import converse
from plotbot.knowledge import Knowledge
from plotbot.question.roundabout import in_plain_words

BECAUSE_SHIELDED = rf"{KILLED} Tarn, because {SHIELDED}"
AFTER_THE_TRAP = rf"{SHIELDED}.*after {TRAPPED}"
GRIEVES = r"Della Tarn is grieving"

QUESTIONS = {
    # cause
    "What sparked the theft of the Ember?": told(rf"{STOLE}.*because Jonas Vane fears", 2),
    "What lies behind the killing of Rufus?": told(BECAUSE_SHIELDED, 3),
    "What is it that led to Rufus being killed?": told(BECAUSE_SHIELDED, 3),
    "Owing to what does M.O.T.H. kill Rufus?": told(BECAUSE_SHIELDED, 3),
    "With what aim does Hale build the beacon?": told(r"build.* to destroy M\.O\.T\.H\.", 3),
    "What drove Vane to sail to Skerry?": told(r"sail.* to sell the Ember", 4),
    # what came of it
    "What came of Rufus shielding Della?": told(KILLED, 3),
    "What was the upshot of Rufus's shielding Della?": told(KILLED, 3),
    "What did the killing of Rufus lead to?": told(GRIEVES, 3),
    "To what did Rufus's death lead?": told(GRIEVES, 3),
    # when
    "When does Rufus shield Della?": told(AFTER_THE_TRAP, 3, 4),
    "At what juncture of the tale does Rufus shield Della?": told(AFTER_THE_TRAP, 3, 4),
    "On what date do they steal the Ember?": untold(),
    # which of two
    "Is Rufus killed before or after the lighting of the beacon?": told(
        rf"{KILLED}.*before {LIT}", 3, 4
    ),
    "What happens first, the lighting of the beacon or the killing of Rufus?": told(
        rf"{KILLED}.*before {LIT}", 3, 4
    ),
    "What comes last: the theft of the Ember or the lighting of the beacon?": told(
        rf"{LIT}.*after {STOLE}", 2, 4
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_event_in_any_words(question: str, tiny_knowledge: Knowledge) -> None:
    want: Want = QUESTIONS[question]
    want.check(converse(tiny_knowledge, question).replies[0])


@pytest.mark.parametrize(
    ("roundabout", "plain"),
    [
        ("to what end does he leave", "why does he leave"),
        ("what made him leave", "why does he leave"),
        ("what made the captain go to ground", "why does the captain go to ground"),
        ("what made the beacon", "what made the beacon"),
        ("what's the reason he left it", "what's the reason he left it"),
        ("what is the reason he left it", "why he left it"),
        ("what kind of fear drove him to leave", "what kind of fear drove him to leave"),
        ("which fear drove him to leave", "why does he leave"),
        ("what made the captain willing to leave", "why does the captain leave"),
        ("what is the captain after", "what does the captain want"),
        ("what induced the captain to sail away", "why does the captain sail away"),
        ("at what point of the story does she leave", "when does she leave"),
        ("by what means does she escape", "how does she escape"),
        ("how does he manage to escape", "how does he escape"),
        ("directly upon having slain him", "right after slain him"),
        ("prior to the theft", "before the theft"),
        ("the second one", "the second one"),
        ("why is it that she left", "why she left"),
    ],
)
def test_plain_words(roundabout: str, plain: str) -> None:
    assert in_plain_words(roundabout) == plain


ACCOUNTS = {
    "Set forth, in short, what takes place in Brackwater.": told(STOLE, 2),
    "What goes on at Brackwater?": told(STOLE, 2),
    "Give me a brief account of the opening events.": told(STOLE, 2),
    "Outline Della's part in the story.": Want((STOLE, r"lights the beacon"), None),
    "Catch me up to the lighting of the beacon.": Want((STOLE,), None, not_says=LIT),
    "How do things stand at the end?": Want((r"drown", r"sail"), (4,)),
    "How does everything wrap up?": Want((r"drown", r"sail"), (4,)),
    "What lot befalls Grell?": told(r"drown", 4),
    "How do things wind up for Grell?": told(r"drown", 4),
    "hows it all wrap up": Want((r"drown", r"sail"), (4,)),
    "What becomes of the beacon after Rufus has been killed?": Want((LIT,), None),
    # the state that a deed puts somebody in stands between it and what is done then
    "What happens right after M.O.T.H. kills Rufus?": Want((GRIEVES,), None),
    # the verb says little, but two are named who act together
    "For what reason did Hale bother with the beacon?": told(r"build.* to destroy", 3),
}


@pytest.mark.parametrize("question", ACCOUNTS)
def test_account_of_a_stretch(question: str, tiny_knowledge: Knowledge) -> None:
    want: Want = ACCOUNTS[question]
    want.check(converse(tiny_knowledge, question).replies[0])

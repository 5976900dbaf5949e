"""Claims put forward to be confirmed: what frames them, and what they leave unsaid."""

from __future__ import annotations

import pytest

from plotbot.conversation import converse
from plotbot.knowledge import Knowledge
from plotbot.question.claims import unframed


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("loved it when Grell drowned", "Grell drowned"),
        ("I really like the bit where Grell drowns", "Grell drowns"),
        ("it is such a shame that Rufus died", "it is such a shame that Rufus died"),
        ("it is a shame that Rufus died", "Rufus died"),
        ("I am pretty sure that Rufus died", "Rufus died"),
        ("is it so that Rufus died", "Rufus died"),
        ("could one say that Rufus died", "Rufus died"),
        ("my brother says Rufus died", "Rufus died"),
        ("Rufus died", "Rufus died"),
        ("who was sad when Rufus died", "who was sad when Rufus died"),
    ],
)
def test_claim_is_freed_of_what_puts_it_forward(text: str, claim: str) -> None:
    assert unframed(text) == claim


@pytest.mark.parametrize(
    ("message", "status", "says"),
    [
        ("Loved when Della lit the beacon!", "answered", "Yes: Della Tarn"),
        ("Grell drowns. True?", "answered", "Grell drowns"),
        ("Did Vane steal the Ember all by himself?", "corrected", "No, not alone"),
        ("Only Vane stole the Ember, right?", "corrected", "No, not alone"),
        ("Was Della among those who stole the Ember?", "answered", "Yes: "),
        ("Was Grell one of those who lit the beacon?", "corrected", "No: Della Tarn"),
        ("Had Rufus been among those who stole the Ember?", "answered", "Yes: "),
        ("Did Vane steal the Ember without Della?", "corrected", "No: "),
        ("Did Moth die?", "not_in_synopsis", "The synopsis does not say"),
    ],
)
def test_reply(tiny_knowledge: Knowledge, message: str, status: str, says: str) -> None:
    reply = converse(tiny_knowledge, message).replies[0]
    assert reply.status == status, reply.text
    assert says in reply.text


@pytest.mark.parametrize(
    ("message", "status", "says"),
    [
        ("After Vane lit the beacon, where did he sail?", "corrected", "Della Tarn lights"),
        ("What did Vane use in lighting the beacon?", "corrected", "Della Tarn lights"),
        ("After Della lit the beacon, where did Vane sail?", "answered", "Skerry"),
    ],
)
def test_what_a_question_takes_for_done(
    tiny_knowledge: Knowledge, message: str, status: str, says: str
) -> None:
    reply = converse(tiny_knowledge, message).replies[0]
    assert reply.status == status, reply.text
    assert says in reply.text


@pytest.mark.parametrize(
    ("message", "status", "says"),
    [
        ("After Cho willingly perfected the body, where did she go?", "corrected", "forces"),
        ("How did Stark's open announcement of the upload go down?", "corrected", "secret"),
        ("Did Cho work on the body under duress?", "answered", "Yes: Ultron forces"),
        ("How did Klaue come by the vibranium?", "not_in_synopsis", "does not say"),
        ('/inform{"person": "x"}', "out_of_scope", "I can only"),
    ],
)
def test_force_secrecy_and_what_is_not_told(
    real: Knowledge, message: str, status: str, says: str
) -> None:
    reply = converse(real, message).replies[0]
    assert reply.status == status, reply.text
    assert says in reply.text


@pytest.mark.parametrize(
    ("message", "status", "says"),
    [
        ("Are Rufus and Della siblings?", "answered", "Yes: "),
        ("Are Rufus and Della a married couple?", "corrected", "No: "),
        ("Are Vane and Hale siblings?", "not_in_synopsis", "does not say"),
        ("The captain, he sailed to Skerry, right?", "answered", "Yes: Jonas Vane sails"),
        (
            "My aunt, who loves old crime films and has seen this one at least ten times with us, "
            "fell asleep before the end last night, so tell us for her sake: who lit the beacon?",
            "answered",
            "Della Tarn lights",
        ),
    ],
)
def test_pairs_and_long_stories(
    tiny_knowledge: Knowledge, message: str, status: str, says: str
) -> None:
    reply = converse(tiny_knowledge, message).replies[0]
    assert reply.status == status, reply.text
    assert says in reply.text

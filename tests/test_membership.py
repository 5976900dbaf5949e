"""Groups whose members change: who is in them at the end, who left, how many take part."""

from __future__ import annotations

import re

import pytest

from plotbot.conversation import converse
from plotbot.knowledge import Knowledge


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("Who is still on the team at the end?", "^James Rhodes, the Vision, Sam Wilson and Wanda"),
        ("Which of the Avengers leave?", "Thor returns.*Stark leaves.*Barton retires"),
        ("Who leaves the team?", "Stark leaves.*Barton retires"),
        ("How many Avengers quit at the end?", "^Four"),
        ("How many people are in charge at the new headquarters?", "^Four"),
        ("How many heroes make up the party that storms Strucker's stronghold?", "^Six"),
        ("How many people accompany the Avengers to Sokovia?", "^Three"),
        ("How many people plan to flee together?", "^Two"),
    ],
)
def test_reply(real: Knowledge, message: str, says: str) -> None:
    assert re.search(says, converse(real, message).replies[0].text)

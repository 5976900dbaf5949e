"""What questions wrongly take for told: deaths, numbers, places, kinds, means, membership."""

from __future__ import annotations

import re

import pytest

from plotbot.conversation import converse
from plotbot.knowledge import Knowledge


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("Why does Wanda die?", "^Not so: .*become new Avengers"),
        ("Who killed Thor?", "^Not so: Thor returns"),
        ("Who mourns Barton after he was shot dead?", "^Not so: Clint Barton retires"),
        ("What do the seven Infinity Stones do?", "^Not so: .*six in number"),
        ("Is Sokovia in Asia?", "^No: Sokovia is in Eastern Europe"),
        ("Is Ultron human?", "^No: Ultron is an artificial intelligence"),
        ("Did Stark stop the Hulk with a gun?", "^No: .*anti-Hulk armor"),
        ("Did Fury arrive in a submarine?", "^No: .*Helicarrier"),
        ("Did the Avengers hide in a church?", "^No: .*safehouse"),
        ("Did Pietro die before Wanda read Ultron's mind?", "^No: "),
        ("Is Barton still an Avenger at the end?", "^No: Clint Barton retires"),
        ("Is Fury one of the Avengers?", "^No, the synopsis lists only Tony Stark"),
    ],
)
def test_put_right(real: Knowledge, message: str, says: str) -> None:
    assert re.search(says, converse(real, message).replies[0].text)


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("How does Pietro die?", "gunfire"),
        ("Who killed Strucker?", "Ultron"),
        ("Did the Hulk leave in a plane?", "^Yes"),
        ("Is Rhodes an Avenger?", "^Yes: .*become new Avengers"),
    ],
)
def test_what_is_so_is_confirmed(real: Knowledge, message: str, says: str) -> None:
    assert re.search(says, converse(real, message).replies[0].text)


def test_what_somebody_does_is_not_what_he_is(real: Knowledge) -> None:
    assert converse(real, "Is Helen Cho a villain?").replies[0].status == "not_in_synopsis"

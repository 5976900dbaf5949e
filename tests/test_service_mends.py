"""What is mended in Rasa is still what was measured, and still does the same."""

from __future__ import annotations

import pytest
import rasa
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from plotbot.service import mends


def test_rasa_is_the_version_that_was_measured() -> None:
    assert rasa.__version__ == mends.RASA
    assert mends.method_fingerprint() == mends.MENDED, "Rasa changed it: measure again"


def test_good_and_bad_results_are_told_apart_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    before = RemoteAction._validate_action_result
    monkeypatch.setattr(RemoteAction, "_validate_action_result", before)
    assert mends.apply()
    action = RemoteAction("action_chat", None)
    slot = {"event": "slot", "name": "focus", "value": None}
    for good in ({"events": [], "responses": [{"text": "hi"}]}, {"events": [slot]}):
        assert before(action, good) and action._validate_action_result(good)
    for bad in ({"events": "none"}, {"responses": [1]}, {"events": [{"event": "slot"}]}, []):
        with pytest.raises(ValidationError):
            before(action, bad)
        with pytest.raises(ValidationError):
            action._validate_action_result(bad)


def test_another_version_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa, "__version__", "9.9.9")
    assert not mends.apply()

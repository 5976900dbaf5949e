"""What is mended in Rasa 3.6.21, and why. ``apply`` is called once by each process of ours.

``RemoteAction._validate_action_result`` builds the same JSON schema validator again for every reply
of an action: 37 ms, more than everything else together. With a validator made once it is 0.6 ms.
"""

from __future__ import annotations

import hashlib
import inspect
from functools import cache
from typing import Any

import rasa
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction

RASA = "3.6.21"
"""The only version that is mended; any other is left as it is."""

MENDED = "b0c997834826661d"
"""Fingerprint of the method that is replaced: a test fails when Rasa changes it."""


def apply() -> bool:
    """Mend Rasa, if it is the version that was measured; says whether it was."""
    if rasa.__version__ != RASA:
        return False
    setattr(RemoteAction, "_validate_action_result", _validate_action_result)  # noqa: B010
    return True


def method_fingerprint() -> str:
    """A fingerprint of Rasa's own method, mended or not."""
    with open(inspect.getfile(RemoteAction), encoding="utf-8") as file:
        source = file.read()
    method = source.split("def _validate_action_result", 1)[1].split("    @staticmethod", 1)[0]
    return hashlib.sha256(method.encode()).hexdigest()[:16]


@cache
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)


def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    _validator().validate(result)
    return True

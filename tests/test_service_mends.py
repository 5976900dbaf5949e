"""What is mended in Rasa is still what was measured, and still does the same."""

from __future__ import annotations

from typing import Any

import pytest
import rasa
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.engine.exceptions import GraphComponentException
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.utils.common import all_subclasses

from plotbot.service import mends


@pytest.fixture(autouse=True)
def put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    for mend in mends.MENDS:
        monkeypatch.setattr(mend.owner, mend.name, mend.owner.__dict__[mend.name])


def test_rasa_is_the_version_that_was_measured() -> None:
    assert rasa.__version__ == mends.RASA
    for mend in mends.MENDS:
        assert mend.now() == mend.fingerprint, f"Rasa changed {mend.name}: measure again"


def test_good_and_bad_results_are_told_apart_as_before() -> None:
    before = mends.MENDS[0].theirs
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


def test_events_are_of_the_same_classes() -> None:
    before = mends.MENDS[1].theirs
    assert mends.apply()
    for kind in all_subclasses(Event):
        for _ in range(2):
            assert Event.resolve_by_type(kind.type_name) is before(kind.type_name)
    for _ in range(2):
        assert Event.resolve_by_type("topic") is None
        assert Event.resolve_by_type("none such", UserUttered) is UserUttered
        with pytest.raises(ValueError):
            Event.resolve_by_type("none such")


class Add(GraphComponent):
    """A node that says what it got."""

    def __init__(self, name: str) -> None:
        self.name = name

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: Any, resource: Any, execution_context: Any
    ) -> GraphComponent:
        return cls(config["name"])

    def join(self, one: str, two: str = "") -> str:
        if one == "fail":
            raise RuntimeError
        return f"{self.name}({one},{two})"


def node(name: str, is_target: bool = False, **needs: str) -> SchemaNode:
    return SchemaNode(needs, Add, "create", "join", {"name": name}, is_target=is_target)


def test_a_graph_comes_to_the_same() -> None:
    schema = GraphSchema(
        {
            "d": node("d", True, one="b", two="c"),
            "b": node("b", one="a"),
            "c": node("c", one="a", two="b"),
            "a": node("a", one="said"),
            "e": node("e", one="a"),
        }
    )
    runner = DaskGraphRunner.create(schema, None, ExecutionContext(schema))

    def results() -> list[Any]:
        calls = [("x", None), ("y", ["e"]), ("x", ["c", "e"]), ("z", None)]
        return [runner.run({"said": said}, targets) for said, targets in calls]

    before = results()
    for _ in range(2):
        with pytest.raises(GraphComponentException):
            runner.run({"said": "fail"})
        assert mends.apply()
    assert results() == before
    assert "_run" in DaskGraphRunner.run.__name__


def test_another_version_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa, "__version__", "9.9.9")
    assert not mends.apply()

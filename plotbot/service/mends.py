"""What is mended in Rasa 3.6.21, and why. ``apply`` is called once by each process of ours.

1. ``RemoteAction._validate_action_result`` builds the same JSON schema validator again for every
   reply of an action: 37 ms, more than everything else together. It is made once; what an action
   returned in this process (``local``) is not checked at all, since rasa_sdk wrote it.
2. ``Event.resolve_by_type`` goes through all classes of events for every event that is read: a
   quarter of a turn. It remembers what it found.
3. ``DaskGraphRunner.run`` prunes, sorts and schedules the same graph three times a turn, for nodes
   that run one after the other: a tenth of a turn. The order is found once for each target.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable
from functools import cache
from graphlib import TopologicalSorter
from typing import Any, NamedTuple

import rasa
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.events import Event

from plotbot.service.local import LocalActions

RASA = "3.6.21"
"""The only version that is mended; any other is left as it is."""


@cache
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)


def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    if not isinstance(self.action_endpoint, LocalActions):
        _validator().validate(result)
    return True


_events: dict[str, type[Event]] = {}


def _resolve_by_type(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
    if type_name in _events:
        return _events[type_name]
    found = MENDS[1].theirs(type_name, default)
    if found is not None and found.type_name == type_name:
        _events[type_name] = found
    return found


ORDERS = "_plotbot_orders"
"""Attribute of a runner: by targets, the nodes to run, each with the names of what it needs."""


def _run(
    self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """Inputs that have the name of a node are not refused: Rasa's own never have."""
    wanted = tuple(targets or self._graph_schema.target_names)
    orders = self.__dict__.setdefault(ORDERS, {})
    if wanted not in orders:
        orders[wanted] = _order(self, list(wanted))
    done: dict[str, Any] = {}
    self._add_inputs_to_graph(inputs, done)
    try:
        for name, node, needs in orders[wanted]:
            done[name] = node(*(done.get(need, need) for need in needs))
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return dict(done[name] for name in wanted)


def _order(runner: DaskGraphRunner, targets: list[str]) -> list[tuple[str, Any, tuple[str, ...]]]:
    nodes = runner._graph_schema.minimal_graph_schema(targets).nodes
    needs = {name: tuple(node.needs.values()) for name, node in nodes.items()}
    order = [name for name in TopologicalSorter(needs).static_order() if name in nodes]
    return [(name, runner._instantiated_nodes[name], needs[name]) for name in order]


class Mend(NamedTuple):
    """A method of Rasa and what takes its place."""

    owner: type
    name: str
    ours: Callable[..., Any]
    fingerprint: str
    """Of Rasa's own method, as it was measured: a test fails when Rasa changes it."""
    theirs: Callable[..., Any]
    """Rasa's own method."""

    def now(self) -> str:
        """The fingerprint of Rasa's own method as it is."""
        return hashlib.sha256(inspect.getsource(self.theirs).encode()).hexdigest()[:16]


MENDS = (
    Mend(
        RemoteAction,
        "_validate_action_result",
        _validate_action_result,
        "f8cdb4be68123961",
        RemoteAction._validate_action_result,
    ),
    Mend(
        Event,
        "resolve_by_type",
        staticmethod(_resolve_by_type),
        "b5cf570fa7f286c7",
        Event.resolve_by_type,
    ),
    Mend(DaskGraphRunner, "run", _run, "45f0f52f574f3aa9", DaskGraphRunner.run),
)


def apply() -> bool:
    """Mend Rasa, if it is the version that was measured; says whether it was."""
    if rasa.__version__ != RASA:
        return False
    for mend in MENDS:
        setattr(mend.owner, mend.name, mend.ours)
    return True

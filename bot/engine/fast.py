"""Settles what makes a turn cheap without changing what it does.

Rasa 3.6.21 is the last of its line, so its inner seams stay where they are. Three of them cost most of a turn: dask
rebuilds and schedules the same graph for each prediction, each event looks through all event classes for its own, and
action answers are validated by a schema that is compiled anew each time (see remote_action.py for that one).
"""

from __future__ import annotations

from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.events import Event
from rasa.shared.utils.common import all_subclasses

Step = tuple[str, Any, tuple[str, ...]]  # node's name, the node, the names whose results it takes


class PreparedGraphRunner(DaskGraphRunner):
    """Runs a graph's nodes one after the other, in an order found once for each target."""

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """The results of the targets (see the parent class)."""
        wanted = tuple(targets or self._graph_schema.target_names)
        results: dict[str, Any] = dict(inputs or {})
        for name, node, needs in self._steps(wanted):
            results[name] = node(*((need, results[need]) for need in needs))[1]
        return {name: results[name] for name in wanted}

    def _steps(self, targets: tuple[str, ...]) -> list[Step]:
        prepared: dict[tuple[str, ...], list[Step]] = self.__dict__.setdefault("_prepared", {})
        if targets not in prepared:
            schema = self._graph_schema.minimal_graph_schema(list(targets))
            prepared[targets] = [
                (name, self._instantiated_nodes[name], tuple(schema.nodes[name].needs.values()))
                for name in execution_order(schema)
            ]
        return prepared[targets]


def execution_order(schema: GraphSchema) -> list[str]:
    """The schema's nodes, each after those it needs.

    Raises:
        GraphRunError: nodes need each other.
    """
    order: list[str] = []
    left = dict(schema.nodes)
    while left:
        ready = [name for name, node in left.items() if not any(need in left for need in node.needs.values())]
        if not ready:
            raise GraphRunError("the model's graph has a circle")
        for name in ready:
            del left[name]
        order += ready
    return order


def find_events_by_name() -> None:
    """Look event classes up in a table instead of walking all subclasses of Event for each event."""
    table = {}
    for found in all_subclasses(Event):
        table.setdefault(found.type_name, found)

    def resolve(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
        found = table.get(type_name, default)
        if found is None:
            raise ValueError("unknown event")
        return found

    Event.resolve_by_type = staticmethod(resolve)

"""Pictures of definitions: from what there is to draw to SVG, Mermaid or DOT."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import get_args

from workflow.definition.graphs import Drawing, lifecycle_graph, prerequisite_graph
from workflow.definition.model import Definition
from workflow.errors import UsageError
from workflow.language.catalogue.labels import label
from workflow.pictures.dot import draw_dot
from workflow.pictures.graph import Edge, EdgeKind, Graph, LegendEntry, Node, NodeKind
from workflow.pictures.mermaid import draw_mermaid
from workflow.pictures.svg import draw_svg

_WRITERS: Mapping[str, Callable[[Graph], str]] = {"svg": draw_svg, "mermaid": draw_mermaid, "dot": draw_dot}
_MEANINGS: Mapping[NodeKind | EdgeKind, str] = {
    "initial": "initial", "ordinary": "ordinary", "in_force": "in_force", "ended": "ended", "final": "final",
    "item": "item", "document": "certificate", "conditional": "conditional_item",
    "normal": "normal", "clock": "automatic", "hard": "hard", "policy": "policy", "commence": "commence",
}  # fmt: skip


def drawn(definition: Definition, lifecycle: str | None, form: str, language: str) -> str:
    """Return a picture of a lifecycle, named by its id or title, or else of the prerequisites.

    Raises:
        UsageError: the definition has no such lifecycle.
    """
    if lifecycle is None:
        return _WRITERS[form](graph_of(prerequisite_graph(definition, language), language))
    known = definition.lifecycles
    found = next((name for name, own in known.items() if lifecycle == name or own.title.matches(lifecycle)), None)
    if found is None:
        raise UsageError("unknown_lifecycle", lifecycle=lifecycle, known=[*known])
    return _WRITERS[form](graph_of(lifecycle_graph(definition, found, language), language))


def graph_of(drawing: Drawing, language: str) -> Graph:
    """Return what there is to draw as a picture's graph, with a legend of the kinds that occur."""
    nodes = tuple(Node(node.id, node.label, node.group, node.kind, node.note) for node in drawing.nodes)
    edges = tuple(Edge(arrow.source, arrow.target, arrow.label, arrow.kind) for arrow in drawing.arrows)
    kinds = {node.kind for node in nodes} | {edge.kind for edge in edges}
    alternatives = {edge.kind for edge in edges if edge.label} & {"hard", "policy", "commence"}
    told = {kind: label("alternatives", language) for kind in alternatives}
    legend = tuple(
        LegendEntry(kind, label(_MEANINGS[kind], language) + told.get(kind, ""))
        for kind in (*get_args(NodeKind), *get_args(EdgeKind))
        if kind in kinds
    )
    return Graph(drawing.title, nodes, edges, legend, loop=label("unmoved", language))

"""A graph as DOT text, for Graphviz."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workflow.pictures.cells import visible
from workflow.pictures.graph import EdgeKind, Graph, LegendEntry, Line, NodeKind, is_edge_kind
from workflow.pictures.outline import Outline, outline
from workflow.pictures.shapes import FONTS

_FONTS: Final = FONTS.replace('"', "")
_EDGE: Final[dict[EdgeKind, str]] = {
    "normal": 'color="#6e7781"',
    "clock": 'color="#8250df", style=dashed',
    "hard": 'color="#24292f", penwidth=1.6',
    "policy": 'color="#0969da", style=dashed',
    "commence": 'color="#bc4c00", style=dotted',
}
_NODE: Final[dict[NodeKind, str]] = {
    "ordinary": "",
    "item": "",
    "initial": 'fillcolor="#ddf4ff", color="#0969da"',
    "in_force": 'fillcolor="#dafbe1", color="#1a7f37"',
    "ended": 'fillcolor="#fff1e5", color="#bc4c00"',
    "final": 'fillcolor="#eaeef2", color="#59636e", peripheries=2',
    "document": 'fillcolor="#fff8c5", color="#9a6700", penwidth=2',
    "conditional": 'style="rounded,filled,dashed"',
}


def draw_dot(graph: Graph, direction: str = "TB") -> str:
    """Return a graph as a DOT digraph; labels are quoted, so any name may stand in them.

    Args:
        direction: `TB` or `LR`.
    """
    told = outline(graph)
    title = _quoted(graph.title)
    face = f"fontname={_quoted(_FONTS)}"
    lines = [
        "digraph workflow {",
        f'    graph [rankdir={direction}, charset="UTF-8", labelloc=t, {face}, label={title}];',
        f'    node [shape=box, style="rounded,filled", fillcolor="#f6f8fa", color="#818b98", {face}];',
        f"    edge [fontsize=10, {face}];",
        *_nodes(graph, told),
        *(f"    {_quoted(line.source)} -> {_quoted(line.target)} [{_drawn(line)}];" for line in told.drawing.lines),
        *_legend(told),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _nodes(graph: Graph, told: Outline) -> Iterator[str]:
    for node in graph.nodes:
        group = (node.group,) if node.group else ()
        text = _label(node.label, *group, *told.lines[node.id])
        yield f"    {_quoted(node.id)} [{_listed(text, _NODE[node.kind])}];"
    for name in told.drawing.junctions:
        yield f"    {_quoted(name)} [shape=point, width=0.08];"


def _drawn(line: Line) -> str:
    return _listed(_EDGE[line.kind], _label(*line.labels) if line.labels else "", "" if line.arrow else "dir=none")


def _legend(told: Outline) -> Iterator[str]:
    """Write what kinds mean, and the loops told once, as a cluster of its own."""
    if not told.legend and not told.shared:
        return
    yield "    subgraph cluster_legend {"
    yield '        label=""; color="#d1d9e0";'
    for place, entry in enumerate(told.legend, start=1):
        yield f"        {_sign(entry, f'legend {place}')}"
    if told.shared:
        yield f'        "legend 0" [{_listed("shape=plaintext, style=solid", _label(*told.shared))}];'
    yield "    }"


def _sign(entry: LegendEntry, name: str) -> str:
    if not is_edge_kind(entry.kind):
        return f"{_quoted(name)} [{_listed(_label(entry.text), _NODE[entry.kind])}];"
    start, end = _quoted(f"{name} a"), _quoted(f"{name} b")
    ends = f"{start} [shape=point]; {end} [shape=point];"
    return f"{ends} {start} -> {end} [{_listed(_EDGE[entry.kind], _label(entry.text))}];"


def _listed(*attributes: str) -> str:
    return ", ".join(attribute for attribute in attributes if attribute)


def _label(*lines: str) -> str:
    return 'label="' + "\\n".join(_escaped(line) for line in lines) + '"'


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    """Return a text for a quoted string: backslashes would start escapes that name the node or the graph."""
    return visible(text).replace("\\", "\\\\").replace('"', '\\"')

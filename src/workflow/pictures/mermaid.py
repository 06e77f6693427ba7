"""A graph as a Mermaid flowchart, for pages that render one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from workflow.pictures.cells import visible
from workflow.pictures.graph import EdgeKind, Graph, LegendEntry, Line, NodeKind, is_edge_kind
from workflow.pictures.outline import Outline, outline

_ARROW: Final[dict[EdgeKind, str]] = {
    "normal": "-->",
    "clock": "-.->",
    "hard": "==>",
    "policy": "-.->",
    "commence": "--o",
}
_SHAPE: Final[dict[NodeKind, tuple[str, str]]] = {
    "initial": ("([", "])"),
    "final": ("([", "])"),
    "conditional": ("{{", "}}"),
}
_STYLE: Final[dict[NodeKind, str]] = {
    "initial": "fill:#ddf4ff,stroke:#0969da,color:#1f2328",
    "in_force": "fill:#dafbe1,stroke:#1a7f37,color:#1f2328",
    "ended": "fill:#fff1e5,stroke:#bc4c00,color:#1f2328",
    "final": "fill:#eaeef2,stroke:#59636e,stroke-width:3px,color:#1f2328",
    "document": "fill:#fff8c5,stroke:#9a6700,stroke-width:2px,color:#1f2328",
}
_SPECIAL: Final = re.compile(r'["#<>&`*_~\\%|;]|^[-+]|(?<=^\d)\.|(?<=^\d\d)\.')


def draw_mermaid(graph: Graph, direction: str = "TD") -> str:
    """Return a graph as Mermaid text.

    Every label is quoted and its special characters are written as entities; nodes are numbered rather than
    named, since a name such as `end` would end the chart.

    Args:
        direction: `TD` or `LR`.
    """
    told = outline(graph)
    numbers = {node.id: f"n{place}" for place, node in enumerate(graph.nodes, start=1)}
    numbers |= {name: f"j{place}" for place, name in enumerate(told.drawing.junctions, start=1)}
    lines = [
        "---",
        f"title: {json.dumps(visible(graph.title), ensure_ascii=False)}",
        "---",
        f"flowchart {direction}",
    ]
    lines += _nodes(graph, told, numbers)
    lines += [f"    {numbers[line.source]} {_arrow(line)} {numbers[line.target]}" for line in told.drawing.lines]
    lines += _legend(told)
    lines.append("    classDef default fill:#f6f8fa,stroke:#818b98,color:#1f2328")
    lines += [f"    classDef {kind} {style}" for kind, style in _STYLE.items()]
    return "\n".join(lines) + "\n"


def _nodes(graph: Graph, told: Outline, numbers: dict[str, str]) -> Iterator[str]:
    for node in graph.nodes:
        opening, closing = _SHAPE.get(node.kind, ("[", "]"))
        group = (node.group,) if node.group else ()
        text = "<br/>".join(_escaped(line) for line in (node.label, *group, *told.lines[node.id]))
        yield f'    {numbers[node.id]}{opening}"{text}"{closing}{_class(node.kind)}'
    for name in told.drawing.junctions:
        yield f'    {numbers[name]}((" "))'


def _arrow(line: Line) -> str:
    arrow = _ARROW[line.kind] if line.arrow else "---"
    return f'{arrow}|"{"<br/>".join(_escaped(label) for label in line.labels)}"|' if line.labels else arrow


def _legend(told: Outline) -> Iterator[str]:
    """Write what kinds mean, and the loops told once, as a box of its own."""
    if not told.legend and not told.shared:
        return
    yield '    subgraph legend[" "]'
    for place, entry in enumerate(told.legend, start=1):
        yield f"        {_sign(entry, f'k{place}')}"
    if told.shared:
        text = "<br/>".join(_escaped(line) for line in told.shared)
        yield f'        k0["{text}"]'
    yield "    end"
    yield "    style legend fill:none,stroke:#d1d9e0"


def _sign(entry: LegendEntry, name: str) -> str:
    text = _escaped(entry.text)
    if is_edge_kind(entry.kind):
        return f'{name}a((" ")) {_ARROW[entry.kind]}|"{text}"| {name}b((" "))'
    opening, closing = _SHAPE.get(entry.kind, ("[", "]"))
    return f'{name}{opening}"{text}"{closing}{_class(entry.kind)}'


def _class(kind: NodeKind) -> str:
    return f":::{kind}" if kind in _STYLE else ""


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"#{ord(found[0])};", visible(text))

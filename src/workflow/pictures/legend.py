"""What stands below an SVG picture: loops that many nodes share, and what colours and lines mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from workflow.pictures.cells import pixels
from workflow.pictures.graph import EdgeKind, Graph
from workflow.pictures.outline import circled, meanings
from workflow.pictures.shapes import GROUP_COLOURS, element, number, rectangle, written

_SIZE = 12.0
_ROW = 22.0
_SIGN = 34.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign and its meaning: `group N`, `loop`, or a kind of node or edge."""

    sign: str
    text: str


def footnotes(shared: Mapping[str, int]) -> list[Entry]:
    """Return the loops told once for many nodes, with their numbers."""
    return [Entry("loop", f"{circled(place)} {label}") for label, place in shared.items()]


def legend_items(graph: Graph) -> list[Entry]:
    """Return what the groups and kinds of a graph mean; kinds that do not occur are left out."""
    groups = [Entry(f"group {place % GROUP_COLOURS}", name) for place, name in enumerate(graph.groups)]
    itself = any(edge.source == edge.target for edge in graph.edges)
    told = [Entry("loop", graph.loop)] if graph.loop and itself else []
    return [*groups, *(Entry(entry.kind, entry.text) for entry in meanings(graph)), *told]


def flowing(entries: Sequence[Entry], start: tuple[float, float], wide: float) -> tuple[list[str], float]:
    """Return entries side by side in as many rows as the width asks for, and the height they take."""
    if not entries:
        return [], 0.0
    x, y = start[0], start[1] + _ROW / 2
    parts: list[str] = []
    for entry in entries:
        needed = _SIGN + pixels(entry.text, _SIZE) + 22
        if x > start[0] and x + needed > start[0] + wide:
            x, y = start[0], y + _ROW
        parts += [*_sign(entry.sign, (x, y)), written(entry.text, (x + _SIGN, y), _SIZE, "label")]
        x += needed
    return parts, y - start[1] + _ROW


def loop_sign(middle: tuple[float, float]) -> str:
    """Return the small round arrow that marks what leads from a state to itself."""
    x, y = number(middle[0] + 3.5), number(middle[1] - 1.5)
    return element("path", d=f"M{x} {y}a4 4 0 1 0 .3 2.6m1.2 -4.9v3.2h-3.2", class_="line")


def _sign(sign: str, at: tuple[float, float]) -> list[str]:
    x, y = at
    kind, _, place = sign.partition(" ")
    if kind == "group":
        return [rectangle((x + 9, y - 7), (14, 14), f"g{place}", 2)]
    if kind == "loop":
        return [loop_sign((x + 16, y))]
    if kind in get_args(EdgeKind):
        run = element("path", d=f"M{number(x)} {number(y)}h22", class_=f"line {kind}")
        head = element("path", d=f"M{number(x + 28)} {number(y)}l-8 -4v8Z", class_=f"head {kind}")
        return [run, head]
    inner = [rectangle((x + 5.5, y - 4.5), (19, 9), f"box {kind}", 4.5)] if kind == "final" else []
    return [rectangle((x + 3, y - 7), (24, 14), f"box {kind}", 7 if kind in {"initial", "final"} else 3), *inner]

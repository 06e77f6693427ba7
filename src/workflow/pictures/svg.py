"""A graph as an SVG picture that stands alone: laid out in layers, with its legend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workflow.pictures.cells import balanced, pixels, wrap
from workflow.pictures.graph import Direction, Graph, Line, Node, bundled
from workflow.pictures.layout import Box, Layout, Point, Route, Wire, lay_out
from workflow.pictures.legend import flowing, footnotes, legend_items, loop_sign
from workflow.pictures.outline import circled, loops, shared_loops
from workflow.pictures.shapes import (
    GROUP_COLOURS,
    LINE_HEIGHT,
    document,
    element,
    number,
    rectangle,
    stacked,
    words,
    written,
)

_TITLE, _LABEL, _SMALL = 19.0, 14.0, 11.5
_LABEL_CELLS, _NOTE_CELLS, _WIRE_CELLS = 20, 26, 18
_PAD = (14.0, 9.0)
_MARGIN = 28.0
_SPOT = 8.0


@dataclass(frozen=True, slots=True)
class _Tile:
    """A node ready to be drawn: its lines of text and its size."""

    node: Node
    title: tuple[str, ...]
    notes: tuple[str, ...]
    loops: tuple[str, ...]

    @property
    def heights(self) -> tuple[float, float]:
        """Return the height of the title with its notes, and of the list of loops."""
        upper = len(self.title) * _LABEL * LINE_HEIGHT + len(self.notes) * _SMALL * LINE_HEIGHT + 2 * _PAD[1]
        return upper, (len(self.loops) * _SMALL * LINE_HEIGHT + _PAD[1]) if self.loops else 0.0

    @property
    def width(self) -> float:
        """Return the width that the longest line needs."""
        lines = [(line, _LABEL) for line in self.title] + [(line, _SMALL) for line in (*self.notes, *self.loops)]
        return max(64.0, *(pixels(line, size) for line, size in lines)) + 2 * _PAD[0] + (14.0 if self.loops else 0.0)


def draw_svg(graph: Graph, direction: Direction = "down") -> str:
    """Return a graph as an SVG file.

    Long edges run between the boxes, never through them; edges of one meaning from many nodes meet in a
    junction; edges from a node to itself are listed in it, those of many nodes once, numbered, below the
    picture.

    Args:
        direction: how the picture is read: from left to right or from top to bottom.
    """
    drawing = bundled(graph)
    shared, own = shared_loops(graph), loops(graph)
    tiles = {node.id: _tile(node, own[node.id], shared) for node in graph.nodes}
    boxes = {name: _turned(Box(tile.width, sum(tile.heights)), direction) for name, tile in tiles.items()}
    boxes |= dict.fromkeys(drawing.junctions, Box(_SPOT, _SPOT, meeting=True))
    captions = [_caption(line) for line in drawing.lines]
    wires = [
        Wire(line.source, line.target, _turned(_room(caption), direction))
        for line, caption in zip(drawing.lines, captions, strict=True)
    ]
    layout = lay_out(boxes, wires)
    top = _MARGIN + _TITLE * 2
    content = [written(graph.title, (_MARGIN, _MARGIN + _TITLE / 2), _TITLE, "title")]
    body = [
        *_lines(drawing.lines, layout.routes, direction),
        *_captions(captions, layout.routes, direction),
        *_spots(drawing.junctions, layout, direction),
        *(part for tile in tiles.values() for part in _node(graph, tile, layout, direction)),
    ]
    content.append(element("g", "\n".join(body), transform=f"translate({number(_MARGIN)} {number(top)})"))
    return _framed(graph, _turned(layout.size, direction), top, content)


def _framed(graph: Graph, size: Box, top: float, content: list[str]) -> str:
    """Return the whole picture: what is drawn, and below it what needs telling."""
    wide = max(size.length, pixels(graph.title, _TITLE), 420.0)
    below = top + size.breadth + _MARGIN
    for block in (footnotes(shared_loops(graph)), legend_items(graph)):
        rows, height = flowing(block, (_MARGIN, below), wide)
        content.extend(rows)
        below += height
    return document(graph.title, graph.description, (wide + 2 * _MARGIN, below + _MARGIN / 2), content)


def _tile(node: Node, labels: Sequence[str], shared: Mapping[str, int]) -> _Tile:
    own = [line for label in labels if label not in shared for line in wrap(label, _NOTE_CELLS)]
    numbers = " ".join(circled(shared[label]) for label in labels if label in shared)
    return _Tile(
        node,
        tuple(balanced(node.label, _LABEL_CELLS)),
        tuple(wrap(node.note, _NOTE_CELLS)) if node.note else (),
        (*own, *wrap(numbers, _NOTE_CELLS)) if numbers else tuple(own),
    )


def _turned(box: Box, direction: Direction) -> Box:
    """Return a box from width and height to length and breadth, or back."""
    return box if direction == "right" else Box(box.breadth, box.length)


def _at(point: Point, direction: Direction) -> Point:
    return point if direction == "right" else (point[1], point[0])


def _caption(line: Line) -> tuple[str, ...]:
    return tuple(part for label in line.labels for part in balanced(label, _WIRE_CELLS))


def _room(caption: Sequence[str]) -> Box:
    if not caption:
        return Box(0.0, 0.0)
    return Box(max(pixels(line, _SMALL) for line in caption) + 10, len(caption) * _SMALL * LINE_HEIGHT + 4)


def _lines(lines: Sequence[Line], routes: Sequence[Route], direction: Direction) -> Iterable[str]:
    for line, route in zip(lines, routes, strict=True):
        yield element("path", d=_path(route.points, direction), class_=f"line {line.kind}")
        if line.arrow:
            yield element("path", d=_head(route.points, direction), class_=f"head {line.kind}")


def _path(points: Sequence[Point], direction: Direction) -> str:
    """Return straight stretches within rows, joined by curves that leave and arrive the way one reads."""
    told = "M" + _pair(points[0], direction)
    for here, there in pairwise(points):
        middle = (here[0] + there[0]) / 2
        if here[1] == there[1]:
            told += "L" + _pair(there, direction)
        else:
            bends = ((middle, here[1]), (middle, there[1]), there)
            told += "C" + " ".join(_pair(bend, direction) for bend in bends)
    return told


def _pair(point: Point, direction: Direction) -> str:
    return " ".join(number(value) for value in _at(point, direction))


def _head(points: Sequence[Point], direction: Direction) -> str:
    """Return an arrow head at the end of a line, which always arrives along the reading direction."""
    tip = points[-1]
    back = 9.0 if points[0][0] < tip[0] else -9.0
    corners = (tip, (tip[0] - back, tip[1] - 4), (tip[0] - back, tip[1] + 4))
    return "M" + "L".join(_pair(corner, direction) for corner in corners) + "Z"


def _captions(captions: Sequence[Sequence[str]], routes: Sequence[Route], direction: Direction) -> Iterable[str]:
    for caption, route in zip(captions, routes, strict=True):
        if route.label is not None:
            middle = _at(route.label, direction)
            room = _room(caption)
            yield rectangle(
                (middle[0] - room.length / 2, middle[1] - room.breadth / 2),
                (room.length, room.breadth),
                "halo",
            )
            yield from stacked(caption, middle, _SMALL, "label")


def _spots(junctions: Iterable[str], layout: Layout, direction: Direction) -> Iterable[str]:
    for name in junctions:
        x, y = _at(layout.centres[name], direction)
        yield element("circle", cx=x, cy=y, r=_SPOT / 2, class_="spot")


def _node(graph: Graph, tile: _Tile, layout: Layout, direction: Direction) -> Iterable[str]:
    node = tile.node
    box = _turned(layout.boxes[node.id], direction)
    x, y = _at(layout.centres[node.id], direction)
    left, top = x - box.length / 2, y - box.breadth / 2
    round_ = {"initial": 13.0, "final": 13.0}.get(node.kind, 5.0)
    yield f"<g>{element('title', words(node.id))}"
    yield rectangle((left, top), (box.length, box.breadth), f"box {node.kind}", round_)
    if node.kind == "final":
        yield rectangle((left + 3.5, top + 3.5), (box.length - 7, box.breadth - 7), "box final", round_ - 3.5)
    if node.group:
        colour = graph.groups.index(node.group) % GROUP_COLOURS
        yield rectangle((left, top + round_ / 2), (5, box.breadth - round_), f"g{colour}")
    yield from _inside(tile, (left, top), box)
    yield "</g>"


def _inside(tile: _Tile, corner: Point, box: Box) -> Iterable[str]:
    """Write what stands in a node: title and notes in the middle of the upper part, loops in the lower."""
    upper, lower = tile.heights
    x, y = corner[0] + box.length / 2, corner[1] + (box.breadth - upper - lower) / 2
    title = len(tile.title) * _LABEL * LINE_HEIGHT
    yield from stacked(tile.title, (x, y + _PAD[1] + title / 2), _LABEL)
    if tile.notes:
        under = y + _PAD[1] + title + len(tile.notes) * _SMALL * LINE_HEIGHT / 2
        yield from stacked(tile.notes, (x, under), _SMALL, "small")
    if tile.loops:
        rule = y + upper
        yield element("path", d=f"M{number(corner[0])} {number(rule)}h{number(box.length)}", class_="rule")
        middle = rule + lower / 2
        yield loop_sign((corner[0] + _PAD[0] + 3, rule + _PAD[1] / 2 + _SMALL * LINE_HEIGHT / 2))
        yield from stacked(tile.loops, (corner[0] + _PAD[0] + 14, middle), _SMALL, "small", "start")

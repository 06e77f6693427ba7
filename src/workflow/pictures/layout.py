"""Layered layout: boxes and lines to positions, in pixels along and across the reading direction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from workflow.pictures.places import distances, place, settle
from workflow.pictures.ranks import backward, ranks
from workflow.pictures.rows import Lattice, untangle
from workflow.pictures.straight import straighten

_PASSING = 6.0
_GAPS = (20.0, 9.0)
_CORNER = 10.0
_PORTS = 9.0
_ROOM = (
    26.0,
    0.14,
    100.0,
)  # between two rows: the least, and by the longest sideways run of a line up to the most

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """What takes room, in pixels: its length along the reading direction and its breadth across.

    Attributes:
        meeting: its lines meet in its centre; otherwise they touch it side by side, for which it may grow
            broader.
    """

    length: float
    breadth: float
    meeting: bool = False


@dataclass(frozen=True, slots=True)
class Wire:
    """A line to lay, and the room its label takes; a label without room is none."""

    source: str
    target: str
    label: Box = Box(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Route:
    """Where a line runs, from its source to its target: straight within rows, bent between them.

    Attributes:
        points: pairs of points; each pair is a straight stretch along the reading direction.
        label: the centre of its label; None where it has none.
    """

    points: tuple[Point, ...]
    label: Point | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands: centres of boxes (along, across), routes in the order of the wires, size."""

    centres: Mapping[str, Point]
    boxes: Mapping[str, Box]
    routes: tuple[Route, ...]
    size: Box


@dataclass(slots=True)
class _Plan:
    """What is known while laying out: stations of nodes and wires, and the room each takes."""

    lattice: Lattice
    stations: dict[str, int]
    chains: list[list[int]]
    turned: list[bool]
    labelled: list[int | None]
    boxes: dict[int, Box]


def lay_out(boxes: Mapping[str, Box], wires: Sequence[Wire]) -> Layout:
    """Return positions for boxes and wires such that no line runs through a box or a label.

    The same input gives the same layout. Wires from a box to itself are not laid; there must be none.
    """
    plan = _plan(boxes, wires)
    untangle(plan.lattice)
    passing = frozenset(plan.boxes) - frozenset(plan.stations.values())
    apart = distances(plan.lattice, {station: box.breadth for station, box in plan.boxes.items()}, passing, _GAPS)
    across = place(plan.lattice, apart, passing)
    through = [chain[1:-1] for chain in plan.chains if chain[1:-1]]
    straighten(plan.lattice, [*through, *([station] for station in plan.stations.values())], across, apart)
    edges = {station: (across[station] - plan.boxes[station].breadth / 2) for station in across}
    start = min(edges.values(), default=0.0)
    across = {station: centre - start for station, centre in across.items()}
    rows, length = _along(plan, across)
    ports = _ports(plan, across)
    routes = [_route(plan, number, rows, across, ports) for number in range(len(wires))]
    centres = {name: (_middle(rows[station]), across[station]) for name, station in plan.stations.items()}
    breadth = max((across[station] + plan.boxes[station].breadth / 2 for station in across), default=0.0)
    taken = {name: plan.boxes[station] for name, station in plan.stations.items()}
    return Layout(centres, taken, tuple(routes), Box(length, breadth))


def _plan(boxes: Mapping[str, Box], wires: Sequence[Wire]) -> _Plan:
    arcs = [(wire.source, wire.target) for wire in wires]
    back = backward(list(boxes), arcs)
    forward = [arc[::-1] if arc in back else arc for arc in arcs]
    lengths = dict.fromkeys(forward, 1)
    lengths.update((arc, 2) for arc, wire in zip(forward, wires, strict=True) if wire.label.length)
    rank = ranks(list(boxes), forward, lengths)
    lattice = Lattice()
    stations = {name: lattice.add(rank[name]) for name in boxes}
    plan = _Plan(lattice, stations, [], [], [], {})
    ends: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (source, target), wire in zip(forward, wires, strict=True):
        ends[source][1] += 1
        ends[target][0] += 1
        turn = source != wire.source
        plan.turned.append(turn)
        _chain(plan, (source, target), range(rank[source] + 1, rank[target]), wire.label, from_end=turn)
    for name, box in boxes.items():
        broad = box.breadth if box.meeting else max(box.breadth, _PORTS * max(ends[name]))
        plan.boxes[stations[name]] = replace(box, breadth=broad)
    return plan


def _chain(plan: _Plan, ends: tuple[str, str], between: range, label: Box, *, from_end: bool) -> None:
    """Lay a line through every row between its ends; its label stands next to where it comes from."""
    chain, at = [plan.stations[ends[0]]], None
    for row in between:
        station = plan.lattice.add(row)
        plan.boxes[station] = Box(0.0, _PASSING)
        if label.length and row == between[-1 if from_end else 0]:
            plan.boxes[station], at = label, station
        chain.append(station)
    chain.append(plan.stations[ends[1]])
    for here, there in pairwise(chain):
        plan.lattice.join(here, there)
    plan.chains.append(chain)
    plan.labelled.append(at)


def _along(plan: _Plan, across: Mapping[int, float]) -> tuple[dict[int, tuple[float, float]], float]:
    """Return where the row of each station begins and ends along the reading direction, and the length."""
    least, share, most = _ROOM
    extent: dict[int, tuple[float, float]] = {}
    start = 0.0
    for number, row in enumerate(plan.lattice.rows):
        length = max((plan.boxes[station].length for station in row), default=0.0)
        extent.update(dict.fromkeys(row, (start, start + length)))
        runs = [abs(across[there] - across[here]) for here in row for there in plan.lattice.after[here]]
        last = number == len(plan.lattice.rows) - 1
        start += length + (0.0 if last else min(least + share * max(runs, default=0.0), most))
    return extent, start


Ports = dict[tuple[int, int], tuple[float, float]]


def _ports(plan: _Plan, across: Mapping[int, float]) -> Ports:
    """Return, by (wire, station), where across a line enters and leaves; on boxes they keep apart."""
    arriving: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    leaving: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    ports: Ports = {}
    for wire, chain in enumerate(plan.chains):
        ports.update({(wire, station): (across[station], across[station]) for station in chain})
        leaving[chain[0]].append((across[chain[1]], wire))
        arriving[chain[-1]].append((across[chain[-2]], wire))
    for side, ends in ((0, arriving), (1, leaving)):
        for station, seen in ends.items():
            box = plan.boxes[station]
            room = 0.0 if box.meeting else box.breadth
            for (_, wire), at in zip(sorted(seen), _spread(sorted(seen), across[station], room), strict=True):
                entry, exit_ = ports[wire, station]
                ports[wire, station] = (at, exit_) if side == 0 else (entry, at)
    return ports


def _spread(seen: Sequence[tuple[float, int]], centre: float, room: float) -> list[float]:
    """Return where lines touch a box, in order and apart, each as straight ahead as its breadth allows."""
    half = room / 2 - _CORNER
    if half <= 0:
        return [centre] * len(seen)
    apart = min(14.0, 2 * half / max(len(seen) - 1, 1))
    wanted = [min(max(far, centre - half), centre + half) for far, _ in seen]
    places = settle(wanted, [1.0] * len(seen), [apart] * (len(seen) - 1))
    first, last = centre - half, centre + half - apart * (len(seen) - 1)
    return [min(max(at, first + apart * turn), last + apart * turn) for turn, at in enumerate(places)]


def _route(
    plan: _Plan, wire: int, rows: Mapping[int, tuple[float, float]], across: Mapping[int, float], ports: Ports
) -> Route:
    chain = plan.chains[wire]
    points: list[Point] = []
    for station in chain:
        start, end = rows[station]
        if station in (chain[0], chain[-1]):
            half = plan.boxes[station].length / 2
            near, far = _middle((start, end)) - half, _middle((start, end)) + half
            point = (far, ports[wire, station][1]) if station == chain[0] else (near, ports[wire, station][0])
            points.extend([point, (end, point[1])] if station == chain[0] else [(start, point[1]), point])
        else:
            points.extend([(start, across[station]), (end, across[station])])
    at = plan.labelled[wire]
    label = None if at is None else (_middle(rows[at]), across[at])
    return Route(tuple(reversed(points)) if plan.turned[wire] else tuple(points), label)


def _middle(extent: tuple[float, float]) -> float:
    return (extent[0] + extent[1]) / 2

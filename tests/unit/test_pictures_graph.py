"""Graphs: what is drawn as one line, which way lines run, and where everything stands."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.pictures.graph import Edge, Graph, Node, bundled
from workflow.pictures.layout import Box, Layout, Wire, lay_out
from workflow.pictures.outline import circled, loops, outline, shared_loops
from workflow.pictures.places import settle
from workflow.pictures.ranks import backward, ranks
from workflow.pictures.rows import Lattice, untangle

NAMES = "abcdefghijkl"


def graph(*edges: Edge) -> Graph:
    names = dict.fromkeys(end for edge in edges for end in (edge.source, edge.target))
    return Graph("", tuple(Node(name, name) for name in names), edges)


def test_two_nodes_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^a$"):
        Graph("", (Node("a", "甲"), Node("a", "乙")), ())


def test_an_edge_to_an_unknown_node_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^b$"):
        Graph("", (Node("a", "甲"),), (Edge("a", "b"),))


def test_an_id_with_a_blank_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^junction 1$"):
        Graph("", (Node("junction 1", ""),), ())


def test_parallel_edges_become_one_line_with_stacked_labels() -> None:
    drawing = bundled(graph(Edge("a", "b", "准予"), Edge("a", "b", "不予"), Edge("a", "b", "届满", "clock")))
    assert [(line.labels, line.kind) for line in drawing.lines] == [
        (("准予", "不予"), "normal"),
        (("届满",), "clock"),
    ]


def test_one_act_from_three_states_meets_in_a_junction() -> None:
    drawing = bundled(graph(*(Edge(state, "d", "撤销") for state in "abc"), *(Edge(s, "e", "撤回") for s in "abc")))
    (junction,) = drawing.junctions
    assert [(line.source, line.arrow) for line in drawing.lines if line.target == junction] == [
        ("a", False),
        ("b", False),
        ("c", False),
    ]
    assert {(line.target, line.labels) for line in drawing.lines if line.source == junction} == {
        ("d", ("撤销",)),
        ("e", ("撤回",)),
    }


def test_prerequisites_are_never_bundled() -> None:
    drawing = bundled(graph(*(Edge(item, "d", kind="hard") for item in "abc")))
    assert drawing.junctions == ()
    assert len(drawing.lines) == 3


def test_what_many_states_may_do_in_place_is_told_once() -> None:
    many = graph(*(Edge(state, state, "起诉") for state in "abcd"), Edge("a", "a", "核查"), Edge("a", "b", "受理"))
    told = outline(many)
    assert shared_loops(many) == {"起诉": 1}
    assert told.shared == ("① 起诉",)
    assert told.lines["a"] == ("↻ 核查", "↻ ①")
    assert loops(many)["b"] == ("起诉",)


def test_numbers_beyond_twenty_stand_in_brackets() -> None:
    assert [circled(place) for place in (1, 20, 21)] == ["①", "⑳", "(21)"]


def test_the_arc_that_returns_is_the_one_turned_round() -> None:
    assert backward(["a", "b", "c"], [("a", "b"), ("b", "c"), ("c", "a")]) == {("c", "a")}


def test_a_prerequisite_stands_next_to_what_waits_for_it() -> None:
    arcs = [("a", "b"), ("b", "c"), ("d", "c")]
    assert ranks(list("abcd"), arcs, dict.fromkeys(arcs, 1)) == {"a": 0, "b": 1, "c": 2, "d": 1}


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda arc: arc[0] != arc[1])))
def test_turning_the_backward_arcs_leaves_ranks_that_all_run_forward(arcs: list[tuple[str, str]]) -> None:
    back = backward(list(NAMES), arcs)
    forward = [arc[::-1] if arc in back else arc for arc in arcs]
    rank = ranks(list(NAMES), forward, dict.fromkeys(forward, 2))
    assert min(rank.values()) == 0
    assert all(rank[target] - rank[source] >= 2 for source, target in forward)


def test_crossed_rows_are_uncrossed() -> None:
    lattice = Lattice()
    upper, lower = [lattice.add(0) for _ in range(4)], [lattice.add(1) for _ in range(4)]
    for station, other in zip(upper, reversed(lower), strict=True):
        lattice.join(station, other)
    untangle(lattice)
    place = {station: place for row in lattice.rows for place, station in enumerate(row)}
    assert [place[station] for station in upper] == [place[other] for other in reversed(lower)]


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 5), st.integers(0, 9)), min_size=1))
def test_settled_places_keep_their_distances_and_their_centre_of_mass(
    rows: list[tuple[int, int, int]],
) -> None:
    wanted, weights, apart = ([float(row[column]) for row in rows] for column in range(3))
    settled = settle(wanted, weights, apart[1:])
    gaps = [there - here for here, there in pairwise(settled)]
    assert all(gap >= least - 1e-6 for gap, least in zip(gaps, apart[1:], strict=True))
    drift = sum(weight * (at - want) for at, want, weight in zip(settled, wanted, weights, strict=True))
    assert drift == pytest.approx(0, abs=1e-6)


def test_what_already_stands_apart_stays() -> None:
    assert settle([0.0, 10.0, 30.0], [1.0, 1.0, 1.0], [5.0, 5.0]) == [0.0, 10.0, 30.0]


Rectangle = tuple[float, float, float, float]


def rectangles(layout: Layout, wires: list[Wire]) -> dict[str, Rectangle]:
    taken = {name: around(layout.centres[name], box) for name, box in layout.boxes.items()}
    for place, (wire, route) in enumerate(zip(wires, layout.routes, strict=True)):
        if route.label is not None:
            taken[f"label {place}"] = around(route.label, wire.label)
    return taken


def around(centre: tuple[float, float], box: Box) -> Rectangle:
    return (
        centre[0] - box.length / 2,
        centre[0] + box.length / 2,
        centre[1] - box.breadth / 2,
        centre[1] + box.breadth / 2,
    )


def overlap(one: Rectangle, other: Rectangle) -> bool:
    slack = 1e-6
    return (
        one[0] < other[1] - slack
        and other[0] < one[1] - slack
        and one[2] < other[3] - slack
        and other[2] < one[3] - slack
    )


@st.composite
def drawings(draw: st.DrawFn) -> tuple[dict[str, Box], list[Wire]]:
    side = st.integers(10, 90)
    boxes = {name: Box(draw(side), draw(side)) for name in NAMES[: draw(st.integers(1, len(NAMES)))]}
    end = st.sampled_from(sorted(boxes))
    label = st.sampled_from([Box(0, 0), Box(60, 16), Box(20, 40)])
    wires = draw(st.lists(st.builds(Wire, end, end, label), max_size=20))
    return boxes, [wire for wire in wires if wire.source != wire.target]


@given(drawings())
def test_no_box_or_label_covers_another_and_no_line_runs_through_one(
    drawing: tuple[dict[str, Box], list[Wire]],
) -> None:
    boxes, wires = drawing
    layout = lay_out(boxes, wires)
    taken = rectangles(layout, wires)
    assert not [pair for pair in combinations(taken, 2) if overlap(taken[pair[0]], taken[pair[1]])]
    for place, (wire, route) in enumerate(zip(wires, layout.routes, strict=True)):
        own = {wire.source, wire.target, f"label {place}"}
        for here, there in zip(route.points[::2], route.points[1::2], strict=True):
            stretch = (min(here[0], there[0]), max(here[0], there[0]), here[1] - 1, here[1] + 1)
            assert here[1] == there[1]
            assert not [name for name in taken.keys() - own if overlap(stretch, taken[name])]


@given(drawings())
def test_lines_begin_and_end_on_the_edges_of_their_boxes(drawing: tuple[dict[str, Box], list[Wire]]) -> None:
    boxes, wires = drawing
    layout = lay_out(boxes, wires)
    for wire, route in zip(wires, layout.routes, strict=True):
        for name, point in ((wire.source, route.points[0]), (wire.target, route.points[-1])):
            centre, box = layout.centres[name], layout.boxes[name]
            assert abs(point[0] - centre[0]) == pytest.approx(box.length / 2)
            assert abs(point[1] - centre[1]) <= box.breadth / 2 + 1e-6


@given(drawings())
def test_everything_stands_within_the_size_told(drawing: tuple[dict[str, Box], list[Wire]]) -> None:
    boxes, wires = drawing
    layout = lay_out(boxes, wires)
    for start, end, left, right in rectangles(layout, wires).values():
        assert start >= -1e-6
        assert left >= -1e-6
        assert end <= layout.size.length + 1e-6
        assert right <= layout.size.breadth + 1e-6


def test_nothing_takes_no_room() -> None:
    assert lay_out({}, []).size == Box(0.0, 0.0)

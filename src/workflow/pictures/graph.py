"""A graph to be drawn: states and transitions, or items and what they wait for; only data."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal, get_args

from typing_extensions import TypeIs

NodeKind = Literal["initial", "ordinary", "in_force", "ended", "final", "item", "document", "conditional"]
EdgeKind = Literal["normal", "clock", "hard", "policy", "commence"]
Direction = Literal["right", "down"]


@dataclass(frozen=True, slots=True)
class Node:
    """A state or an item.

    Attributes:
        label: the title, in the reader's language.
        group: the stage or authority that gives it its colour; listed in the legend.
        kind: states are `initial`, `ordinary`, `in_force`, `ended`, `final`; items are `item`, `document`
            (one that is handed over at the end) or `conditional` (it does not apply to every project).
        note: a second, smaller line.
    """

    id: str
    label: str
    group: str | None = None
    kind: NodeKind = "ordinary"
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A transition, or a prerequisite: it points from what comes first to what follows.

    Attributes:
        kind: transitions are `normal` or `clock` (nobody's act); prerequisites are `hard`, `policy` or
            `commence`.
    """

    source: str
    target: str
    label: str = ""
    kind: EdgeKind = "normal"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What a kind of node or edge means, in the reader's language."""

    kind: NodeKind | EdgeKind
    text: str


def is_edge_kind(kind: NodeKind | EdgeKind) -> TypeIs[EdgeKind]:
    """Tell whether a kind is one of edges rather than of nodes."""
    return kind in get_args(EdgeKind)


@dataclass(frozen=True, slots=True)
class Graph:
    """A picture of nodes and edges.

    Attributes:
        description: a sentence for those who do not see the picture.
        loop: what leads from a state to itself means, for the legend.
    """

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    legend: tuple[LegendEntry, ...] = ()
    description: str = ""
    loop: str = ""

    def __post_init__(self) -> None:
        """Refuse two nodes of one id, ids with blanks (ours have them), and edges that lead nowhere.

        Raises:
            ValueError: naming the ids that are off.
        """
        ids = [node.id for node in self.nodes]
        odd = {name for name in ids if ids.count(name) > 1 or not name or " " in name}
        unknown = {end for edge in self.edges for end in (edge.source, edge.target)} - set(ids)
        if odd or unknown:
            raise ValueError(", ".join(sorted(odd | unknown)))

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the groups in the order they first appear."""
        return tuple(dict.fromkeys(node.group for node in self.nodes if node.group))


@dataclass(frozen=True, slots=True)
class Line:
    """One line to be drawn for all the edges that run the same way.

    Attributes:
        labels: stacked on the line, none where it speaks for itself.
        kind: the kind of its edges; the first where they differ.
        arrow: whether it ends in an arrow head; a line into a junction does not.
    """

    source: str
    target: str
    labels: tuple[str, ...]
    kind: EdgeKind
    arrow: bool = True


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is to be laid out: the lines, and the junctions at which lines of one meaning meet."""

    lines: tuple[Line, ...]
    junctions: tuple[str, ...]


def bundled(graph: Graph, at_least: int = 3) -> Drawing:
    """Return the lines of a graph, parallel edges merged, like edges from many nodes led through a junction.

    "From any state in force, the authority may revoke" is one thing said once: edges of one label and kind
    that lead from the same `at_least` or more nodes to the same target meet in a junction, which carries the
    label onward. Unlabelled edges are left apart, because each prerequisite is a rule of its own.
    """
    sources: defaultdict[tuple[str, EdgeKind, str], list[str]] = defaultdict(list)
    for edge in graph.edges:
        if edge.source != edge.target:
            sources[edge.label, edge.kind, edge.target].append(edge.source)
    names: dict[tuple[str, ...], str] = {}
    parallel: defaultdict[tuple[str, str, EdgeKind], list[str]] = defaultdict(list)
    for (label, kind, target), each in sources.items():
        origins = tuple(dict.fromkeys(each))
        if label and len(origins) >= at_least:
            origins = (names.setdefault(origins, f"junction {len(names) + 1}"),)
        for origin in origins:
            parallel[origin, target, kind].extend([label] if label else [])
    into = [Line(origin, name, (), "normal", arrow=False) for origins, name in names.items() for origin in origins]
    onward = [Line(source, target, tuple(labels), kind) for (source, target, kind), labels in parallel.items()]
    return Drawing((*into, *onward), tuple(names.values()))

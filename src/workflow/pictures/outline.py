"""What a text writer of graphs needs to know: its lines, the text in each node, what stands below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from workflow.pictures.graph import Drawing, Graph, LegendEntry, bundled

_SHARED: Final = 3
_CIRCLED: Final = 20


@dataclass(frozen=True, slots=True)
class Outline:
    """A graph made ready for writing.

    Attributes:
        lines: by node, its note and what leads from it to itself.
        shared: what leads from many nodes to themselves, each with its number; told once.
        legend: the entries whose kind occurs.
    """

    drawing: Drawing
    lines: Mapping[str, tuple[str, ...]]
    shared: tuple[str, ...]
    legend: tuple[LegendEntry, ...]


def outline(graph: Graph) -> Outline:
    """Return a graph made ready for a writer that lays out by itself."""
    numbers = shared_loops(graph)
    own = loops(graph)
    lines = {node.id: ((node.note,) if node.note else ()) + _marked(own[node.id], numbers) for node in graph.nodes}
    shared = tuple(f"{circled(place)} {label}" for label, place in numbers.items())
    return Outline(bundled(graph), lines, shared, meanings(graph))


def meanings(graph: Graph) -> tuple[LegendEntry, ...]:
    """Return the legend's entries whose kind occurs in the graph."""
    seen = {node.kind for node in graph.nodes} | {edge.kind for edge in graph.edges}
    return tuple(entry for entry in graph.legend if entry.kind in seen)


def shared_loops(graph: Graph) -> dict[str, int]:
    """Return the labels of loops that more than three nodes have, each with its number below the picture."""
    counts = Counter(label for labels in loops(graph).values() for label in labels)
    often = [label for label, count in counts.items() if count > _SHARED]
    return {label: place for place, label in enumerate(often, start=1)}


def loops(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Return, by node, the labels of what leads from it to itself, each once."""
    found: dict[str, dict[str, None]] = {node.id: {} for node in graph.nodes}
    for edge in graph.edges:
        if edge.source == edge.target and edge.label:
            found[edge.source][edge.label] = None
    return {name: tuple(labels) for name, labels in found.items()}


def circled(place: int) -> str:
    """Return a number in a circle, as `①`, or in brackets beyond 20."""
    return chr(ord("①") + place - 1) if place <= _CIRCLED else f"({place})"


def _marked(labels: tuple[str, ...], numbers: Mapping[str, int]) -> tuple[str, ...]:
    marks = " ".join(circled(numbers[label]) for label in labels if label in numbers)
    return (*(f"↻ {label}" for label in labels if label not in numbers), *((f"↻ {marks}",) if marks else ()))

"""Ranks of a layered drawing: which arcs to turn round so that all run forward, how far on nodes stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

Arc = tuple[str, str]


def backward(nodes: Sequence[str], arcs: Sequence[Arc]) -> frozenset[Arc]:
    """Return the arcs that close a cycle when the graph is walked depth first from its beginnings.

    Turning these round leaves no cycle. Nodes nothing leads to are walked first, then the rest as given, so a
    procedure written from beginning to end keeps its direction.
    """
    following = _following(arcs)
    reached = {target for _, target in arcs}
    open_, closed, found = set[str](), set[str](), set[Arc]()
    for start in sorted(nodes, key=lambda node: node in reached):
        walk: list[tuple[str, Iterator[str]]] = [(start, iter(following[start]))] if start not in closed else []
        open_.update(node for node, _ in walk)
        while walk:
            node, rest = walk[-1]
            target = next(rest, None)
            if target is None:
                walk.pop()
                open_.discard(node)
                closed.add(node)
            elif target in open_:
                found.add((node, target))
            elif target not in closed:
                open_.add(target)
                walk.append((target, iter(following[target])))
    return frozenset(found)


def ranks(nodes: Sequence[str], arcs: Sequence[Arc], lengths: Mapping[Arc, int]) -> dict[str, int]:
    """Return a rank for every node, from 0, such that each arc spans at least its length and arcs are short.

    Args:
        arcs: without cycles.
        lengths: the least number of ranks an arc spans.
    """
    following, leading = _following(arcs), _following([(target, source) for source, target in arcs])
    order = _topological(nodes, following, leading)
    rank: dict[str, int] = {}
    for node in order:
        rank[node] = max((rank[before] + lengths[before, node] for before in leading[node]), default=0)
    for _ in range(len(order)):
        if not _shorten(order, rank, following, leading, lengths):
            break
    first = min(rank.values(), default=0)
    return {node: rank[node] - first for node in nodes}


def _shorten(
    order: Sequence[str],
    rank: dict[str, int],
    following: Mapping[str, list[str]],
    leading: Mapping[str, list[str]],
    lengths: Mapping[Arc, int],
) -> bool:
    """Move each node towards the side on which it has more arcs; tell whether any moved."""
    moved = False
    for node in reversed(order):
        pull = len(following[node]) - len(leading[node])
        if pull > 0:
            wanted = min(rank[after] - lengths[node, after] for after in following[node])
        elif pull < 0:
            wanted = max(rank[before] + lengths[before, node] for before in leading[node])
        else:
            wanted = rank[node]
        moved |= wanted != rank[node]
        rank[node] = wanted
    return moved


def _following(arcs: Sequence[Arc]) -> defaultdict[str, list[str]]:
    following: defaultdict[str, list[str]] = defaultdict(list)
    for source, target in dict.fromkeys(arcs):
        following[source].append(target)
    return following


def _topological(
    nodes: Sequence[str], following: Mapping[str, list[str]], leading: Mapping[str, list[str]]
) -> list[str]:
    waiting = {node: len(leading[node]) for node in nodes}
    order = [node for node in nodes if not waiting[node]]
    for node in order:
        for target in following[node]:
            waiting[target] -= 1
            if not waiting[target]:
                order.append(target)
    return order

"""What is certainly given once a condition is known to hold: `a != null && a > 3` may compare `a`."""

from __future__ import annotations

from workflow.definition import cel_syntax as cel
from workflow.definition.cel_syntax import Node

Known = frozenset[tuple[str, ...] | None]


def known_after(node: Node, *, truth: bool) -> Known:
    """Return the paths that cannot be null where a condition came out so."""
    match node:
        case cel.Unary(sign="!", operand=operand):
            return known_after(operand, truth=not truth)
        case cel.Binary(sign="&&" | "||" as sign, left=left, right=right):
            one, other = known_after(left, truth=truth), known_after(right, truth=truth)
            return one | other if (sign == "&&") == truth else one & other
        case cel.Binary(sign="==" | "!=" as sign, left=left, right=right):
            return _compared(left, right, equal=(sign == "==") == truth)
        case cel.Has(operand=operand) if truth:
            return _path(operand)
        case _:
            return frozenset()


def _compared(left: Node, right: Node, *, equal: bool) -> Known:
    for one, other in ((left, right), (right, left)):
        if isinstance(other, cel.Literal) and (other.value is None) != equal:
            return _path(one)
    return frozenset()


def _path(node: Node) -> Known:
    path = cel.path_of(node)
    return frozenset() if path is None else frozenset({path})

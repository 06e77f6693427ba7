"""The syntax of expressions: the parts of CEL in use, as a tree that knows where each part stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from workflow.errors import InvalidInput

RELATIONS = ("==", "!=", "<", "<=", ">", ">=", "in")
BINDING: Mapping[str, int] = {
    "||": 2, "&&": 3, **dict.fromkeys(RELATIONS, 4), "+": 5, "-": 5, "*": 6, "/": 6, "%": 6,
}  # fmt: skip
CHOICE, UNARY, MEMBER = 1, 7, 8
MACROS: Mapping[str, tuple[int, ...]] = {
    **dict.fromkeys(("all", "exists", "exists_one", "filter"), (2,)),
    "map": (2, 3),
}


@dataclass(frozen=True, slots=True)
class ExpressionProblem:
    """One thing wrong with an expression: a stable code, its facts, the offset in the expression (from 0)."""

    code: str
    at: int
    facts: Mapping[str, Any] = field(default_factory=dict)


class BadExpression(InvalidInput):
    """An expression that cannot be used, with every problem found."""

    def __init__(self, text: str, problems: tuple[ExpressionProblem, ...]) -> None:
        first = problems[0]
        super().__init__("invalid_expression", expression=text, code=first.code, at=first.at, **first.facts)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Node:
    """A part of an expression, from one offset up to (not including) another."""

    start: int = field(compare=False)
    end: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A constant: a whole number, a text, true, false or null."""

    value: int | str | bool | None


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name of the scope, or one bound by a macro."""

    name: str


@dataclass(frozen=True, slots=True)
class Select(Node):
    """A field of something: `data.reason`."""

    operand: Node
    field: str


@dataclass(frozen=True, slots=True)
class Index(Node):
    """An entry of a list or map: `sla[class]`."""

    operand: Node
    index: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function over its arguments; in `a.f(b)` the receiver is the first of them."""

    function: str
    arguments: tuple[Node, ...]
    method: bool = False


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    """A list written out."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class MapOf(Node):
    """A map written out: keys and values."""

    entries: tuple[tuple[Node, Node], ...]


@dataclass(frozen=True, slots=True)
class Unary(Node):
    """Not, or the negative of a number."""

    sign: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """Two operands and the sign between them."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Choice(Node):
    """One of two branches: `condition ? then : otherwise`."""

    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Has(Node):
    """Whether a field is given."""

    operand: Select


@dataclass(frozen=True, slots=True)
class Macro(Node):
    """A statement about the entries of a list or the keys of a map: `all`, `exists`, `map` and so on."""

    kind: str
    over: Node
    variable: str
    parts: tuple[Node, ...]


def children(node: Node) -> Iterator[Node]:  # noqa: C901 - one case for each kind of part
    """Yield the parts of a part, in the order of the text."""
    match node:
        case Select(operand=operand) | Unary(operand=operand) | Has(operand=operand):
            yield operand
        case Index(operand=operand, index=index):
            yield from (operand, index)
        case Call(arguments=parts) | ListOf(items=parts):
            yield from parts
        case MapOf(entries=entries):
            for key, value in entries:
                yield from (key, value)
        case Binary(left=left, right=right):
            yield from (left, right)
        case Choice(condition=condition, then=then, otherwise=otherwise):
            yield from (condition, then, otherwise)
        case Macro(over=over, parts=parts):
            yield from (over, *parts)
        case _:
            return


def depth(node: Node) -> int:
    """Return how many parts stand inside one another."""
    deepest, open_parts = 0, [(node, 1)]
    while open_parts:
        part, level = open_parts.pop()
        deepest = max(deepest, level)
        open_parts.extend((child, level + 1) for child in children(part))
    return deepest


def path_of(node: Node, bound: frozenset[str] = frozenset()) -> tuple[str, ...] | None:
    """Return the steps of a part that is a name of the scope or a field under it, else None.

    Args:
        node: the part.
        bound: the names that macros around it bind; they are not of the scope.
    """
    steps: list[str] = []
    while isinstance(node, Select):
        steps.append(node.field)
        node = node.operand
    if not isinstance(node, Name) or node.name in bound:
        return None
    return (node.name, *reversed(steps))


def paths_in(node: Node, bound: frozenset[str] = frozenset()) -> Iterator[tuple[str, ...]]:
    """Yield the longest paths into the scope that a part refers to; what macros bind is not among them."""
    path = path_of(node, bound)
    if path is not None:
        yield path
    elif isinstance(node, Macro):
        yield from paths_in(node.over, bound)
        for part in node.parts:
            yield from paths_in(part, bound | {node.variable})
    else:
        for child in children(node):
            yield from paths_in(child, bound)

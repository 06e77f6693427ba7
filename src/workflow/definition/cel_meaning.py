"""What an expression means where something is unknown: a third value beside true and false.

`true || unknown` is true and `false && unknown` is false; everything else that touches an unknown is unknown.
The engine answers when everything is known; this answers when something is missing or goes wrong, and says
what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import ge, gt, le, lt
from typing import Any

from workflow.definition import cel_syntax as cel
from workflow.definition.cel_functions import Function
from workflow.definition.cel_syntax import Node
from workflow.definition.cel_write import write
from workflow.definition.values import GREATEST
from workflow.errors import WorkflowError

FAILURES = (WorkflowError, ValueError, TypeError, ArithmeticError, LookupError)
_ORDERED = frozenset({bool, int, str, datetime})
_ORDER: Mapping[str, Callable[[Any, Any], Any]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


class FactMissing(WorkflowError):
    """An outcome that depends on facts nobody has given; never read as false.

    Attributes:
        paths: what is missing, as `data.chair`, sorted.
    """

    exit_code = 7

    def __init__(self, *paths: str) -> None:
        self.paths = tuple(sorted(set(paths)))
        super().__init__("fact_missing", paths=list(self.paths))


@dataclass(frozen=True, slots=True)
class Unknown:
    """The third value: the facts that are missing, and what went wrong on the way (`division_by_zero`)."""

    paths: frozenset[str] = frozenset()
    failures: frozenset[str] = frozenset()

    def __or__(self, other: Unknown) -> Unknown:
        return Unknown(self.paths | other.paths, self.failures | other.failures)


Bound = Mapping[str, Any]


class Meaning:
    """The evaluation of one tree over facts, with a third value for what is unknown.

    Args:
        fact: the value of a path of the scope, ready for an expression, or `Unknown`.
        functions: the functions it may call, by name.
    """

    def __init__(self, fact: Callable[[tuple[str, ...]], Any], functions: Mapping[str, Function]) -> None:
        self._fact = fact
        self._functions = functions

    def of(self, node: Node, bound: Bound) -> Any:  # noqa: C901, PLR0911 - one case for each kind of part
        """Return the value of a part, or `Unknown`."""
        path = cel.path_of(node, frozenset(bound))
        if path is not None:
            return self._fact(path)
        match node:
            case cel.Literal(value=value):
                return value
            case cel.Name(name=name):
                return bound[name]
            case cel.Has(operand=operand):
                return self._has(operand, bound)
            case cel.Choice(condition=condition, then=then, otherwise=otherwise):
                holds = self._truth(condition, bound)
                return holds if isinstance(holds, Unknown) else self.of(then if holds else otherwise, bound)
            case cel.Binary(sign="&&" | "||" as sign, left=left, right=right):
                return _joined(sign == "||", (self._truth(part, bound) for part in (left, right)))
            case cel.Macro():
                return self._macro(node, bound)
            case cel.MapOf(entries=entries):
                keys = [self.of(key, bound) for key, _ in entries]
                values = [self.of(value, bound) for _, value in entries]
                return _unknown([*keys, *values]) or dict(zip(keys, values, strict=True))
            case _:
                parts = [self.of(part, bound) for part in cel.children(node)]
                return _unknown(parts) or self._plain(node, parts)

    def _truth(self, node: Node, bound: Bound) -> Any:
        found = self.of(node, bound)
        if isinstance(found, (bool, Unknown)):
            return found
        return _not_fit(node, (node, found))

    def _has(self, operand: cel.Select, bound: Bound) -> Any:
        path = cel.path_of(operand, frozenset(bound))
        if path is not None:
            found = self._fact(path)
            return found if isinstance(found, Unknown) and found.failures else _is_given(found)
        of = self.of(operand.operand, bound)
        return of if isinstance(of, Unknown) else isinstance(of, Mapping) and of.get(operand.field) is not None

    def _macro(self, node: cel.Macro, bound: Bound) -> Any:
        over = self.of(node.over, bound)
        if isinstance(over, Unknown) or not isinstance(over, (list, Mapping)):
            return over if isinstance(over, Unknown) else _not_fit(node.over, (node.over, over))
        inner = [{**bound, node.variable: entry} for entry in over]
        if node.kind in {"all", "exists"}:
            return _joined(node.kind == "exists", (self._truth(node.parts[0], each) for each in inner))
        conditions = node.parts[:-1] if node.kind == "map" else node.parts
        holds = [all_of(self._truth(condition, each) for condition in conditions) for each in inner]
        unknown = _unknown(holds)
        if unknown is not None:
            return unknown
        if node.kind == "exists_one":
            return sum(holds) == 1
        chosen = [each for each, held in zip(inner, holds, strict=True) if held]
        if node.kind == "filter":
            return [each[node.variable] for each in chosen]
        found = [self.of(node.parts[-1], each) for each in chosen]
        return _unknown(found) or found

    def _plain(self, node: Node, parts: list[Any]) -> Any:  # noqa: PLR0911 - one case for each kind of part
        match node:
            case cel.ListOf():
                return parts
            case cel.Select(field=field):
                return _entry(node, parts[0], field)
            case cel.Index():
                return _entry(node, *parts)
            case cel.Call(function=function):
                return self._called(function, node, parts)
            case cel.Unary(sign="!", operand=operand):
                return not parts[0] if isinstance(parts[0], bool) else _not_fit(node, (operand, parts[0]))
            case cel.Unary(operand=operand):
                number = type(parts[0]) is int
                return _reckoned("-", 0, parts[0]) if number else _not_fit(node, (operand, parts[0]))
            case cel.Binary():
                return _operation(node, *parts)
            case _:
                raise TypeError(node)

    def _called(self, function: str, node: Node, parts: list[Any]) -> Any:
        try:
            return self._functions[function](*parts)
        except FactMissing as missing:
            return Unknown(paths=frozenset(missing.paths))
        except FAILURES as failure:
            null = _null(zip(cel.children(node), parts, strict=True))
            return null or Unknown(failures=frozenset({f"{function}: {failure}"}))


def all_of(truths: Any) -> Any:
    """Return the conjunction of truth values, any of which may be unknown."""
    return _joined(False, truths)  # noqa: FBT003


def _joined(decisive: bool, truths: Any) -> Any:  # noqa: FBT001
    """Return `or` where true decides, `and` where false does: a decisive value outweighs every unknown."""
    unknown: Unknown | None = None
    for truth in truths:
        if isinstance(truth, Unknown):
            unknown = truth if unknown is None else unknown | truth
        elif truth is decisive:
            return decisive
    return (not decisive) if unknown is None else unknown


def _unknown(parts: list[Any]) -> Unknown | None:
    found = None
    for part in parts:
        if isinstance(part, Unknown):
            found = part if found is None else found | part
    return found


def _is_given(value: Any) -> bool:
    return value is not None and not isinstance(value, Unknown)


def _not_fit(node: Node, *operands: tuple[Node, Any]) -> Unknown:
    return _null(operands) or Unknown(failures=frozenset({f"wrong_operand: {write(node)}"}))


def _null(operands: Iterable[tuple[Node, Any]]) -> Unknown | None:
    """Return the operands that are null as unknown: nothing is there, and the operation needs something."""
    missing = {write(part) for part, value in operands if value is None}
    return Unknown(paths=frozenset(missing)) if missing else None


def _entry(node: Node, of: Any, key: Any) -> Any:
    if isinstance(of, Mapping):
        return of[key] if key in of else Unknown(paths=frozenset({write(node)}))
    if isinstance(of, list) and type(key) is int:
        there = 0 <= key < len(of)
        return of[key] if there else Unknown(failures=frozenset({f"no_such_entry: {write(node)}"}))
    return _not_fit(node, (node, of))


def _operation(node: cel.Binary, left: Any, right: Any) -> Any:
    kind = type(left)
    alike = kind is type(right)
    match node.sign:
        case "==" | "!=":
            return same(left, right) == (node.sign == "==")
        case "in" if isinstance(right, (list, Mapping)):
            return any(same(left, entry) for entry in right)
        case "<" | "<=" | ">" | ">=" if alike and kind in _ORDERED:
            return _ORDER[node.sign](left, right)
        case "+" if alike and kind in {str, list}:
            return left + right
        case "+" | "-" | "*" | "/" | "%" if alike and kind is int:
            return _reckoned(node.sign, left, right)
        case _:
            return _not_fit(node, (node.left, left), (node.right, right))


def _reckoned(sign: str, left: int, right: int) -> Any:
    if sign in "/%":
        if right == 0:
            return Unknown(failures=frozenset({"division_by_zero"}))
        # CEL cuts towards zero; Python's // goes down.
        quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
        found = quotient if sign == "/" else left - right * quotient
    else:
        found = {"+": left + right, "-": left - right, "*": left * right}[sign]
    return found if -GREATEST - 1 <= found <= GREATEST else Unknown(failures=frozenset({"number_too_large"}))


def same(left: Any, right: Any) -> bool:
    """Tell whether two values are the same: of one type and equal, lists and maps part by part."""
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(same(one, other) for one, other in zip(left, right, strict=True))
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(same(left[name], right[name]) for name in left)
    return type(left) is type(right) and bool(left == right)

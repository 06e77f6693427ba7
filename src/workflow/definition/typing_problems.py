"""What is wrong with one expression in its scope, with the path of the part it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from workflow.definition.cel_check import check as check_types
from workflow.definition.cel_functions import Signature
from workflow.definition.cel_parse import parse
from workflow.definition.cel_syntax import BadExpression, ExpressionProblem, Node
from workflow.definition.lines import Path, unplaced
from workflow.definition.model import Conditional, Dependent
from workflow.definition.narrow_scope import CHECKED, Scope
from workflow.definition.type_relations import fits
from workflow.definition.types import ANY, BOOL, PERIOD, Type
from workflow.errors import Problem
from workflow.language.quantities import parse_period

Functions = Mapping[str, Signature]


def periods(limit: Dependent | None, scope: Scope, at: Path) -> Iterator[Problem]:
    """Yield what is wrong with a limit: periods written out, expressions that yield one, branches of these."""
    if isinstance(limit, str):
        yield from _period(limit, scope, at)
        return
    for number, branch in enumerate(limit or ()):
        yield from _branch(branch, scope, (*at, number))


def _branch(branch: Conditional, scope: Scope, at: Path) -> Iterator[Problem]:
    yield from wrong(branch.if_, BOOL, scope, (*at, "if"))
    yield from _period(branch.is_, scope, (*at, "is"))


def _period(text: str, scope: Scope, at: Path) -> Iterator[Problem]:
    if not text[:1].isdigit():
        # A period may be put together: `string(announced_days) + ' working_days'` is text until it is read.
        yield from wrong(text, ANY if _yields_text(text, scope) else PERIOD, scope, at)
        return
    try:
        parse_period(text)
    except ValueError:
        yield unplaced("wrong_period", at, text=text)


def _yields_text(text: str, scope: Scope) -> bool:
    try:
        found = yielded(text, scope)
    except BadExpression:
        return False
    return found.kind == "text" and not found.values


def wrong(
    text: str | None,
    expected: Type,
    scope: Scope,
    at: Path,
    *,
    nullable: bool = False,
    functions: Functions = CHECKED,
) -> Iterator[Problem]:
    """Yield what is wrong with an expression; `nullable` lets it yield null, which leaves things as they are."""
    if text is None:
        return
    for problem in _found(text, expected, scope, functions, nullable=nullable):
        yield unplaced(problem.code, at, **{**problem.facts, "expression": text, "at": problem.at})


def _found(
    text: str, expected: Type, scope: Scope, functions: Functions, *, nullable: bool
) -> tuple[ExpressionProblem, ...]:
    try:
        node = parsed(text)
    except BadExpression as wrong:
        return wrong.problems
    checked = check_types(node, scope, functions)
    if checked.problems:
        return checked.problems
    given = checked.type.certain if nullable else checked.type
    if fits(given, expected):
        return ()
    facts = {"part": text, "expected": str(expected), "found": str(checked.type)}
    return (ExpressionProblem("wrong_result", node.start, facts),)


def yielded(text: str, scope: Scope) -> Type:
    """Return the type of what an expression yields; `any` where something is wrong with it. Raises BadExpression."""
    return check_types(parsed(text), scope, CHECKED).type


@lru_cache(maxsize=8192)
def parsed(text: str) -> Node:
    """Return the tree of an expression. Raises BadExpression."""
    return parse(text)

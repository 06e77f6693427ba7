"""Expressions of a definition: compiled once, checked against the names they may use, evaluated in no time.

A fact that is missing is unknown, never false. Missing means absent from the values; null means known to be
none, and absence of a nullable fact means the same. Times enter as aware datetimes or in ISO 8601 and compare
as instants; dates are their texts (`2021-05-19`, which order as they should); so are periods and ratios.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from workflow.definition import cel_syntax as cel
from workflow.definition.cel_check import Checked, check
from workflow.definition.cel_engine import ENGINE
from workflow.definition.cel_functions import NATIVE, PURE, SIGNATURES, Function, Signature
from workflow.definition.cel_meaning import FAILURES, FactMissing, Meaning, Unknown
from workflow.definition.cel_parse import parse
from workflow.definition.cel_syntax import BadExpression, ExpressionProblem, Node, path_of, paths_in
from workflow.definition.cel_values import Ready, ready_for
from workflow.definition.cel_write import write
from workflow.definition.type_relations import fits
from workflow.definition.types import ANY, Type
from workflow.errors import WorkflowError

__all__ = [
    "SIGNATURES", "BadExpression", "Checked", "Expression", "ExpressionFailed", "ExpressionProblem",
    "FactMissing", "Function", "Signature", "check", "compile_expression", "parse",
]  # fmt: skip
Path = tuple[str, ...]
_MEASURED = "size"


class ExpressionFailed(WorkflowError):
    """An outcome that cannot be had although every fact is known, as a division by zero."""

    exit_code = 7

    def __init__(self, expression: str, reasons: list[str]) -> None:
        super().__init__("expression_failed", expression=expression, reasons=reasons)


def compile_expression(
    text: str,
    scope: Mapping[str, Type],
    signatures: Mapping[str, Signature] = SIGNATURES,
    expects: Type = ANY,
) -> Expression:
    """Return an expression ready to be evaluated.

    Args:
        text: the expression, in CEL.
        scope: the names it may use, with their types; namespaces such as `data` are records.
        signatures: the functions it may call; `SIGNATURES` are those that need only their arguments.
        expects: the type its value must have.

    Raises:
        BadExpression: the syntax, a name or a type is wrong; all problems.
    """
    node = parse(text)
    checked = check(node, scope, signatures)
    problems = list(checked.problems)
    if not problems and not fits(checked.type, expects):
        facts = {"part": text, "expected": str(expects), "found": str(checked.type)}
        problems.append(ExpressionProblem("wrong_result", node.start, facts))
    if problems:
        raise BadExpression(text, tuple(problems))
    return Expression(text, node, checked, scope, signatures)


class Expression:
    """A checked expression.

    Attributes:
        text: as it was written.
        node: its tree.
        type: the type of its value.
        names: the names of the scope it refers to, sorted.
        paths: the paths it refers to (`data.reason`), sorted; what macros bind is not among them.
    """

    __slots__ = (
        "_calls",
        "_inputs",
        "_probes",
        "_program",
        "_results",
        "names",
        "node",
        "paths",
        "text",
        "type",
    )

    def __init__(
        self,
        text: str,
        node: Node,
        checked: Checked,
        scope: Mapping[str, Type],
        signatures: Mapping[str, Signature],
    ) -> None:
        self.text, self.node, self.type = text, node, checked.type
        paths = sorted(set(paths_in(node)))
        self.paths = tuple(".".join(path) for path in paths)
        self.names = tuple(sorted({path[0] for path in paths}))
        # The engine converts whole maps at each call: it is given single values under names of their own.
        wanted = _Rewriting(node, checked)
        self._inputs = {path: (name, *_reading(path, scope)) for path, name in wanted.inputs.items()}
        self._probes = tuple((path, wanted.probes[path]) for path in wanted.probes)
        self._calls = tuple(wanted.calls.items())
        self._results = {name: _result(signatures[name]) for name, _ in _functions_of(node)}
        self._program = ENGINE.compile(wanted.text)

    def __repr__(self) -> str:
        return f"Expression({self.text!r})"

    def evaluate(self, values: Mapping[str, Any], functions: Mapping[str, Function] = PURE) -> Any:
        """Return the value of the expression.

        Args:
            values: name to value, as `validate` returns them or as dates and times; namespaces are mappings.
                What is not there is unknown.
            functions: every function it calls beside the pure ones, by name; they may raise `FactMissing`.

        Raises:
            FactMissing: the outcome depends on facts that are not given.
            ExpressionFailed: everything is given, and still there is no outcome.
        """
        context: dict[str, Any] = {}
        for path, (name, ready, nullable) in self._inputs.items():
            value = _found(values, path, nullable)
            if type(value) is Unknown:
                return self._carefully(values, functions)
            context[name] = value if ready is None else ready(value)
        for path, name in self._probes:
            context[name] = _is_given(values, path)
        failed: list[Exception] = []
        for function, name in self._calls:
            context[name] = _caught(self._function(function, functions), failed)
        try:
            value = self._program.execute(context)
        except (RuntimeError, ValueError, TypeError, ArithmeticError, LookupError):
            return self._carefully(values, functions)
        return self._carefully(values, functions) if failed else value

    def _function(self, name: str, functions: Mapping[str, Function]) -> Function:
        function = functions.get(name) or PURE[name]
        ready = self._results[name]
        return function if ready is None else lambda *arguments: ready(function(*arguments))

    def _carefully(self, values: Mapping[str, Any], functions: Mapping[str, Function]) -> Any:
        def fact(path: Path) -> Any:
            _, ready, nullable = self._inputs.get(path) or ("", None, True)
            value = _found(values, path, nullable)
            return value if ready is None or type(value) is Unknown else ready(value)

        called = {name: self._function(name, functions) for name in self._results}
        found = Meaning(fact, called).of(self.node, {})
        if not isinstance(found, Unknown):
            return found
        if found.paths:
            raise FactMissing(*found.paths)
        raise ExpressionFailed(self.text, sorted(found.failures))


def _found(values: Mapping[str, Any], path: Path, nullable: bool) -> Any:  # noqa: FBT001 - the hottest line
    value: Any = values
    left = len(path)
    try:
        for step in path:
            value = value[step]
            left -= 1
    except (KeyError, TypeError):
        # Absence answers only for a nullable field of something that is there.
        if nullable and left == 1 and isinstance(value, Mapping):
            return None
        return Unknown(paths=frozenset({".".join(path)}))
    return value


def _is_given(values: Mapping[str, Any], path: Path) -> bool:
    value = _found(values, path, nullable=True)
    return value is not None and type(value) is not Unknown


def _caught(function: Function, failed: list[Exception]) -> Function:
    """Return a function that notes its failure and yields null: the engine writes to the error stream."""

    def call(*arguments: Any) -> Any:
        try:
            return function(*arguments)
        except FAILURES as failure:
            failed.append(failure)
            return None

    return call


def _reading(path: Path, scope: Mapping[str, Type]) -> tuple[Ready | None, bool]:
    kind = scope[path[0]]
    for step in path[1:]:
        kind = kind.field(step) or kind.entry
    return ready_for(kind), kind.nullable


def _result(signature: Signature) -> Ready | None:
    return ready_for(signature.result) if isinstance(signature.result, Type) else None


def _functions_of(node: Node) -> list[tuple[str, Node]]:
    found = [(node.function, node)] if isinstance(node, cel.Call) else []
    return found + [inner for child in cel.children(node) for inner in _functions_of(child)]


class _Rewriting:
    """The text the engine gets: a name for each path, each probe and each function that is ours."""

    def __init__(self, node: Node, checked: Checked) -> None:
        self._measured = checked.texts_measured
        self._taken = {part.name for part in _all(node) if isinstance(part, cel.Name)} | {
            part.variable for part in _all(node) if isinstance(part, cel.Macro)
        }
        self._numbers = count()
        self.inputs: dict[Path, str] = {}
        self.probes: dict[Path, str] = {}
        self.calls: dict[str, str] = {}
        self.text = write(node, self._instead)

    def _fresh(self, letter: str) -> str:
        return next(name for number in self._numbers if (name := f"{letter}{number}") not in self._taken)

    def _instead(self, node: Node, bound: frozenset[str]) -> str | None:
        path = path_of(node, bound)
        if path is not None:
            return self.inputs.get(path) or self.inputs.setdefault(path, self._fresh("v"))
        match node:
            case cel.Has(operand=operand):
                return self._probe(operand, bound)
            case cel.Unary(sign="-", operand=operand):
                # The engine's own negative of the least number is that number again.
                return f"(0 - ({write(operand, self._instead, bound)}))"
            case cel.Call(function=function, arguments=arguments) if self._is_ours(node):
                name = self.calls.get(function) or self.calls.setdefault(function, self._fresh("f"))
                return f"{name}({', '.join(write(part, self._instead, bound) for part in arguments)})"
            case cel.Call(function=function, arguments=(receiver, *rest)) if function != _MEASURED:
                # The engine knows its own functions of texts as methods only.
                inner = ", ".join(write(part, self._instead, bound) for part in rest)
                return f"({write(receiver, self._instead, bound)}).{function}({inner})"
        return None

    def _probe(self, operand: cel.Select, bound: frozenset[str]) -> str:
        path = path_of(operand, bound)
        if path is not None:
            return self.probes.get(path) or self.probes.setdefault(path, self._fresh("h"))
        field = f"({write(operand.operand, self._instead, bound)}).{operand.field}"
        return f"(has({field}) && {field} != null)"

    def _is_ours(self, node: cel.Call) -> bool:
        return node.function not in NATIVE or (node.function == _MEASURED and node.start in self._measured)


def _all(node: Node) -> list[Node]:
    return [node, *(inner for child in cel.children(node) for inner in _all(child))]

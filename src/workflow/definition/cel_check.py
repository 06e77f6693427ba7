"""Checking expressions before anything runs: names are known, operations have operands they can take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow.definition import cel_syntax as cel
from workflow.definition.cel_functions import SIGNATURES, Signature
from workflow.definition.cel_narrow import Known, known_after
from workflow.definition.cel_syntax import MACROS, ExpressionProblem, Node
from workflow.definition.cel_write import write
from workflow.definition.type_relations import common, comparable, fits
from workflow.definition.types import (
    ANY,
    BOOL,
    CONTAINERS,
    INT,
    MONEY,
    NULL,
    ORDERED,
    TEXT,
    WHOLE,
    Type,
    list_of,
    map_of,
    nearest,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        type: what the expression yields; `any` where a problem hides it.
        problems: everything wrong with it, in the order of the text.
        texts_measured: the offsets of the calls of `size` that may count the characters of a text.
    """

    type: Type
    problems: tuple[ExpressionProblem, ...]
    texts_measured: frozenset[int]


def check(node: Node, scope: Mapping[str, Type], signatures: Mapping[str, Signature] = SIGNATURES) -> Checked:
    """Return the type of an expression and everything wrong with it.

    Args:
        node: the expression.
        scope: the names it may use, with their types; namespaces such as `data` are records.
        signatures: the functions it may call, all of them.
    """
    checker = _Checker(signatures)
    found = checker.type_of(node, dict(scope), frozenset())
    return Checked(found, tuple(sorted(checker.problems, key=lambda one: one.at)), frozenset(checker.texts_measured))


class _Checker:
    def __init__(self, signatures: Mapping[str, Signature]) -> None:
        self._signatures = signatures
        self.problems: list[ExpressionProblem] = []
        self.texts_measured: set[int] = set()

    def _wrong(self, code: str, node: Node, **facts: Any) -> Type:
        self.problems.append(ExpressionProblem(code, node.start, {"part": write(node), **facts}))
        return ANY

    def type_of(self, node: Node, scope: dict[str, Type], known: Known) -> Type:
        """Return the type of a part, `known` being the paths that are certainly not null there."""
        found = self._form(node, scope, known)
        return found.certain if found.nullable and cel.path_of(node) in known else found

    def _form(  # noqa: C901, PLR0911 - one case for each kind of part
        self, node: Node, scope: dict[str, Type], known: Known
    ) -> Type:
        match node:
            case cel.Literal(value=value):
                return _constant(value)
            case cel.Name(name=name):
                return self._name(node, name, scope)
            case cel.Select():
                return self._select(node, scope, known)
            case cel.Has(operand=operand):
                # Asking is allowed of a field of something that may be none: then it is not given either.
                path = cel.path_of(operand) or ()
                self._select(operand, scope, known | {path[:length] for length in range(1, len(path))})
                return BOOL
            case cel.Index(operand=operand, index=index):
                return self._index(node, self._sure(operand, scope, known), self._sure(index, scope, known))
            case cel.Call():
                return self._call(node, scope, known)
            case cel.ListOf(items=items):
                return list_of(self._shared(node, [self.type_of(item, scope, known) for item in items]))
            case cel.MapOf(entries=entries):
                for key, _ in entries:
                    self._want(key, TEXT, scope, known)
                return map_of(self._shared(node, [self.type_of(value, scope, known) for _, value in entries]))
            case cel.Macro():
                return self._macro(node, scope, known)
            case _:
                return self._operation(node, scope, known)

    def _sure(self, node: Node, scope: dict[str, Type], known: Known) -> Type:
        found = self.type_of(node, scope, known)
        if found.nullable and found.kind != "any":
            self._wrong("may_be_null", node, type=str(found))
        return found.certain

    def _want(self, node: Node, wanted: Type, scope: dict[str, Type], known: Known) -> None:
        found = self._sure(node, scope, known)
        if found.kind != "null" and not fits(found, wanted):
            self._wrong("wrong_operand", node, expected=str(wanted), found=str(found))

    def _name(self, node: Node, name: str, scope: dict[str, Type]) -> Type:
        if name not in scope:
            return self._wrong("unknown_name", node, found=name, meant=nearest(name, list(scope)))
        return scope[name]

    def _select(self, node: cel.Select, scope: dict[str, Type], known: Known) -> Type:
        of = self._sure(node.operand, scope, known)
        if of.kind in {"any", "map"}:
            return of.entry
        if of.kind == "document":
            found = {"digest": TEXT, "name": TEXT, "media_type": TEXT, "size": INT}.get(node.field)
        else:
            found = of.field(node.field) if of.kind == "record" else None
        if found is None:
            fields = [name for name, _ in of.fields] if of.kind == "record" else []
            meant = nearest(node.field, fields)
            return self._wrong("unknown_field", node, found=node.field, meant=meant, of=of.kind)
        return found

    def _index(self, node: cel.Index, of: Type, index: Type) -> Type:
        wanted = TEXT if of.kind == "map" else INT
        if of.kind not in {"any", "list", "table", "map"}:
            return self._wrong("wrong_operand", node.operand, expected="list, map", found=str(of))
        if of.kind != "any" and not fits(index, wanted):
            self._wrong("wrong_operand", node.index, expected=str(wanted), found=str(index))
        return of.entry

    def _shared(self, node: Node, types: list[Type]) -> Type:
        found = types[0] if types else ANY
        for one in types[1:]:
            both = common(found, one)
            if both is None:
                return self._wrong("types_differ", node, left=str(found), right=str(one))
            found = both
        return found

    def _call(self, node: cel.Call, scope: dict[str, Type], known: Known) -> Type:
        signature = self._signatures.get(node.function)
        given = [self.type_of(argument, scope, known) for argument in node.arguments]
        if signature is None:
            meant = nearest(node.function, [*self._signatures, *MACROS])
            return self._wrong("unknown_function", node, found=node.function, meant=meant)
        if not signature.takes(len(given)):
            needs = len(signature.parameters)
            return self._wrong("wrong_arity", node, function=node.function, needs=needs, found=len(given))
        for argument, one, wanted in zip(node.arguments, given, signature.parameters, strict=False):
            if one.nullable and not wanted.nullable and one.kind != "any" and wanted.kind != "any":
                return self._wrong("may_be_null", argument, type=str(one))
        if node.function == "size" and given[0].kind in {"any", "text"}:
            self.texts_measured.add(node.start)
        found = signature.of(given)
        if found is None:
            return self._wrong("wrong_arguments", node, function=node.function, found=", ".join(map(str, given)))
        return found

    def _macro(self, node: cel.Macro, scope: dict[str, Type], known: Known) -> Type:
        over = self._sure(node.over, scope, known)
        if over.kind not in {"any", "map", *CONTAINERS}:
            return self._wrong("wrong_operand", node.over, expected="list, set, map", found=str(over))
        if node.variable in scope:
            return self._wrong("name_taken", node, found=node.variable)
        entry = TEXT if over.kind == "map" else over.entry
        inner = {**scope, node.variable: entry}
        if node.kind != "map":
            self._want(node.parts[0], BOOL, inner, known)
            return list_of(entry) if node.kind == "filter" else BOOL
        *conditions, each = node.parts
        for condition in conditions:
            self._want(condition, BOOL, inner, known)
            known = known | known_after(condition, truth=True)
        return list_of(self.type_of(each, inner, known))

    def _operation(self, node: Node, scope: dict[str, Type], known: Known) -> Type:
        match node:
            case cel.Unary(sign=sign, operand=operand):
                self._want(operand, BOOL if sign == "!" else INT, scope, known)
                return BOOL if sign == "!" else INT
            case cel.Binary(sign="&&" | "||" as sign, left=left, right=right):
                self._want(left, BOOL, scope, known)
                self._want(right, BOOL, scope, known | known_after(left, truth=sign == "&&"))
                return BOOL
            case cel.Binary(sign="==" | "!=" | "in"):
                return self._comparison(node, scope, known)
            case cel.Binary(sign=sign, left=left, right=right):
                return self._reckoning(node, self._sure(left, scope, known), self._sure(right, scope, known))
            case cel.Choice(condition=condition, then=then, otherwise=otherwise):
                self._want(condition, BOOL, scope, known)
                branches = [
                    self.type_of(then, scope, known | known_after(condition, truth=True)),
                    self.type_of(otherwise, scope, known | known_after(condition, truth=False)),
                ]
                return self._shared(node, branches)
            case _:
                raise TypeError(node)

    def _comparison(self, node: cel.Binary, scope: dict[str, Type], known: Known) -> Type:
        # Not narrowed: `has(a) && a != null` says too much, not something wrong.
        left, right = (self._form(part, scope, known) for part in (node.left, node.right))
        if node.sign == "in":
            right = self._sure(node.right, scope, known)
            if right.kind not in {"any", "map", *CONTAINERS}:
                self._wrong("wrong_operand", node.right, expected="list, set, map", found=str(right))
                return BOOL
            right = TEXT if right.kind == "map" else right.entry
        if not comparable(left, right):
            self._wrong("not_comparable", node, left=_told(left), right=_told(right))
        return BOOL

    def _reckoning(self, node: cel.Binary, left: Type, right: Type) -> Type:
        kinds = {left.kind, right.kind} - {"any"}
        if node.sign in {"<", "<=", ">", ">="}:
            if not kinds <= ORDERED or not comparable(left, right):
                self._wrong("not_ordered", node, left=_told(left), right=_told(right))
            return BOOL
        if kinds <= WHOLE:
            return ANY if not kinds and node.sign == "+" else MONEY if "money" in kinds else INT
        both = common(left, right)
        if node.sign == "+" and both is not None and both.kind in {"text", "list"}:
            return TEXT if both.kind == "text" else both
        return self._wrong("wrong_operands", node, sign=node.sign, left=_told(left), right=_told(right))


def _constant(value: object) -> Type:
    match value:
        case None:
            return NULL
        case bool():
            return BOOL
        case str():
            return Type("text", values=(value,))
        case _:
            return INT


def _told(kind: Type) -> str:
    """Return a type for a message: of a constant text what it says, of anything else its name."""
    return ", ".join(f"'{word}'" for word in kind.values) if kind.kind == "text" and kind.values else str(kind)

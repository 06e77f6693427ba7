"""Expressions in plain words: `land_route == 'grant'` is “土地取得方式”为 grant.

Conditions, comparisons and choices are told; what has no words (a macro, arithmetic) is shown as it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workflow.definition import cel_syntax as cel
from workflow.definition.cel_parse import parse
from workflow.definition.cel_syntax import BadExpression, Node
from workflow.definition.cel_write import write
from workflow.definition.wording import period_text

Naming = Callable[[str], str | None]
_RELATIONS: Mapping[str, tuple[str, str]] = {
    "==": ("{}为{}", "{} is {}"), "!=": ("{}不为{}", "{} is not {}"),
    ">=": ("{}不少于{}", "{} is at least {}"), ">": ("{}超过{}", "{} is more than {}"),
    "<=": ("{}不超过{}", "{} is at most {}"), "<": ("{}少于{}", "{} is less than {}"),
    "in": ("{}是{}之一", "{} is one of {}"),
}  # fmt: skip
_JOINING: Mapping[str, tuple[str, str]] = {"&&": ("，且", " and "), "||": ("，或", " or ")}
_TRUE, _FALSE = ("“{}”为是", "“{}” is so"), ("“{}”为否", "“{}” is not so")
_GIVEN, _NOT = ("已有“{}”", "“{}” is known"), ("并非（{}）", "not ({})")
_IF = ("{0}的，{1}；否则{2}", "{1} if {0}, else {2}")


def expression_words(text: str, named: Naming, language: str, values: Mapping[str, str]) -> str:
    """Return an expression in words; one that cannot be read stays as it is written.

    Args:
        named: the title of a fact or parameter by its name (`land_route`, `param.days`); None where it has none.
        values: the titles of the values of enums.
    """
    try:
        tree = parse(text)
    except BadExpression:
        return text
    return _Teller(named, language, values).told(tree)


class _Teller:
    def __init__(self, named: Naming, language: str, values: Mapping[str, str]) -> None:
        self._named = named
        self._values = values
        self._chinese = language == "zh-CN"
        self._language = language

    def told(self, node: Node) -> str:
        match node:
            case cel.Binary(sign="&&" | "||" as sign, left=left, right=right):
                return self._pick(_JOINING[sign]).join((self._side(left, sign), self._side(right, sign)))
            case cel.Binary(sign=sign, left=left, right=right) if sign in _RELATIONS:
                return self._relation(sign, left, right)
            case cel.Choice(condition=condition, then=then, otherwise=otherwise):
                return self._pick(_IF).format(self.told(condition), self._value(then), self._value(otherwise))
            case cel.Has(operand=operand):
                return self._pick(_GIVEN).format(self._title(operand) or write(operand))
            case _:
                return self._simple(node)

    def _simple(self, node: Node) -> str:
        if isinstance(node, cel.Unary) and node.sign == "!":
            return self._negated(node.operand)
        title = self._title(node)
        return self._value(node) if title is None else self._pick(_TRUE).format(title)

    def _pick(self, words: tuple[str, str]) -> str:
        return words[0] if self._chinese else words[1]

    def _side(self, node: Node, outer: str) -> str:
        told = self.told(node)
        inner = isinstance(node, cel.Binary) and node.sign in _JOINING and node.sign != outer
        return self._pick(("（{}）", "({})")).format(told) if inner else told

    def _negated(self, node: Node) -> str:
        title = self._title(node)
        if title is not None:
            return self._pick(_FALSE).format(title)
        return self._pick(_NOT).format(self.told(node))

    def _relation(self, sign: str, left: Node, right: Node) -> str:
        match right:
            case cel.Literal(value=bool(value)) if sign in {"==", "!="}:
                return self.told(left) if value == (sign == "==") else self._negated(left)
        return self._pick(_RELATIONS[sign]).format(self._value(left), self._gap(self._value(right)))

    def _gap(self, value: str) -> str:
        """Return a value with a blank before it where it is Latin and what stands before is Chinese."""
        return f" {value}" if self._chinese and value[:1].isascii() else value

    def _value(self, node: Node) -> str:
        match node:
            case cel.Literal(value=str(value)):
                return self._values.get(value) or period_text(value, self._language)
            case cel.ListOf(items=items):
                return ("、" if self._chinese else ", ").join(map(self._value, items))
            case cel.Choice():
                return self.told(node)
            case _:
                title = self._title(node)
                return f"“{title}”" if title is not None else write(node)

    def _title(self, node: Node) -> str | None:
        return self._named(write(node)) if isinstance(node, (cel.Name, cel.Select)) else None

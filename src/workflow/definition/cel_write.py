"""Writing expressions: from the tree back to text, with the fewest brackets."""

from __future__ import annotations

import json
from collections.abc import Callable

from workflow.definition import cel_syntax as cel
from workflow.definition.cel_syntax import BINDING, CHOICE, MEMBER, UNARY, Node

Instead = Callable[[Node, frozenset[str]], str | None]


def _as_it_is(_node: Node, _bound: frozenset[str]) -> str | None:
    return None


def write(node: Node, instead: Instead = _as_it_is, bound: frozenset[str] = frozenset()) -> str:
    """Return the text of a tree.

    Args:
        node: the tree.
        instead: what to write for a part (a text that stands as a member), or None for the part itself.
        bound: the names bound by the macros around it.
    """
    return _Writer(instead).text(node, 0, bound)


class _Writer:
    def __init__(self, instead: Instead) -> None:
        self._instead = instead

    def text(self, node: Node, level: int, bound: frozenset[str]) -> str:
        replaced = self._instead(node, bound)
        if replaced is not None:
            return replaced
        found, own = self._form(node, bound)
        return found if own >= level else f"({found})"

    def _form(self, node: Node, bound: frozenset[str]) -> tuple[str, int]:
        match node:
            case cel.Literal(value=value):
                # A negative number before a dot or a bracket would be read as the negative of what follows.
                return json.dumps(value, ensure_ascii=False), UNARY if _is_negative(value) else MEMBER
            case cel.Unary(sign=sign, operand=operand):
                return sign + self._operand(sign, operand, bound), UNARY
            case cel.Binary(sign=sign, left=left, right=right):
                own = BINDING[sign]
                return f"{self.text(left, own, bound)} {sign} {self.text(right, own + 1, bound)}", own
            case cel.Choice(condition=condition, then=then, otherwise=otherwise):
                first, second = (self.text(part, CHOICE + 1, bound) for part in (condition, then))
                return f"{first} ? {second} : {self.text(otherwise, CHOICE, bound)}", CHOICE
            case _:
                return self._member(node, bound), MEMBER

    def _operand(self, sign: str, operand: Node, bound: frozenset[str]) -> str:
        chained = isinstance(operand, cel.Unary) and operand.sign == sign
        number = isinstance(operand, cel.Literal) and isinstance(operand.value, int) and sign == "-"
        if number:
            return f"({self.text(operand, 0, bound)})"
        return self.text(operand, UNARY if chained else MEMBER, bound)

    def _member(self, node: Node, bound: frozenset[str]) -> str:  # noqa: C901, PLR0911 - one case each
        match node:
            case cel.Name(name=name):
                return name
            case cel.Select(operand=operand, field=field):
                return f"{self.text(operand, MEMBER, bound)}.{field}"
            case cel.Index(operand=operand, index=index):
                return f"{self.text(operand, MEMBER, bound)}[{self.text(index, 0, bound)}]"
            case cel.Call(function=function, arguments=(receiver, *rest), method=True):
                return f"{self.text(receiver, MEMBER, bound)}.{function}({self._series(tuple(rest), bound)})"
            case cel.Call(function=function, arguments=arguments):
                return f"{function}({self._series(arguments, bound)})"
            case cel.ListOf(items=items):
                return f"[{self._series(items, bound)}]"
            case cel.MapOf(entries=entries):
                pairs = [f"{self.text(key, 0, bound)}: {self.text(value, 0, bound)}" for key, value in entries]
                return "{" + ", ".join(pairs) + "}"
            case cel.Has(operand=operand):
                return f"has({self.text(operand, 0, bound)})"
            case cel.Macro(kind=kind, over=over, variable=variable, parts=parts):
                inner = self._series(parts, bound | {variable})
                return f"{self.text(over, MEMBER, bound)}.{kind}({variable}, {inner})"
            case _:
                raise TypeError(node)

    def _series(self, parts: tuple[Node, ...], bound: frozenset[str]) -> str:
        return ", ".join(self.text(part, 0, bound) for part in parts)


def _is_negative(value: object) -> bool:
    return isinstance(value, int) and value < 0

"""Reading expressions: from text to the tree, or the place where the syntax breaks."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from workflow.definition import cel_syntax as cel
from workflow.definition.cel_syntax import BINDING, MACROS, BadExpression, ExpressionProblem, Node

GREATEST = 2**63 - 1
LONGEST = 4_000
DEEPEST = 100
T = TypeVar("T")
_SURROGATES = range(0xD800, 0xE000)
_NESTED = 40
_KEYWORDS = frozenset({"true", "false", "null", "in"})
_RESERVED = _KEYWORDS | {
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
    "namespace", "return", "var", "void", "while",
}  # fmt: skip
_ESCAPE = r"\\(?:[abfnrtv\"'`?\\]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7]{2})"
_TOKEN = re.compile(
    rf"""(?P<blank>[ \t\n\r\f]+|//[^\n]*)
    |(?P<fraction>[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+)
    |(?P<foreign>(?:0x[0-9a-fA-F]+|[0-9]+)[uU]|[rRbB]{{1,2}}(?=["']))
    |(?P<number>(?:0x[0-9a-fA-F]+|[0-9]+)(?![0-9A-Za-z_]))
    |(?P<word>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<text>"(?:[^"\\\n\r]|{_ESCAPE})*"|'(?:[^'\\\n\r]|{_ESCAPE})*')
    |(?P<sign>&&|\|\||[=!<>]=|[-+*/%!<>?:.,()\[\]{{}}])""",
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\(?:[xuU]([0-9a-fA-F]+)|([0-3][0-7]{2})|(.))")
_SPOKEN = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


def parse(text: str) -> Node:
    """Return the tree of an expression.

    Raises:
        BadExpression: the text is not an expression; the problem says at which offset.
    """
    if len(text) > LONGEST:
        raise _wrong(text, "expression_too_long", LONGEST, most=LONGEST)
    node = _Parser(text, _tokens(text)).whole()
    if cel.depth(node) > DEEPEST:
        raise _wrong(text, "expression_too_deep", node.start, most=DEEPEST)
    return node


def _wrong(text: str, code: str, at: int, **facts: Any) -> BadExpression:
    return BadExpression(text, (ExpressionProblem(code, at, facts),))


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _wrong(text, "unexpected_character", at, found=text[at])
        kind = str(match.lastgroup)
        if kind in {"fraction", "foreign"}:
            # A fraction would compare inexactly: shares are compared in whole numbers, as 4*a >= 3*b.
            code = "number_with_fraction" if kind == "fraction" else "literal_not_supported"
            raise _wrong(text, code, at, found=match[0])
        if kind != "blank":
            found.append(_Token(kind, match[0], at, match.end()))
        at = match.end()
    found.append(_Token("end", "", len(text), len(text)))
    return found


class _Parser:
    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._at = 0
        self._nested = 0

    def whole(self) -> Node:
        node = self._expression()
        if self._next.kind != "end":
            raise self._unexpected()
        return node

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._next
        self._at += 1
        return token

    def _is(self, *signs: str) -> bool:
        return self._next.kind in {"sign", "word"} and self._next.text in signs

    def _expect(self, sign: str) -> _Token:
        if not self._is(sign):
            raise self._unexpected(expected=sign)
        return self._take()

    def _unexpected(self, **facts: Any) -> BadExpression:
        token = self._next
        if token.kind == "end":
            return _wrong(self._text, "expression_ends_early", token.start, **facts)
        return _wrong(self._text, "unexpected_word", token.start, found=token.text, **facts)

    def _expression(self) -> Node:
        self._nested += 1
        if self._nested > _NESTED:
            raise _wrong(self._text, "expression_too_deep", self._next.start, most=_NESTED)
        node = self._binary(BINDING["||"])
        if self._is("?"):
            self._take()
            then = self._binary(BINDING["||"])
            self._expect(":")
            otherwise = self._expression()
            node = cel.Choice(node.start, otherwise.end, node, then, otherwise)
        self._nested -= 1
        return node

    def _binary(self, least: int) -> Node:
        left = self._unary()
        while self._next.kind in {"sign", "word"} and BINDING.get(self._next.text, 0) >= least:
            sign = self._take().text
            right = self._binary(BINDING[sign] + 1)
            left = cel.Binary(left.start, right.end, sign, left, right)
        return left

    def _unary(self) -> Node:
        if not self._is("!", "-"):
            return self._member(self._primary())
        first = self._next
        if first.text == "-" and self._tokens[self._at + 1].kind == "number":
            self._take()
            number = self._take()
            return self._member(cel.Literal(first.start, number.end, -self._number(number, GREATEST + 1)))
        starts = []
        while self._is(first.text):
            starts.append(self._take().start)
        node = self._member(self._primary())
        for start in reversed(starts):
            node = cel.Unary(start, node.end, first.text, node)
        return node

    def _primary(self) -> Node:
        token = self._take()
        match token.kind:
            case "number":
                return cel.Literal(token.start, token.end, self._number(token, GREATEST))
            case "text":
                return cel.Literal(token.start, token.end, self._unescaped(token))
            case "word":
                return self._named(token)
            case _:
                return self._bracketed(token)

    def _bracketed(self, token: _Token) -> Node:
        match token.text:
            case "(":
                node = self._expression()
                self._expect(")")
                return node
            case "[":
                items, end = self._series("]", self._expression, trailing=True)
                return cel.ListOf(token.start, end, items)
            case "{":
                entries, end = self._series("}", self._entry, trailing=True)
                return cel.MapOf(token.start, end, entries)
            case _:
                self._at -= 1
                raise self._unexpected()

    def _named(self, token: _Token) -> Node:
        if token.text in {"true", "false", "null"}:
            return cel.Literal(token.start, token.end, {"true": True, "false": False}.get(token.text))
        if token.text in _RESERVED:
            self._at -= 1
            raise _wrong(self._text, "reserved_word", token.start, found=token.text)
        if not self._is("("):
            return cel.Name(token.start, token.end, token.text)
        self._take()
        arguments, end = self._series(")", self._expression)
        if token.text != "has":
            return cel.Call(token.start, end, token.text, arguments)
        if len(arguments) != 1 or not isinstance(arguments[0], cel.Select):
            raise _wrong(self._text, "has_needs_a_field", token.start)
        return cel.Has(token.start, end, arguments[0])

    def _member(self, node: Node) -> Node:
        while self._is(".", "["):
            if self._take().text == "[":
                index = self._expression()
                node = cel.Index(node.start, self._expect("]").end, node, index)
                continue
            name = self._next
            if name.kind != "word" or name.text in _KEYWORDS:
                raise self._unexpected()
            self._take()
            called = self._is("(")
            node = self._method(node, name) if called else cel.Select(node.start, name.end, node, name.text)
        return node

    def _method(self, receiver: Node, name: _Token) -> Node:
        self._take()
        arguments, end = self._series(")", self._expression)
        if name.text not in MACROS:
            return cel.Call(receiver.start, end, name.text, (receiver, *arguments), method=True)
        if len(arguments) not in MACROS[name.text]:
            raise _wrong(self._text, "wrong_arity", name.start, function=name.text, found=len(arguments))
        variable = arguments[0]
        if not isinstance(variable, cel.Name):
            raise _wrong(self._text, "variable_expected", variable.start)
        return cel.Macro(receiver.start, end, name.text, receiver, variable.name, arguments[1:])

    def _entry(self) -> tuple[Node, Node]:
        key = self._expression()
        self._expect(":")
        return key, self._expression()

    def _series(self, close: str, part: Callable[[], T], *, trailing: bool = False) -> tuple[tuple[T, ...], int]:
        found: list[T] = []
        while not self._is(close) or (found and not trailing):
            found.append(part())
            if not self._is(","):
                break
            self._take()
        return tuple(found), self._expect(close).end

    def _number(self, token: _Token, most: int) -> int:
        value = int(token.text, 16 if token.text.startswith("0x") else 10)
        if value > most:
            raise _wrong(self._text, "number_too_large", token.start, found=token.text)
        return value

    def _unescaped(self, token: _Token) -> str:
        def spoken(found: re.Match[str]) -> str:
            if found[3]:
                return _SPOKEN.get(found[3], found[3])
            code = int(found[1], 16) if found[1] else int(found[2], 8)
            if code in _SURROGATES or code > sys.maxunicode:
                at = token.start + 1 + found.start()
                raise _wrong(self._text, "no_such_character", at, found=found[0])
            return chr(code)

        return _ESCAPED.sub(spoken, token.text[1:-1])

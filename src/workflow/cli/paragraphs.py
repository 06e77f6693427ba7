"""Wrapping text by terminal cells with the standard library alone, so that help loads nothing else.

Pictures and tables, which are no part of help, have `workflow.pictures.cells`.
"""

from __future__ import annotations

import unicodedata

_CLOSING = frozenset("，。、；：！？）”")


def cells(text: str) -> int:
    """Return how many cells a text takes on a terminal: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(each) in {"W", "F"} else 1 for each in text)


def wrapped(text: str, room: int) -> list[str]:
    """Return a text in lines of at most `room` cells: at blanks, or between Chinese characters; line ends stay."""
    return [line for part in text.split("\n") for line in _lines(part, room)]


def _lines(text: str, room: int) -> list[str]:
    lines, line = list[str](), ""
    for piece in _pieces(text):
        if cells(line) + cells(piece.rstrip()) > room and line.strip():
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """Return the pieces between which a line may break."""
    pieces: list[str] = []
    for each in text:
        if pieces and _stays_with(each, pieces[-1][-1]):
            pieces[-1] += each
        else:
            pieces.append(each)
    return pieces


def _stays_with(character: str, before: str) -> bool:
    """Tell whether no line may end between two characters: within a Latin word, before a blank or a closing mark."""
    if character == " " or character in _CLOSING:
        return True
    return before != " " and cells(character) == cells(before) == 1

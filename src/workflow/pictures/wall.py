"""The certificate wall: what has been obtained, as framed cards in rows, as terminal lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from workflow.pictures.cells import balanced, centre
from workflow.pictures.terminal import Colour, paint

CardKind = Literal["certificate", "document", "missing"]

# upper left, level, upper right, upright, lower left, lower right
_FRAME: Final[dict[CardKind, tuple[str, str, str, str, str, str]]] = {
    "certificate": ("╔", "═", "╗", "║", "╚", "╝"),
    "document": ("┌", "─", "┐", "│", "└", "┘"),
    "missing": ("┌", "┄", "┐", "┊", "└", "┘"),
}
_COLOUR: Final[dict[CardKind, Colour]] = {"certificate": "yellow", "document": "cyan", "missing": "faint"}
_LEAST = 19
_WIDEST = 40
_GAP = 1


@dataclass(frozen=True, slots=True)
class Card:
    """A certificate or document on the wall.

    Attributes:
        title, subtitle: its name, and its name in the other language.
        facts: one line each: number, authority, time.
        kind: `certificate` and `document` are in hand; `missing` is not yet.
    """

    title: str
    subtitle: str = ""
    facts: tuple[str, ...] = ()
    kind: CardKind = "certificate"


def draw_wall(rows: Sequence[Sequence[Card]], *, columns: int = 80, colour: bool = False) -> str:
    """Return cards as lines of at most `columns` cells, row by row; a row that is too long continues below.

    The cards of all rows are of one width, those of one row of one height; kinds differ by their frames.
    """
    fit = max((columns + _GAP) // (_LEAST + _GAP), 1)
    pieces = [row[start : start + fit] for row in rows for start in range(0, len(row), fit)]
    most = max((len(piece) for piece in pieces), default=1)
    cells = min((columns + _GAP) // most - _GAP, _WIDEST, columns)
    lines = [line for piece in pieces for line in _row(piece, cells, colour=colour)]
    return "".join(f"{line}\n" for line in lines)


def _row(cards: Sequence[Card], cells: int, *, colour: bool) -> list[str]:
    titles = _level([_lines((card.title,), cells - 2) for card in cards])
    subtitles = _level([_lines((card.subtitle,), cells - 2) for card in cards])
    facts = _level([_lines(card.facts, cells - 2) for card in cards])
    drawn = [
        _card(card.kind, blocks, cells, colour=colour)
        for card, *blocks in zip(cards, titles, subtitles, facts, strict=True)
    ]
    return [(" " * _GAP).join(parts) for parts in zip(*drawn, strict=True)]


def _lines(texts: Sequence[str], cells: int) -> list[str]:
    return [line for text in texts if text for line in balanced(text, cells)]


def _level(blocks: Sequence[list[str]]) -> list[list[str]]:
    """Return blocks of lines made equally high with blank lines below."""
    high = max(map(len, blocks))
    return [block + [""] * (high - len(block)) for block in blocks]


def _card(kind: CardKind, blocks: Sequence[list[str]], cells: int, *, colour: bool) -> list[str]:
    upper_left, level, upper_right, upright, lower_left, lower_right = _FRAME[kind]
    title, subtitle, facts = blocks
    inside: list[tuple[str, Colour]] = [(line, "strong") for line in title]
    inside += [(line, "faint") for line in subtitle]
    inside += [("─" * (cells - 4), _COLOUR[kind])] if facts else []
    inside += [(line, "plain") for line in facts]
    side = paint(upright, _COLOUR[kind], on=colour)
    return [
        paint(upper_left + level * (cells - 2) + upper_right, _COLOUR[kind], on=colour),
        *(side + paint(centre(line, cells - 2), tone, on=colour) + side for line, tone in inside),
        paint(lower_left + level * (cells - 2) + lower_right, _COLOUR[kind], on=colour),
    ]

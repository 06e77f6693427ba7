"""The field of a terminal picture: columns of days over rows, with a ground of faint lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workflow.pictures.cells import pad, visible, width, wrap
from workflow.pictures.scale import Line, LineKind, Scale
from workflow.pictures.terminal import Colour, paint

TICK_CELLS = 5
_LEAST_LABEL, _LEAST_DAYS = 12, 16
Cell = tuple[str, Colour]
Sign = tuple[str, Colour, str]
LINES: Mapping[LineKind, Cell] = {"limit": ("║", "red"), "wanted": ("┃", "magenta"), "day": ("│", "plain")}


@dataclass(frozen=True, slots=True)
class Shares:
    """How the cells of a line are shared: a margin for labels, days, and notes at the right where there is room."""

    margin: int
    days: int
    notes: bool

    def line(self, label: str, drawn: str, note: str) -> str:
        """Return a line; `drawn` takes the cells of the days."""
        return f"{pad(label, self.margin)}{drawn}{f'  {visible(note)}' if self.notes else ''}".rstrip()


def shares(columns: int, labels: Sequence[str], notes: Sequence[str], widest: int) -> Shares:
    """Return how so many cells (at least 40) are shared; labels take `widest` cells at most.

    Labels are wrapped before days get too few cells, and notes are left out rather than break a line.
    """
    noted = max((width(visible(note)) + 2 for note in notes), default=0)
    kept = noted if columns - noted >= _LEAST_LABEL + _LEAST_DAYS else 0
    longest = max((width(visible(label)) for label in labels), default=0)
    margin = min(longest, widest, columns - kept - _LEAST_DAYS - 1) + 1
    return Shares(margin, columns - kept - margin, kept > 0)


@dataclass(frozen=True, slots=True)
class Field:
    """Columns to the right of a margin in which labels stand."""

    scale: Scale
    margin: int
    columns: int
    lines: Sequence[Line] = ()
    colour: bool = False

    def column(self, day: float) -> int:
        """Return the column of a day."""
        return min(int(self.scale.share(day) * self.columns), self.columns - 1)

    def ground(self) -> list[Cell]:
        """Return an empty row: a faint line at every mark, and what is drawn through the picture."""
        row: list[Cell] = [(" ", "plain")] * self.columns
        for mark in self.scale.marks(self.columns / TICK_CELLS):
            row[self.column(mark.at)] = ("┊", "faint")
        for line in self.lines:
            row[self.column(line.at)] = LINES[line.kind]
        return row

    def painted(self, row: Sequence[Cell]) -> str:
        """Return a row as text, stretches of one colour together."""
        told, start = "", 0
        for place in range(1, len(row) + 1):
            if place == len(row) or row[place][1] != row[start][1]:
                told += paint("".join(cell for cell, _ in row[start:place]), row[start][1], on=self.colour)
                start = place
        return told

    def axis(self) -> list[str]:
        """Return the lines of the scale: years or months where there are any, numbers, a rule."""
        upper, lower, rule = [" "] * self.columns, [" "] * self.columns, ["─"] * self.columns
        for mark in self.scale.marks(self.columns / TICK_CELLS):
            place = self.column(mark.at)
            _write(upper, place, mark.upper)
            _write(lower, place, mark.lower)
            rule[place] = "┬"
        rows = [rule, lower, *([upper] if "".join(upper).strip() else [])]
        return [paint(" " * self.margin + "".join(row).rstrip(), "faint", on=self.colour) for row in rows]


def _write(row: list[str], place: int, text: str) -> None:
    """Write a number where it fits and overwrites nothing."""
    place = min(place, len(row) - len(text))
    if place >= 0 and not "".join(row[max(place - 1, 0) : place + len(text) + 1]).strip():
        row[place : place + len(text)] = text


def legend(signs: Iterable[Sign], columns: int, *, colour: bool) -> list[str]:
    """Return signs with their meanings side by side, on as many lines as they need."""
    lines: list[str] = []
    used = columns + 1
    for sign, shade, text in signs:
        for number, part in enumerate(wrap(visible(text), columns - width(sign) - 1)):
            told = f"{paint(sign, shade, on=colour)} {part}" if not number else " " * (width(sign) + 1) + part
            needed = width(sign) + 1 + width(part)
            if number or used + 3 + needed > columns:
                lines.append(told)
                used = needed
            else:
                lines[-1] += "   " + told
                used += 3 + needed
    return lines

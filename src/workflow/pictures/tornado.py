"""A tornado: how much one number moves when one thing at a time is varied; as terminal lines and as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workflow.pictures.cells import balanced, wrap
from workflow.pictures.field import Cell, Sign, legend, shares
from workflow.pictures.scale import Scale
from workflow.pictures.shapes import document, element, number, rectangle
from workflow.pictures.sheet import MARGIN, Sheet
from workflow.pictures.terminal import paint

_LABELS = 28
_BAR: Final = 13.0


@dataclass(frozen=True, slots=True)
class Swing:
    """One way to vary a thing: by how much the number moves, and half its 95 % interval.

    Attributes:
        label: how it was varied, as `P10` or `+1`.
        half: None where it cannot be told.
    """

    label: str
    moved: float
    half: float | None = None

    @property
    def reach(self) -> tuple[float, float]:
        """Return the ends of the interval."""
        return self.moved - (self.half or 0.0), self.moved + (self.half or 0.0)


@dataclass(frozen=True, slots=True)
class Varied:
    """A thing that was varied, in one way or in two."""

    label: str
    swings: tuple[Swing, ...]

    @property
    def note(self) -> str:
        """Return the numbers: how it was varied, how much that moved it."""
        return " · ".join(f"{one.label} {one.moved:+.1f}" for one in self.swings)


@dataclass(frozen=True, slots=True)
class Tornado:
    """Things that were varied, those that move most first.

    Attributes:
        less, more: what a move down and a move up mean, in the reader's language.
        whisker: what the thin line means.
    """

    title: str
    varied: tuple[Varied, ...]
    less: str
    more: str
    whisker: str

    @property
    def scale(self) -> Scale:
        """Return a scale from the furthest move down to the furthest up; nought is on it."""
        ends = [end for one in self.varied for swing in one.swings for end in (*swing.reach, swing.moved)]
        return Scale(min([*ends, 0.0]), max([*ends, 0.0]))


def draw_tornado(chart: Tornado, *, columns: int = 80, colour: bool = False) -> str:
    """Return a tornado as lines of at most `columns` cells (at least 40)."""
    room = shares(columns, [one.label for one in chart.varied], [one.note for one in chart.varied], _LABELS)
    lines = [paint(line, "strong", on=colour) for line in wrap(chart.title, columns)]
    for one in chart.varied:
        names = balanced(one.label, room.margin - 1)
        row = "".join(paint(cell, shade, on=colour) for cell, shade in _row(one, chart.scale, room.days))
        lines.append(room.line(names[0], row, one.note))
        lines += names[1:]
    signs: list[Sign] = [("█", "green", chart.less), ("▓", "red", chart.more)]
    lines += legend(signs, columns, colour=colour) if chart.varied else []
    return "".join(f"{line}\n" for line in lines)


def _row(one: Varied, scale: Scale, room: int) -> list[Cell]:
    """Return a row: to the left of nought what makes it shorter, to the right what makes it longer."""
    row: list[Cell] = [(" ", "plain")] * room
    zero = min(round(scale.share(0.0) * (room - 1)), room - 1)
    for swing in one.swings:
        place = round(scale.share(swing.moved) * (room - 1))
        for column in range(min(place, zero), max(place, zero) + 1):
            if column != zero:
                row[column] = ("█", "green") if swing.moved < 0 else ("▓", "red")
    row[zero] = ("│", "plain")
    return row


def draw_tornado_svg(chart: Tornado, *, paper: bool = False) -> str:
    """Return a tornado as an SVG picture, for a page that is printed on white where `paper`."""
    sheet = Sheet(chart.title, [one.label for one in chart.varied], chart.scale, [one.note for one in chart.varied])
    top = sheet.below
    drawn = [part for one in chart.varied for part in _varied(sheet, one)]
    bottom = sheet.below
    grid = sheet.grid(top)
    zero = element("path", d=f"M{number(sheet.across(0.0))} {number(top)}V{number(bottom)}", class_="axis")
    sheet.legend([("swing less", chart.less), ("swing more", chart.more), ("through day", chart.whisker)])
    content = [*grid, *sheet.parts, *drawn, zero]
    told = "; ".join(f"{one.label}: {one.note}" for one in chart.varied)
    return document(chart.title, told, (sheet.wide, sheet.below + MARGIN / 2), content, paper=paper)


def _varied(sheet: Sheet, one: Varied) -> list[str]:
    middle = sheet.row(one.label)
    sheet.note(one.note, middle)
    zero, parts = sheet.across(0.0), []
    for swing in one.swings:
        at = sheet.across(swing.moved)
        class_ = "swing less" if swing.moved < 0 else "swing more"
        parts.append(rectangle((min(at, zero), middle - _BAR / 2), (abs(at - zero), _BAR), class_, 1.5))
        low, high = map(sheet.across, swing.reach)
        if high > low:
            parts.append(element("path", d=f"M{number(low)} {number(middle)}H{number(high)}", class_="through day"))
    return parts

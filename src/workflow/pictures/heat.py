"""Heat maps over weeks: a row for each department, a cell for each week; as SVG, and as small columns in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from workflow.pictures.cells import balanced, pad, wrap
from workflow.pictures.field import Field, shares
from workflow.pictures.scale import Scale
from workflow.pictures.shapes import document, rectangle
from workflow.pictures.sheet import MARGIN, Sheet
from workflow.pictures.terminal import paint

_STEPS: Final = " ▁▂▃▄▅▆▇█"
_FIRST, _LEVELS = 1, 9
_LABELS = 22
_CELL: Final = 17.0
_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Strip:
    """A department: a number for each week, and what is written at its right."""

    label: str
    values: tuple[float, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Heat:
    """Departments by weeks on one scale of colour.

    Attributes:
        origin: the first day of the first week.
        most: the number that is told by the darkest colour.
        least_text, most_text: what the palest and the darkest colour mean.
        tone: which scale of colours; two maps beside each other are told apart by it.
    """

    title: str
    strips: tuple[Strip, ...]
    origin: date
    most: float
    least_text: str
    most_text: str
    tone: str = "load"

    @property
    def weeks(self) -> int:
        """Return how many weeks it shows."""
        return max((len(strip.values) for strip in self.strips), default=0)

    @property
    def scale(self) -> Scale:
        """Return the days it shows."""
        return Scale(0.0, float(self.weeks * _WEEK), self.origin)

    def meaning(self, level: int) -> str:
        """Return what is written at a colour of the legend: something at both ends."""
        return {_FIRST: self.least_text, _LEVELS - 1: self.most_text}.get(level, "")

    def level(self, value: float, levels: int) -> int:
        """Return how dark a number is, from 0 for nothing to `levels` - 1; whatever is there is seen."""
        if value <= 0:
            return 0
        return max(min(round(value / self.most * (levels - 1)) if self.most else 0, levels - 1), 1)


def draw_heat(chart: Heat, *, columns: int = 80, colour: bool = False) -> str:
    """Return weeks as small columns, one row for each department, in lines of at most `columns` cells (at least 40).

    Where there are more weeks than cells, a cell shows the mean of several.
    """
    room = shares(columns, [strip.label for strip in chart.strips], [strip.note for strip in chart.strips], _LABELS)
    each = max(-(-chart.weeks // room.days), 1)
    field = Field(chart.scale, room.margin, max(-(-chart.weeks // each), 1), (), colour)
    lines = [paint(line, "strong", on=colour) for line in wrap(chart.title, columns)]
    for strip in chart.strips:
        names = balanced(strip.label, room.margin - 1)
        drawn = "".join(_STEPS[chart.level(value, len(_STEPS))] for value in _means(strip.values, each))
        lines.append(room.line(names[0], paint(pad(drawn, field.columns), "blue", on=colour), strip.note))
        lines += names[1:]
    lines += field.axis() if chart.strips else []
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _means(values: Sequence[float], each: int) -> list[float]:
    parts = [values[start : start + each] for start in range(0, len(values), each)]
    return [sum(part) / len(part) for part in parts]


def draw_heat_svg(chart: Heat, *, paper: bool = False) -> str:
    """Return departments by weeks as an SVG picture, for a page that is printed on white where `paper`."""
    notes = [strip.note for strip in chart.strips]
    sheet = Sheet(chart.title, [strip.label for strip in chart.strips], chart.scale, notes)
    wide = sheet.room / max(chart.weeks, 1)
    drawn: list[str] = []
    for strip in chart.strips:
        middle = sheet.row(strip.label, _CELL + 4)
        sheet.note(strip.note, middle)
        for start, end, level in _runs(chart, strip):
            corner = (sheet.left + start * wide, middle - _CELL / 2)
            drawn.append(rectangle(corner, ((end - start) * wide, _CELL), f"{chart.tone} h{level}"))
    sheet.grid(sheet.below)
    levels = range(_FIRST, _LEVELS)
    sheet.legend([(f"{chart.tone} h{level}", chart.meaning(level)) for level in levels])
    told = "; ".join(f"{strip.label}: {strip.note}" for strip in chart.strips)
    content = [*sheet.parts, *drawn]
    return document(chart.title, told, (sheet.wide, sheet.below + MARGIN / 2), content, paper=paper)


def _runs(chart: Heat, strip: Strip) -> list[tuple[int, int, int]]:
    """Return stretches of weeks of one colour."""
    found: list[tuple[int, int, int]] = []
    for week, value in enumerate(strip.values):
        level = chart.level(value, _LEVELS)
        if found and found[-1][2] == level:
            found[-1] = (found[-1][0], week + 1, level)
        else:
            found.append((week, week + 1, level))
    return found

"""Items over days with bands: when each begins and ends, likely and at the latest; as terminal lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from workflow.pictures.cells import balanced, wrap
from workflow.pictures.field import LINES, Cell, Field, Sign, legend, shares
from workflow.pictures.scale import Line, Scale, scale_of
from workflow.pictures.terminal import Colour, paint

Stretch = Literal["before", "middle", "ahead", "after"]
_MARKS: Final[dict[Stretch, tuple[str, Colour]]] = {
    "before": ("─", "faint"),
    "middle": ("█", "blue"),
    "ahead": ("■", "green"),
    "after": ("▓", "yellow"),
}
_LABELS = 26


@dataclass(frozen=True, slots=True)
class Band:
    """An item: when it begins and when it ends, each as P10, P50 and P90 in days.

    Attributes:
        note: what is written at its right, as the percentiles of its end.
        ahead: it is work done before the trigger, without legal effect yet.
    """

    label: str
    start: tuple[float, float, float]
    end: tuple[float, float, float]
    note: str = ""
    ahead: bool = False

    def stretches(self) -> Iterator[tuple[Stretch, float, float]]:
        """Yield what is drawn: from P10 to P50 of the start, to P50 of the end, to P90 of the end."""
        if self.start[0] < self.start[1]:
            yield "before", self.start[0], self.start[1]
        yield "ahead" if self.ahead else "middle", self.start[1], self.end[1]
        if self.end[1] < self.end[2]:
            yield "after", self.end[1], self.end[2]


@dataclass(frozen=True, slots=True)
class Bands:
    """Items over one scale of days.

    Attributes:
        origin: day 0 as a date; None where days are counted from the trigger.
        lines: days drawn through the whole picture.
        legend: what the stretches mean, in the reader's language.
        unit: what the scale counts, where it shows no dates.
        earliest: what the cap at P10 of the end means, where there is one to draw.
    """

    title: str
    bands: tuple[Band, ...]
    legend: tuple[tuple[Stretch, str], ...]
    origin: date | None = None
    lines: tuple[Line, ...] = ()
    unit: str = ""
    earliest: str = ""

    @property
    def meanings(self) -> list[tuple[Stretch, str]]:
        """Return the legend of the stretches that occur."""
        seen = {kind for band in self.bands for kind, _, _ in band.stretches()}
        return [(kind, text) for kind, text in self.legend if kind in seen]

    @property
    def scale(self) -> Scale:
        """Return the days from the first to the last thing shown."""
        days = [day for band in self.bands for day in (*band.start, *band.end)]
        return scale_of([*days, *(line.at for line in self.lines)], self.origin)


def draw_bands(chart: Bands, *, columns: int = 80, colour: bool = False) -> str:
    """Return items with their bands as lines of at most `columns` cells (at least 40)."""
    room = shares(columns, [band.label for band in chart.bands], [band.note for band in chart.bands], _LABELS)
    field = Field(chart.scale, room.margin, room.days, chart.lines, colour)
    lines = [paint(line, "strong", on=colour) for line in wrap(chart.title, columns)]
    for band in chart.bands:
        names = balanced(band.label, room.margin - 1)
        lines.append(room.line(names[0], field.painted(_row(band, field)), band.note))
        lines += [room.line(name, field.painted(field.ground()), "") for name in names[1:]]
    lines += field.axis() if chart.bands else []
    signs = [(_MARKS[kind][0] * 2, _MARKS[kind][1], text) for kind, text in chart.meanings]
    signs += line_signs(chart.lines)
    told: list[Sign] = [(" ", "plain", chart.unit)] if chart.unit else []
    lines += legend([*told, *signs], columns, colour=colour) if chart.bands else []
    return "".join(f"{line.rstrip()}\n" for line in lines)


def line_signs(lines: tuple[Line, ...]) -> list[Sign]:
    """Return the signs of the days drawn through a picture."""
    return [(*LINES[line.kind], line.label) for line in lines]


def _row(band: Band, field: Field) -> list[Cell]:
    row = field.ground()
    for kind, start, end in band.stretches():
        first, last = field.column(start), field.column(end)
        for place in range(first, max(last, first + 1)):
            row[place] = _MARKS[kind]
    return row

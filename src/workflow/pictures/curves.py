"""S-curves: how likely something is done by a day, several scenarios over one scale; as terminal lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from workflow.pictures.bands import line_signs
from workflow.pictures.cells import wrap
from workflow.pictures.field import Cell, Field, Sign, legend
from workflow.pictures.scale import Line, Scale, scale_of
from workflow.pictures.terminal import Colour, paint

_SIGNS: Final[tuple[tuple[str, Colour], ...]] = (
    ("●", "blue"), ("○", "green"), ("◆", "magenta"), ("×", "cyan"), ("■", "yellow"), ("◇", "plain"),
)  # fmt: skip
_ROWS: Final = 10
_MARGIN: Final = 6


@dataclass(frozen=True, slots=True)
class Curve:
    """One scenario: the days by which it was done, sorted, and of how many tries (those never done included)."""

    label: str
    days: tuple[float, ...]
    tries: int

    def share(self, day: float) -> float:
        """Return how much was done by a day, from 0 to 1."""
        return bisect_right(self.days, day) / self.tries if self.tries else 0.0


@dataclass(frozen=True, slots=True)
class Curves:
    """Scenarios over one scale of days.

    Attributes:
        origin: day 0 as a date; None where days are counted from the trigger.
        lines: limits, drawn through the whole picture.
        unit: what the scale counts, where it shows no dates.
    """

    title: str
    curves: tuple[Curve, ...]
    origin: date | None = None
    lines: tuple[Line, ...] = ()
    unit: str = ""

    @property
    def scale(self) -> Scale:
        """Return the days from the first to the last thing shown, a little room on both sides."""
        ends = [day for curve in self.curves if curve.days for day in (curve.days[0], curve.days[-1])]
        scale = scale_of([*ends, *(line.at for line in self.lines)], self.origin)
        room = max(scale.length * 0.03, 1.0)
        return Scale(scale.first - room, scale.last + room, self.origin)


def draw_curves(chart: Curves, *, columns: int = 80, colour: bool = False) -> str:
    """Return S-curves as lines of at most `columns` cells (at least 40)."""
    field = Field(chart.scale, _MARGIN, columns - _MARGIN, chart.lines, colour)
    grid = [field.ground() for _ in range(_ROWS + 1)]
    for curve, sign in zip(chart.curves, signs_of(chart.curves), strict=True):
        _draw(curve, sign, field, grid)
    lines = [paint(line, "strong", on=colour) for line in wrap(chart.title, columns)]
    for place, row in enumerate(grid):
        share = f"{100 - place * 100 // _ROWS:3} %"
        lines.append(f"{share if place % 2 == 0 else '     '}{'┤' if place % 2 == 0 else '│'}{field.painted(row)}")
    lines += field.axis()
    signs = [(*sign, curve.label) for curve, sign in zip(chart.curves, signs_of(chart.curves), strict=True)]
    told: list[Sign] = [(" ", "plain", chart.unit)] if chart.unit else []
    lines += legend([*signs, *line_signs(chart.lines), *told], columns, colour=colour)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def signs_of(curves: Sequence[Curve]) -> list[Cell]:
    """Return the sign and colour of each curve."""
    return [_SIGNS[place % len(_SIGNS)] for place in range(len(curves))]


def _draw(curve: Curve, sign: Cell, field: Field, grid: list[list[Cell]]) -> None:
    """Draw a curve column by column, without a gap where it rises steeply, until it is at its top."""
    before = _ROWS
    top = round(_ROWS * (1 - (len(curve.days) / curve.tries if curve.tries else 0.0)))
    for place in range(field.columns):
        day = field.scale.first + (place + 1) / field.columns * field.scale.length
        height = round(_ROWS * (1 - curve.share(day)))
        if curve.share(day) and (before > top or before == _ROWS):
            for row in range(height, max(before, height + 1)):
                grid[row][place] = sign
        before = height

"""A timeline of dated bars, several scenarios over one axis, as terminal lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import Final, Literal

from workflow.pictures.axis import Span, Tick, ticks
from workflow.pictures.cells import balanced, pad, visible, width, wrap
from workflow.pictures.terminal import Colour, paint

BarKind = Literal["work", "ahead", "wait", "late"]

_MARK: Final[dict[BarKind, str]] = {"work": "█", "ahead": "▓", "wait": "─", "late": "■"}
_COLOUR: Final[dict[BarKind, Colour]] = {"work": "blue", "ahead": "green", "wait": "faint", "late": "red"}
_LABELS = 26
_TICK_CELLS = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days, both ends included.

    Attributes:
        kind: `work` that counts, work done `ahead` of the trigger and without legal effect, a `wait`, or
            time that is `late`.
        note: what is written beside it, as the number of working days.
    """

    label: str
    start: date
    end: date
    kind: BarKind = "work"
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a bar that ends before it starts.

        Raises:
            ValueError: the end is before the start.
        """
        if self.end < self.start:
            raise ValueError(f"{self.label}: {self.end} < {self.start}")


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day on which something holds; drawn as a diamond."""

    label: str
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A scenario: its bars, then its milestones."""

    title: str
    bars: tuple[Bar, ...] = ()
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Several scenarios over one axis of days.

    Attributes:
        legend: what the kinds of bars mean, in the reader's language; kinds that do not occur are left out.
    """

    title: str
    lanes: tuple[Lane, ...]
    legend: tuple[tuple[BarKind, str], ...] = ()

    @property
    def span(self) -> Span | None:
        """Return the days from the first to the last thing shown; None where there is nothing."""
        bars = [bar for lane in self.lanes for bar in lane.bars]
        days = [milestone.on for lane in self.lanes for milestone in lane.milestones]
        first, last = [*days, *(bar.start for bar in bars)], [*days, *(bar.end for bar in bars)]
        return Span(min(first), max(last)) if first else None

    @property
    def labels(self) -> list[str]:
        """Return the labels of all bars and milestones."""
        bars = [bar.label for lane in self.lanes for bar in lane.bars]
        return bars + [milestone.label for lane in self.lanes for milestone in lane.milestones]

    @property
    def meanings(self) -> list[tuple[BarKind, str]]:
        """Return the legend of the kinds that occur."""
        seen = {bar.kind for lane in self.lanes for bar in lane.bars}
        return [(kind, text) for kind, text in self.legend if kind in seen]


@dataclass(frozen=True, slots=True)
class _Canvas:
    """The columns of a chart: labels to the left, days to the right, a faint line at every tick."""

    span: Span
    labels: int
    columns: int
    ticks: Sequence[Tick]
    colour: bool

    def column(self, day: date) -> int:
        return floor(self.span.share(day) * self.columns + 1e-9)

    def extent(self, bar: Bar) -> tuple[int, int]:
        """Return the columns of a bar, the end excluded; a day too short for a column still gets one."""
        start = self.column(bar.start)
        after = (self.span.share(bar.end) + 1 / self.span.days) * self.columns
        return start, min(max(ceil(after - 1e-9), start + 1), self.columns)


def draw_gantt(chart: Chart, *, columns: int = 80, colour: bool = False) -> str:
    """Return a chart as lines of at most `columns` cells (at least 40), the last one ended as well.

    Notes stand to the right of a bar where there is room, else to its left, else on a line below. Kinds of
    bars differ by their characters, so that nothing is lost without colour.
    """
    lines = [paint(line, "strong", on=colour) for line in wrap(chart.title, columns)]
    span = chart.span
    if span is None:
        return "\n".join(lines) + "\n"
    labels = min(max((width(visible(label)) for label in chart.labels), default=0), _LABELS, columns // 2) + 1
    room = columns - labels
    canvas = _Canvas(span, labels, room, ticks(span, room / _TICK_CELLS), colour)
    lines += _axis(canvas)
    for lane in chart.lanes:
        lines += _lane(lane, canvas, columns)
    meanings = "   ".join(f"{_MARK[kind] * 2} {visible(text)}" for kind, text in chart.meanings)
    lines += [paint(line, "faint", on=colour) for line in wrap(meanings, columns) if line]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _axis(canvas: _Canvas) -> list[str]:
    upper, lower, rule = [" "] * canvas.columns, [" "] * canvas.columns, ["─"] * canvas.columns
    for tick in canvas.ticks:
        column = canvas.column(tick.day)
        _write(upper, column, tick.upper)
        _write(lower, column, tick.lower)
        rule[column] = "┬"
    margin = " " * canvas.labels
    return [paint(margin + "".join(row), "faint", on=canvas.colour) for row in (upper, lower, rule)]


def _write(row: list[str], column: int, text: str) -> None:
    """Write a number where it fits and overwrites nothing."""
    if column + len(text) <= len(row) and not "".join(row[max(column - 1, 0) : column + len(text)]).strip():
        row[column : column + len(text)] = text


def _lane(lane: Lane, canvas: _Canvas, columns: int) -> Iterable[str]:
    for line in wrap(lane.title, columns):
        yield paint(line, "strong", on=canvas.colour)
    for bar in lane.bars:
        yield from _row(bar.label, bar.note, canvas.extent(bar), (_MARK[bar.kind], _COLOUR[bar.kind]), canvas)
    for milestone in lane.milestones:
        column = canvas.column(milestone.on)
        yield from _row(milestone.label, milestone.note, (column, column + 1), ("◆", "yellow"), canvas)


def _row(label: str, note: str, extent: tuple[int, int], mark: tuple[str, Colour], canvas: _Canvas) -> Iterable[str]:
    start, end = extent
    note = visible(note)
    needed = width(note) + 1
    drawn = paint(mark[0] * (end - start), mark[1], on=canvas.colour)
    left, right, below = _ground(canvas, 0, start), _ground(canvas, end, canvas.columns), None
    if note and end + needed <= canvas.columns:
        right = " " + note + _ground(canvas, end + needed, canvas.columns)
    elif note and needed <= start:
        left = _ground(canvas, 0, start - needed) + note + " "
    elif note:
        below = note
    names = balanced(label, canvas.labels - 1)
    yield pad(names[0], canvas.labels) + left + drawn + right
    for name in names[1:]:
        yield pad(name, canvas.labels) + _ground(canvas, 0, canvas.columns)
    for line in wrap(below, canvas.columns) if below else ():
        yield " " * (canvas.labels + canvas.columns - width(line)) + line


def _ground(canvas: _Canvas, start: int, end: int) -> str:
    marked = {canvas.column(tick.day) for tick in canvas.ticks}
    return paint("".join("┊" if column in marked else " " for column in range(start, end)), "faint", on=canvas.colour)

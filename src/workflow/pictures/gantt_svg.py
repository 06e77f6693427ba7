"""A timeline of dated bars as an SVG picture that stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from workflow.pictures.axis import Span, ticks
from workflow.pictures.cells import balanced, pixels
from workflow.pictures.gantt import Bar, Chart, Lane, Milestone
from workflow.pictures.shapes import LINE_HEIGHT, document, element, number, rectangle, stacked, written

_TITLE, _LABEL, _SMALL = 19.0, 13.0, 11.5
_MARGIN, _ROW, _BAR = 28.0, 28.0, 16.0
_LABEL_CELLS = 30
_DAYS: Final = 760.0  # pixels for the days
_TICK = 34.0


class _Sheet:
    """The picture as it grows downwards."""

    def __init__(self, chart: Chart, span: Span) -> None:
        lines = [line for label in chart.labels for line in balanced(label, _LABEL_CELLS)]
        self.left = _MARGIN + max((pixels(line, _LABEL) for line in lines), default=0.0) + 14
        self.span = span
        self.wide = self.left + _DAYS + _MARGIN
        self.below = _MARGIN
        self.parts: list[str] = []

    def across(self, day: date, days: int = 0) -> float:
        """Return where a day begins, or the one so many days later."""
        return self.left + _DAYS * (self.span.share(day) + days / self.span.days)

    def heading(self, text: str, size: float, class_: str) -> None:
        """Write a line across the picture."""
        self.below += size * 0.7
        self.parts.append(written(text, (_MARGIN, self.below), size, class_))
        self.below += size * 0.9

    def row(self, label: str) -> float:
        """Write a label to the left and return the middle of its row."""
        lines = balanced(label, _LABEL_CELLS)
        high = max(_ROW, len(lines) * _LABEL * LINE_HEIGHT + 8)
        middle = self.below + high / 2
        self.parts += stacked(lines, (self.left - 14, middle), _LABEL, "", "end")
        self.below += high
        return middle

    def note(self, text: str, extent: tuple[float, float], middle: float) -> None:
        """Write a note to the right of what it is about, or to the left where there is no room."""
        if not text:
            return
        fits = extent[1] + 8 + pixels(text, _SMALL) <= self.wide - 4
        at = (extent[1] + 8, middle) if fits else (extent[0] - 8, middle)
        self.parts.append(written(text, at, _SMALL, "small", "start" if fits else "end"))


def draw_gantt_svg(chart: Chart) -> str:
    """Return a chart as an SVG file: lanes one below another over one axis, milestones as diamonds."""
    span = chart.span or Span(date.min, date.min)
    sheet = _Sheet(chart, span)
    sheet.heading(chart.title, _TITLE, "title")
    top = sheet.below + 6
    sheet.below = top + 42 if chart.span else top
    for lane in chart.lanes:
        _lane(sheet, lane)
    grid = _grid(sheet, top) if chart.span else []
    _meanings(sheet, chart)
    return document(chart.title, _told(chart.lanes), (sheet.wide, sheet.below + _MARGIN / 2), [*grid, *sheet.parts])


def _lane(sheet: _Sheet, lane: Lane) -> None:
    sheet.below += 8
    sheet.heading(lane.title, 14.0, "title")
    for bar in lane.bars:
        _bar(sheet, bar)
    for milestone in lane.milestones:
        _milestone(sheet, milestone)


def _bar(sheet: _Sheet, bar: Bar) -> None:
    middle = sheet.row(bar.label)
    start, end = sheet.across(bar.start), sheet.across(bar.end, 1)
    sheet.parts.append(rectangle((start, middle - _BAR / 2), (max(end - start, 2.0), _BAR), f"bar {bar.kind}", 3))
    sheet.note(bar.note, (start, end), middle)


def _milestone(sheet: _Sheet, milestone: Milestone) -> None:
    middle = sheet.row(milestone.label)
    at = (sheet.across(milestone.on) + sheet.across(milestone.on, 1)) / 2
    half = _BAR / 2
    corners = ((at, middle - half), (at + half, middle), (at, middle + half), (at - half, middle))
    shape = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in corners) + "Z"
    sheet.parts.append(element("path", d=shape, class_="milestone"))
    sheet.note(milestone.note, (at - half, at + half), middle)


def _grid(sheet: _Sheet, top: float) -> list[str]:
    parts: list[str] = []
    for tick in ticks(sheet.span, _DAYS / _TICK):
        x = sheet.across(tick.day)
        parts.append(element("path", d=f"M{number(x)} {number(top + 34)}V{number(sheet.below)}", class_="rule"))
        if tick.upper:
            parts.append(written(tick.upper, (x, top + 8), _SMALL, "title"))
        parts.append(written(tick.lower, (x, top + 24), _SMALL, "small"))
    return parts


def _meanings(sheet: _Sheet, chart: Chart) -> None:
    x = sheet.left
    sheet.below += 22 if chart.meanings else 0
    for kind, text in chart.meanings:
        sheet.parts.append(rectangle((x, sheet.below - 6), (22, 12), f"bar {kind}", 2))
        sheet.parts.append(written(text, (x + 30, sheet.below), _SMALL, "label"))
        x += 54 + pixels(text, _SMALL)


def _told(lanes: Sequence[Lane]) -> str:
    """Return the chart in words, for those who do not see it: titles and dates."""
    told = [
        f"{lane.title}: "
        + "; ".join(
            [f"{bar.label} {bar.start}/{bar.end}" for bar in lane.bars]
            + [f"{milestone.label} {milestone.on}" for milestone in lane.milestones]
        )
        for lane in lanes
    ]
    return " | ".join(told)

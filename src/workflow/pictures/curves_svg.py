"""S-curves as an SVG picture that stands alone."""

from __future__ import annotations

from typing import Final

from workflow.pictures.cells import pixels
from workflow.pictures.curves import Curve, Curves
from workflow.pictures.shapes import document, element, number, written
from workflow.pictures.sheet import MARGIN, SMALL, Sheet

_HIGH: Final = 240.0
_COLOURS: Final = 8
_POINTS: Final = 400
LEVELS: Final = (0.0, 0.2, 0.5, 0.8, 0.9, 1.0)


def draw_curves_svg(chart: Curves, *, paper: bool = False) -> str:
    """Return S-curves as an SVG picture, for a page that is printed on white where `paper`."""
    sheet = Sheet(chart.title, ["100 %"], chart.scale)
    top = sheet.below + 6
    levels = [
        part
        for level in LEVELS
        for part in (
            element("path", d=f"M{number(sheet.left)} {_height(top, level)}h{number(sheet.room)}", class_="rule"),
            written(f"{level:.0%}", (sheet.left - 8, top + _HIGH * (1 - level)), SMALL, "small", "end"),
        )
    ]
    sheet.below = top + _HIGH
    grid = sheet.grid(top)
    if chart.unit:
        middle = sheet.left + sheet.room - pixels(chart.unit, SMALL)
        sheet.parts.append(written(chart.unit, (middle, sheet.below + 8), SMALL, "small"))
        sheet.below += 12
    drawn = [
        element("path", d=_path(sheet, curve, top), class_=f"curve c{place % _COLOURS}")
        for place, curve in enumerate(chart.curves)
    ]
    signs = [(f"curve c{place % _COLOURS}", curve.label) for place, curve in enumerate(chart.curves)]
    sheet.legend(signs, chart.lines)
    content = [*grid, *levels, *sheet.parts, *sheet.through(chart.lines, top, top + _HIGH), *drawn]
    told = "; ".join(curve.label for curve in chart.curves)
    return document(chart.title, told, (sheet.wide, sheet.below + MARGIN / 2), content, paper=paper)


def _height(top: float, share: float) -> str:
    return number(top + _HIGH * (1 - share))


def _path(sheet: Sheet, curve: Curve, top: float) -> str:
    """Return the steps of a curve: a few hundred at most, from the first day shown to the last."""
    told = f"M{number(sheet.left)} {_height(top, 0.0)}"
    done = 0
    for day, more in _thinned(curve.days):
        done += more
        told += f"H{number(sheet.across(day))}V{_height(top, done / curve.tries)}"
    return told + f"H{number(sheet.left + sheet.room)}"


def _thinned(days: tuple[float, ...]) -> list[tuple[float, int]]:
    """Return the days by which so many more were done, in `_POINTS` steps at most."""
    step = max(len(days) // _POINTS, 1)
    return [
        (days[min(place + step, len(days)) - 1], min(step, len(days) - place)) for place in range(0, len(days), step)
    ]

"""Items over days with bands, as an SVG picture that stands alone."""

from __future__ import annotations

from typing import Final

from workflow.pictures.bands import Band, Bands
from workflow.pictures.shapes import document, element, number, rectangle
from workflow.pictures.sheet import MARGIN, Sheet

_BAR: Final = 13.0
_CAP: Final = 4.0


def draw_bands_svg(chart: Bands, *, paper: bool = False) -> str:
    """Return items with their bands as an SVG picture, for a page that is printed on white where `paper`.

    A bar runs from P50 of the start to P50 of the end; a thin one on from P10 of the start, a pale one on to P90 of
    the end, with a cap at P10 of the end.
    """
    notes = [band.note for band in chart.bands]
    sheet = Sheet(chart.title, [band.label for band in chart.bands], chart.scale, notes)
    top = sheet.below
    drawn = [part for band in chart.bands for part in _band(sheet, band)]
    bottom = sheet.below
    grid = sheet.grid(top)
    if chart.bands:
        capped = any(band.end[0] < band.end[2] for band in chart.bands)
        caps = [("cap", chart.earliest)] if chart.earliest and capped else []
        sheet.legend([*((f"band {kind}", text) for kind, text in chart.meanings), *caps], chart.lines)
    content = [*grid, *sheet.parts, *drawn, *sheet.through(chart.lines, top, bottom)]
    told = "; ".join(f"{band.label}: {band.note}" for band in chart.bands)
    return document(chart.title, told, (sheet.wide, sheet.below + MARGIN / 2), content, paper=paper)


def _band(sheet: Sheet, band: Band) -> list[str]:
    middle = sheet.row(band.label)
    parts = []
    for kind, start, end in band.stretches():
        left, right = sheet.across(start), sheet.across(end)
        high = 3.0 if kind == "before" else _BAR
        parts.append(rectangle((left, middle - high / 2), (max(right - left, 2.0), high), f"band {kind}", 1.5))
    cap = sheet.across(band.end[0])
    if band.end[0] < band.end[2]:
        top, bottom = number(middle - _BAR / 2 - _CAP / 2), number(middle + _BAR / 2 + _CAP / 2)
        parts.append(element("path", d=f"M{number(cap)} {top}V{bottom}", class_="cap"))
    sheet.note(band.note, middle)
    return parts

"""Stacked bars, one under another: for a terminal, and as an SVG picture that stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from workflow.pictures.cells import balanced, pad, pixels, visible, width, wrap
from workflow.pictures.shapes import LINE_HEIGHT, document, rectangle, stacked, written
from workflow.pictures.terminal import Colour, paint

Tone = Literal["work", "ahead", "wait", "late", "rest", "held"]
_MARKS: Final[dict[Tone, tuple[str, Colour]]] = {
    "work": ("█", "blue"),
    "ahead": ("═", "green"),
    "wait": ("▓", "faint"),
    "late": ("■", "red"),
    "rest": ("─", "faint"),
    "held": ("·", "yellow"),
}
_LABEL_CELLS, _LEAST = 24, 10
_TITLE, _LABEL, _SMALL = 17.0, 13.0, 11.5
_MARGIN, _ROW, _BAR, _LENGTH = 24.0, 28.0, 16.0, 480.0


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: how long, and of what."""

    tone: Tone
    value: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is about, its parts from left to right, and what is written at its end."""

    label: str
    parts: tuple[Part, ...]
    note: str = ""

    @property
    def value(self) -> float:
        """Return how long it is in all."""
        return sum(part.value for part in self.parts)


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars on one scale.

    Attributes:
        legend: what each tone means, in the reader's language; only tones that occur are told.
        whole: draw every bar at full length, its parts as shares.
    """

    title: str
    bars: tuple[Bar, ...]
    legend: tuple[tuple[Tone, str], ...]
    whole: bool = False

    def share(self, bar: Bar, part: Part) -> float:
        """Return how much of the full length a part of a bar takes."""
        longest = bar.value if self.whole else max((one.value for one in self.bars), default=0.0)
        return part.value / longest if longest else 0.0

    @property
    def told(self) -> tuple[tuple[Tone, str], ...]:
        """Return the legend of the tones that occur."""
        used = {part.tone for bar in self.bars for part in bar.parts if part.value}
        return tuple((tone, text) for tone, text in self.legend if tone in used)


def draw_bars(chart: Bars, *, columns: int = 80, colour: bool = False) -> str:
    """Return bars as lines of at most `columns` cells (at least 60)."""
    labels = min(_LABEL_CELLS, max((width(bar.label) for bar in chart.bars), default=0))
    notes = max((width(visible(bar.note)) for bar in chart.bars), default=0)
    room = max(columns - labels - notes - 4, _LEAST)
    lines = [paint(visible(chart.title), "strong", on=colour)]
    for bar in chart.bars:
        told = wrap(bar.label, labels)
        drawn = _drawn(chart, bar, room, colour=colour)
        lines.append(f"{pad(told[0], labels)}  {drawn}  {visible(bar.note)}".rstrip())
        lines += told[1:]
    legend = "   ".join(f"{paint(_MARKS[tone][0], _MARKS[tone][1], on=colour)} {text}" for tone, text in chart.told)
    return "".join(f"{line}\n" for line in [*lines, *([legend] if legend else [])])


def _drawn(chart: Bars, bar: Bar, room: int, *, colour: bool) -> str:
    """Return a bar in cells, every part that is there taking one at least."""
    cells = [max(round(chart.share(bar, part) * room), 1) if part.value else 0 for part in bar.parts]
    while sum(cells) > room:
        cells[cells.index(max(cells))] -= 1
    marks = (_MARKS[part.tone] for part in bar.parts)
    text = "".join(paint(mark * n, shade, on=colour) for n, (mark, shade) in zip(cells, marks, strict=True))
    return text + " " * (room - sum(cells))


def draw_bars_svg(chart: Bars, *, paper: bool = False) -> str:
    """Return bars as an SVG picture, for a page that is printed on white where `paper`."""
    lines = [balanced(bar.label, _LABEL_CELLS) for bar in chart.bars]
    left = _MARGIN + max((pixels(line, _LABEL) for label in lines for line in label), default=0.0) + 12
    notes = max((pixels(bar.note, _SMALL) for bar in chart.bars), default=0.0)
    wide = left + _LENGTH + notes + 2 * _MARGIN
    below = _MARGIN + _TITLE
    parts = [written(chart.title, (_MARGIN, below - _TITLE / 2), _TITLE, "title")]
    below += 10
    for bar, label in zip(chart.bars, lines, strict=True):
        high = max(_ROW, len(label) * _LABEL * LINE_HEIGHT + 6)
        parts += _row(chart, bar, label, (left, below + high / 2))
        below += high
    parts += _legend(chart, below + 16)
    described = "; ".join(f"{bar.label}: {bar.note}" for bar in chart.bars)
    return document(chart.title, described, (wide, below + 16 + _MARGIN), parts, paper=paper)


def _row(chart: Bars, bar: Bar, label: Sequence[str], at: tuple[float, float]) -> list[str]:
    left, middle = at
    parts = stacked(label, (left - 12, middle), _LABEL, "", "end")
    across = left
    for part in bar.parts:
        length = chart.share(bar, part) * _LENGTH
        if length:
            parts.append(rectangle((across, middle - _BAR / 2), (length, _BAR), f"bar {part.tone}"))
        across += length
    return [*parts, written(bar.note, (across + 8, middle), _SMALL, "small")] if bar.note else parts


def _legend(chart: Bars, middle: float) -> list[str]:
    parts, across = [], _MARGIN
    for tone, text in chart.told:
        parts.append(rectangle((across, middle - 6), (12, 12), f"bar {tone}"))
        parts.append(written(text, (across + 18, middle), _SMALL, "small"))
        across += 18 + pixels(text, _SMALL) + 22
    return parts

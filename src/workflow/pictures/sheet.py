"""The sheet of an SVG picture over days: labels to the left, days to the right, growing downwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workflow.pictures.cells import balanced, pixels
from workflow.pictures.scale import Line, Scale
from workflow.pictures.shapes import LINE_HEIGHT, element, number, rectangle, stacked, written

TITLE, LABEL, SMALL = 15.0, 12.5, 11.0
MARGIN: Final = 16.0
LABEL_CELLS: Final = 26
WIDE: Final = 780.0
_LEAST: Final = 200.0
_ROW: Final = 25.0
_TICK: Final = 46.0


class Sheet:
    """A picture as it grows.

    Attributes:
        left, room: where the days begin, and how many pixels they take.
        wide: how wide all is.
        below: how far down it has grown.
    """

    def __init__(self, title: str, labels: Sequence[str], scale: Scale, notes: Sequence[str] = ()) -> None:
        """Begin a sheet; all are of one width, and the days take what labels and notes leave."""
        lines = [line for label in labels for line in balanced(label, LABEL_CELLS)]
        self.scale = scale
        self.left = MARGIN + max((pixels(line, LABEL) for line in lines), default=20.0) + 12
        noted = max((pixels(note, SMALL) for note in notes), default=0.0)
        self.room = max(WIDE - self.left - noted - 8 - MARGIN, _LEAST)
        self.wide = max(self.left + self.room + noted + 8 + MARGIN, pixels(title, TITLE) + 2 * MARGIN)
        self.parts = [written(title, (MARGIN, MARGIN + TITLE / 2), TITLE, "title")] if title else []
        self.below = MARGIN + (TITLE + 10 if title else 0.0)

    def across(self, day: float) -> float:
        """Return where a day is."""
        return self.left + self.room * self.scale.share(day)

    def row(self, label: str, least: float = _ROW) -> float:
        """Write a label to the left and return the middle of its row."""
        lines = balanced(label, LABEL_CELLS)
        high = max(least, len(lines) * LABEL * LINE_HEIGHT + 6)
        middle = self.below + high / 2
        self.parts += stacked(lines, (self.left - 10, middle), LABEL, "", "end")
        self.below += high
        return middle

    def note(self, text: str, middle: float) -> None:
        """Write a note to the right of the days."""
        if text:
            self.parts.append(written(text, (self.left + self.room + 8, middle), SMALL, "small"))

    def grid(self, top: float) -> list[str]:
        """Return the marks of the scale from a height down to here, and write what they are below."""
        parts: list[str] = []
        bottom = self.below + 4
        marks = self.scale.marks(self.room / _TICK)
        for mark in marks:
            parts.append(_upright(self.across(mark.at), top, bottom, "rule"))
            self.parts.append(written(mark.lower, (self.across(mark.at), bottom + 9), SMALL, "small", "middle"))
            if mark.upper:
                self.parts.append(written(mark.upper, (self.across(mark.at), bottom + 23), SMALL, "small", "middle"))
        self.below = bottom + (32 if any(mark.upper for mark in marks) else 18)
        return parts

    def through(self, lines: Sequence[Line], top: float, bottom: float) -> list[str]:
        """Return days drawn through the picture."""
        return [_upright(self.across(line.at), top, bottom, f"through {line.kind}") for line in lines]

    def legend(self, signs: Sequence[tuple[str, str]], lines: Sequence[Line] = ()) -> None:
        """Write what the classes of rectangles and the drawn lines mean, in as many rows as they need."""
        entries = [(f"{class_}", text) for class_, text in signs]
        entries += [(f"through {line.kind}", line.label) for line in lines]
        x, self.below = MARGIN, self.below + 12
        for class_, text in entries:
            needed = 34 + pixels(text, SMALL) if text else 6.0
            if x > MARGIN and x + needed > self.wide - MARGIN:
                x, self.below = MARGIN, self.below + 18
            self.parts.append(_sign(class_, (x, self.below)))
            self.parts.append(written(text, (x + 26, self.below), SMALL, "label"))
            x += needed + 14
        self.below += 10 if entries else -12


def _sign(class_: str, at: tuple[float, float]) -> str:
    x, y = at
    if class_.startswith(("through", "curve")):
        return element("path", d=f"M{number(x)} {number(y)}h20", class_=class_)
    if class_ == "cap":
        return _upright(x + 10, y - 8, y + 8, class_)
    return rectangle((x, y - 5), (20, 10), class_, 2)


def _upright(x: float, top: float, bottom: float, class_: str) -> str:
    return element("path", d=f"M{number(x)} {number(top)}V{number(bottom)}", class_=class_)

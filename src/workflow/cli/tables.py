"""Tables for a terminal, Chinese and English in columns of cells."""

from __future__ import annotations

from collections.abc import Sequence

from workflow.pictures.cells import pad, visible, width, wrap

_GAP = 2
_NARROWEST = 6


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], columns: int, *, ids: bool = False) -> str:
    """Return rows under their headings as lines of at most `columns` cells; long entries wrap in their column.

    Args:
        ids: the first column holds names to be copied: it gives way only where it would take half of the room.
    """
    shown = [[visible(entry) if "\n" not in entry else entry for entry in row] for row in rows]
    widths = _widths([list(heads), *shown], columns, ids=ids)
    lines = [_line(heads, widths), "  ".join("─" * cells for cells in widths)]
    for row in shown:
        blocks = [_wrapped(entry, cells) for entry, cells in zip(row, widths, strict=True)]
        height = max(map(len, blocks))
        lines += [_line([b[n] if n < len(b) else "" for b in blocks], widths) for n in range(height)]
    return "\n".join(lines) + "\n"


def _wrapped(entry: str, cells: int) -> list[str]:
    return [line for part in entry.split("\n") for line in wrap(part, cells)]


def _line(entries: Sequence[str], widths: Sequence[int]) -> str:
    return (" " * _GAP).join(pad(entry, cells) for entry, cells in zip(entries, widths, strict=True)).rstrip()


def _widths(rows: Sequence[Sequence[str]], columns: int, *, ids: bool) -> list[int]:
    """Return the width of each column: as wide as its entries, the widest giving way until all fit."""
    widths = [max(width(line) for row in rows for line in row[n].split("\n")) for n in range(len(rows[0]))]
    room = columns - _GAP * (len(widths) - 1)
    least = [min(width(head), _NARROWEST) for head in rows[0]]
    if ids:
        least[0] = max(least[0], min(widths[0], room // 2))
    while sum(widths) > room:
        spare = [max(cells - max(_NARROWEST, narrow), 0) for cells, narrow in zip(widths, least, strict=True)]
        widest = max((n for n, left in enumerate(spare) if left), key=lambda n: widths[n], default=None)
        if widest is None:
            break
        widths[widest] -= 1
    return widths

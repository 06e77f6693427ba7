"""The history of a case as a column of what happened, as terminal lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from workflow.pictures.cells import visible, width, wrap
from workflow.pictures.terminal import Colour, paint

_WHEN = 16
_INDENT = _WHEN + 5


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened.

    Attributes:
        at: when, in the office's own time zone already; shown to the minute.
        what: the act, in the reader's language.
        who: who acted, in which role and for whom; empty for an automatic step where the mark says it.
        change: the states before and after; empty where the state stayed.
        basis: the articles, one a line.
        notes: further lines, as a reason or the time from which it holds.
        automatic: a step of the system, which nobody took.
        refused: an act that was not allowed.
    """

    at: datetime
    what: str
    who: str = ""
    change: tuple[str, str] | tuple[()] = ()
    basis: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    automatic: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Idle:
    """A stretch in which nothing happened, in the reader's words, as `12 working days`."""

    text: str


def draw_timeline(entries: Iterable[Moment | Idle], *, columns: int = 80, colour: bool = False) -> str:
    """Return a history as lines of at most `columns` cells (at least 40).

    A full circle is a person's act, an empty one an automatic step, a cross an act that was refused. A day
    is written once; idle stretches take one line however long they were.
    """
    return "".join(f"{line}\n" for line in timeline_lines(entries, columns=columns, colour=colour))


def timeline_lines(entries: Iterable[Moment | Idle], *, columns: int = 80, colour: bool = False) -> Iterator[str]:
    """Yield the lines of `draw_timeline` one by one, holding no more than two entries: for histories of any length."""
    day = ""
    for entry, last in _with_last(entries):
        if isinstance(entry, Idle):
            told = wrap(f"… {entry.text} …", columns - _INDENT)
            yield from (paint(" " * (_WHEN + 1) + "┊   " + line, "faint", on=colour).rstrip() for line in told)
        else:
            today = f"{entry.at:%Y-%m-%d}"
            when = f"{'' if today == day else today:10} {entry.at:%H:%M}"
            yield from (line.rstrip() for line in _moment(entry, when, columns, last=last, colour=colour))
            day = today


def _with_last(entries: Iterable[Moment | Idle]) -> Iterator[tuple[Moment | Idle, bool]]:
    """Yield each entry, and whether it is the last one."""
    coming = iter(entries)
    held = next(coming, None)
    while held is not None:
        entry = next(coming, None)
        yield held, entry is None
        held = entry


def _moment(moment: Moment, when: str, columns: int, *, last: bool, colour: bool) -> Iterable[str]:
    tone: Colour = "red" if moment.refused else "cyan" if moment.automatic else "green"
    mark = "×" if moment.refused else "○" if moment.automatic else "●"
    stem = paint(" " if last else "│", "faint", on=colour)
    told = _told(moment, tone, columns - _INDENT)
    first = "".join(paint(text, shade, on=colour) for text, shade in told[0])
    yield f"{paint(when, 'faint', on=colour)} {paint(mark, tone, on=colour)}   {first}"
    for line in told[1:]:
        yield (" " * (_WHEN + 1) + stem + "   " + "".join(paint(text, shade, on=colour) for text, shade in line))


Shaded = tuple[str, Colour]


def _told(moment: Moment, tone: Colour, cells: int) -> list[list[Shaded]]:
    """Return the lines of a moment: the act with the change at its right end, then everything else."""
    lines: list[list[Shaded]] = [[(line, "strong")] for line in wrap(moment.what, cells)]
    change = _change(moment, cells)
    spare = cells - width(lines[0][0][0]) - sum(map(width, change))
    if len(lines) == len(change) == 1 and spare > 1:
        lines[0] += [(" " * spare, "plain"), (change[0], tone)]
        change = []
    lines += [[(line, tone)] for line in change]
    people = (moment.who, *moment.notes)
    lines += [[(line, "plain")] for text in people if text for line in wrap(text, cells)]
    lines += [[(line, "faint")] for text in moment.basis for line in wrap(text, cells)]
    return lines


def _change(moment: Moment, cells: int) -> list[str]:
    """Return the states before and after on one line, or one below the other where that is too long."""
    if not moment.change:
        return []
    before, after = map(visible, moment.change)
    whole = f"{before} → {after}"
    return [whole] if width(whole) <= cells else [*wrap(f"{before} →", cells), *wrap(after, cells)]

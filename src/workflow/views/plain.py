"""What is shown as plain JSON: instants with the office's offset, dates as text, no tuples."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

# China keeps one time (1949); every office of a definition works by it.
ZONE = ZoneInfo("Asia/Shanghai")


def iso(instant: datetime | None) -> str | None:
    """Return an instant as ISO 8601 by the office's wall clock, as `2021-05-19T09:00:00+08:00`."""
    return instant.astimezone(ZONE).isoformat() if instant else None


def by_the_clock(instant: datetime) -> str:
    """Return an instant as a reader writes it, as `2021-05-19 09:00`."""
    wall = instant.astimezone(ZONE)
    return f"{wall:%Y-%m-%d %H:%M:%S}" if wall.second else f"{wall:%Y-%m-%d %H:%M}"


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    match value:
        case datetime():
            return iso(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(name): plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [plain(inner) for inner in value]
        case set() | frozenset():
            return sorted(map(plain, value))
        case _:
            return value


def moment_text(instant: str | None) -> str:
    """Return an instant written by `iso` as a reader writes it: a day alone where it is its first instant."""
    if instant is None:
        return ""
    wall = datetime.fromisoformat(instant)
    return str(wall.date()) if (wall.hour, wall.minute, wall.second) == (0, 0, 0) else by_the_clock(wall)


def last_moment(expiry: str | None) -> str:
    """Return the last lawful moment before an expiry written by `iso`: the day before midnight, else the minute."""
    if expiry is None:
        return ""
    wall = datetime.fromisoformat(expiry)
    if (wall.hour, wall.minute, wall.second) == (0, 0, 0):
        return str(wall.date() - timedelta(days=1))
    return by_the_clock(wall)

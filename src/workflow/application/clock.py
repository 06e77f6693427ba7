"""Now: the only place that reads a clock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Something that tells the time."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        return datetime.now(UTC)


class VirtualClock:
    """A clock that stands where it is put: for specs, demonstrations and replays."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """Return the instant it was put to, in UTC."""
        return self._at

    def put(self, at: datetime) -> None:
        """Put it to an instant."""
        self._at = at.astimezone(UTC)

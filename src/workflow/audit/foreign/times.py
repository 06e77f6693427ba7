"""Times as foreign files write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from workflow.audit.foreign.mapping import Mapping

# Year first, as Excel and Chinese offices write; day or month first means two things and is left to `time_format`.
_YEAR_FIRST = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T\s]*(\d{1,2})\s*[:：时]\s*(\d{1,2})\s*分?(?:[:：]?\s*(\d{1,2})\s*秒?)?)?"
)


_DAY_ALONE = re.compile(r"\d{8}|\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?")
_HOURS = re.compile("%[HIXcsT]")


class NoTime(ValueError):
    """A text that is no time; or one without a zone, where none was named."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Times:
    """Reads times by a mapping."""

    def __init__(self, mapping: Mapping) -> None:
        self._zone = mapping.zone_info
        self._format = mapping.time_format

    def read(self, text: str) -> datetime:
        """Return the instant that a text means, in UTC.

        Raises:
            NoTime: `log_time_unreadable`, or `log_time_without_zone`.
        """
        wall = self._wall(text.strip())
        if wall.tzinfo is None:
            if self._zone is None:
                raise NoTime("log_time_without_zone")
            wall = wall.replace(tzinfo=self._zone)
        try:
            return wall.astimezone(UTC)
        except OverflowError as beyond:
            raise NoTime("log_time_unreadable") from beyond

    def last_of(self, text: str) -> datetime:
        """Return the last instant that a text means: of a day alone, the end of that day.

        Raises:
            NoTime: as `read`.
        """
        first = self.read(text)
        alone = not _HOURS.search(self._format) if self._format else _DAY_ALONE.fullmatch(text.strip())
        if not alone:
            return first
        there = first.astimezone(self._zone)
        return (there.replace(hour=0) + timedelta(days=1)).astimezone(UTC) - timedelta(microseconds=1)

    def _wall(self, text: str) -> datetime:
        try:
            if self._format:
                return datetime.strptime(text, self._format)  # noqa: DTZ007 (the zone is looked at next)
            return datetime.fromisoformat(text)
        except ValueError as wrong:
            found = None if self._format else _YEAR_FIRST.fullmatch(text)
            if found is None:
                raise NoTime("log_time_unreadable") from wrong
        try:
            return datetime(*(int(part or 0) for part in found.groups()))  # type: ignore[arg-type]  # noqa: DTZ001 (as above)
        except ValueError as wrong:
            raise NoTime("log_time_unreadable") from wrong

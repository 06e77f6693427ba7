"""Quantities: periods with their unit, ratios as integers. Money and areas are integers in the smallest unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

Unit = Literal["working_days", "calendar_days", "working_hours", "hours", "minutes", "months", "years"]
UNITS: tuple[Unit, ...] = get_args(Unit)
_PERIOD = re.compile(r"\s*(\d{1,9})\s+([a-z_]+)\s*")


@dataclass(frozen=True, slots=True)
class Period:
    """A length of legal time: a count and a unit, as `20 working_days`."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count} {self.unit}"


def parse_period(text: str) -> Period:
    """Return the period written as `20 working_days` (singular units are understood).

    Raises:
        ValueError: no whole number of at most nine digits, or a unit that is none of `UNITS`.
    """
    found = _PERIOD.fullmatch(text)
    if found is None:
        raise ValueError(text)
    for unit in UNITS:
        if found[2] in {unit, unit.removesuffix("s")}:
            return Period(int(found[1]), unit)
    raise ValueError(text)

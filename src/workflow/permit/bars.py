"""Bars: what an applicant may not apply for, and until when (Administrative Licensing Law, arts. 78, 79)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from workflow.lifecycle.events import BarImposed, Event


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars that lie on one applicant: item → until when, the longest one counting."""

    party: str
    until: Mapping[str, datetime] = field(default_factory=dict)
    version: int = 0


def evolve(bars: Bars, event: Event) -> Bars:
    """Return the bars after an event; total."""
    bars = replace(bars, version=bars.version + 1)
    if not isinstance(event, BarImposed):
        return bars
    until = max(event.until, bars.until.get(event.item, event.until))
    return replace(bars, until={**bars.until, event.item: until})

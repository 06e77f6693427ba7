"""Elapsed time, always in two measures, because work that was moved before the trigger is not speed (DOMAIN R9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.calendars.calendar import Calendar
from workflow.definition.model import Measures
from workflow.permit.case import PermitCase
from workflow.project.project import Project
from workflow.views.plain import iso


@dataclass(frozen=True, slots=True)
class Elapsed:
    """The time from one instant to another: whole minutes by the clock, and working days."""

    start: datetime
    end: datetime
    minutes: int
    working_days: int

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON object; hours as text with two decimals."""
        return {
            "from": iso(self.start),
            "to": iso(self.end),
            "minutes": self.minutes,
            "hours": f"{self.minutes / 60:.2f}",
            "working_days": self.working_days,
        }


@dataclass(frozen=True, slots=True)
class BothMeasures:
    """How long it took from the trigger, and from the first request; none where an end is not reached."""

    since_trigger: Elapsed | None
    since_first_request: Elapsed | None

    def as_json(self) -> dict[str, Any]:
        """Return both as JSON objects, or nulls."""
        return {
            "trigger_to_last_document": self.since_trigger.as_json() if self.since_trigger else None,
            "first_request_to_last_document": (
                self.since_first_request.as_json() if self.since_first_request else None
            ),
        }


def both_measures(
    project: Project, cases: Iterable[PermitCase], measures: Measures, calendar: Calendar
) -> BothMeasures:
    """Return both measures of a project: to the moment when the last of its target documents came into force.

    The first starts when the first trigger came into force; the second when the first case for a target was
    opened, a pre-review included.
    """
    standings = [project.standing(item) for item in measures.targets]
    ends = [known.since for known in standings if known.standing == "in_force" and known.since is not None]
    if not ends or len(ends) < len(measures.targets):
        return BothMeasures(None, None)
    triggers = [project.standing(item) for item in measures.trigger]
    begun = [known.since for known in triggers if known.standing == "in_force" and known.since is not None]
    opened = [c.opened_at for c in cases if c.item in measures.targets and c.opened_at is not None]
    last = max(ends)
    return BothMeasures(_elapsed(begun, last, calendar), _elapsed(opened, last, calendar))


def _elapsed(starts: list[datetime], end: datetime, calendar: Calendar) -> Elapsed | None:
    if not starts:
        return None
    start = min(starts)
    days = calendar.working_days_between(calendar.local_date(start), calendar.local_date(end))
    return Elapsed(start, end, int((end - start).total_seconds()) // 60, days)

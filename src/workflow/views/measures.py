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
    """How long it took from the trigger, and from the first request; none where it did not begin or is not over."""

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

    The first starts when the last of its triggers came into force, for all of them must be met; the second when
    the first pre-review was requested, and there is none where nothing was pre-reviewed.
    """
    last = in_force_since(project, measures.targets)
    if last is None:
        return BothMeasures(None, None)
    starts = in_force_since(project, measures.trigger), first_request(cases)
    return BothMeasures(*(_elapsed(start, last, calendar) if start else None for start in starts))


def in_force_since(project: Project, items: Iterable[str]) -> datetime | None:
    """Return when the last of several items came into force; None while one of them is not."""
    standings = [project.standing(item) for item in items]
    moments = [known.since for known in standings if known.standing == "in_force" and known.since is not None]
    return max(moments) if moments and len(moments) == len(standings) else None


def first_request(cases: Iterable[PermitCase]) -> datetime | None:
    """Return when the first pre-review among cases was opened, of whatever item; None where there was none."""
    return min((case.opened_at for case in cases if case.shadow and case.opened_at is not None), default=None)


def _elapsed(start: datetime, end: datetime, calendar: Calendar) -> Elapsed:
    days = calendar.working_days_between(calendar.local_date(start), calendar.local_date(end))
    return Elapsed(start, end, int((end - start).total_seconds()) // 60, days)

"""Late records: until when what was done may still be put on record."""

from __future__ import annotations

from datetime import datetime

from workflow.calendars.calendar import Calendar
from workflow.definition.model import Role
from workflow.errors import Refusal
from workflow.lifecycle import clocks
from workflow.lifecycle.clocks import Run
from workflow.lifecycle.course import period
from workflow.lifecycle.rules import basis


def recorded_too_late(role: Role | None, calendar: Calendar, at: datetime, now: datetime) -> list[Refusal]:
    """Return the reason against recording now what somebody in a role did at an instant; none where nothing bounds it.

    The bound is counted as every legal time limit is: the day itself does not count, and the last day ends at midnight.
    """
    bound = role.record_within if role else None
    if bound is None:
        return []
    due = clocks.due(Run("record_within", at, period(bound.limit), calendar.id), calendar)
    if due.expires_at is None or now < due.expires_at:
        return []
    return [Refusal("recorded_too_late", {"at": at, "due": due.expires_at}, basis(bound.source))]

"""Clocks as a reader sees them: how long, until when, and how they stand; with every day of the reckoning."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from workflow.lifecycle.clocks import Due, Run
from workflow.lifecycle.course import Course
from workflow.lifecycle.derivation import DerivedDay, derive
from workflow.lifecycle.rules import Rules
from workflow.views.derivations import why_words
from workflow.views.plain import iso
from workflow.views.titles import Titles

Status = Literal["running", "suspended", "past_due", "overdue", "expired", "stopped"]
STILL_COUNTS: frozenset[Status] = frozenset({"running", "suspended", "past_due", "overdue"})


def status_of(course: Course, name: str, due: Due, now: datetime) -> Status:
    """Return how a clock stands: `past_due` is not recorded yet, `overdue` is; `expired` led to another state."""
    run = course.runs[name]
    if run.stopped_at is not None:
        return "stopped"
    if run.fired_at is not None:
        return "expired" if name in course.outcomes else "overdue"
    if due.expires_at is None:
        return "suspended"
    return "past_due" if due.expires_at <= now else "running"


def clocks_view(course: Course, rules: Rules, titles: Titles, now: datetime) -> list[dict[str, Any]]:
    """Return every run of a clock: when it started, when it is due, how it stands, and the days that led there."""
    rows = []
    for name, run in course.runs.items():
        derivation = derive(run, rules.calendars[run.calendar])
        due = derivation.due
        rows.append(
            {
                "clock": name,
                "title": titles.clock(name),
                "status": status_of(course, name, due, now),
                "open": run.is_open,
                "suspended": run.is_suspended,
                "limit": str(run.limit) if run.limit else None,
                "started_at": iso(run.started_at),
                "last_day": due.last_day.isoformat() if due.last_day else None,
                "due": iso(due.expires_at),
                "provisional": due.provisional,
                "stopped_at": iso(run.stopped_at),
                "expired_at": iso(run.fired_at),
                "suspended_since": iso(_standing_still_since(run)),
                "derivation": [day_view(day, titles.language) for day in derivation.days],
            }
        )
    return rows


def _standing_still_since(run: Run) -> datetime | None:
    return min((pause.start for pause in run.suspensions if pause.end is None), default=None)


def day_view(day: DerivedDay, language: str) -> dict[str, Any]:
    """Return a day of a reckoning: whether it counts, which one it is, and why."""
    return {
        "date": day.date.isoformat(),
        "counts": day.counts,
        "number": day.number,
        "why": day.why,
        "message": why_words(day, language),
        "facts": dict(day.facts),
    }

"""The worklist: cases by what is due next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from workflow.lifecycle import clocks
from workflow.lifecycle.rules import Rules
from workflow.permit.case import PermitCase
from workflow.views.plain import iso
from workflow.views.titles import Titles


def worklist(
    cases: Iterable[PermitCase], rules_of: Callable[[str], Rules], language: str, now: datetime
) -> list[dict[str, Any]]:
    """Return one row for each case, the nearest deadline first; cases without one come last, by their ids.

    Args:
        rules_of: gives the pinned definition of an identity.
        now: tells what is past its due date.
    """
    rows = [(next_due(case, rules_of(case.definition)), case) for case in cases]
    rows.sort(key=lambda row: (row[0] is None, row[0][0].timestamp() if row[0] else 0.0, row[1].id))
    return [
        {**_row(case, rules_of(case.definition), due, language), "overdue": due is not None and due[0] <= now}
        for due, case in rows
    ]


def next_due(case: PermitCase, rules: Rules) -> tuple[datetime, str] | None:
    """Return when the next clock of a case runs out or, of those that count still, ran out, and which one it is."""
    course = case.course
    runs = {name: run for name, run in course.runs.items() if run.stopped_at is None and name not in course.outcomes}
    dues = ((clocks.due(run, rules.calendars[run.calendar]).expires_at, name) for name, run in runs.items())
    return min(((at, name) for at, name in dues if at is not None), default=None)


def _row(case: PermitCase, rules: Rules, due: tuple[datetime, str] | None, language: str) -> dict[str, Any]:
    titles = Titles(rules.definition, rules.machine(case.lifecycle).lifecycle, language)
    return {
        "case": case.id,
        "project": case.project,
        "item": case.key,
        "title": titles.item(case.key),
        "shadow": case.shadow,
        "state": case.course.state,
        "state_title": titles.state(case.course.state),
        "due": iso(due[0]) if due else None,
        "clock": due[1] if due else None,
        "clock_title": titles.clock(due[1]) if due else None,
    }

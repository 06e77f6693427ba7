"""Handling one item after the other, each at its statutory limit: what the deadline calculus alone says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflow.application.service import Service
from workflow.language.people import system
from workflow.lifecycle import clocks, limits
from workflow.lifecycle.clocks import Run
from workflow.lifecycle.course import period
from workflow.lifecycle.situation import Act
from workflow.lifecycle.words import Words
from workflow.permit.case import PermitCase
from workflow.proceedings.situations import situate


@dataclass(frozen=True, slots=True)
class Leg:
    """An item's turn: from the day before it is counted to its last lawful day.

    Attributes:
        limit: its statutory limit, as `20 working_days`.
        working_days: how many working days it takes.
        provisional: the last day depends on a year whose holidays are not published.
    """

    item: str
    start: date
    end: date
    limit: str
    working_days: int
    provisional: bool


def in_turn(service: Service, project_id: str, items: Sequence[str], clock: str, start: date) -> list[Leg]:
    """Return when each item of a project would be done if every one waited for the one before and took all its time.

    Raises:
        NotFound: nobody registered the project.
        FactMissing: a limit depends on a fact that the project does not have.
    """
    draft = service.draft()
    project = draft.known_project(project_id)
    rules = draft.rules(project.definition)
    legs = []
    for item in items:
        machine = rules.machine_of(item)
        authority = rules.definition.items[item].authority
        case = PermitCase(
            "", item, project=project_id, lifecycle=machine.lifecycle.lifecycle, authority=authority,
            applicant=project.applicant, definition=project.definition,
        )  # fmt: skip
        calendar = rules.calendar(machine.lifecycle.clocks[clock].calendar, authority)
        begun = calendar.midnight(start)
        limit = (
            limits.statutory(Words(situate(draft, case), Act("", system("clock"), begun)), clock) or "0 working_days"
        )
        due = clocks.due(Run(clock, begun, period(limit), calendar.id), calendar)
        end = due.last_day or start
        legs.append(Leg(item, start, end, limit, calendar.working_days_between(start, end), due.provisional))
        start = end
    return legs

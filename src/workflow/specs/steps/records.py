"""Steps about what was recorded: the order of events, when they hold, clocks, and how long things took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from workflow.definition.wording import elapsed_text, period_text
from workflow.language.ids import case_stream, project_stream
from workflow.language.periods import read_period
from workflow.language.quantities import Period, Unit
from workflow.lifecycle import clocks
from workflow.lifecycle.clocks import Run
from workflow.lifecycle.rules import Machine
from workflow.permit.case import PermitCase
from workflow.specs.acting import in_project
from workflow.specs.attempts import look_at_all
from workflow.specs.noting import note_limit
from workflow.specs.phrasebook import records
from workflow.specs.steps.binding import performs
from workflow.specs.tables import Table, names_in
from workflow.specs.times import holds
from workflow.specs.world import World
from workflow.views.measures import first_request, in_force_since

RECORD = ("记录", "record")
FROM_TRIGGER = {"触发", "trigger"}
TO_LAST = {"最后一件", "last document"}
FIRST_WORK = {"首次申请预审", "first pre-review request"}
BY_THE_CLOCK: Mapping[Unit, timedelta] = {
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
    "calendar_days": timedelta(days=1),
}


@performs(records.BE_RECORDED)
def be_recorded(world: World, *, case: str, datatable: Table | None = None) -> None:
    """See what was recorded of a case, from its opening on, in order."""
    __tracebackhide__ = True
    permit = world.case(case)
    seen = [record.name for record in world.service.history(case_stream(permit.id)) if record.name != "CaseOpened"]
    _compare(world, case, world.machine_of(permit), datatable, seen)
    look_at_all(world.attempts, permit.id)


@performs(records.PROJECT_RECORDED)
def project_recorded(world: World, *, project: str, datatable: Table | None = None) -> None:
    """See which acts of a project's own lifecycle were recorded, in order."""
    __tracebackhide__ = True
    machine = in_project(world, project).machine
    own = {transition.event for transition in machine.lifecycle.transitions.values()}
    seen = [record.name for record in world.service.history(project_stream(project)) if record.name in own]
    _compare(world, project, machine, datatable, seen)
    look_at_all(world.attempts, project)


def _compare(world: World, what: str, machine: Machine, table: Table | None, seen: Sequence[str]) -> None:
    __tracebackhide__ = True
    expected = [world.names.event(machine, name) for name in names_in(table, RECORD, world.language)]
    if expected != list(seen):
        world.unmet("differs", what=what, expected=" → ".join(expected), seen=" → ".join(seen))


@performs(records.HAVE_RECORD)
def have_record(world: World, *, case: str, event: str) -> None:
    """See what was recorded of a case last."""
    __tracebackhide__ = True
    permit = world.case(case)
    expected = world.names.event(world.machine_of(permit), event)
    seen = world.service.history(case_stream(permit.id))[-1].name
    if seen != expected:
        world.unmet("differs", what=case, expected=event, seen=seen)
    world.saw(permit.id, expected)


@performs(records.TAKE_EFFECT)
def take_effect(world: World, *, case: str, event: str, at: str) -> None:
    """See when the last event of a name takes effect."""
    __tracebackhide__ = True
    permit = world.case(case)
    name = world.names.event(world.machine_of(permit), event)
    records = [record for record in world.service.history(case_stream(permit.id)) if record.name == name]
    if not records:
        world.unmet("never_recorded", case=case, event=event)
    if records[-1].effective_at != world.instant(at):
        world.unmet("differs", what=event, expected=at, seen=world.written(records[-1].effective_at))
    world.saw(permit.id, name)


@performs(records.EXPIRE_ON)
def expire_on(world: World, *, case: str, clock: str, on: str) -> None:
    """See the last lawful day of a clock; with a time of day, the first instant that is too late."""
    __tracebackhide__ = True
    permit = world.case(case)
    run = _run(world, permit, clock)
    due = clocks.due(run, world.rules.calendars[run.calendar])
    if ":" in on:
        seen = world.written(due.expires_at) if due.expires_at else "-"
        if due.expires_at != world.instant(on):
            world.unmet("differs", what=clock, expected=on, seen=seen)
    elif due.last_day != world.calendar.local_date(world.instant(on)):
        world.unmet("differs", what=clock, expected=on, seen=due.last_day)
    note_limit(world, permit, world.names.clock(world.machine_of(permit), clock))


def _run(world: World, permit: PermitCase, clock: str) -> Run:
    __tracebackhide__ = True
    name = world.names.clock(world.machine_of(permit), clock)
    run = permit.course.runs.get(name)
    if run is None:
        world.unmet("no_clock", case=permit.id, clock=clock)
    return run


@performs(records.CLOCK_IS)
def clock_is(world: World, *, case: str, clock: str, how: str) -> None:
    """See whether a clock runs, stands still, was stopped, or has run out."""
    __tracebackhide__ = True
    permit = world.case(case)
    seen = _condition(world, _run(world, permit, clock))
    if how not in seen:
        world.unmet("differs", what=clock, expected=how, seen=seen[0 if world.language == "zh-CN" else 1])
    world.saw(permit.id)


def _condition(world: World, run: Run) -> tuple[str, str]:
    if run.stopped_at is not None:
        return "已停", "stopped"
    due = clocks.due(run, world.rules.calendars[run.calendar])
    if due.expires_at is not None and due.expires_at <= world.now:
        return "已超期", "overdue"
    return ("已中止", "suspended") if run.is_suspended else ("在走", "running")


@performs(records.EFFECT_IN_ORDER)
def effect_in_order(world: World, *, project: str, first: str, second: str) -> None:
    """See that one item took effect no later than another, and was recorded before it."""
    __tracebackhide__ = True
    one, other = (_effect(world, project, name) for name in (first, second))
    if one > other:
        facts = {"one": world.written(one[0]), "other": world.written(other[0])}
        world.unmet("later", first=first, second=second, **facts)


def _effect(world: World, project: str, name: str) -> tuple[datetime, int]:
    __tracebackhide__ = True
    item = world.names.item(name)
    history = world.service.history(project_stream(project))
    found = [record for record in history if record.name == "StandingChanged" and _came_into_force(record.data, item)]
    if not found:
        world.unmet("not_in_force", item=name)
    return found[0].effective_at, found[0].position


def _came_into_force(told: Mapping[str, Any], item: str) -> bool:
    own = str(told["item"]).partition("/")[0] == item
    return own and told["standing"] == "in_force" and not told.get("shadow")


@performs(records.TAKE_SO_LONG)
def take_so_long(world: World, *, project: str, start: str, end: str, how: str, length: str) -> None:
    """See how long a project took: from the trigger or the first pre-review request, to the last document."""
    __tracebackhide__ = True
    begun, done = _moment(world, project, start), _moment(world, project, end)
    allowed = read_period(length)
    seen, told = _passed(world, begun, done, allowed)
    if not holds(seen, how, allowed.count):
        world.unmet("other_length", seen=told, expected=f"{how} {length}")


def _passed(world: World, begun: datetime, done: datetime, allowed: Period) -> tuple[float, str]:
    """Return how long it was, in the unit of what is allowed, and in words."""
    if (unit := allowed.unit) == "working_days":
        calendar = world.calendar
        days = calendar.working_days_between(calendar.local_date(begun), calendar.local_date(done))
        return days, period_text(Period(days, unit), world.language)
    if unit not in BY_THE_CLOCK:
        raise world.misspoken("not_measured_so", length=period_text(allowed, world.language))
    passed = done - begun
    return passed / BY_THE_CLOCK[unit], elapsed_text(passed // timedelta(minutes=1), world.language)


def _moment(world: World, project: str, name: str) -> datetime:
    __tracebackhide__ = True
    measures, found = world.rules.definition.measures, world.service.project(project)
    if name in FIRST_WORK and (begun := first_request(map(world.case, found.cases))):
        return begun
    if measures is not None and name in FROM_TRIGGER | TO_LAST:
        reached = in_force_since(found, measures.trigger if name in FROM_TRIGGER else measures.targets)
        if reached is None:
            world.unmet("not_in_force", item=name)
        return reached
    if world.rules.resolve_item(name) is None:
        raise world.misspoken("no_such_measure", name=name)
    return _effect(world, project, name)[0]

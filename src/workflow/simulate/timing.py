"""Timing: what passes at a node, as numbers; and the limits that run meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from math import exp, log, sqrt
from typing import Any

from workflow.calendars.calendar import Calendar
from workflow.definition.lines import Document, Path
from workflow.errors import InvalidDefinition
from workflow.language.quantities import Period, Unit
from workflow.lifecycle import clocks
from workflow.lifecycle.changes import PROMISED
from workflow.lifecycle.rules import Rules
from workflow.lifecycle.situation import Act, Situation
from workflow.permit.case import PermitCase
from workflow.proceedings.draft import Draft
from workflow.proceedings.situations import situate
from workflow.simulate import draws
from workflow.simulate.draws import Numbers
from workflow.simulate.plan import (
    APPLICANT,
    EXTEND,
    NOWHERE,
    OFFICE,
    REOPEN,
    RESUME,
    START,
    STOP,
    SUSPEND,
    SUSPENDED,
    Clock,
    ClockAct,
    Node,
    Passing,
    Pool,
)
from workflow.simulate.scenario import Scenario, Spread, Step
from workflow.simulate.worktime import DAY, LimitTable, WorkTable, work_table

_SECONDS: Mapping[Unit, int] = {"minutes": 60, "hours": 3600, "working_hours": 3600, "calendar_days": DAY}
_HANDS = {"office": OFFICE, "applicant": APPLICANT, "suspended": SUSPENDED}
_OPS = {"stop": STOP, "suspend": SUSPEND, "resume": RESUME, "reopen": REOPEN}


Wish = tuple[str, int, Act | None]
"""An act that may end a stay, its weight, and how it is put; none for an act of the clock."""


class Timing:
    """Turns steps, spreads, officers and limits into the numbers of a plan."""

    def __init__(self, rules: Rules, scenario: Scenario, document: Document, origin: date, days: int) -> None:
        self.rules = rules
        self.scenario = scenario
        self.document = document
        self.origin = origin
        self.days = days
        self.tables: list[WorkTable] = []
        self.spreads: list[Numbers] = []
        self.clocks: list[Clock] = []
        self._limits: dict[tuple[str, str], LimitTable] = {}
        self._of_track: dict[str, int] = {}
        self.pools: list[Pool] = []
        self._serving: dict[tuple[str, str], int] = {}
        self._make_pools()

    def begin(self, track: int) -> None:
        """Begin another track: its clocks are its own."""
        self.track = track
        self._of_track = {}

    def table(self, calendar: Calendar) -> int:
        """Return which table counts the working time of a calendar."""
        for number, table in enumerate(self.tables):
            if table.calendar is calendar:
                return number
        self.tables.append(work_table(calendar, self.origin, self.days))
        return len(self.tables) - 1

    def situation(self, draft: Draft, permit: PermitCase) -> Situation:
        """Return how a case stands before the judge."""
        return situate(draft, permit)

    def describe(self, node: Node, permit: PermitCase, step: Step, path: Path, wishes: Sequence[Wish]) -> None:
        """Let a node say what passes there.

        Args:
            wishes: the acts that may end it; none where all that is left is to apply again.

        Raises:
            InvalidDefinition: nobody works where somebody should, or no such clock runs.
        """
        machine = self.rules.machine(permit.lifecycle)
        transition = machine.lifecycle.transitions[wishes[0][0]] if wishes else None
        first = wishes[0][2] if wishes else None
        worked_at = (first.actor.authority if first else None) or permit.authority
        own = self.rules.calendar(None, permit.authority)
        role = step.by or (transition.by[0].role if transition else "")
        side = machine.roles[role].side if role else "applicant"
        node.table = self.table(own)
        node.hand = _HANDS[step.hand] if step.hand else APPLICANT if side == "applicant" else OFFICE
        node.kind, node.spread, node.pool, node.clock = Passing.INSTANT, NOWHERE, NOWHERE, NOWHERE
        if step.effort is not None:
            node.kind, node.pool = Passing.EFFORT, self._pool(worked_at, role, (*path, "effort"))
            node.table = self.pools[node.pool].table
            node.spread = self._spread(step.effort, node.table)
        elif step.wait is not None:
            node.kind = Passing.WORKED if step.wait.unit.startswith("working") else Passing.ELAPSED
            node.spread = self._spread(step.wait, node.table)
        elif isinstance(step.period, Spread):
            node.kind = Passing.PERIOD if step.period.unit == "working_days" else Passing.DAYS
            node.spread = self._spread(step.period, node.table, whole=True)
        elif step.period is not None:
            node.kind, node.clock = Passing.UNTIL, self._running(step.period, permit, path)
        elif transition is not None and machine.system_role(transition) is not None:
            when, dues = transition.when, self.dues(permit)
            named = [clock for clock in (when.expired if when else ()) if clock in dues]
            node.kind, node.clock = Passing.EXPIRY, self.clock_of(named[0], permit) if named else NOWHERE

    def _running(self, name: str, permit: PermitCase, path: Path) -> int:
        run = permit.course.runs.get(name)
        if run is None or run.stopped_at is not None:
            raise InvalidDefinition([self.document.problem(
                "no_such_clock_runs", (*path, "period"), clock=name, state=permit.course.state)])  # fmt: skip
        return self.clock_of(name, permit)

    def after(self, node: Node, permit: PermitCase, step: Step, now: datetime) -> datetime:
        """Return when a step would ordinarily be over: it is then that its acts are put to the judge."""
        if node.kind == Passing.UNTIL:
            run = permit.course.runs[step.period] if isinstance(step.period, str) else None
            due = clocks.due(run, self.rules.calendars[run.calendar]) if run else None
            return due.expires_at - timedelta(minutes=1) if due and due.expires_at else now
        spread = step.effort or step.wait
        if spread is not None and node.spread != NOWHERE:
            return now + timedelta(seconds=mean(self.spreads[node.spread]))
        return now

    def dues(self, permit: PermitCase) -> dict[str, datetime]:
        """Return when the open limits of a case run out, promises left out: they move nothing."""
        found = {}
        for name, run in permit.course.runs.items():
            if run.is_open and not name.endswith(PROMISED):
                due = clocks.due(run, self.rules.calendars[run.calendar])
                if due.expires_at is not None:
                    found[name] = due.expires_at
        return found

    def clock_of(self, name: str, permit: PermitCase) -> int:
        """Return which clock of the track a run is; a new one for a limit it never had."""
        run = permit.course.runs[name]
        if run.limit is None:
            return NOWHERE
        known = self._of_track.get(f"{name} {run.budget}")
        return known if known is not None else self._add_clock(name, run.budget, self.rules.calendars[run.calendar])

    def clock_on(self, track: int, name: str, budget: tuple[Period, ...]) -> int:
        """Return which clock of a track a limit of some length is: that of the first application; NOWHERE for none."""
        wanted = (track, name, budget)
        known = ((clock.track, clock.name, clock.limit.budget) for clock in self.clocks)
        return next((number for number, one in enumerate(known) if one == wanted), NOWHERE)

    def _add_clock(self, name: str, budget: tuple[Period, ...], calendar: Calendar) -> int:
        limit = self._limits.setdefault((str(budget), calendar.id), LimitTable(budget, calendar, self.origin))
        self._of_track[f"{name} {budget}"] = len(self.clocks)
        work = budget[0].unit == "working_days"
        self.clocks.append(Clock(self.track, name, limit, self.table(calendar), work))
        return len(self.clocks) - 1

    def clock_acts(
        self, operations: Iterable[Mapping[str, Any]], permit: PermitCase, now: datetime
    ) -> Iterator[ClockAct]:
        """Yield what a branch does to the clocks of its case."""
        for operation in operations:
            name, op = operation["clock"], operation["op"]
            if name not in permit.course.runs or permit.course.runs[name].limit is None:
                continue
            clock = self.clock_of(name, permit)
            if op == "start":
                yield ClockAct(START, clock, self._as_of(operation, permit, now))
            elif op == "extend":
                run = permit.course.runs[name]
                before = self._of_track[f"{name} {run.budget[:-1]}"]
                yield ClockAct(EXTEND, clock, before)
            else:
                yield ClockAct(_OPS[op], clock)

    def _as_of(self, operation: Mapping[str, Any], permit: PermitCase, now: datetime) -> int:
        """Return the clock at whose start this one is started too; NOWHERE where it starts with the act."""
        begun = permit.course.runs[operation["clock"]].started_at
        if abs((begun - now).total_seconds()) < 1:
            return NOWHERE
        for name, run in permit.course.runs.items():
            if name != operation["clock"] and run.started_at == begun and run.limit is not None:
                return self.clock_of(name, permit)
        return NOWHERE

    def _pool(self, authority: str, role: str, path: Path) -> int:
        for key in ((authority, role), (authority, "")):
            if key in self._serving:
                return self._serving[key]
        raise InvalidDefinition([self.document.problem("no_staff", path, role=role, authority=authority)])

    def _make_pools(self) -> None:
        for number, (name, staff) in enumerate(self.scenario.staff.items()):
            first = ""
            for place, served in enumerate(staff.serves):
                role, _, authority = served.rpartition("@")
                path: Path = ("staff", name, "serves", place)
                if authority not in self.rules.definition.authorities:
                    raise InvalidDefinition([self.document.problem("unknown_authority", path, name=authority)])
                if role and role not in self.rules.roles:
                    raise InvalidDefinition([self.document.problem("unknown_role", path, name=role)])
                first = first or authority
                self._serving[authority, role] = number
            chosen = self.rules.calendar(staff.calendar, first)
            away: dict[int, int] = {}
            for leave in staff.leave:
                for day in range((leave.start - self.origin).days, (leave.to - self.origin).days + 1):
                    away[day] = away.get(day, 0) + leave.officers
            self.pools.append(Pool(name, first, staff.officers, staff.discipline, self.table(chosen), away))

    def _spread(self, spread: Spread, table: int, *, whole: bool = False) -> int:
        daily = self.tables[table].daily
        one = 1 if whole else daily if spread.unit == "working_days" else _SECONDS.get(spread.unit, DAY)
        self.spreads.append(numbers(spread, one))
        return len(self.spreads) - 1


def numbers(spread: Spread, one: int) -> Numbers:
    """Return a spread in another unit, of which its own holds `one`."""
    match spread.kind:
        case "fixed":
            return Numbers(draws.FIXED, float((spread.fixed or 0) * one))
        case "triangular" | "pert":
            three = spread.triangular or spread.pert or (0, 0, 0)
            kind = draws.TRIANGULAR if spread.triangular else draws.PERT
            return Numbers(kind, float(three[0] * one), float(three[1] * one), float(three[2] * one))
        case "lognormal" if spread.lognormal:
            mu, sigma = spread.lognormal.mean * one, spread.lognormal.sd * one
            variance = log(1 + (sigma / mu) ** 2)
            return Numbers(draws.LOGNORMAL, log(mu) - variance / 2, sqrt(variance))
        case "gamma" if spread.gamma:
            mu, sigma = spread.gamma.mean * one, spread.gamma.sd * one
            return Numbers(draws.GAMMA, (mu / sigma) ** 2, sigma * sigma / mu)
        case _:
            values = tuple(float(value * one) for value in spread.empirical or (0,))
            return Numbers(draws.EMPIRICAL, float(len(values)), values=values)


def mean(spread: Numbers) -> float:
    """Return the mean of a spread."""
    match spread.kind:
        case draws.FIXED:
            return spread.a
        case draws.TRIANGULAR:
            return (spread.a + spread.b + spread.c) / 3
        case draws.PERT:
            return (spread.a + 4 * spread.b + spread.c) / 6
        case draws.LOGNORMAL:
            return exp(spread.a + spread.b * spread.b / 2)
        case draws.GAMMA:
            return spread.a * spread.b
        case _:
            return sum(spread.values) / len(spread.values)

"""Forecasting: a scenario run from where a project stands in the ledger."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from workflow.application.service import Service
from workflow.application.shelf import Procedure
from workflow.calendars.calendar import Calendar
from workflow.definition.lines import Document
from workflow.errors import InvalidInput
from workflow.language.ids import case_stream, id_of, project_stream
from workflow.language.quantities import parse_period
from workflow.lifecycle import clocks
from workflow.lifecycle.events import KERNEL
from workflow.lifecycle.rules import Rules
from workflow.proceedings.draft import Draft
from workflow.project.project import Project
from workflow.simulate.compiling import Tables, tables_around
from workflow.simulate.continuing import Continuing, Hurry, Standing, Start
from workflow.simulate.fitting import check_names
from workflow.simulate.log import Log, Row
from workflow.simulate.measure import Result
from workflow.simulate.others import Others
from workflow.simulate.plan import Plan
from workflow.simulate.running import Simulation
from workflow.simulate.scenario import Scenario
from workflow.simulate.underway import LiveProject
from workflow.simulate.worktime import DAY, seconds_since


class Progress(Protocol):
    """Somebody who is told how far a long run is."""

    def expect(self, more: int) -> None:
        """Expect so many replications more."""

    def __call__(self) -> None:
        """Tell that one is done."""


@dataclass(frozen=True)
class Asked:
    """What a forecast is asked for.

    Attributes:
        at: the present, aware: everything recorded is held to be from before it.
        trigger: when what the scenario gives comes into force, where it has not; None where the scenario says so.
    """

    project: str
    scenario: Scenario
    document: Document
    at: datetime
    trigger: datetime | None = None


@dataclass
class Forecast:
    """A project ready to be run to its end, again and again.

    Attributes:
        simulation: the scenario and the plan of the project alone.
        whole: the plan with the projects that compete for the same officers.
        start: where a replication begins.
        kept: (track, clock, when it started) → how often that very limit was kept, and how often it stopped.
        outlasted: the tracks that stayed longer than the scenario lets a case stay.
    """

    live: LiveProject
    simulation: Simulation
    whole: Plan
    start: Start
    others: Others | None
    kept: Counter[tuple[int, str, int, bool]] = field(default_factory=Counter)
    outlasted: set[int] = field(default_factory=set)

    def run(self, seed: int, runs: int, hurry: Hurry | None = None, progress: Progress | None = None) -> Result:
        """Return what so many replications come to for the project.

        Args:
            hurry: what is done at once.
        """
        result = Result(self.simulation.plan, runs)
        for replication in range(runs):
            result.add(replication, self.log(seed, replication, hurry))
            if progress:
                progress()
        return result

    def log(self, seed: int, replication: int, hurry: Hurry | None = None) -> Log:
        """Return what happens to the project from now on in one replication."""
        arrivals = self.others.arrivals(self.whole, self.start.now, seed, replication) if self.others else []
        run = Continuing(self.whole, seed, replication, replace(self.start, hurry=hurry), arrivals)
        log, own = run.run(), self.start.own
        self.outlasted |= run.outlasted
        rows = [row._replace(project=0, ready=max(row.ready, self.start.now), start=max(row.start, self.start.now))
                for row in log.rows if row.project == own]  # fmt: skip
        limits = [replace(limit, project=0) for limit in log.limits if limit.project == own]
        for limit in limits if hurry is None else ():
            clock = self.whole.clocks[limit.clock]
            self.kept[clock.track, clock.name, limit.started, limit.stopped < (limit.last_day + 1) * DAY] += 1
        return Log([self.start.now], [log.finished[own]], [log.first[own]], _cells(rows), limits)

    @property
    def is_done(self) -> bool:
        """Tell whether everything asked for is obtained."""
        return not self.whole.target

    @property
    def standing(self) -> Standing:
        """Return where the project stands."""
        return self.start.standings[self.start.own]


def _cells(rows: list[Row]) -> array[int]:
    return array("q", [cell for row in rows for cell in row])


def forecast(service: Service, asked: Asked, supposed: Draft | None = None) -> Forecast:
    """Return a project ready to be run from where it stands.

    Args:
        supposed: the recorded world, where something else is supposed of it.

    Raises:
        NotFound: nobody registered the project.
        InvalidInput: the scenario is another procedure's; the present lies before what is recorded; a case stands
            where nothing leads on from.
        InvalidDefinition: the scenario does not fit the definition that the project began under.
    """
    recorded = supposed or service.draft(asked.at)
    project = recorded.known_project(asked.project)
    rules = recorded.rules(project.definition)
    _refuse_other(asked, rules, project)
    came = dict(_came(service, project, asked))
    scenario, document = asked.scenario, asked.document
    trigger = asked.trigger or _trigger(asked, project, rules.calendars[rules.definition.calendar])
    tables = tables_around(asked.at, rules, scenario, document, min([asked.at, *_since(recorded, project)]))
    live = LiveProject(recorded, project.id, scenario, document, trigger=trigger, tables=tables)
    standing = live.stand(came)
    plan = live.as_plan()
    now = seconds_since(plan.origin, live.calendar, asked.at)
    own = replace(plan, tracks=list(tables.tracks), start=now)
    simulation = Simulation(scenario, own, (), Procedure(rules.definition, rules.calendars))
    alone = Forecast(live, simulation, own, Start(now, (standing,)), None)
    return alone if alone.is_done or not plan.pools else _beside_others(service, asked, alone, tables)


def _beside_others(service: Service, asked: Asked, alone: Forecast, tables: Tables) -> Forecast:
    """Return a project with those that compete for the same officers."""
    live, simulation, standing = alone.live, alone.simulation, alone.standing
    mine = (1 << len(tables.tracks)) - 1
    others = Others(live, simulation.procedure, asked.at, tables)
    theirs = (1 << len(tables.tracks)) - 1 & ~mine
    known = [(live.project, replace(standing, closed=theirs))]
    for stream in service.ledger.streams("project"):
        project = service.draft(asked.at).project(id_of(stream))
        if project.id != asked.project and (stands := others.standing(service, project, mine)) is not None:
            known.append((project, stands))
    known.sort(key=lambda one: (one[0].registered_at, one[0].id))
    own = [project.id for project, _ in known].index(asked.project)
    start = Start(simulation.plan.start, tuple(stands for _, stands in known), own, mine)
    whole = replace(simulation.plan, tracks=tables.tracks, lead=others.plan.lead, lead_works=others.plan.lead_works)
    return Forecast(live, simulation, whole, start, others)


def _refuse_other(asked: Asked, rules: Rules, project: Project) -> None:
    """Refuse a scenario of another procedure.

    Raises:
        InvalidInput: it is one.
    """
    definition = rules.definition
    if asked.scenario.definition != definition.definition:
        raise InvalidInput("scenario_of_another_definition", scenario=asked.scenario.scenario, project=project.id,
                           found=asked.scenario.definition, definition=definition.definition)  # fmt: skip
    check_names(definition, asked.scenario, asked.document)
    machine = rules.project_machine
    if machine is not None and machine.lifecycle.states[project.course.state].terminal:
        raise InvalidInput("project_is_over", project=project.id, state=project.course.state)


def _came(service: Service, project: Project, asked: Asked) -> Iterator[tuple[str, datetime]]:
    """Yield when each case of a project came to where it stands, by its last act that the scenario knows.

    Raises:
        InvalidInput: something was recorded that lies after the present.
    """
    records = list(service.history(project_stream(project.id)))
    for case in project.cases:
        history = service.history(case_stream(case))
        records += history
        for record in history:
            if record.name not in KERNEL and record.data["act"] in _named(asked.scenario):
                yield case, record.effective_at
    latest = max(record.effective_at for record in records)
    if latest > asked.at:
        raise InvalidInput("recorded_later", project=project.id, at=asked.at, latest=latest)


def _named(scenario: Scenario) -> set[str]:
    """Return the acts that a scenario names."""
    parts = (*scenario.lifecycles.values(), *scenario.items.values())
    return {act for states in parts for steps in states.values() for step in steps for act in step.take}


def _since(recorded: Draft, project: Project) -> Iterator[datetime]:
    for name in project.cases:
        case = recorded.case(name)
        yield from (moment for moment in (case.opened_at, case.course.since) if moment is not None)
        yield from (run.started_at for run in case.course.runs.values())


def _trigger(asked: Asked, project: Project, calendar: Calendar) -> datetime:
    """Return when what a scenario gives comes into force: now; or its lead after the project was registered."""
    if asked.scenario.lead is None or project.registered_at is None:
        return asked.at
    return max(asked.at, clocks.shift(project.registered_at, parse_period(asked.scenario.lead), calendar))

"""Under way: a plan for a project as it stands in the ledger, compiled by asking the judge from there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from workflow.application.clock import VirtualClock
from workflow.application.rehearsal import Rehearsal
from workflow.definition.lines import Document
from workflow.errors import InvalidInput
from workflow.lifecycle.clocks import Run
from workflow.lifecycle.register import Register
from workflow.permit.case import PermitCase
from workflow.proceedings.commands import ChangeFacts, SweepCase
from workflow.proceedings.draft import Draft
from workflow.project.project import Project
from workflow.simulate.compiling import Compiler, Tables
from workflow.simulate.continuing import Standing, UnderWay
from workflow.simulate.limits import Ran
from workflow.simulate.office import Office, Unobtainable
from workflow.simulate.plan import NOWHERE, Track
from workflow.simulate.scenario import Scenario
from workflow.simulate.timing import Timing
from workflow.simulate.worktime import seconds_since

CaseSince = dict[str, datetime]
"""Case → when it came to where it stands."""


class Open(Draft):
    """What is recorded, as if nobody were registered: whoever has a role may then act in it."""

    def register(self) -> Register:
        """Return an empty register."""
        return Register()


@dataclass(frozen=True, slots=True)
class Supposed:
    """Something a forecast supposes that nobody recorded.

    Attributes:
        key: `fact`: a fact is as the scenario says; `given`: an item comes into force with the start; `absent`: an item
            does not apply; `again`: an item whose case ended is applied for again.
    """

    key: str
    name: str
    value: str = ""


class LiveProject(Compiler):
    """Compiles the tracks of a project that is under way.

    Attributes:
        supposed: what was supposed to do so.
        cases: (item, whether its pre-review) → the open case.
        present: the world as it is now, what was supposed included.
    """

    def __init__(
        self, recorded: Draft, project: str, scenario: Scenario, document: Document, *, trigger: datetime,
        tables: Tables,
    ) -> None:  # fmt: skip
        clock = VirtualClock(recorded.now)
        rehearsal = Rehearsal(Open(recorded, recorded.now), clock)
        digest = recorded.known_project(project).definition
        office = Office(rehearsal, clock, digest, scenario)
        super().__init__(office, rehearsal, scenario, document, trigger=trigger, tables=tables)
        for case in recorded.known_project(project).cases:
            rehearsal.handle(SweepCase(case, recorded.now))
        self.now = recorded.now
        self.project = rehearsal.draft().project(project)
        self.cases = dict(_open_cases(rehearsal.draft(), self.project))
        office.lead_project(self.project, self.cases)
        self.supposed: list[Supposed] = []
        self.under_way: list[UnderWay] = []
        self.passed = 0

    def stand(self, since: CaseSince) -> Standing:
        """Return where the project stands, its tracks compiled.

        Raises:
            InvalidDefinition: the scenario does not fit.
            InvalidInput: a case stands where nothing leads on from.
        """
        self._since = since
        self._suppose_facts()
        self.present = self.rehearsal.fork()
        if not set(self._closure(self.scenario.given)) & self._triggers() - self.office.given:
            self.trigger = self.now
        self.trigger = max(self.trigger, self.now)
        early, given = self.compile()
        self.supposed += [Supposed("given", item) for item in (*early, *given)]
        recorded = {item for item, known in self.project.standings.items() if known.standing == "not_applicable"}
        self.supposed += [Supposed("absent", item) for item in sorted(self.office.absent - recorded)]
        return Standing(self.passed, 0, tuple(self.under_way), self._seconds(self.trigger))

    def today(self) -> Rehearsal:
        """Return a rehearsal over the world as it is now, in which nothing was tried yet."""
        return Rehearsal(self.present, VirtualClock(self.now))

    @property
    def looks_ahead(self) -> bool:
        """Tell whether a case may come before what its item waits for."""
        return True

    def add(self, item: str, *, shadow: bool = False, converts: bool = False, early: bool = False) -> None:
        """Add a track, from where its case stands if there is one."""
        if shadow and self.project.shadow(item).standing == "pre_passed":
            self.shadow[item] = len(self.tracks)
            self.passed |= 1 << len(self.tracks)
            self.tracks.append(Track(item, shadow, NOWHERE))
        elif converts or (item, shadow) not in self.cases:
            self._apply_again(item, shadow=shadow)
            super().add(item, shadow=shadow, converts=converts, early=early)
        else:
            self._continue(item, self.cases[item, shadow], shadow=shadow)

    def _continue(self, item: str, case: str, *, shadow: bool) -> None:
        number = len(self.tracks)
        gate = self._ready(item, shadow=shadow, ordered=False)
        (self.shadow if shadow else self.formal)[item] = number
        self.tracks.append(Track(item, shadow, NOWHERE))
        bare = self._bare(item, shadow=shadow) if gate != (0,) else None
        permit = self.office.desk.draft().case(case)
        try:
            entry = self.explorer.explore(number, item, case, shadow=shadow, bare=bare)
            limits = tuple(taken_over(self.timing, number, permit))
            self.office.lead(case, item, shadow=shadow)
        except Unobtainable as error:
            facts = {"case": case, "item": item, "state": permit.course.state, "why": ", ".join(error.reasons)}
            raise InvalidInput("nothing_leads_on", **facts) from error
        target = not shadow and item in self.scenario.target
        self.tracks[number] = Track(item, shadow, entry, gate=gate, target=target)
        came = max(filter(None, (permit.course.since, permit.opened_at, self._since.get(case))))
        self.under_way.append(UnderWay(number, entry, self._seconds(came), limits))

    def _is_reviewed(self, item: str) -> bool:
        """Tell whether an item is still reviewed ahead: not once it is applied for, or its time has come without."""
        if not super()._is_reviewed(item) or (item, False) in self.cases:
            return False
        begun = (item, True) in self.cases or self.project.shadow(item).standing == "pre_passed"
        return begun or self.trigger > self.now

    def _apply_again(self, item: str, *, shadow: bool) -> None:
        """Let an item whose case is over have another case, under an id that is free."""
        first = self.office.first_case_of(item, shadow=shadow)
        draft = self.office.desk.draft()
        while draft.case(self.office.case_of(item, shadow=shadow)).exists:
            self.office.attempts[first] += 1
        if any(draft.case(case).shadow == shadow for case in self.project.cases_of(item)):
            self.supposed.append(Supposed("again", item))

    def _suppose_facts(self) -> None:
        known = self.project.course.attributes
        lacking = {name: value for name, value in self.scenario.facts.items() if name not in known}
        if lacking:
            self.rehearsal.handle(ChangeFacts(self.project.id, lacking, self.office.applicant, self.office.now))
            self.supposed += [Supposed("fact", name, str(value)) for name, value in lacking.items()]

    def _seconds(self, instant: datetime) -> int:
        return seconds_since(self.timing.origin, self.calendar, instant)


def _open_cases(draft: Draft, project: Project) -> Iterator[tuple[tuple[str, bool], str]]:
    """Yield the open cases of a project by item, and whether they are pre-reviews; of several the last one counts."""
    for name in project.cases:
        case = draft.case(name)
        if not is_over(draft, case):
            yield (case.item, case.shadow), name


def is_over(draft: Draft, case: PermitCase) -> bool:
    """Tell whether a case is over: its item is obtained, or it ended."""
    machine = draft.rules(case.definition).machine(case.lifecycle)
    state = machine.lifecycle.states.get(case.course.state)
    return state is None or state.terminal or state.standing in {"in_force", "ended", "pre_passed"}


def taken_over(timing: Timing, track: int, permit: PermitCase) -> Iterator[Ran]:
    """Yield what befell the limits of a case, of those that its track knows."""
    seconds = partial(seconds_since, timing.origin, timing.tables[0].calendar)
    for name, run in permit.course.runs.items():
        clock = timing.clock_on(track, name, run.budget) if run.limit is not None else NOWHERE
        if clock != NOWHERE:
            over = run.stopped_at or run.fired_at
            pauses = tuple((seconds(start), NOWHERE if end is None else seconds(end)) for start, end in _apart(run))
            yield Ran(clock, seconds(run.started_at), pauses, NOWHERE if over is None else seconds(over))


def _apart(run: Run) -> Iterator[tuple[datetime, datetime | None]]:
    """Yield the suspensions of a limit, those that overlap as one."""
    start: datetime | None = None
    end: datetime | None = None
    for pause in sorted(run.suspensions, key=lambda one: one.start):
        if start is not None and (end is None or pause.start <= end):
            end = None if end is None or pause.end is None else max(end, pause.end)
            continue
        if start is not None:
            yield start, end
        start, end = pause.start, pause.end
    if start is not None:
        yield start, end

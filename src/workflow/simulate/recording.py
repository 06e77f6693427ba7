"""Recording: one replication written as real events of real aggregates, every step of it decided by the judge."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import Any, Literal

from workflow.application.bulk import BulkOffice
from workflow.application.clock import VirtualClock
from workflow.application.service import Service
from workflow.definition.types import Type
from workflow.proceedings.commands import SweepCase, TakeAct
from workflow.simulate.log import Log, Row
from workflow.simulate.office import Office
from workflow.simulate.plan import AGAIN, NOWHERE, Branch, Plan, Track
from workflow.simulate.running import Simulation
from workflow.simulate.worktime import DAY, instant_of
from workflow.store import Ledger

BEFORE = 30 * DAY
"""How long before its beginning a project is registered."""


class Disagreement(Exception):
    """A simulated step after which a case stands elsewhere than the plan says."""


@dataclass(frozen=True, slots=True)
class _Step:
    """Something to be done at an instant.

    Attributes:
        kind: a project is registered, or triggered; a row's case is opened, or its act is taken.
    """

    kind: Literal["register", "trigger", "open", "take"]
    at: int
    project: int
    row: Row | None = None


def record(simulation: Simulation, log: Log, ledger: Ledger) -> int:
    """Write a replication to a ledger of its own, as it happened, and return how many acts were taken.

    Every step is decided as ever; what it leads to is appended with some thousand others, before a failure too.

    Raises:
        Refused: the judge does not allow a step.
        Disagreement: a step leads elsewhere than the plan says.
        Unobtainable: what is given can no longer be obtained.
        StorageError: the ledger cannot be written.
    """
    recorder = _Recorder(simulation, log, ledger, BulkOffice)
    try:
        return sum(1 for _ in recorder.run())
    finally:
        recorder.finish()


def recording(simulation: Simulation, log: Log, ledger: Ledger) -> Iterator[datetime]:
    """Write a replication to a ledger act by act, and yield the instant of each.

    Raises:
        as `record`.
    """
    return _Recorder(simulation, log, ledger, Service).run()


class _Recorder:
    def __init__(
        self, simulation: Simulation, log: Log, ledger: Ledger, kind: Callable[[Ledger, VirtualClock], Service]
    ) -> None:
        self.plan: Plan = simulation.plan
        self.log = log
        self.clock = VirtualClock(self._instant(self.plan.beginning(min(log.arrivals)) - BEFORE))
        self.service = kind(ledger, self.clock)
        self.office = Office(self.service, self.clock, self.service.pin(simulation.procedure), simulation.scenario)
        self.name = simulation.scenario.scenario
        self._constant: dict[tuple[str, str], bool] = {}
        self._papers: set[str] = set()
        self._given: dict[int, tuple[set[str], set[str]]] = {}

    def run(self) -> Iterator[datetime]:
        """Write everything, and yield the instant of each act that was taken."""
        for step in self._steps():
            self.clock.put(self._instant(step.at))
            if step.kind == "register":
                self.office.begin(self._id(step.project))
                self._given[step.project] = self.office.given, self.office.absent
                self._obtain(self.plan.early)
                continue
            self._enter(step.project)
            if step.row is None:
                self._obtain(self.plan.given)
            elif step.kind == "open":
                self._open(step.row)
            elif self._take(step.row):
                yield self.clock.now()

    def finish(self) -> None:
        """Make durable what was decided, and keep the papers that acts named by example."""
        if isinstance(self.service, BulkOffice):
            self.service.finish()
        for name in sorted(self._papers):
            self.service.ledger.files.put(name.encode())

    def _enter(self, project: int) -> None:
        self.office.project = self._id(project)
        self.office.given, self.office.absent = self._given[project]

    def _id(self, project: int) -> str:
        return f"{self.name}-{project + 1}"

    def _obtain(self, items: tuple[str, ...]) -> None:
        for item in items:
            self.office.obtain(item)
        for item in self.plan.absent:
            self.office.settle(item)

    def _steps(self) -> Iterator[_Step]:
        """Yield what is to be done in order: a case is opened as soon as what it waited for has happened."""
        ends = self.log.ends
        before: dict[int, list[_Step]] = {}

        def put(step: _Step, place: int) -> None:
            before.setdefault(place, []).append(step)

        for project, at in enumerate(self.log.arrivals):
            registered = self.plan.beginning(at) - BEFORE
            put(_Step("register", registered, project), bisect_left(ends, registered))
            put(_Step("trigger", at, project), bisect_left(ends, at))
        opened: set[tuple[int, int]] = set()
        for place, row in enumerate(self.log.each()):
            if (row.project, row.track) not in opened:
                opened.add((row.project, row.track))
                put(_Step("open", row.ready, row.project, row), min(bisect_right(ends, row.ready), place))
        for place, row in enumerate(self.log.each()):
            yield from sorted(before.get(place, ()), key=attrgetter("at"))
            yield _Step("take", row.end, row.project, row)

    def _open(self, row: Row) -> None:
        track = self.plan.tracks[row.track]
        if not track.converts:
            self.office.open(track.item, shadow=track.shadow)

    def _take(self, row: Row) -> bool:
        """Take the act by which a stay ended, and tell whether there was one."""
        track, branch = self.plan.tracks[row.track], self._branch(row)
        if not branch.act:
            return False
        if track.converts:
            self.office.convert(track.item)
            return True
        if branch.act == AGAIN:
            self.office.attempts[self.office.first_case_of(track.item, shadow=track.shadow)] += 1
            self.office.open(track.item, shadow=track.shadow)
            return True
        case = self.office.case_of(track.item, shadow=track.shadow)
        if branch.wish is None:
            self.service.handle(SweepCase(case, self.clock.now()))
        else:
            actor = branch.wish.actor
            if row.officer != NOWHERE:
                actor = replace(actor, person=f"{actor.person}-{row.officer + 1}")
            wish = replace(branch.wish, at=self.clock.now(), actor=actor)
            if not self._says_always_the_same(track, branch.act):
                wish = replace(wish, data=branch.said)
                wish = replace(wish, data=self.office.fill(self.service.draft(), case, wish))
            self.service.handle(TakeAct(case, branch.act, actor, wish.at, wish.data))
            self._papers |= {paper["name"] for paper in _documents(wish.data)}
        state, told = self.service.draft().case(case).course.state, self.plan.nodes[branch.target].state
        if state != told:
            raise Disagreement(f"{case}: {branch.act} → {state}, {told}")
        return True

    def _says_always_the_same(self, track: Track, act: str) -> bool:
        """Tell whether what an act was judged with in the plan may be said of every case: no time, no other case."""
        machine = self.office.machine(track.item, shadow=track.shadow)
        key = machine.lifecycle.lifecycle, act
        if key not in self._constant:
            self._constant[key] = not any(map(_varies, machine.need_types.get(act, {}).values()))
        return self._constant[key]

    def _branch(self, row: Row) -> Branch:
        node = self.plan.nodes[row.node]
        return node.branches[row.branch] if row.branch >= 0 else node.timeouts[-1 - row.branch][1]

    def _instant(self, seconds: int) -> datetime:
        return instant_of(self.plan.origin, self.plan.tables[0].calendar, seconds)


def _varies(kind: Type) -> bool:
    """Tell whether a value of a type may differ from case to case, or as time passes."""
    if kind.kind in {"time", "date", "case", "any"} or (kind.entry.kind == "record" and kind.kind != "record"):
        return True
    return any(map(_varies, [*([kind.of] if kind.of else []), *(inner for _, inner in kind.fields)]))


def _documents(data: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the documents among data; those given by example hold their own name and nothing else."""
    if isinstance(data, Mapping):
        if "digest" in data:
            yield data
        else:
            yield from (paper for value in data.values() for paper in _documents(value))
    elif isinstance(data, (list, tuple)):
        yield from (paper for value in data for paper in _documents(value))

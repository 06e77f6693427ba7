"""Others: the projects of the same ledger, and those still to come, that stand before the same officers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from workflow.application.clock import VirtualClock
from workflow.application.rehearsal import Rehearsal
from workflow.application.service import Service
from workflow.application.shelf import Procedure
from workflow.permit.case import PermitCase
from workflow.proceedings.draft import Draft
from workflow.project.project import Project
from workflow.simulate.arriving import arrivals_of
from workflow.simulate.compiling import BEFORE, Compiler, Tables
from workflow.simulate.continuing import Standing, UnderWay
from workflow.simulate.office import Office
from workflow.simulate.plan import NOWHERE, Plan
from workflow.simulate.underway import LiveProject, is_over, taken_over
from workflow.simulate.worktime import seconds_since
from workflow.store import open_ledger


class Others:
    """Places the cases of other projects on the tracks that a new project of the scenario would have.

    Attributes:
        plan: of such a project.
        queued: authority → how many cases of others are open there.
        misplaced: the cases that stand where the scenario never comes; they are left out of the queue.
    """

    def __init__(self, live: LiveProject, procedure: Procedure, at: datetime, tables: Tables) -> None:
        clock = VirtualClock(at - BEFORE)
        service = Service(open_ledger("memory:"), clock)
        facts = {**live.scenario.facts, **live.project.course.attributes}
        digest = service.pin(procedure)
        rehearsal = Rehearsal(service.draft(), clock)
        office = Office(rehearsal, clock, digest, live.scenario)
        office.begin("project", facts)
        self._compiler = Compiler(office, rehearsal, live.scenario, live.document, trigger=at, tables=tables)
        self.plan = self._compiler.plan()
        self.definition = procedure.definition.definition
        self.now = seconds_since(tables.timing.origin, live.calendar, at)
        self.queued: Counter[str] = Counter()
        self.misplaced: list[str] = []

    def standing(self, service: Service, project: Project, closed: int) -> Standing | None:
        """Return where another project stands; None where it is another procedure's.

        Args:
            closed: the tracks that are not its own.
        """
        draft = service.draft()
        if draft.rules(project.definition).definition.definition != self.definition:
            return None
        begun = tuple(self._cases(draft, project))
        obtained = sum(1 << track for track in self._obtained(project))
        known = {case.track for case in begun}
        lost = (draft.case(case) for case in project.cases)
        over = {self._track(case) for case in lost} - known - {None}
        return Standing(obtained, closed | sum(1 << track for track in over if track is not None), begun, self.now)

    def arrivals(self, plan: Plan, now: int, seed: int, replication: int) -> list[int]:
        """Return when other projects come from now on, in one replication."""
        arrivals = self._compiler.scenario.arrivals
        if arrivals.poisson is None:
            return []
        return arrivals_of(replace(plan, start=now), arrivals, (), seed, replication)

    def _obtained(self, project: Project) -> Iterator[int]:
        for item, track in self._compiler.formal.items():
            if project.held(item):
                yield track
        for item, track in self._compiler.shadow.items():
            if project.shadow(item).standing == "pre_passed" or project.held(item):
                yield track

    def _cases(self, draft: Draft, project: Project) -> Iterator[UnderWay]:
        timing, taken = self._compiler.timing, set[int]()
        for name in reversed(project.cases):
            case, track = draft.case(name), self._track(draft.case(name))
            if is_over(draft, case) or track is None or track in taken:
                continue
            node = self._node(track, case)
            if node == NOWHERE:
                self.misplaced.append(name)
                continue
            taken.add(track)
            self.queued[case.authority] += 1
            since = case.course.since or case.opened_at
            came = seconds_since(timing.origin, self._compiler.calendar, since) if since else self.now
            yield UnderWay(track, node, max(came, 0), tuple(taken_over(timing, track, case)))

    def _track(self, case: PermitCase) -> int | None:
        return (self._compiler.shadow if case.shadow else self._compiler.formal).get(case.item)

    def _node(self, track: int, case: PermitCase) -> int:
        """Return the node of a track at which a case stands: that of its state and of acts most like its own."""
        places = self._compiler.explorer.places.get((track, case.course.state), [])
        return min(places, key=lambda place: _unlike(place[0], case.course.counts), default=({}, NOWHERE))[1]


def _unlike(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    """Return how many acts were taken more often in one of two cases than in the other."""
    return sum(abs(one.get(act, 0) - other.get(act, 0)) for act in {*one, *other})

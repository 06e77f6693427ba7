"""Continuing: a replication that begins with projects where they stand, not at their beginning.

Cases under way enter their nodes when they really came there, in the past, so that whoever came first is served first;
what would have been over by now is drawn anew until it is not, for it is known that the case is still there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workflow.simulate.draws import DURATION, sample
from workflow.simulate.engine import BEGIN, FINISH, TRIGGER, Run
from workflow.simulate.limits import Ran
from workflow.simulate.places import Token
from workflow.simulate.plan import NOWHERE, OFFICE, OPEN, Passing, Plan

ENTER = -5
MOST_TRIES = 64


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A case that is being handled: its track, where it stands, since when, and the limits it runs under."""

    track: int
    node: int
    since: int
    limits: tuple[Ran, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a project stands.

    Attributes:
        obtained: the tracks that are obtained, as a bit mask.
        closed: the tracks that never begin; those obtained and under way need not be among them.
        cases: those being handled.
        triggered: when it is triggered; by now where it is already.
    """

    obtained: int
    closed: int
    cases: tuple[UnderWay, ...]
    triggered: int


@dataclass(frozen=True, slots=True)
class Hurry:
    """What is done at once: the first stay on a track of the project in question ends now, by one of its branches."""

    track: int
    branch: int


@dataclass(frozen=True, slots=True)
class Start:
    """Where a replication begins.

    Attributes:
        standings: of the projects that are there, in the order in which they were registered.
        own: which of them is in question.
        closed: the tracks that never begin for a project still to come, as a bit mask.
    """

    now: int
    standings: tuple[Standing, ...]
    own: int = 0
    closed: int = 0
    hurry: Hurry | None = None


class Continuing(Run):
    """A replication from where projects stand; it ends when the project in question has nothing before it.

    Args:
        start: when and where it begins.
        arrivals: when other projects come.

    Attributes:
        outlasted: the tracks of the project in question that stay longer than their node lets any case stay.
    """

    def __init__(self, plan: Plan, seed: int, replication: int, start: Start, arrivals: Sequence[int] = ()) -> None:
        self.now, self.own, self.standings, self.hurry = start.now, start.own, start.standings, start.hurry
        self.outlasted: set[int] = set()
        self._entering: list[tuple[Token, UnderWay]] = []
        super().__init__(plan, seed, replication, [*[self.now] * len(self.standings), *arrivals])
        self.dated = frozenset(range(len(self.nodes)))  # Any stay may have begun in the past.
        for project, standing in enumerate(self.standings):
            self._stand(project, standing)
        for project in range(len(self.standings), len(self.begun)):
            self.begun[project] |= start.closed
        self._entering.sort(key=lambda one: one[1].since)
        for number, (_, case) in enumerate(self._entering):
            self._foresee(min(case.since, self.now), ENTER, 0, number)

    def _announce(self, project: int, at: int) -> None:
        if project >= len(self.standings):
            super()._announce(project, at)
            return
        triggered = self.standings[project].triggered
        self.coming.append((self.now, BEGIN if triggered > self.now else TRIGGER, project))
        if triggered > self.now:
            self.coming.append((triggered, TRIGGER, project))

    def _stand(self, project: int, standing: Standing) -> None:
        self.obtained[project] = standing.obtained
        self.begun[project] = standing.obtained | standing.closed
        for case in standing.cases:
            token = self.tokens[project][case.track]
            self.begun[project] |= 1 << case.track
            for ran in case.limits:
                self.limits.take_over(token.number, ran)
            self._entering.append((token, case))

    def _happen(self, what: int, number: int, at: int) -> None:
        if what == ENTER:
            token, case = self._entering[number]
            self._enter(token, case.node, at)
        else:
            super()._happen(what, number, at)

    def _enter(self, token: Token, place: int, at: int) -> None:
        super()._enter(token, place, at)
        hurry = self.hurry
        if hurry and token.project == self.own and (token.track, token.turn) == (hurry.track, 1):
            token.branch = hurry.branch
            self._foresee(max(at, self.now), FINISH, token.turn, token)

    def _finish(self, token: Token, at: int, told: int) -> None:
        super()._finish(token, at, told)
        if token.project == self.own and self.nodes[token.place].end != OPEN and self._is_over():
            self.heap.clear()
            self.coming.clear()

    def _is_over(self) -> bool:
        """Tell whether the project in question has nothing before it."""
        places = [token.place for token in self.tokens[self.own] if token.place != NOWHERE]
        done = self.triggered[self.own] or self.log.finished[self.own] != NOWHERE
        return done and all(self.nodes[place].end != OPEN for place in places)

    def _finish_in_time(self, token: Token, at: int) -> None:
        if at < self.now:
            self._foresee(self._redrawn(token), FINISH, token.turn, token)
        else:
            super()._finish_in_time(token, at)

    def _time_out(self, token: Token, at: int, which: int) -> None:
        if at < self.now:
            self._foresee(self.now, which, token.turn, token)
        else:
            super()._time_out(token, at, which)

    def _redrawn(self, token: Token) -> int:
        """Return when a stay ends that has not ended by now: it is drawn anew until it fits what is known."""
        node = self.nodes[token.place]
        tries = MOST_TRIES if node.spread != NOWHERE and self.plan.spreads[node.spread].kind else 0
        for _ in range(tries):
            token.visit += 1
            drawn = int(
                sample(self.plan.spreads[node.spread], token.key, (token.visit << 20 | token.word) + DURATION) + 0.5
            )
            if node.kind == Passing.EFFORT:
                token.work = drawn
                end = self.plan.tables[self.plan.pools[node.pool].table].span(token.started, drawn)[1]
            else:
                end = self._end(token, node, token.since, drawn)
            if end >= self.now:
                return end
        waits = not node.branches[token.branch].act
        if node.kind != Passing.INSTANT and not waits and token.project == self.own:
            self.outlasted.add(token.track)
        return self.plan.tables[node.table].next_open(self.now) if node.hand == OFFICE else self.now

"""The reference engine: a plan run event by event, readable and on the standard library alone.

One heap of instants; a token for every track of every project. What is drawn depends on keys alone, and events of
one instant are taken in the order in which they were foreseen, so a compiled kernel gives the same log.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from workflow.simulate.draws import BRANCH, DURATION, prefix, sample, unit, word
from workflow.simulate.limits import Limits
from workflow.simulate.log import Log, Row
from workflow.simulate.plan import (
    NOWHERE,
    OBTAINED,
    OFFICE,
    OPEN,
    Node,
    Passing,
    Plan,
)
from workflow.simulate.worktime import DAY, chosen

FINISH, BEGIN, TRIGGER, WAKE = -1, -2, -3, -4


class _Queue:
    """Officers of a pool and who waits for them."""

    def __init__(self, officers: int, discipline: str) -> None:
        self.free = list(range(officers))
        self.officers = officers
        self.line: deque[tuple[int, int]] = deque()
        self.heap: list[tuple[int, int, int, int]] = []
        self.ordered = discipline != "first_come"
        self.wakes_at = NOWHERE

    def __bool__(self) -> bool:
        return bool(self.line or self.heap)


class Engine:
    """Runs replications of a plan."""

    def __init__(self, plan: Plan, seed: int) -> None:
        self.plan = plan
        self.seed = seed

    def run(self, replication: int, arrivals: Sequence[int]) -> Log:
        """Return the log of a replication in which projects are triggered at some instants, in order."""
        return _Run(self.plan, self.seed, replication, arrivals).run()


class _Run:
    def __init__(self, plan: Plan, seed: int, replication: int, arrivals: Sequence[int]) -> None:
        self.plan = plan
        self.tracks = len(plan.tracks)
        count = len(arrivals)
        self.log = Log(list(arrivals), [NOWHERE] * count, [NOWHERE] * count)
        self.prefixes = [prefix(seed, replication, project) for project in range(count)]
        self.obtained = [0] * count
        self.triggered = [False] * count
        self.begun = [0] * count
        tokens = count * self.tracks
        self.at_node = [NOWHERE] * tokens
        self.branch = [0] * tokens
        self.visit = [0] * tokens
        self.turn = [0] * tokens
        self.since = [0] * tokens
        self.started = [0] * tokens
        self.work = [0] * tokens
        self.officer = [NOWHERE] * tokens
        self.limits = Limits(plan)
        self.queues = [_Queue(pool.officers, pool.discipline) for pool in plan.pools]
        self.heap: list[tuple[int, int, int, int, int]] = []
        self.number = 0
        for project, at in enumerate(arrivals):
            self._foresee(plan.beginning(at), project, BEGIN, 0)
            if plan.lead:
                self._foresee(at, project, TRIGGER, 0)
        heapify(self.heap)

    def _foresee(self, at: int, token: int, what: int, turn: int) -> None:
        heappush(self.heap, (at, self.number, token, what, turn))
        self.number += 1

    def run(self) -> Log:
        """Return the log."""
        heap, horizon, turns = self.heap, self.plan.horizon, self.turn
        while heap:
            at, _, token, what, turn = heappop(heap)
            if at >= horizon:
                break
            if what < FINISH:
                self._happen(what, token, at)
            elif turns[token] == turn:
                if what == FINISH:
                    self._finish(token, at, self.branch[token], NOWHERE)
                else:
                    self._time_out(token, at, what)
        return self.log

    def _happen(self, what: int, number: int, at: int) -> None:
        """Let a project begin or be triggered, or a pool look at who is back."""
        if what == WAKE:
            self.queues[number].wakes_at = NOWHERE
            self._serve(number, at)
            return
        if what == TRIGGER or not self.plan.lead:
            self.triggered[number] = True
        self._start_ready(number, at)

    def _start_ready(self, project: int, at: int) -> None:
        """Begin every track whose prerequisites are obtained."""
        have = self.obtained[project]
        for number, track in enumerate(self.plan.tracks):
            if self.begun[project] >> number & 1 or not (track.early or self.triggered[project]):
                continue
            if any(mask & have == mask for mask in track.ready):
                self.begun[project] |= 1 << number
                self._enter(project * self.tracks + number, track.entry, at)

    def _enter(self, token: int, number: int, at: int) -> None:
        """Let a case come to a node: what passes there is foreseen, or it waits for an officer."""
        node = self.plan.nodes[number]
        self.at_node[token] = number
        self.turn[token] += 1
        if node.end != OPEN:
            if node.end == OBTAINED:
                self._obtain(token, at)
            return
        self.visit[token] += 1
        self.since[token] = self.started[token] = at
        self.officer[token] = NOWHERE
        project, track = divmod(token, self.tracks)
        key, visit = self.prefixes[project], self.visit[token]
        self.branch[token] = chosen(node.shares, unit(key, word(track, visit, BRANCH))) if len(node.shares) > 1 else 0
        drawn = 0
        if node.spread != NOWHERE:
            drawn = int(sample(self.plan.spreads[node.spread], key, word(track, visit, DURATION)) + 0.5)
        for which, (clock, _) in enumerate(node.timeouts):
            expires = self.limits.expiry(token, clock)
            if expires != NOWHERE:
                self._foresee(max(expires, at), token, which, self.turn[token])
        if node.kind == Passing.EFFORT:
            self.work[token] = drawn
            self._queue(token, node, at)
        else:
            self._foresee(self._end(token, node, at, drawn), token, FINISH, self.turn[token])

    def _end(self, token: int, node: Node, at: int, drawn: int) -> int:
        """Return when a stay that needs no officer is over."""
        table = self.plan.tables[node.table]
        match node.kind:
            case Passing.INSTANT:
                end = table.next_open(at) if node.hand == OFFICE else at
            case Passing.ELAPSED:
                end = at + drawn
            case Passing.WORKED:
                end = table.add(at, drawn)
            case Passing.PERIOD:
                end = table.days[table.through[at // DAY] - 1 + drawn] * DAY + table.last_minute if drawn else at
            case Passing.DAYS:
                end = table.next_open((at // DAY + drawn) * DAY) // DAY * DAY + table.last_minute if drawn else at
            case _:
                end = self._end_of_limit(token, node, at)
        return max(at, end)

    def _end_of_limit(self, token: int, node: Node, at: int) -> int:
        """Return when a limit runs out, or its last minute in which the office is open."""
        expires = self.limits.expiry(token, node.clock)
        if expires == NOWHERE or node.kind == Passing.EXPIRY:
            return max(at, expires)
        return expires - DAY + self.plan.tables[node.table].last_minute

    def _queue(self, token: int, node: Node, at: int) -> None:
        queue = self.queues[node.pool]
        if queue.ordered:
            heappush(queue.heap, (self._rank(token, node), self.number, token, self.turn[token]))
            self.number += 1
        else:
            queue.line.append((token, self.turn[token]))
        self._serve(node.pool, at)

    def _rank(self, token: int, node: Node) -> int:
        """Return what puts a case first: how early its first limit is due, or its project came."""
        if self.plan.pools[node.pool].discipline == "priority":
            return token // self.tracks
        due = [self.limits.expiry(token, clock) for clock in self.limits.of(token)]
        return min((at for at in due if at != NOWHERE), default=self.plan.horizon)

    def _serve(self, pool: int, at: int) -> None:
        """Give free officers to whoever waits."""
        queue = self.queues[pool]
        away = self.plan.pools[pool].away
        while queue and queue.free:
            table = self.plan.tables[self.plan.pools[pool].table]
            opens = table.next_open(at)
            if away:
                absent = away.get(opens // DAY, 0)
                if queue.officers - len(queue.free) >= queue.officers - absent:
                    self._wake(pool, opens)
                    return
            if queue.ordered:
                _, _, token, turn = heappop(queue.heap)
            else:
                token, turn = queue.line.popleft()
            if self.turn[token] != turn:
                continue
            officer = heappop(queue.free)
            self.officer[token] = officer
            self.started[token] = opens
            self._foresee(table.add(opens, self.work[token]), token, FINISH, turn)

    def _wake(self, pool: int, opens: int) -> None:
        """Look again on the next day: those on leave may be back."""
        at = (opens // DAY + 1) * DAY
        if self.queues[pool].wakes_at == NOWHERE:
            self.queues[pool].wakes_at = at
            self._foresee(at, pool, WAKE, 0)

    def _finish(self, token: int, at: int, branch: int, timeout: int) -> None:
        """Take a branch: the stay ends, the officer is free, limits start and stop, the case moves on."""
        number = self.at_node[token]
        node = self.plan.nodes[number]
        project, track = divmod(token, self.tracks)
        officer = self.officer[token]
        told = branch if timeout == NOWHERE else -1 - timeout
        self.log.rows.append(Row(project, track, number, self.since[token], self.started[token], at, told, officer))
        if self.log.first[project] == NOWHERE:
            self.log.first[project] = at
        taken = node.branches[branch] if timeout == NOWHERE else node.timeouts[timeout][1]
        for act in taken.clocks:
            stopped = self.limits.change(token, act, at)
            if stopped is not None:
                self.log.limits.append(stopped)
        self._enter(token, taken.target, at)
        if officer != NOWHERE:
            heappush(self.queues[node.pool].free, officer)
            self._serve(node.pool, at)

    def _time_out(self, token: int, at: int, which: int) -> None:
        """Let a limit run out; if it was suspended or extended meanwhile, look again when it does."""
        clock = self.plan.nodes[self.at_node[token]].timeouts[which][0]
        expires = self.limits.expiry(token, clock)
        if expires == NOWHERE:
            return
        if expires > at:
            self._foresee(expires, token, which, self.turn[token])
            return
        if self.officer[token] == NOWHERE and self.started[token] < self.since[token]:
            self.started[token] = at
        self._finish(token, at, NOWHERE, which)

    def _obtain(self, token: int, at: int) -> None:
        project, track = divmod(token, self.tracks)
        self.obtained[project] |= 1 << track
        if self.plan.target & self.obtained[project] == self.plan.target and self.log.finished[project] == NOWHERE:
            self.log.finished[project] = at
        self._start_ready(project, at)

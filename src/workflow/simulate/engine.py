"""The reference engine: a plan run event by event, readable and on the standard library alone.

One heap of instants; a token for every track of every project. What is drawn depends on keys alone, and events of
one instant are taken in the order in which they were foreseen, so a compiled kernel gives the same log.
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush
from operator import itemgetter

from workflow.simulate.draws import DURATION, prefix, sample, unit
from workflow.simulate.limits import Limits
from workflow.simulate.log import Log, row
from workflow.simulate.places import Queue, Token
from workflow.simulate.plan import NOWHERE, OBTAINED, OFFICE, OPEN, Branch, Node, Passing, Plan, met
from workflow.simulate.worktime import DAY, FOREVER

FINISH, BEGIN, TRIGGER, WAKE = -1, -2, -3, -4
EFFORT, ELAPSED, GATE = Passing.EFFORT, Passing.ELAPSED, Passing.GATE


class Engine:
    """Runs replications of a plan."""

    def __init__(self, plan: Plan, seed: int) -> None:
        self.plan = plan
        self.seed = seed

    def run(self, replication: int, arrivals: Sequence[int]) -> Log:
        """Return the log of a replication in which projects are triggered at some instants, in order."""
        # Looking for garbage in circles takes a sixth of the time, and none is made here.
        collects = gc.isenabled()
        gc.disable()
        try:
            return Run(self.plan, self.seed, replication, arrivals).run()
        finally:
            if collects:
                gc.enable()

    def logs(self, runs: int, arrivals: Callable[[int], Sequence[int]]) -> Iterator[Log]:
        """Yield the logs of so many replications, in order; `arrivals` returns when the projects of one come."""
        return (self.run(number, arrivals(number)) for number in range(runs))


class Run:
    """One replication being run."""

    def __init__(self, plan: Plan, seed: int, replication: int, arrivals: Sequence[int]) -> None:
        self.plan = plan
        self.nodes, self.spreads = plan.nodes, plan.spreads
        # The nodes of which a stay may end otherwise than was foreseen when it began.
        self.dated = frozenset(
            number for number, node in enumerate(plan.nodes) if any(act.before != NOWHERE for act in node.branches)
        )
        self.followers = plan.followers
        count, tracks = len(arrivals), len(plan.tracks)
        self.log = Log(list(arrivals), [NOWHERE] * count, [NOWHERE] * count)
        self.obtained = [0] * count
        self.triggered = [False] * count
        self.begun = [0] * count
        keys = [prefix(seed, replication, project) for project in range(count)]
        self.tokens = [
            [Token(project * tracks + track, project, track, keys[project]) for track in range(tracks)]
            for project in range(count)
        ]
        self.limits = Limits(plan)
        self.queues = [Queue(pool.officers, pool.discipline) for pool in plan.pools]
        self.heap: list[tuple[int, int, int, int, Token | int]] = []
        self.number = 0
        self.coming: list[tuple[int, int, int]] = []
        for project, at in enumerate(arrivals):
            self._announce(project, at)

    def _announce(self, project: int, at: int) -> None:
        """Let a project come: its work begins, if that is earlier, and it is triggered."""
        if self.plan.lead:
            self.coming.append((self.plan.beginning(at), BEGIN, project))
        self.coming.append((at, TRIGGER, project))

    def _foresee(self, at: int, what: int, turn: int, whom: Token | int) -> None:
        heappush(self.heap, (at, self.number, what, turn, whom))
        self.number += 1

    def run(self) -> Log:
        """Return the log."""
        horizon, everything, coming = self.plan.horizon, range(len(self.plan.tracks)), self.coming
        coming.sort(key=itemgetter(0))
        coming.reverse()
        while coming and coming[-1][0] < horizon:
            at, what, project = coming[-1]
            self._run_until(at)
            if coming:
                coming.pop()
                self.triggered[project] = what == TRIGGER
                self._start_ready(project, at, everything)
        self._run_until(horizon)
        return self.log

    def _run_until(self, until: int) -> None:
        """Let everything happen that is foreseen before an instant."""
        heap, dated = self.heap, self.dated
        while heap and heap[0][0] < until:
            at, _, what, turn, whom = heappop(heap)
            if isinstance(whom, int):
                self._happen(what, whom, at)
            elif whom.turn == turn:
                if what == FINISH:
                    if whom.place in dated:
                        self._finish_in_time(whom, at)
                    else:
                        self._finish(whom, at, whom.branch)
                else:
                    self._time_out(whom, at, what)

    def _happen(self, what: int, number: int, at: int) -> None:  # noqa: ARG002 (more may happen to who continues)
        """Let a pool look at who is back."""
        self.queues[number].wakes_at = NOWHERE
        self._serve(number, at)

    def _start_ready(self, project: int, at: int, tracks: Sequence[int]) -> None:
        """Begin every track, of some, whose prerequisites are obtained, and open the gates they were held at."""
        have, triggered = self.obtained[project], self.triggered[project]
        for number in tracks:
            track, token = self.plan.tracks[number], self.tokens[project][number]
            if token.held:
                if met(track.gate, have):
                    self._pass(token, at)
            elif not self.begun[project] >> number & 1 and (triggered or track.early) and met(track.ready, have):
                self.begun[project] |= 1 << number
                self._enter(token, track.entry, at)
        if self.obtained[project] != have:
            self._start_ready(project, at, range(len(self.plan.tracks)))

    def _enter(self, token: Token, place: int, at: int) -> None:
        """Let a case come to a node: what passes there is foreseen, or it waits for an officer or at a gate."""
        node = self.nodes[place]
        token.place, token.held = place, False
        token.turn += 1
        if node.end != OPEN:
            if node.end == OBTAINED:
                self._obtain(token, at)
            return
        token.visit += 1
        token.since = token.started = at
        token.officer = NOWHERE
        here = token.visit << 20 | token.word
        token.branch = bisect_right(node.shares, unit(token.key, here)) if len(node.shares) > 1 else 0
        drawn = 0
        if node.spread != NOWHERE:
            exact = sample(self.spreads[node.spread], token.key, here + DURATION)
            drawn = int(exact + 0.5) if exact < FOREVER else FOREVER
        if node.timeouts:
            self._foresee_timeouts(token, node, at)
        if node.kind == EFFORT:
            token.work = drawn
            self._queue(token, node, at)
        elif node.kind == GATE and not met(self.plan.tracks[token.track].gate, self.obtained[token.project]):
            token.held = True
        else:
            self._pass(token, at, drawn)

    def _foresee_timeouts(self, token: Token, node: Node, at: int) -> None:
        for which, (clock, _) in enumerate(node.timeouts):
            expires = self.limits.expiry(token.number, clock)
            if expires != NOWHERE:
                self._foresee(max(expires, at), which, token.turn, token)

    def _pass(self, token: Token, at: int, drawn: int = 0) -> None:
        """Foresee the end of a stay that needs no officer."""
        end = self._end(token, self.nodes[token.place], at, drawn)
        heappush(self.heap, (end, self.number, FINISH, token.turn, token))
        self.number += 1

    def _end(self, token: Token, node: Node, at: int, drawn: int) -> int:
        """Return when a stay that needs no officer is over."""
        if node.kind == ELAPSED:
            return at + drawn
        table = self.plan.tables[node.table]
        match node.kind:
            case Passing.INSTANT | Passing.GATE:
                end = table.next_open(at) if node.hand == OFFICE else at
            case Passing.WORKED:
                end = table.add(at, drawn)
            case Passing.PERIOD:
                end = table.nth_day(table.through[at // DAY] - 1 + drawn) * DAY + table.last_minute if drawn else at
            case Passing.DAYS:
                end = table.next_open((at // DAY + drawn) * DAY) // DAY * DAY + table.last_minute if drawn else at
            case _:
                end = self._end_of_limit(token, node, at)
        return max(at, end)

    def _end_of_limit(self, token: Token, node: Node, at: int) -> int:
        """Return when a limit runs out, or its last minute in which the office is open."""
        expires = self.limits.expiry(token.number, node.clock)
        if expires == NOWHERE or node.kind == Passing.EXPIRY:
            return max(at, expires)
        return expires - DAY + self.plan.tables[node.table].last_minute

    def _queue(self, token: Token, node: Node, at: int) -> None:
        queue = self.queues[node.pool]
        if queue.ordered:
            heappush(queue.heap, (self._rank(token, node), self.number, token, token.turn))
            self.number += 1
        else:
            queue.line.append((token, token.turn))
        if queue.free:
            self._serve(node.pool, at)

    def _rank(self, token: Token, node: Node) -> int:
        """Return what puts a case first: how early its first limit is due, or its project came."""
        if self.plan.pools[node.pool].discipline == "priority":
            return token.project
        due = [self.limits.expiry(token.number, clock) for clock in self.limits.of(token.number)]
        return min((at for at in due if at != NOWHERE), default=self.plan.horizon)

    def _serve(self, number: int, at: int) -> None:
        """Give free officers to whoever waits."""
        queue, pool = self.queues[number], self.plan.pools[number]
        table = self.plan.tables[pool.table]
        while queue.free and (queue.line or queue.heap):
            if pool.away and self._all_away(number, at):
                return
            if queue.ordered:
                _, _, token, turn = heappop(queue.heap)
            else:
                token, turn = queue.line.popleft()
            if token.turn == turn:
                token.officer = heappop(queue.free)
                token.started, end = table.span(at, token.work)
                heappush(self.heap, (end, self.number, FINISH, turn, token))
                self.number += 1

    def _all_away(self, number: int, at: int) -> bool:
        """Tell whether nobody who is there is free; then look again the next day: those on leave may be back."""
        queue, pool = self.queues[number], self.plan.pools[number]
        opens = self.plan.tables[pool.table].next_open(at)
        if len(queue.free) > pool.away.get(opens // DAY, 0):
            return False
        if queue.wakes_at == NOWHERE:
            queue.wakes_at = (opens // DAY + 1) * DAY
            self._foresee(queue.wakes_at, WAKE, 0, number)
        return True

    def _finish_in_time(self, token: Token, at: int) -> None:
        """Take the branch that was chosen; where it is too late for it, the first that is not, if there is one."""
        branches = self.nodes[token.place].branches
        for told in (token.branch, *range(len(branches))):
            if self._in_time(token, branches[told], at):
                self._finish(token, at, told)
                return

    def _in_time(self, token: Token, branch: Branch, at: int) -> bool:
        """Tell whether an act is still in time."""
        if branch.before == NOWHERE:
            return True
        expires = self.limits.expiry(token.number, branch.before)
        return expires == NOWHERE or at < expires

    def _finish(self, token: Token, at: int, told: int) -> None:
        """Take a branch: the stay ends, the officer is free, limits start and stop, the case moves on.

        Args:
            told: the branch; below 0, minus one less the timeout that moves the case.
        """
        node, officer, project = self.nodes[token.place], token.officer, token.project
        log = self.log
        log.cells.frombytes(row(project, token.track, token.place, token.since, token.started, at, told, officer))
        if log.first[project] == NOWHERE:
            log.first[project] = at
        taken = node.branches[told] if told >= 0 else node.timeouts[-1 - told][1]
        for act in taken.clocks:
            stopped = self.limits.change(token.number, act, at)
            if stopped is not None:
                log.limits.append(stopped)
        self._enter(token, taken.target, at)
        if self.followers[token.track] and self.nodes[taken.target].end == OBTAINED:
            self._start_ready(project, at, self.followers[token.track])
        if officer != NOWHERE:
            queue = self.queues[node.pool]
            heappush(queue.free, officer)
            if queue.line or queue.heap:
                self._serve(node.pool, at)

    def _time_out(self, token: Token, at: int, which: int) -> None:
        """Let a limit run out; if it was suspended or extended meanwhile, look again when it does."""
        expires = self.limits.expiry(token.number, self.nodes[token.place].timeouts[which][0])
        if expires > at:
            self._foresee(expires, which, token.turn, token)
        elif expires != NOWHERE:
            self._finish(token, at, -1 - which)

    def _obtain(self, token: Token, at: int) -> None:
        project, target = token.project, self.plan.target
        self.obtained[project] |= 1 << token.track
        if self.obtained[project] & target == target and self.log.finished[project] == NOWHERE:
            self.log.finished[project] = at

"""Exploring a track: from the first state of a case, every act the scenario lets happen is put to the judge."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from operator import itemgetter

from workflow.definition.lines import Document, Path
from workflow.errors import InvalidDefinition, Refused
from workflow.language.ids import case_stream
from workflow.lifecycle.events import Recorded
from workflow.lifecycle.situation import Act
from workflow.permit.case import PermitCase
from workflow.proceedings.conduct import conduct
from workflow.proceedings.draft import Draft
from workflow.simulate.office import MOMENT, Office
from workflow.simulate.plan import AGAIN, ENDED, NOWHERE, OBTAINED, OPEN, Branch, Node, Passing
from workflow.simulate.scenario import FULL, Scenario, Step, placed
from workflow.simulate.timing import Timing, Wish
from workflow.simulate.trying import Trying, later, put
from workflow.simulate.worktime import shares

ONLY_WAY = 10
"""How many times oftener an act may be taken where there is no other."""
Key = tuple[str, tuple[tuple[str, int], ...], bool]


class Explorer:
    """Builds the nodes of one track.

    A node is known by its state and by how often each act was taken; acts are repeated `rounds` times at most.

    Attributes:
        cut: the acts that might have been repeated more often.
        places: (track, state) → how often each act was taken there, and the node; first applications come first.
    """

    def __init__(
        self, office: Office, scenario: Scenario, document: Document, timing: Timing, nodes: list[Node]
    ) -> None:
        self.office = office
        self.scenario = scenario
        self.document = document
        self.timing = timing
        self.nodes = nodes
        self.cut: set[str] = set()
        self.places: dict[tuple[int, str], list[tuple[Mapping[str, int], int]]] = {}

    def explore(self, track: int, item: str, case: str, *, shadow: bool, bare: Draft | None = None) -> int:
        """Add the nodes of a track, and return the one it begins at.

        Args:
            bare: the case where nothing that its item waits for is obtained, if it is applied for ahead of that.

        Raises:
            InvalidDefinition: the scenario names what the lifecycle does not know, or what the judge never allows.
        """
        self.track, self.item, self.case, self.shadow = track, item, case, shadow
        self.machine = self.office.machine(item, shadow=shadow)
        self.lifecycle = self.machine.lifecycle.lifecycle
        self.goal = self.office.goal(item, shadow=shadow)
        self._ended: deque[Trying] = deque()
        first = self.office.first_case_of(item, shadow=shadow)
        before = self.office.attempts[first]
        entry = self._explore_case(self.office.desk.draft(self.office.now), bare)
        while self._ended:
            ended = list(self._ended)
            self._ended.clear()
            self.office.attempts[first] += 1
            self._entries: dict[str, int] = {}
            for one in ended:
                self._apply_again(one, self.office.attempts[first] - before)
        self.office.attempts[first] = before
        return entry

    def _explore_case(self, draft: Draft, bare: Draft | None) -> int:
        """Add the nodes of one case of the item, and return the one it begins at."""
        self.timing.begin(self.track)
        self._known: dict[Key, int] = {}
        self._coming: deque[Trying] = deque()
        entry = self._reach(draft, bare)
        while self._coming:
            self._expand(self._coming.popleft())
        return entry

    def _apply_again(self, ended: Trying, attempt: int) -> None:
        """Let a case that ended be followed by a new one, unless the item was applied for often enough."""
        node = self.nodes[ended.node]
        step, path = self._steps(node.state)[0]
        if attempt > self.scenario.rounds:
            self.cut.add(f"{self.lifecycle}.{AGAIN}")
            return
        self.timing.describe(node, ended.permit, step, path, [])
        if node.state not in self._entries:
            at = self.timing.after(node, ended.permit, step, ended.draft.now)
            self.case = self.office.case_of(self.item, shadow=self.shadow)
            begun = [self._open(draft, at, path) for draft in (ended.draft, ended.bare) if draft is not None]
            self._entries[node.state] = self._explore_case(begun[0], begun[1] if ended.bare else None)
        weights = [step.apply_again, FULL - step.apply_again]
        node.end, node.shares = OPEN, shares([weight for weight in weights if weight])
        node.branches.append(Branch(AGAIN, self._entries[node.state]))
        if step.apply_again < FULL:
            node.branches.append(Branch("", len(self.nodes)))
            self.nodes.append(Node(self.track, node.state, end=ENDED))

    def _open(self, draft: Draft, at: datetime, path: Path) -> Draft:
        """Return the draft in which a new case of the item is open.

        Raises:
            InvalidDefinition: the judge does not allow it.
        """
        begun = Draft(draft, at)
        try:
            conduct(replace(self.office.opening(self.item, shadow=self.shadow), at=at), begun)
        except Refused as refused:
            why = "、".join(refusal.key for refusal in refused.refusals)
            told = self.document.problem("nothing_allowed", path, state=path[-1], item=self.item, why=f"{AGAIN}: {why}")
            raise InvalidDefinition([told]) from refused
        return begun

    def _reach(self, draft: Draft, bare: Draft | None) -> int:
        """Return the node of the place that a case is in, a new one where nobody was before."""
        permit = draft.case(self.case)
        key = permit.course.state, tuple(sorted(permit.course.counts.items())), bare is None
        if key not in self._known:
            self._known[key] = len(self.nodes)
            node = Node(self.track, permit.course.state)
            self.nodes.append(node)
            self.places.setdefault((self.track, node.state), []).append((permit.course.counts, self._known[key]))
            if permit.course.state in self.goal:
                node.end = OBTAINED
            elif self.machine.lifecycle.states[permit.course.state].terminal:
                node.end = ENDED
                if self._steps(permit.course.state)[0][0].apply_again:
                    self._ended.append(Trying(self.case, draft, self._known[key], bare))
            else:
                self._coming.append(Trying(self.case, draft, self._known[key], bare))
        return self._known[key]

    def _expand(self, here: Trying) -> None:
        """Give a node the branches of the first of its steps of which the judge allows an act."""
        permit, node = here.permit, self.nodes[here.node]
        refused: dict[str, str] = {}
        path: Path = ()
        before, often = set(self.cut), self.scenario.rounds
        # Loops end where there is a choice; the only way on is cut late, or a case could never get on from there.
        for most, (step, path) in product((often, often * ONLY_WAY), self._steps(permit.course.state)):
            self._most, self.cut = most, self.cut if most == often else before
            weights = self._try_step(here, permit, step, path, refused)
            if sum(weights):
                node.shares = shares(weights)
                if node.kind not in {Passing.INSTANT, Passing.EXPIRY}:
                    node.timeouts = list(self._timeouts(here, permit))
                return
        why = ", ".join(f"{act}: {reasons}" for act, reasons in refused.items())
        raise InvalidDefinition(
            [self.document.problem("nothing_allowed", path, state=node.state, item=self.item, why=why)]
        )

    def _steps(self, state: str) -> list[tuple[Step, Path]]:
        """Return what the scenario says of a state, of the item before the lifecycle, and where it says so."""
        for part, name in (("items", self.item), ("lifecycles", self.lifecycle)):
            steps = getattr(self.scenario, part).get(name, {}).get(state)
            if steps is not None:
                return placed(self.document, steps, (part, name, state))
        return [(Step(), ())]

    def _try_step(self, here: Trying, permit: PermitCase, step: Step, path: Path, refused: dict[str, str]) -> list[int]:
        """Add the branches that the judge allows, and return their weights; what it refuses is noted."""
        node, weights = self.nodes[here.node], list[int]()
        wishes = list(self._wishes(here.draft, permit, step, path))
        self.timing.describe(node, permit, step, path, wishes)
        at = min(self.timing.after(node, permit, step, here.draft.now), self._before_a_limit_moves_it(permit))
        most = self._most if len(wishes) == 1 else self.scenario.rounds
        for act, weight, wish in wishes:
            if permit.course.counts.get(act, 0) >= most:
                self.cut.add(f"{self.lifecycle}.{act}")
                continue
            try:
                branch = self._take(here, permit, act, wish, at)
            except Refused as error:
                refused[act] = "、".join(refusal.key for refusal in error.refusals)
                continue
            node.branches.append(branch)
            weights.append(weight)
        return weights

    def _wishes(self, draft: Draft, permit: PermitCase, step: Step, path: Path) -> Iterator[Wish]:
        """Yield the acts that may end a step, their weights, and how they are put; none for an act of the clock."""
        if not step.take:
            act = self.office.next_act(draft, self.case, self.item, shadow=self.shadow)
            yield act.transition, FULL, act
            return
        for name, weight in step.take.items():
            transition = self.machine.transition(name)
            if transition is None:
                raise InvalidDefinition([self.document.problem(
                    "unknown_transition", (*path, "take", name), name=name, lifecycle=self.lifecycle)])  # fmt: skip
            if not weight:
                continue
            if self.machine.system_role(transition) is not None:
                yield name, weight, None
                continue
            situation = self.timing.situation(draft, permit)
            role = step.by if step.by in {by.role for by in transition.by} else transition.by[0].role
            said = {need: value for need, value in step.said_by(name).items() if need in transition.needs}
            yield name, weight, Act(name, self.office.person(situation, role), draft.now, said)

    def _take(self, here: Trying, permit: PermitCase, act: str, wish: Act | None, at: datetime) -> Branch:
        """Put an act to the judge after the time that the step takes.

        Raises:
            Refused: it is not allowed.
        """
        if wish is None:
            return self._let_run_out(here, permit, act)
        at = max(at, here.draft.now + MOMENT)
        after, said = put(self.office, here.draft, self.case, wish, at)
        before = self._limit_of(here.draft, permit, wish)
        try:
            bare = put(self.office, here.bare, self.case, wish, at)[0] if here.bare else None
        except Refused:
            gated = replace(self._branch(act, after, said, None), said=wish.data, before=before)
            return Branch("", self._gate(here, permit, gated))
        return replace(self._branch(act, after, said, bare), said=wish.data, before=before)

    def _gate(self, here: Trying, permit: PermitCase, branch: Branch) -> int:
        """Add the node at which a case waits for what its item waits for, and return it."""
        node = self.nodes[here.node]
        number = len(self.nodes)
        gate = Node(
            self.track, node.state, Passing.GATE, table=node.table, hand=node.hand, shares=[1.0], branches=[branch]
        )
        self.nodes.append(gate)
        gate.timeouts = list(self._timeouts(here, permit))
        return number

    def _limit_of(self, draft: Draft, permit: PermitCase, wish: Act | None) -> int:
        """Return the limit after whose end the judge refuses an act though the case is still where it is."""
        moving = {clock for clock, _, _ in self._moving(permit)}
        dues = self.timing.dues(permit).items() if wish is not None else ()
        for clock, expires_at in sorted(dues, key=itemgetter(1)):
            if clock not in moving and wish is not None:
                try:
                    put(self.office, draft, self.case, wish, expires_at + MOMENT)
                except Refused:
                    return self.timing.clock_of(clock, permit)
        return NOWHERE

    def _let_run_out(self, here: Trying, permit: PermitCase, act: str) -> Branch:
        when = self.machine.lifecycle.transitions[act].when
        dues = self.timing.dues(permit)
        running = [dues[clock] for clock in (when.expired if when else ()) if clock in dues]
        if not running:
            raise Refused([])
        return self._at_the_end(here, min(running), act)[1]

    def _at_the_end(self, here: Trying, of: datetime, act: str) -> tuple[str, Branch]:
        """Return the state in which a case is when a limit has run out, and the branch that leads there.

        Raises:
            InvalidDefinition: it would be another one where what its item waits for is not obtained.
        """
        after, *bare = [later(draft, self.case, of) for draft in (here.draft, here.bare) if draft is not None]
        states = [draft.case(self.case).course.state for draft in (after, *bare)]
        if len(set(states)) > 1:
            facts = {"item": self.item, "act": act}
            raise InvalidDefinition([self.document.problem("not_ahead", ("ahead",), **facts)])
        return states[0], self._branch(act, after, None, *bare)

    def _before_a_limit_moves_it(self, permit: PermitCase) -> datetime:
        """Return the last moment at which the case is still where it is, if nobody acts."""
        moving = (expires_at for _, _, expires_at in self._moving(permit))
        return min(moving, default=datetime.max.replace(tzinfo=UTC)) - MOMENT

    def _moving(self, permit: PermitCase) -> Iterator[tuple[str, str, datetime]]:
        """Yield the limits whose end may move the case: the clock, the act it leads to, when it runs out."""
        for clock, expires_at in sorted(self.timing.dues(permit).items(), key=itemgetter(1)):
            for act in self.machine.expired.get(clock, ()):
                to = self.machine.lifecycle.transitions[act].to
                if permit.course.state in self.machine.sources[act] and to not in {"same", permit.course.state}:
                    yield clock, act, expires_at

    def _timeouts(self, here: Trying, permit: PermitCase) -> Iterator[tuple[int, Branch]]:
        """Yield the limits that move the case when they run out while it waits here."""
        for clock, act, expires_at in self._moving(permit):
            state, branch = self._at_the_end(here, expires_at, act)
            if state != permit.course.state:
                yield self.timing.clock_of(clock, permit), branch

    def _branch(self, act: str, after: Draft, wish: Act | None, bare: Draft | None = None) -> Branch:
        recorded = [planned.event for planned in after.planned if planned.stream == case_stream(self.case)]
        operations = [one for event in recorded if isinstance(event, Recorded) for one in event.data.get("clocks", ())]
        changed = self.timing.clock_acts(operations, after.case(self.case), after.now)
        return Branch(act, self._reach(after, bare), tuple(changed), wish)

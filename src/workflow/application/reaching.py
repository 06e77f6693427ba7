"""Reaching a state lawfully: a search for the shortest way of acts that the judge allows, then run through the service.

The search knows no shortcut of its own: every step it tries is judged on a draft, with examples of what the act has
to say, and every step of the way found is put to the service as a command like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import heappop, heappush
from itertools import count, islice, product
from typing import Any

from workflow.application.options import competent
from workflow.definition.model import Transition
from workflow.errors import NotFound, Refused
from workflow.language.people import Actor
from workflow.lifecycle.rules import Machine
from workflow.lifecycle.situation import Act, Situation
from workflow.permit.case import PermitCase
from workflow.proceedings.acts import judge
from workflow.proceedings.draft import Draft
from workflow.proceedings.situations import situate
from workflow.proceedings.taking import take

MOST_COMBINATIONS = 12
MOST_PLACES = 400
Place = tuple[str, frozenset[str]]
Wish = tuple[str, str]
"""An act that might be taken, and the role of who would take it."""
_Open = tuple[int, int, int, Draft, tuple[Act, ...], Wish | None]
"""How many acts a way takes at least; then the deeper, then the earlier goes first; where it is, and what to try."""
People = Callable[[Situation, str], Actor]


@dataclass(frozen=True, slots=True)
class Way:
    """The acts that lead to a goal; none where it cannot be reached, with what stood in the way."""

    acts: tuple[Act, ...] | None
    obstacles: frozenset[str] = frozenset()


def way_to(draft: Draft, case: str, goal: frozenset[str], people: People, fill: Fill) -> Way:
    """Return the shortest way of lawful acts, at the draft's present, by which a case reaches one of some states."""
    way = _Search(case, goal, people, fill, by_deeds=False).run(draft)
    return way if way.acts is not None else _Search(case, goal, people, fill, by_deeds=True).run(draft)


class _Search:
    """A search for the shortest way: nearest first, by the acts taken and those that are needed at least.

    With `by_deeds`, acts that leave the state as it is count as progress too.
    """

    def __init__(self, case: str, goal: frozenset[str], people: People, fill: Fill, *, by_deeds: bool) -> None:
        self.case = case
        self.goal = goal
        self.people = people
        self.fill = fill
        self.by_deeds = by_deeds
        self.obstacles: set[str] = set()

    def run(self, draft: Draft) -> Way:
        """Return the way found. An act is tried only when no way seems shorter than by it."""
        permit = draft.case(self.case)
        left = acts_left(situate(draft, permit).machine, self.goal)
        if permit.course.state not in left:
            return Way(None)
        number = count()
        queue: list[_Open] = [(0, 0, next(number), draft, (), None)]
        seen: set[Place] = set()
        while queue and len(seen) < MOST_PLACES:
            *_, here, taken, wish = heappop(queue)
            if wish is not None:
                found = self._tried(here, wish)
                if found is not None and (state := found[1].case(self.case).course.state) in left:
                    done = (*taken, found[0])
                    heappush(queue, (len(done) + left[state], -len(done), next(number), found[1], done, None))
                continue
            permit = here.case(self.case)
            if permit.course.state in self.goal:
                return Way(taken)
            if self._place(permit) in seen:
                continue
            seen.add(self._place(permit))
            for nearest, wish in self._wishes(here, left):
                heappush(queue, (len(taken) + 1 + nearest, -len(taken), next(number), here, taken, wish))
        return Way(None, frozenset(self.obstacles))

    def _tried(self, here: Draft, wish: Wish) -> tuple[Act, Draft] | None:
        """Return the act with all it has to say and what it leads to; none where it is refused."""
        (name, role), permit = wish, here.case(self.case)
        act = Act(name, self.people(situate(here, permit), role), here.now)
        act = replace(act, data=self.fill(here, permit, act))
        after = Draft(here, here.now)
        try:
            take(after, self.case, act)
        except Refused as refused:
            self.obstacles |= {refusal.key for refusal in refused.refusals}
            return None
        except NotFound:
            return None
        return act, after

    def _place(self, permit: PermitCase) -> Place:
        return permit.course.state, frozenset(permit.course.counts) if self.by_deeds else frozenset()

    def _wishes(self, draft: Draft, left: Mapping[str, int]) -> Iterator[tuple[int, Wish]]:
        """Yield what could be tried in a state, and how many acts it would leave at least."""
        permit = draft.case(self.case)
        machine, state = situate(draft, permit).machine, permit.course.state
        for name, transition in machine.lifecycle.transitions.items():
            if state in machine.sources[name] and transition.only != "also":
                nearest = self._nearest(transition, state, left)
                if nearest is not None:
                    roles = (by.role for by in transition.by if machine.roles[by.role].side != "system")
                    yield from ((nearest, (name, role)) for role in roles)

    def _nearest(self, transition: Transition, state: str, left: Mapping[str, int]) -> int | None:
        """Return how many acts are left at least after a transition; none where it leads nowhere."""
        targets = set(_targets(transition))
        found = [left[target] for target in targets if target in left]
        # Where it leads back to is known when it is taken.
        found += [0] if "back" in targets else []
        found += [left[state]] if self.by_deeds and "same" in targets else []
        return min(found, default=None)


def acts_left(machine: Machine, goal: frozenset[str]) -> dict[str, int]:
    """Return how many acts it takes at least from each state that may lead to a goal, whatever their conditions."""
    left = dict.fromkeys(goal, 0)
    steps = 0
    while True:
        steps += 1
        nearer = {
            state
            for name, transition in machine.lifecycle.transitions.items()
            if (targets := set(_targets(transition))) & left.keys() or "back" in targets
            for state in machine.sources[name]
            if state not in left
        }
        if not nearer:
            return left
        left.update(dict.fromkeys(nearer, steps))


def _targets(transition: Transition) -> Iterator[str]:
    if isinstance(transition.to, str):
        yield transition.to
    else:
        yield from (branch.is_ for branch in transition.to)


@dataclass(frozen=True, slots=True)
class Fill:
    """Says what an act has to say and its author did not: the examples with the fewest reasons against the act."""

    examples_of: Callable[[Situation, str, str, datetime], list[Any]]

    def __call__(self, draft: Draft, permit: PermitCase, wish: Act) -> dict[str, Any]:
        """Return the data of an act: what its wish says, and for the needs nobody spoke of what serves best."""
        situation = situate(draft, permit)
        transition = situation.machine.transition(wish.transition)
        if transition is None:
            return dict(wish.data)
        best: tuple[int, dict[str, Any]] | None = None
        for data in islice(self._combinations(situation, transition, wish), MOST_COMBINATIONS):
            verdict = judge(draft, permit, replace(wish, data=data))
            if verdict.allowed:
                return data
            if best is None or len(verdict.refusals) < best[0]:
                best = (len(verdict.refusals), data)
        return best[1] if best else dict(wish.data)

    def _combinations(self, situation: Situation, transition: Transition, wish: Act) -> Iterator[dict[str, Any]]:
        types, given = situation.machine.need_types[wish.transition], wish.data
        said = {need: value for need, value in given.items() if value is not UNSAID}
        unspoken = [need for need in transition.needs if need not in given]
        choices = {
            need: self.examples_of(situation, wish.transition, need, wish.at)
            for need in unspoken
            if not types[need].nullable
        }
        choices = {need: values for need, values in choices.items() if values}
        for combination in product(*choices.values()):
            yield {**said, **dict(zip(choices, combination, strict=True))}
        firsts = {need: values[0] for need, values in choices.items()}
        for need in unspoken:
            if types[need].nullable:
                for value in self.examples_of(situation, wish.transition, need, wish.at):
                    yield {**said, **firsts, need: value}


class _Unsaid:
    """What an author left out on purpose."""


UNSAID = _Unsaid()


def somebody(situation: Situation, role: str, person: str) -> Actor:
    """Return a person in a role, at the authority that is competent for it in a case."""
    return competent(situation, role, situation.machine.roles[role], person)

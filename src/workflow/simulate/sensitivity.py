"""What moves P80 most: a scenario run again with one thing varied at a time, on common random numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from workflow.simulate.answers import Answer
from workflow.simulate.departments import FULL, offered_loads
from workflow.simulate.plan import NOWHERE
from workflow.simulate.running import Simulation
from workflow.simulate.statistics import paired_quantile, pooled_quantile
from workflow.simulate.varying import A_FIFTH, Variation, rewritten, variations, with_officers

PROJECTS = 1500
"""So many projects are enough to tell what moves P80: they are the same in all variations."""
LEAST_RUNS = 10
P80, P90 = 0.8, 0.9
MORE_OFFICERS = 4
Done = Callable[[int], None]
Days = list[list[float]]


@dataclass(frozen=True, slots=True)
class Moved:
    """By how much a quantile moved, in working days, half its 95 % interval, and where it moved to."""

    days: float
    half: float | None
    to: float

    def json(self) -> dict[str, Any]:
        """Return it as data."""
        half = self.half
        interval = None if half is None else [round(self.days - half, 3), round(self.days + half, 3)]
        return {"moved": round(self.days, 3), "interval": interval, "to": round(self.to, 3)}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a variation does to P80, from the trigger and from the first act.

    Attributes:
        steady: whether officers can work what comes; None where nothing is known of that.
    """

    variation: Variation
    trigger: Moved
    first: Moved
    steady: bool | None

    @property
    def reach(self) -> float:
        """Return how far it moves P80, whichever measure it moves more."""
        return max(abs(self.trigger.days), abs(self.first.days))


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What moves P80 of a scenario.

    Attributes:
        runs: the replications that were compared.
        base, base_first: P80 in them, from the trigger and from the first act.
        effects: those that move most first; both ways to vary a thing stand together.
        needed: policies without which the scenario does not stand.
    """

    answer: Answer
    runs: int
    base: float
    base_first: float
    effects: list[Effect]
    needed: list[str]

    @property
    def from_first(self) -> bool:
        """Tell whether only the measure from the first act says anything: all is done by the trigger."""
        return not self.base and self.base_first > 0

    def groups(self) -> list[list[Effect]]:
        """Return the effects of each thing that was varied, those that move most first."""
        found: dict[tuple[str, ...], list[Effect]] = {}
        for one in self.effects:
            found.setdefault((one.variation.kind, one.variation.subject, one.variation.part), []).append(one)
        return list(found.values())

    def json(self) -> dict[str, Any]:
        """Return it as data."""
        return {
            "runs": self.runs,
            "p80": {"working_days": self.base, "first_work_working_days": self.base_first},
            "varied": [
                {
                    "kind": one.variation.kind,
                    "subject": one.variation.subject,
                    "part": one.variation.part,
                    "way": one.variation.way,
                    "working_days": one.trigger.json(),
                    "first_work_working_days": one.first.json(),
                    "steady": one.steady,
                }
                for one in self.effects
            ],
            "left_out": self.needed,
        }


class Varying:
    """A scenario and the ways to vary it, ready to be run.

    Attributes:
        total: how many replications will be run.
    """

    def __init__(self, answer: Answer) -> None:
        simulation = answer.simulation
        self.answer = answer
        self.runs = runs_for(answer)
        found, self.needed = rewritten(simulation)
        self.variations = [*variations(simulation), *found]
        self.total = self.runs * len(self.variations)

    def run(self, done: Done) -> Sensitivity:
        """Return what the variations come to.

        Args:
            done: told after every replication.
        """
        own = _of_result(self.answer, self.runs)
        loads = offered_loads(self.answer.simulation, self.answer.result)
        effects = [
            Effect(one, *_moved(own, _run(one.simulation, self.answer.seed, self.runs, done)), _steady(one, loads))
            for one in self.variations
        ]
        base, first = (pooled_quantile(days, P80) for days in own)
        grouped = Sensitivity(self.answer, self.runs, base, first, effects, self.needed).groups()
        grouped.sort(key=lambda group: -max(one.reach for one in group))
        return Sensitivity(self.answer, self.runs, base, first, list(chain.from_iterable(grouped)), self.needed)


def runs_for(answer: Answer) -> int:
    """Return how many replications are compared: enough for `PROJECTS` projects, and no more than were run."""
    result = answer.result
    each = max(result.projects / result.runs, 1.0)
    return min(max(round(PROJECTS / each), LEAST_RUNS), result.runs)


def _of_result(answer: Answer, runs: int) -> tuple[Days, Days]:
    result = answer.result
    return result.days("working_days")[:runs], result.days("first_work_days")[:runs]


def _run(simulation: Simulation, seed: int, runs: int, done: Done) -> tuple[Days, Days]:
    """Return the working days of every finished project, by replication, from the trigger and from the first act."""
    between = simulation.plan.tables[0].working_days_between
    triggers: Days = []
    firsts: Days = []
    for log in simulation.logs(seed, runs):
        told = [one for one in zip(log.arrivals, log.first, log.finished, strict=True) if one[2] != NOWHERE]
        triggers.append([float(between(arrival, finish)) for arrival, _, finish in told])
        firsts.append([float(between(first, finish)) for _, first, finish in told])
        done(1)
    return triggers, firsts


def _moved(own: tuple[Days, Days], other: tuple[Days, Days], level: float = P80) -> tuple[Moved, Moved]:
    trigger, first = (
        Moved(*paired_quantile(before, after, level), pooled_quantile(after, level))
        for before, after in zip(own, other, strict=True)
    )
    return trigger, first


def _steady(one: Variation, loads: Sequence[float] | None) -> bool | None:
    """Tell whether what comes can be worked: the load that is offered scales with arrivals and with officers."""
    if loads is None or one.kind not in {"staff", "arrivals"}:
        return None
    if one.kind == "arrivals":
        return max(loads, default=0.0) * (1 + A_FIFTH if one.way == "up" else 1 - A_FIFTH) < FULL
    officers = one.simulation.plan.pools[one.place].officers
    return loads[one.place] * (officers + (1 if one.way == "fewer" else -1)) / officers < FULL


@dataclass(frozen=True, slots=True)
class Staffed:
    """P90 of a scenario with so many officers in a pool.

    Attributes:
        offered: the load that would be offered to them; None where too little comes to speak of one.
    """

    officers: int
    trigger: Moved
    first: Moved
    offered: float | None

    @property
    def steady(self) -> bool:
        """Tell whether what comes can be worked."""
        return self.offered is None or self.offered < FULL

    def json(self) -> dict[str, Any]:
        """Return it as data."""
        return {
            "officers": self.officers,
            "p90": {"working_days": self.trigger.json(), "first_work_working_days": self.first.json()},
            "offered_load": None if self.offered is None else round(self.offered, 6),
            "steady": self.steady,
        }


class Staffing:
    """A pool of a scenario with fewer and with more officers, ready to be run."""

    def __init__(self, answer: Answer, pool: int) -> None:
        self.answer, self.pool = answer, pool
        self.runs = runs_for(answer)
        self.now = answer.simulation.plan.pools[pool].officers
        self.numbers = range(1, self.now + MORE_OFFICERS + 1)
        self.total = self.runs * len(self.numbers)

    def run(self, done: Done) -> list[Staffed]:
        """Return P90 for each number of officers, from one on; the intervals are of the difference from now."""
        return list(self._run(done))

    def _run(self, done: Done) -> Iterator[Staffed]:
        own = _of_result(self.answer, self.runs)
        loads = offered_loads(self.answer.simulation, self.answer.result)
        for officers in self.numbers:
            other = with_officers(self.answer.simulation, self.pool, officers)
            moved = _moved(own, _run(other, self.answer.seed, self.runs, done), P90)
            yield Staffed(officers, *moved, None if loads is None else loads[self.pool] * self.now / officers)

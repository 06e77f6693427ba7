"""Running a scenario: its replications and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from workflow.application.shelf import Procedure
from workflow.errors import InvalidDefinition
from workflow.lifecycle.rules import Rules
from workflow.simulate.arriving import arrivals_of
from workflow.simulate.engines import Choice, chosen, engine
from workflow.simulate.log import Log
from workflow.simulate.measure import Result
from workflow.simulate.plan import Plan
from workflow.simulate.scenario import Scenario

Seen = Callable[[int], None]


@dataclass(frozen=True)
class Simulation:
    """A scenario ready to be run.

    Attributes:
        days: when projects come, where the scenario names the days.
        procedure: the definition as the scenario's policies rewrote it.
        compiled: makes the same ready for a scenario that was changed.
        engine: which engine runs it.
    """

    scenario: Scenario
    plan: Plan
    days: Sequence[date]
    procedure: Procedure
    compiled: Callable[[Scenario], Simulation] | None = None
    engine: Choice = "reference"

    def anew(self, scenario: Scenario) -> Simulation:
        """Return the same, made ready for a scenario that was changed.

        Raises:
            InvalidDefinition: it does not stand any more, or nobody knows how it was made.
        """
        if self.compiled is None:
            raise InvalidDefinition([])
        return replace(self.compiled(scenario), engine=self.engine)

    @property
    def rules(self) -> Rules:
        """Return the effective definition, made ready."""
        return self.procedure.rules

    def arrivals(self, seed: int, replication: int) -> list[int]:
        """Return the instants at which projects are triggered in a replication."""
        return arrivals_of(self.plan, self.scenario.arrivals, self.days, seed, replication)

    def log(self, seed: int, replication: int) -> Log:
        """Return the log of one replication."""
        return engine(self.engine, self.plan, seed).run(replication, self.arrivals(seed, replication))

    def logs(self, seed: int, runs: int) -> Iterator[Log]:
        """Yield the logs of so many replications, in order."""
        return engine(self.engine, self.plan, seed).logs(runs, lambda number: self.arrivals(seed, number))

    def run(self, seed: int, runs: int, seen: Seen | None = None) -> Result:
        """Return what so many replications come to.

        Args:
            seen: told of every replication as it is done.
        """
        result = Result(self.plan, runs)
        for replication, log in enumerate(self.logs(seed, runs)):
            result.add(replication, log)
            if seen is not None:
                seen(replication)
        return result


def engaged(simulations: Sequence[Simulation], seed: int, runs: int, choice: Choice) -> list[Simulation]:
    """Return simulations with the engine that runs so many replications of each.

    Raises:
        UsageError: the compiled engine is asked for and not installed.
    """
    tracks = sum(len(one.arrivals(seed, 0)) * len(one.plan.tracks) * runs for one in simulations)
    taken = chosen(choice, tracks)
    return [replace(one, engine=taken) for one in simulations]

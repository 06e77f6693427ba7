"""Running a scenario: its replications, one after the other, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from workflow.application.shelf import Procedure
from workflow.errors import InvalidDefinition
from workflow.lifecycle.rules import Rules
from workflow.simulate.arriving import arrivals_of
from workflow.simulate.engine import Engine
from workflow.simulate.log import Log
from workflow.simulate.measure import Result
from workflow.simulate.plan import Plan
from workflow.simulate.scenario import Scenario

Seen = Callable[[int, Log], None]


@dataclass(frozen=True)
class Simulation:
    """A scenario ready to be run.

    Attributes:
        days: when projects come, where the scenario names the days.
        procedure: the definition as the scenario's policies rewrote it.
        compiled: makes the same ready for a scenario that was changed.
    """

    scenario: Scenario
    plan: Plan
    days: Sequence[date]
    procedure: Procedure
    compiled: Callable[[Scenario], Simulation] | None = None

    def anew(self, scenario: Scenario) -> Simulation:
        """Return the same, made ready for a scenario that was changed.

        Raises:
            InvalidDefinition: it does not stand any more, or nobody knows how it was made.
        """
        if self.compiled is None:
            raise InvalidDefinition([])
        return self.compiled(scenario)

    @property
    def rules(self) -> Rules:
        """Return the effective definition, made ready."""
        return self.procedure.rules

    def arrivals(self, seed: int, replication: int) -> list[int]:
        """Return the instants at which projects are triggered in a replication."""
        return arrivals_of(self.plan, self.scenario.arrivals, self.days, seed, replication)

    def log(self, seed: int, replication: int) -> Log:
        """Return the log of one replication."""
        return Engine(self.plan, seed).run(replication, self.arrivals(seed, replication))

    def run(self, seed: int, runs: int, seen: Seen | None = None) -> Result:
        """Return what so many replications come to.

        Args:
            seen: told of every replication and its log, as it is done.
        """
        result = Result(self.plan, runs)
        for replication in range(runs):
            log = self.log(seed, replication)
            result.add(replication, log)
            if seen is not None:
                seen(replication, log)
        return result

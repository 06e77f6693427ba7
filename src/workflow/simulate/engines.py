"""Which engine runs: the readable one, or the compiled one where it is installed and the work pays for loading it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, Protocol

from workflow.errors import UsageError
from workflow.simulate.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from workflow.simulate.log import Log
    from workflow.simulate.plan import Plan

Choice = Literal["auto", "reference", "fast"]
CHOICES: tuple[Choice, ...] = ("auto", "reference", "fast")
PAYS = 200_000
"""From how many tracks on it pays to load the compiled engine: the readable one takes about 10 µs for each."""


class Runner(Protocol):
    """An engine: both give the same log."""

    def run(self, replication: int, arrivals: Sequence[int]) -> Log:
        """Return the log of a replication in which projects are triggered at some instants, in order."""
        ...

    def logs(self, runs: int, arrivals: Callable[[int], Sequence[int]]) -> Iterator[Log]:
        """Yield the logs of so many replications, in order.

        Args:
            arrivals: returns the instants at which the projects of a replication are triggered.
        """
        ...


def chosen(choice: Choice, tracks: int) -> Choice:
    """Return which engine runs so many tracks of projects, of all replications.

    Raises:
        UsageError: the compiled engine is asked for and not installed.
    """
    installed = find_spec("numba") is not None and find_spec("numpy") is not None
    if choice == "fast" and not installed:
        raise UsageError("fast_not_installed")
    if choice == "auto":
        return "fast" if installed and tracks >= PAYS else "reference"
    return choice


def engine(choice: Choice, plan: Plan, seed: int) -> Runner:
    """Return an engine for a plan."""
    if choice != "fast":
        return Engine(plan, seed)
    from workflow.simulate.kernel.running import Kernel  # noqa: PLC0415 (numba takes half a second to load)

    return Kernel(plan, seed)

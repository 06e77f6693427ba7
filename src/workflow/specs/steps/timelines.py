"""Steps about simulated timelines: a scenario is simulated, and what came of it."""

from __future__ import annotations

from workflow.definition.wording import period_text
from workflow.language.periods import read_period
from workflow.language.quantities import Period
from workflow.specs.phrasebook import timelines
from workflow.specs.steps.binding import performs
from workflow.specs.times import holds
from workflow.specs.world import World

MEASURES = {
    ("working_days", True): "working_days",
    ("calendar_days", True): "calendar_days",
    ("working_days", False): "first_work_days",
    ("calendar_days", False): "first_calendar_days",
}
MOST_RUNS = 100_000
FROM_TRIGGER = {"自触发", "the trigger"}


@performs(timelines.SIMULATE)
def simulate(world: World, *, scenario: str, start: str | None, runs: str | None) -> None:
    """Simulate the procedure in a scenario."""
    from workflow.specs.simulating import simulated  # noqa: PLC0415 (for the specs that simulate)

    begins, often = world.calendar.local_date(world.instant(start)) if start else None, int(runs) if runs else None
    if often is not None and not 1 <= often <= MOST_RUNS:
        raise world.misspoken("simulated_too_often", most=MOST_RUNS)
    world.simulated = simulated(world, scenario, begins, often)


@performs(timelines.TAKE_IN_SIMULATION)
def take_in_simulation(world: World, *, start: str, level: str, how: str, length: str) -> None:
    """See how long it took in the simulation."""
    __tracebackhide__ = True
    allowed = read_period(length)
    measure = MEASURES.get((allowed.unit, start in FROM_TRIGGER))
    if measure is None:
        raise world.misspoken("not_simulated_so", length=length)
    seen = world.timeline().level(measure, level.lower())
    if not holds(seen, how, allowed.count):
        told = period_text(Period(round(seen), allowed.unit), world.language)
        world.unmet("simulated", level=level, seen=told, expected=f"{how} {length}")


@performs(timelines.END_IN_SIMULATION)
def end_in_simulation(world: World, *, level: str, how: str, on: str) -> None:
    """See on which date the last document was obtained in the simulation."""
    __tracebackhide__ = True
    seen, day = world.timeline().finish(level.lower()), world.calendar.local_date(world.instant(on))
    if not holds(seen.toordinal(), how, day.toordinal()):
        world.unmet("simulated", level=level, seen=seen, expected=f"{how} {on}")


@performs(timelines.KEEP_IN_SIMULATION)
def keep_in_simulation(world: World, *, item: str, clock: str, share: str) -> None:
    """See in how many of a hundred cases a limit was kept in the simulation."""
    __tracebackhide__ = True
    machine = world.rules.machine_of(world.names.item(item))
    kept = world.timeline().kept(world.names.item(item), world.names.clock(machine, clock))
    if kept is None:
        world.unmet("not_simulated", item=item, clock=clock)
    if kept * 100 < int(share):
        world.unmet("not_kept", seen=f"{kept * 100:.0f}", expected=share)

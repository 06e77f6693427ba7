"""Steps about acts: somebody does something on a case; later recorded, at once with another, or sent again."""

from __future__ import annotations

from functools import partial

from workflow.application.service import Outcome
from workflow.specs.acting import Wish, do, do_at_once, do_in_project, prepare
from workflow.specs.phrasebook import acts
from workflow.specs.steps.binding import performs
from workflow.specs.tables import Table, pairs
from workflow.specs.world import World


@performs(acts.TAKE)
def take(world: World, *, person: str, role: str | None, case: str, act: str, datatable: Table | None = None) -> None:
    """Take an act. What the table leaves unsaid is in order; an empty cell is left out on purpose."""
    __tracebackhide__ = True
    do(world, Wish(person, case, act, pairs(datatable, world.language), role=role))


@performs(acts.TAKE_LATE)
def take_late(world: World, *, person: str, at: str, case: str, act: str, datatable: Table | None = None) -> None:
    """Record now an act that was done earlier."""
    __tracebackhide__ = True
    do(world, Wish(person, case, act, pairs(datatable, world.language), at=world.instant(at)))


@performs(acts.TAKE_AT_ONCE)
def take_at_once(world: World, *, person: str, other: str, case: str, act: str, datatable: Table | None = None) -> None:
    """Let two people take an act, neither knowing of the other; the outcome is the second one's."""
    __tracebackhide__ = True
    first, situation = prepare(world, Wish(person, case, act, pairs(datatable, world.language)))
    second, _ = prepare(world, Wish(other, case, act, pairs(datatable, world.language)))
    do_at_once(world, first, second, situation)


@performs(acts.TAKE_IN_PROJECT)
def take_in_project(world: World, *, person: str, project: str, act: str, datatable: Table | None = None) -> None:
    """Take an act of a project's own lifecycle."""
    __tracebackhide__ = True
    do_in_project(world, person, project, act, pairs(datatable, world.language))


@performs(acts.SEND_AGAIN)
def send_again(world: World) -> None:
    """Send the last command once more under its id."""
    __tracebackhide__ = True
    if world.last_command is None:
        raise world.misspoken("nothing_sent")
    command, command_id = world.last_command
    before = world.service.ledger.position()
    outcome = world.service.handle(command, command_id)
    recorded = world.service.ledger.position() - before
    world.send(partial(_answered, outcome if recorded else None))


def _answered(outcome: object) -> object:
    """Return what was newly recorded: nothing, where the command was answered from the record."""
    return outcome or Outcome([])

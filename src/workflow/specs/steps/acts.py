"""Steps about acts: somebody does something on a case; later recorded, at once with another, or sent again."""

from __future__ import annotations

from functools import partial

from workflow.application.service import Outcome
from workflow.specs.acting import Table, Wish, do, do_at_once, pairs, prepare
from workflow.specs.phrases import phrase
from workflow.specs.world import World


@phrase(
    zh='"{person}"[以"{role}"身份]对案件"{case}"办理"{act}"',
    en='"{person}"[ as "{role}"] does "{act}" on case "{case}"',
    keywords=("given", "when"),
)
def take(world: World, *, person: str, role: str | None, case: str, act: str, datatable: Table | None = None) -> None:
    """Take an act. What the table leaves unsaid is in order; an empty cell is left out on purpose."""
    __tracebackhide__ = True
    do(world, Wish(person, case, act, pairs(datatable), role=role))


@phrase(
    zh='"{person}"补记 {at:time} 对案件"{case}"办理"{act}"',
    en='"{person}" records that at {at:time} they did "{act}" on case "{case}"',
    keywords=("given", "when"),
)
def take_late(world: World, *, person: str, at: str, case: str, act: str, datatable: Table | None = None) -> None:
    """Record now an act that was done earlier."""
    __tracebackhide__ = True
    do(world, Wish(person, case, act, pairs(datatable), at=world.instant(at)))


@phrase(
    zh='"{person}"与"{other}"同时对案件"{case}"办理"{act}"',
    en='"{person}" and "{other}" do "{act}" on case "{case}" at once',
    keywords=("when",),
)
def take_at_once(world: World, *, person: str, other: str, case: str, act: str, datatable: Table | None = None) -> None:
    """Let two people take an act, neither knowing of the other; the outcome is the second one's."""
    __tracebackhide__ = True
    first, situation = prepare(world, Wish(person, case, act, pairs(datatable)))
    second, _ = prepare(world, Wish(other, case, act, pairs(datatable)))
    do_at_once(world, first, second, situation)


@phrase(zh="重复提交同一命令", en="the same command is sent again", keywords=("when",))
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

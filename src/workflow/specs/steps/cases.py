"""Steps about cases: opening them, and the state they have lawfully reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from workflow.proceedings.commands import MoveCase, OpenCase
from workflow.proceedings.situations import situate
from workflow.specs.acting import Wish, do
from workflow.specs.obtaining import reach
from workflow.specs.phrasebook import acts
from workflow.specs.setting import loaded
from workflow.specs.steps.binding import performs
from workflow.specs.tables import Table, pairs, rows
from workflow.specs.world import World

DONE = {
    "at": ("时刻", "time"),
    "case": ("案件", "case"),
    "who": ("谁", "who"),
    "act": ("办理", "act"),
    "data": ("资料", "data"),
}


@performs(acts.OPEN_CASE)
def open_case(
    world: World, *, case: str, how: str, item: str, project: str | None, datatable: Table | None = None
) -> None:
    """Open a case of an item, of a project or on its own; the table gives its facts. `ITEM/NAME` is one of several."""
    __tracebackhide__ = True
    shadow = how in {"预审", "pre-reviews"}
    title, _, instance = item.partition("/")
    found = world.names.item(title)
    machine = world.rules.machine_of(found, shadow=shadow)
    reader, types = world.reader(found), machine.attribute_types
    named = {world.names.attribute(machine, name): text for name, text in pairs(datatable, world.language).items()}
    facts = {name: reader.read(types[name], text) for name, text in named.items()}
    applicant = None if project else world.cast.applicant(machine.roles)
    definition = None if project else world.rules.digest
    wish = OpenCase(case, found, world.cast.clerk(), world.now, project, definition, instance or None, applicant)
    world.put(replace(wish, shadow=shadow, facts=facts), machine)


@performs(acts.REACH_STATE)
def reach_state(world: World, *, case: str, state: str) -> None:
    """Let a case reach a state by the shortest way of lawful acts, taken now through the service."""
    reach(world, case, state)


@performs(acts.HAVE_DONE)
def have_done(world: World, *, datatable: Table | None = None) -> None:
    """Take acts one after the other; a time in the table lets it become so. Data is written `名称=值; 名称=值`."""
    __tracebackhide__ = True
    for row in rows(datatable, DONE, ("case", "who", "act"), world.language):
        at: datetime | None = world.instant(row["at"]) if row.get("at") else None
        if at is not None and at > world.now:
            world.put_clock(at)
        do(world, Wish(row["who"], row["case"], row["act"], _fields(row.get("data", "")), at=at))


def _fields(text: str) -> dict[str, str]:
    parts = (part.partition("=") for part in text.replace("；", ";").split(";") if part.strip())
    return {name.strip(): value.strip() for name, _, value in parts}


@performs(acts.MOVE)
def move(world: World, *, case: str, reference: str, state: str | None) -> None:
    """Let an official move a case to another procedure, into the state of the same name or a named one."""
    __tracebackhide__ = True
    permit = world.case(case)
    situation = situate(world.draft(), permit)
    roles = [
        name for name, role in situation.machine.roles.items() if (role.side, role.relation) == ("authority", "own")
    ]
    official = world.cast.person(situation, roles[0]) if roles else world.cast.clerk()
    digest = world.service.pin(loaded(world.setting.found(reference), ()))
    named = world.names.state(world.machine_of(permit), state) if state else None
    wish = MoveCase(permit.id, digest, official, world.now, named)
    world.send(partial(world.service.handle, wish), situation.machine)

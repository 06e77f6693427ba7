"""Acts: one person, one case, one act, with what the table says and examples for the rest; and what was attempted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from workflow.application.reaching import UNSAID
from workflow.application.service import Service
from workflow.lifecycle.rules import Machine
from workflow.lifecycle.situation import Act, Situation
from workflow.permit.case import PermitCase
from workflow.proceedings.commands import TakeAct, TakeProjectAct
from workflow.proceedings.draft import Draft
from workflow.proceedings.following import settle
from workflow.proceedings.situations import situate, situate_project
from workflow.proceedings.timekeeping import run_clocks
from workflow.specs.noting import note
from workflow.specs.world import Tried, World


def said(world: World, permit: PermitCase, machine: Machine, act: str, fields: Mapping[str, str]) -> dict[str, Any]:
    """Return what a table says of an act, each cell read by its type; an empty cell is left unsaid on purpose."""
    reader, types = world.reader(permit.item), machine.need_types.get(act, {})
    data: dict[str, Any] = {}
    for name, text in fields.items():
        need = world.names.need(machine, act, name)
        data[need] = reader.read(types[need], text) if text.strip() else UNSAID
    for need, entries in world.tables.get(permit.id, {}).items():
        if need in types and need not in data:
            kind = types[need].entry
            data[need] = [
                {name: reader.read(kind.field(name) or kind, text) for name, text in row.items()} for row in entries
            ]
    return data


@dataclass(frozen=True, slots=True)
class Wish:
    """An act as a step words it.

    Attributes:
        act: its id or title.
        fields: what the step's table says.
        role: the part in which the person acts, where the step says so.
        at: when it was done, where that was earlier than now.
    """

    person: str
    case: str
    act: str
    fields: Mapping[str, str] = field(default_factory=dict)
    role: str | None = None
    at: datetime | None = None


def prepare(world: World, wish: Wish) -> tuple[TakeAct, Situation]:
    """Return the command for an act, with all it has to say, and the situation it will be judged in."""
    when = wish.at or world.now
    draft = situated(world, wish.case, when)
    permit = draft.case(world.case(wish.case).id)
    situation = situate(draft, permit)
    act = world.names.act(situation.machine, wish.act)
    actor = world.cast.acting(wish.person, situation, act, wish.role)
    given = said(world, permit, situation.machine, act, wish.fields)
    data = world.fill(draft, permit, Act(act, actor, when, given))
    return TakeAct(permit.id, act, actor, when, data), situation


def situated(world: World, case: str, at: datetime) -> Draft:
    """Return a draft in which the clocks of a case have run until an instant."""
    found = world.case(case).id
    draft = world.draft()
    run_clocks(draft, found, at)
    settle(draft)
    return draft


def do(world: World, wish: Wish) -> Tried:
    """Take an act through the service, and keep it as an attempt."""
    __tracebackhide__ = True
    command, situation = prepare(world, wish)
    tried = world.put(command, situation.machine)
    note(world, situation, command, tried)
    return tried


def do_in_project(world: World, person: str, project: str, words: str, fields: Mapping[str, str]) -> Tried:
    """Take an act of a project's own lifecycle through the service, and keep it as an attempt."""
    __tracebackhide__ = True
    situation = in_project(world, project)
    machine = situation.machine
    act = world.names.act(machine, words)
    actor = world.cast.acting(person, situation, act, None)
    reader, types = world.reader(""), machine.need_types.get(act, {})
    said = {world.names.need(machine, act, name): text for name, text in fields.items()}
    data = {need: reader.read(types[need], text) for need, text in said.items() if text.strip()}
    for need in types.keys() - said.keys():
        data[need] = world.examples(situation, act, need, world.now)[0]
    command = TakeProjectAct(project, act, actor, world.now, data)
    tried = world.put(command, machine)
    note(world, situation, command, tried)
    return tried


def in_project(world: World, project: str) -> Situation:
    """Return the situation in which acts of a project's own lifecycle are judged.

    Raises:
        Misspoken: the procedure has no lifecycle for projects.
    """
    machine = world.rules.project_machine
    if machine is None:
        raise world.misspoken("no_project_lifecycle")
    draft = world.draft()
    return situate_project(draft, draft.known_project(project), machine)


def do_at_once(world: World, first: TakeAct, second: TakeAct, situation: Situation) -> Tried:
    """Take two acts that know nothing of each other: both read the case before either recorded anything."""
    __tracebackhide__ = True
    rival = Service(world.service.ledger, world.clock)
    rival.pin(world.setting.ready())
    rival.case(second.case)
    note(world, situation, first, world.put(first, situation.machine))
    later = situate(world.draft(), world.case(second.case))
    tried = world.send(lambda: rival.handle(second), situation.machine)
    note(world, later, second, tried)
    return tried


def act_rows(world: World, machine: Machine, listed: Sequence[Mapping[str, str]]) -> set[tuple[str, str]]:
    """Return the rows of a table of acts and roles; several roles stand in one cell."""
    found = set()
    for row in listed:
        act = world.names.act(machine, row["act"])
        for role in row["role"].replace("、", ",").replace("，", ",").split(","):
            found.add((act, world.names.role(role.strip())))
    return found


def titled(machine: Machine, act: str, role: str, language: str) -> str:
    """Return an act and a role in words."""
    transition = machine.transition(act)
    title = transition.title.within(language) if transition else act
    return f"{title}·{machine.roles[role].title.within(language)}"

"""Acts: one person, one case, one act, with what the table says and examples for the rest; and what was attempted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from workflow.application.reaching import UNSAID
from workflow.application.service import Service
from workflow.language.people import Actor, system
from workflow.lifecycle.decide import reasons_against
from workflow.lifecycle.rules import Machine
from workflow.lifecycle.situation import Act, Situation
from workflow.permit.case import PermitCase
from workflow.proceedings.commands import TakeAct
from workflow.proceedings.draft import Draft
from workflow.proceedings.following import settle
from workflow.proceedings.situations import situate
from workflow.proceedings.timekeeping import run_clocks
from workflow.specs.report import Attempt
from workflow.specs.world import Hat, Tried, World
from workflow.store import Record

Table = Sequence[Sequence[str]]


def pairs(table: Table | None) -> dict[str, str]:
    """Return a table of two columns as fields and values."""
    return {row[0]: row[1] if len(row) > 1 else "" for row in table or ()}


def rows(
    world: World, table: Table | None, columns: Mapping[str, tuple[str, ...]], required: Sequence[str]
) -> list[dict[str, str]]:
    """Return a table with a heading as rows by column.

    Args:
        columns: the columns it may have: name to how it may be headed.
        required: those it must have.

    Raises:
        Misspoken: there is no table, or its columns are others.
    """
    if not table:
        raise world.misspoken("table_wanted")
    heads = []
    for head in table[0]:
        found = next((name for name, words in columns.items() if head in {name, *words}), None)
        if found is None:
            known = "、".join(words[0 if world.language == "zh-CN" else -1] for words in columns.values())
            raise world.misspoken("unknown_column", name=head, known=known)
        heads.append(found)
    for name in required:
        if name not in heads:
            raise world.misspoken("missing_column", name=columns[name][0 if world.language == "zh-CN" else -1])
    return [dict(zip(heads, row, strict=False)) for row in table[1:]]


def names_in(world: World, table: Table | None, heads: Sequence[str]) -> list[str]:
    """Return a table of one column as names; its heading is left out."""
    if not table:
        raise world.misspoken("table_wanted")
    listed = [row[0] for row in table]
    return listed[1:] if listed[0] in heads else listed


def hats_of(world: World, person: str) -> list[Hat]:
    """Return the parts a person was introduced in.

    Raises:
        Misspoken: nobody introduced them.
    """
    if person not in world.people:
        raise world.misspoken("unknown_person", name=person, known="、".join(world.people))
    return world.people[person]


def actor_for(world: World, person: str, situation: Situation, act: str, role: str | None) -> Actor:
    """Return the person in the part that an act asks for; in their first one where it asks for none of theirs."""
    hats = hats_of(world, person)
    if role is not None:
        wanted = world.names.role(role)
        hat = next((hat for hat in hats if world.names.role(hat.role) == wanted), None)
        if hat is None:
            raise world.misspoken("no_such_role", name=person, role=role)
        return world.actor(person, hat, situation)
    transition = situation.machine.transition(act)
    may = [by.role for by in transition.by] if transition else []
    actors = [world.actor(person, hat, situation) for hat in hats]
    able = [actor for actor in actors if actor.role in may]
    competent = [actor for actor in able if actor.authority in {None, situation.authority}]
    return (competent or able or actors)[0]


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
    actor = actor_for(world, wish.person, situation, act, wish.role)
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


def note(world: World, situation: Situation, command: TakeAct, tried: Tried) -> None:
    """Keep an attempt, and those of the system that came with it."""
    keys = tuple(refusal.key for refusal in tried.refused.refusals) if tried.refused else ()
    lifecycle = situation.machine.lifecycle.lifecycle
    state, role = situation.course.state, command.actor.role
    world.attempts.append(Attempt(lifecycle, situation.item_id, state, command.transition, role, keys))
    note_system(world, tried.records)


def note_system(world: World, records: Sequence[Record]) -> None:
    """Keep what the system did of itself as attempts that were allowed."""
    for record in records:
        act = record.data.get("act")
        if not record.actor.is_system or act is None or not record.stream.startswith("case:"):
            continue
        permit = world.draft().case(record.stream.removeprefix("case:"))
        world.attempts.append(
            Attempt(permit.lifecycle, permit.item, str(record.data.get("from")), str(act), record.actor.role)
        )


def possible(world: World, case: str) -> set[tuple[str, str]]:
    """Return every act that is possible in a case now with the role it is possible in, and keep all as attempts."""
    draft = situated(world, case, world.now)
    permit = draft.case(world.case(case).id)
    situation = situate(draft, permit)
    machine = situation.machine
    found = set()
    for name in machine.lifecycle.transitions:
        for role, spec in machine.roles.items():
            automatic = spec.side == "system"
            actor = system(role) if automatic else world.person(situation, role)
            against = reasons_against(situation, Act(name, actor, draft.now, automatic=automatic, asked=True))
            keys = tuple(refusal.key for refusal in against)
            if not keys:
                found.add((name, role))
            world.attempts.append(
                Attempt(machine.lifecycle.lifecycle, permit.item, permit.course.state, name, role, keys, asked=True)
            )
    return found


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

"""Steps about projects: their facts, their items, and the conversion of pre-reviews."""

from __future__ import annotations

from dataclasses import replace

from workflow.language.people import Actor
from workflow.lifecycle.course import Course
from workflow.lifecycle.rules import missing
from workflow.lifecycle.situation import Act, Situation
from workflow.permit.case import PermitCase
from workflow.proceedings.commands import (
    ChangeFacts,
    ConvertPreReviews,
    DetermineNotApplicable,
    OpenCase,
    RecordItem,
    TakeAct,
)
from workflow.proceedings.draft import Draft
from workflow.proceedings.opening import defaults, open_case
from workflow.proceedings.situations import situate
from workflow.specs.acting import said
from workflow.specs.noting import note, note_system
from workflow.specs.obtaining import lose, obtain_all_but, obtain_with_all_it_needs, pre_pass
from workflow.specs.phrasebook import projects
from workflow.specs.steps.binding import performs
from workflow.specs.tables import Table, names_in, pairs, rows
from workflow.specs.world import World
from workflow.views.project import asked_for

ITEM = ("事项", "item")
CONVERSION = {"item": ITEM, "field": ("资料", "data"), "value": ("内容", "value")}


@performs(projects.REGISTER)
def register(world: World, *, project: str, datatable: Table | None = None) -> None:
    """Register a project, with its facts; the row 申请人 (applicant) names the applicant."""
    world.projects[project] = pairs(datatable, world.language)


@performs(projects.HAVE_PREREQUISITES)
def have_prerequisites(world: World, *, project: str, item: str | None, without: str | None) -> None:
    """Obtain all that an item needs first, lawfully and in order; one may be left out, or lost again."""
    if item is None:
        raise world.misspoken("table_wanted")
    left_out = world.names.item(without) if without else None
    obtain_all_but(world, project, world.names.item(item), left_out)


@performs(projects.HAVE_ITEMS)
def have_items(world: World, *, project: str, standing: str, datatable: Table | None = None) -> None:
    """Obtain items lawfully with all they need, or pass their pre-reviews, in the order of the table."""
    for name in names_in(datatable, ITEM, world.language):
        item = world.names.item(name)
        if standing in {"有效", "in force"}:
            obtain_with_all_it_needs(world, project, item)
        else:
            pre_pass(world, project, item)


@performs(projects.LOSE_ITEM)
def lose_item(world: World, *, project: str, item: str) -> None:
    """Let an item that is in force leave it by lawful acts."""
    lose(world, project, world.names.item(item))


@performs(projects.RECORD)
def record(world: World, *, project: str, item: str, datatable: Table | None = None) -> None:
    """Record an item that is obtained in one step, by whoever may; the table says what the act says."""
    __tracebackhide__ = True
    found = world.names.item(item)
    machine = world.rules.machine_of(found)
    act = machine.lifecycle.act_with_id("record")
    case = f"{project}.{found}"
    draft = world.draft()
    by = machine.lifecycle.transitions[act].by[0].role if act else ""
    opening = OpenCase(case, found, world.cast.clerk(), world.now, project)
    opened, actor = _as_opened(world, draft, opening, by)
    given = said(world, opened, machine, act, pairs(datatable, world.language)) if act else {}
    data = world.fill(draft, opened, Act(act, actor, world.now, given)) if act else {}
    before = situate(draft, opened)
    tried = world.put(RecordItem(project, found, case, actor, world.now, data), machine)
    if act:
        note(world, before, TakeAct(opened.id, act, actor, world.now, data), tried)


def _as_opened(world: World, draft: Draft, wish: OpenCase, role: str) -> tuple[PermitCase, Actor]:
    """Return the case as it would be opened in a draft, and who would act on it."""
    opened = draft.case(wish.case)
    if not opened.exists:
        opened = open_case(draft, wish)
    return opened, world.cast.person(situate(draft, opened), role) if role else world.cast.clerk()


@performs(projects.DETERMINE)
def determine(world: World, *, project: str, item: str, reason: str) -> None:
    """Determine that an item does not apply to a project."""
    __tracebackhide__ = True
    found = world.names.item(item)
    wish = DetermineNotApplicable(project, found, reason, world.cast.official(found), world.now)
    world.put(wish)


@performs(projects.CHANGE_FACT)
def change_fact(world: World, *, project: str, fact: str, value: str) -> None:
    """Change a fact of a project."""
    __tracebackhide__ = True
    name = world.names.project_attribute(fact)
    read = world.reader("").read(world.rules.project_types[name], value)
    tried = world.put(ChangeFacts(project, {name: read}, world.cast.clerk(), world.now))
    note_system(world, tried.records)


@performs(projects.CONVERT)
def convert(world: World, *, project: str, datatable: Table | None = None) -> None:
    """Convert the pre-reviews that passed, or those of the table, with what the table says beyond the opinion."""
    __tracebackhide__ = True
    listed = rows(datatable, CONVERSION, ("item",), world.language) if datatable else []
    items = list(dict.fromkeys(world.names.item(row["item"]) for row in listed))
    data: dict[str, dict[str, object]] = {}
    for row in listed:
        if row.get("field"):
            item = world.names.item(row["item"])
            data.setdefault(item, {})[row["field"]] = _value(world, item, row["field"], row.get("value", ""))
    wish = ConvertPreReviews(project, tuple(_officials(world, project)), world.now, tuple(items), data)
    tried = world.put(wish)
    note_system(world, tried.records)


def _value(world: World, item: str, need: str, text: str) -> object:
    machine = world.rules.machine_of(item)
    for step in machine.lifecycle.conversion:
        kind = machine.need_types[step.do].get(need)
        if kind is not None:
            return world.reader(item).read(kind, text)
    return text


def _officials(world: World, project: str) -> list[Actor]:
    """Return everybody introduced, and somebody of every other role at every authority that handles a pre-review."""
    known = world.service.project(project)
    draft = world.draft()
    found: dict[tuple[str, str | None], Actor] = {}
    reviews = [situate(draft, draft.case(case)) for case in known.cases]
    for situation in [*reviews, *map(_formally, reviews)]:
        for role, spec in situation.machine.roles.items():
            if spec.side != "system":
                actor = world.cast.person(situation, role)
                found.setdefault((actor.role, actor.authority), actor)
    return list(found.values())


def _formally(review: Situation) -> Situation:
    """Return the situation at the beginning of the formal case that a pre-review becomes."""
    machine = review.rules.machine_of(review.item_id)
    course = Course(machine.lifecycle.initial, attributes=defaults(machine.lifecycle.attributes))
    return replace(review, machine=machine, course=course, shadow=False)


def blockers(world: World, project: str, item: str) -> set[str]:
    """Return what an item lacks along the edges that its acts ask for; alternatives as `a|b`."""
    held = world.service.project(project).held
    return {lack for requirement in asked_for(world.rules, item) for lack in missing(requirement, held)}

"""Obtaining items lawfully: everything an item needs first, in the order of the prerequisites, through the service."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from workflow.application.reaching import way_to
from workflow.definition.model import AllOf, AnyOf, Edge, Requirement
from workflow.language.catalogue.words import joined
from workflow.lifecycle.situation import Act
from workflow.proceedings.applicability import applicability
from workflow.proceedings.commands import DetermineNotApplicable, OpenCase, TakeAct
from workflow.specs.noting import note_system
from workflow.specs.world import World

EDGES: tuple[Edge, ...] = ("hard", "policy", "commence")


def needed(world: World, item: str, without: str | None = None, edges: Iterable[Edge] | None = None) -> list[str]:
    """Return the items that an item needs first, in an order in which each comes after its own prerequisites.

    Of alternatives the first is taken; where the item left out is one of them, none is.
    """
    ordered: list[str] = []
    enforced = [edge for edge in edges or EDGES if edge in world.rules.definition.enforce]

    def visit(name: str) -> None:
        for edge in enforced:
            for requirement in world.rules.definition.items[name].requires.of(edge):
                for other in _chosen(requirement, without):
                    if other not in ordered:
                        visit(other)
                        if other not in ordered:
                            ordered.append(other)

    visit(item)
    return ordered


def _chosen(requirement: Requirement, without: str | None) -> list[str]:
    match requirement:
        case str():
            return [requirement]
        case AllOf(all=parts):
            return [item for part in parts for item in _chosen(part, without)]
        case AnyOf(any=parts):
            options = [_chosen(part, None) for part in parts]
            return [without] if without and any(without in option for option in options) else options[0]


def obtain_all_but(world: World, project: str, item: str, without: str | None) -> None:
    """Obtain all that an item needs first, but one.

    What others of them need in turn cannot simply be left out: it is obtained and then lawfully lost again.
    """
    order = needed(world, item, without)
    if without is not None and without not in order:
        raise world.misspoken("not_required", item=without, other=item)
    leaning = [o for o in order if o != without and without in needed(world, o)] if without else []
    for name in order:
        if name != without or leaning:
            obtain(world, project, name)
    if leaning and without is not None:
        lose(world, project, without)


def obtain_with_all_it_needs(world: World, project: str, item: str) -> None:
    """Obtain an item, and before it whatever it needs."""
    for name in [*needed(world, item), item]:
        obtain(world, project, name)


def obtain(world: World, project: str, item: str) -> None:
    """Let an item be in force, or be determined not applicable where it does not apply."""
    known = world.service.project(project)
    if known.held(item):
        return
    # Where the facts are silent it applies, so that nothing is passed over.
    if applicability(world.rules, known, item).applies is False:
        reason = "条件不成立" if world.language == "zh-CN" else "its condition does not hold"
        wish = DetermineNotApplicable(project, item, reason, world.cast.official(item), world.now)
        world.service.handle(wish)
        return
    case = open_case_for(world, project, item)
    walk(world, case, _with_standing(world, case, "in_force"), lambda why: _unobtainable(world, project, item, why))


def open_case_for(world: World, project: str, item: str, *, shadow: bool = False) -> str:
    """Open a case of an item that nobody gave a name, and return its id."""
    mark = ".预审" if shadow else ""
    number, name = 1, f"{project}.{item}{mark}"
    case = name
    while world.draft().case(case).exists:
        number += 1
        case = f"{name}.{number}"
    world.service.handle(OpenCase(case, item, world.cast.clerk(), world.now, project, shadow=shadow))
    return case


def pre_pass(world: World, project: str, item: str) -> None:
    """Let the pre-review of an item be passed."""
    if world.service.project(project).shadow(item).standing == "pre_passed":
        return
    case = open_case_for(world, project, item, shadow=True)
    walk(world, case, _with_standing(world, case, "pre_passed"), lambda why: _unobtainable(world, project, item, why))


def lose(world: World, project: str, item: str) -> None:
    """Let an item leave force by a lawful act."""
    case = world.service.project(project).standing(item).case
    if case is None:
        raise world.misspoken("not_lost", item=item)
    walk(world, case, _with_standing(world, case, "ended"), lambda _: _never_lost(world, item))


def reach(world: World, case: str, words: str) -> None:
    """Let a case reach a state by lawful acts, at the present time."""
    permit = world.case(case)
    machine = world.machine_of(permit)
    state = world.names.state(machine, words)

    def lost(why: str) -> Exception:
        return world.misspoken("unreachable", case=case, state=words, why=why)

    walk(world, permit.id, frozenset({state}), lost)


def walk(world: World, case: str, goal: frozenset[str], lost: Callable[[str], Exception]) -> None:
    """Take the acts that lead a case to a goal, each through the service.

    Raises:
        Misspoken: no lawful acts lead there now.
    """
    way = way_to(world.draft(), case, goal, world.cast.person, world.fill)
    if way.acts is None:
        raise lost(joined(sorted(way.obstacles), world.language))
    for act in way.acts:
        _take(world, case, act)


def _take(world: World, case: str, act: Act) -> None:
    outcome = world.service.handle(TakeAct(case, act.transition, act.actor, act.at, act.data))
    note_system(world, outcome.records)


def _with_standing(world: World, case: str, standing: str) -> frozenset[str]:
    """Return the states of a case's lifecycle that give its item a standing."""
    states = world.machine_of(world.case(case)).lifecycle.states
    return frozenset(name for name, state in states.items() if state.standing == standing)


def _unobtainable(world: World, project: str, item: str, why: str) -> Exception:
    title = world.rules.definition.items[item].title.within(world.language)
    return world.misspoken("unobtainable", project=project, item=title, why=why)


def _never_lost(world: World, item: str) -> Exception:
    return world.misspoken("not_lost", item=item)

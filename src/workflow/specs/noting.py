"""Noting attempts: who tried what from which state, and how near it came to a limit, a prerequisite or a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from workflow.definition.model import Requirement, Transition, leaves, spell
from workflow.language.ids import id_of, kind_of
from workflow.language.people import Actor, system
from workflow.lifecycle import clocks
from workflow.lifecycle.clocks import Run
from workflow.lifecycle.conditions import clock_named
from workflow.lifecycle.decide import reasons_against
from workflow.lifecycle.persons import persons_of
from workflow.lifecycle.rules import missing
from workflow.lifecycle.situation import Act, Situation
from workflow.lifecycle.words import Words
from workflow.permit.case import PermitCase
from workflow.proceedings.commands import TakeAct, TakeProjectAct
from workflow.specs.attempts import Attempt
from workflow.specs.world import Tried, World
from workflow.store import Record

EDGE = timedelta(minutes=1)
"""How near to the end of a limit an instant is its last lawful or its first unlawful one: specs write minutes."""


def note(world: World, situation: Situation, command: TakeAct | TakeProjectAct, tried: Tried) -> None:
    """Keep an attempt, and those of the system that came with it."""
    act = Act(command.transition, command.actor, command.at, command.data)
    transition = situation.machine.transition(act.transition)
    tried.attempt = Attempt(
        situation.machine.lifecycle.lifecycle,
        situation.item_id,
        situation.course.state,
        act.transition,
        act.actor.role,
        tuple(refusal.key for refusal in tried.refused.refusals) if tried.refused else (),
        case=situation.case,
        definition=situation.rules.digest,
        event=transition.event if transition else "",
        marks=frozenset(_marks(world, situation, act)) if world.observing else frozenset(),
        unchanged=not tried.grown,
    )
    world.attempts.append(tried.attempt)
    note_system(world, tried.records)


def note_system(world: World, records: Sequence[Record], *, by_time: bool = False) -> None:
    """Keep what the system did of itself as attempts that were allowed.

    Args:
        by_time: it did so because time passed.
    """
    for record in records:
        act = record.data.get("act")
        if not record.actor.is_system or act is None:
            continue
        state, role, name = str(record.data.get("from")), record.actor.role, id_of(record.stream)
        if kind_of(record.stream) == "project":
            machine, item, digest = world.rules.project_machine, "", world.rules.digest
            lifecycle = machine.lifecycle.lifecycle if machine else ""
        else:
            permit = world.draft().case(name)
            lifecycle, item, digest = permit.lifecycle, permit.item, permit.definition
        world.attempts.append(
            Attempt(
                lifecycle,
                item,
                state,
                str(act),
                role,
                case=name,
                definition=digest,
                event=record.name,
                by_system=True,
                by_time=by_time,
            )
        )


def possible(world: World, situation: Situation) -> list[Attempt]:
    """Return every act of a lifecycle, tried now in every role, and keep them all as attempts."""
    actors = _everybody(world, situation)
    noted = [_asked(situation, act, actor) for act in situation.machine.lifecycle.transitions for actor in actors]
    world.attempts.extend(noted)
    return noted


def standings(world: World, situation: Situation) -> list[Attempt]:
    """Return every act that the state allows, tried now in every role, and one try of every other act.

    What the state stands against it stands against in every role. All are kept as attempts.
    """
    actors = _everybody(world, situation)
    noted: list[Attempt] = []
    for act in situation.machine.lifecycle.transitions:
        first = _asked(situation, act, actors[0])
        noted.append(first)
        if BY_STATE.isdisjoint(first.refusals):
            noted += (_asked(situation, act, actor) for actor in actors[1:])
    world.attempts.extend(noted)
    return noted


BY_STATE = frozenset({"state_mismatch", "not_for_this_case", "only_with_another_act"})
NOT_ENTITLED = BY_STATE | {"wrong_role"}
"""The reasons that are about the state and the role, and about nothing else."""


def _everybody(world: World, situation: Situation) -> list[Actor]:
    roles = situation.machine.roles.items()
    return [system(name) if role.side == "system" else world.cast.person(situation, name) for name, role in roles]


def _asked(situation: Situation, act: str, actor: Actor) -> Attempt:
    machine = situation.machine
    wish = Act(act, actor, situation.now, automatic=actor.is_system, asked=True)
    return Attempt(
        machine.lifecycle.lifecycle,
        situation.item_id,
        situation.course.state,
        act,
        actor.role,
        tuple(refusal.key for refusal in reasons_against(situation, wish)),
        asked=True,
        case=situation.case,
        definition=situation.rules.digest,
        event=machine.lifecycle.transitions[act].event,
    )


def note_time(world: World, dues: Sequence[tuple[str, str, Run, datetime]]) -> None:
    """Keep that the time came to the edge of a limit.

    Args:
        dues: of every open clock before the time passed: case, clock, run, and when it runs out.
    """
    for case, clock, run, expires_at in dues:
        mark = _edge_of(clock, run, expires_at, world.now)
        if mark is not None:
            world.attempts.append(_about(world.draft().case(case), mark, by_system=True, by_time=True))


def note_limit(world: World, permit: PermitCase, clock: str) -> None:
    """Keep that an outcome depends on how long a clock runs."""
    world.attempts.append(_about(permit, f"clock:{clock}:=due", asked=True))


def _about(permit: PermitCase, mark: str, **how: Any) -> Attempt:
    """Return what shows something of a clock of a case, by no act."""
    own = permit.lifecycle, permit.item, permit.course.state
    return Attempt(*own, "", "clock", case=permit.id, definition=permit.definition, marks=frozenset({mark}), **how)


def _edge_of(clock: str, run: Run, expires_at: datetime, at: datetime) -> str | None:
    if not -EDGE <= at - expires_at < EDGE:
        return None
    edge = "last" if at < expires_at else "first"
    return f"clock:{clock}:{run.limit or 'until'}={edge}"


def _marks(world: World, situation: Situation, act: Act) -> Iterator[str]:
    transition = situation.machine.transition(act.transition)
    if transition is not None:
        yield from _prerequisites(situation, transition, act)
        yield from _limits(situation, transition, act)
        yield from _kept_apart(world, situation, act)


def _prerequisites(situation: Situation, transition: Transition, act: Act) -> Iterator[str]:
    for edge in transition.requires if situation.project is not None else ():
        for requirement in situation.required(edge):
            yield f"edge:{spell(requirement)}={_standing(situation, requirement, act.at)}"


def _limits(situation: Situation, transition: Transition, act: Act) -> Iterator[str]:
    named = [transition.after.clock] if transition.after else []
    if transition.within is not None:
        named.append(clock_named(transition.within.clock, Words(situation, act)))
    for clock in named:
        run, due = situation.course.runs.get(clock), situation.due(clock)
        if run is not None and due is not None and due.expires_at is not None:
            mark = _edge_of(clock, run, due.expires_at, act.at)
            if mark is not None:
                yield mark


def _standing(situation: Situation, requirement: Requirement, at: datetime) -> str:
    """Return how a requirement stands: in force, absent, lost, or met because nothing of it applies."""
    names = list(leaves(requirement))
    held = [situation.held(name, at) for name in names]
    if not missing(requirement, lambda name: situation.held(name, at)):
        return "in_force" if "met" in held else "not_applicable"
    standings = [situation.project.standing_of(name, at) for name in names] if situation.project else []
    return "lost" if "ended" in standings else "absent"


def _kept_apart(world: World, situation: Situation, act: Act) -> Iterator[str]:
    lifecycle = situation.machine.lifecycle
    now_playing = persons_of(lifecycle, act)
    for rule in lifecycle.apart:
        if not any(part in now_playing for part in rule.parts):
            continue
        played = situation.course.parts
        first, second = (now_playing.get(part, frozenset()) | frozenset(played.get(part, ())) for part in rule.parts)
        if first and second:
            how = "different" if not first & second else "delegated" if _stands_in(world, situation, act) else "same"
            yield f"apart:{rule.refuse}={how}"


def _stands_in(world: World, situation: Situation, act: Act) -> bool:
    """Tell whether anybody who acted on the case, or acts now, or is named now, stands in for somebody else."""
    officials = {name for name, role in situation.machine.roles.items() if role.side == "authority"}
    named = any("/" in value for value in act.data.values() if isinstance(value, str))
    actors = [act.actor, *(record.actor for record in world.service.history(f"case:{situation.case}"))]
    return named or any(actor.role in officials and actor.on_behalf_of for actor in actors)


def dues_of(world: World) -> list[tuple[str, str, Run, datetime]]:
    """Return every clock that is open now: case, clock, run, and when it runs out."""
    found = []
    draft = world.draft()
    for stream in world.service.ledger.streams("case"):
        permit = draft.case(id_of(stream))
        for name, run in permit.course.runs.items():
            due = clocks.due(run, world.service.rules(permit.definition).calendars[run.calendar])
            if run.is_open and due.expires_at is not None:
                found.append((permit.id, name, run, due.expires_at))
    return found

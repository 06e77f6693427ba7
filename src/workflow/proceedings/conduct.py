"""Conducting a command: from a wish to all the events it brings about, or to every reason against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from workflow.errors import Refusal, Refused
from workflow.language.people import Actor, as_compared, one_spelling
from workflow.lifecycle.claims import pretence
from workflow.lifecycle.situation import Act
from workflow.proceedings import beginnings, registering
from workflow.proceedings.commands import (
    ChangeFacts,
    Command,
    ConvertPreReviews,
    Delegate,
    DetermineNotApplicable,
    EndDelegation,
    EndRole,
    GrantRole,
    MoveCase,
    OpenCase,
    RecordItem,
    RegisterProject,
    SweepCase,
    TakeAct,
    TakeProjectAct,
    WaiveFinding,
)
from workflow.proceedings.conversion import convert
from workflow.proceedings.draft import Draft
from workflow.proceedings.following import settle
from workflow.proceedings.moving import move
from workflow.proceedings.opening import open_case
from workflow.proceedings.taking import run_all, take, take_in_project
from workflow.proceedings.timekeeping import run_clocks
from workflow.proceedings.waiving import waive


def conduct(command: Command, draft: Draft) -> None:
    """Plan in a draft all that a command brings about; nothing where it is so already.

    Raises:
        NotFound: it names something that is not there.
        Refused: the procedure does not allow it; with all reasons.
    """
    spelled = _in_one_spelling(command)
    refusals = [refusal for actor in _actors(spelled) for refusal in pretence(actor)]
    if refusals:
        raise Refused(refusals)
    if not isinstance(spelled, TakeAct | TakeProjectAct):
        refuse_future(spelled.at, draft.now)
    _CONDUCT[type(command)](draft, spelled)


def refuse_future(at: datetime, now: datetime) -> None:
    """Refuse a wish about what is still to come; of an act `decide` tells so, among its other reasons."""
    if at > now:
        raise Refused([Refusal("in_the_future", {"at": at, "now": now})])


def _in_one_spelling(command: Command) -> Command:
    """Return a command whose persons and parties are spelled as they are compared, so that nobody is two of them."""
    if isinstance(command, ConvertPreReviews):
        return replace(command, actors=tuple(map(as_compared, command.actors)))
    spelled: dict[str, Any] = {}
    for field in fields(command):
        said = getattr(command, field.name)
        if isinstance(said, Actor):
            spelled[field.name] = as_compared(said)
        elif field.name in _NAMES and said is not None:
            spelled[field.name] = one_spelling(said)
    return replace(command, **spelled)


_NAMES = frozenset({"person", "principal", "delegate", "applicant", "body"})


def _actors(command: Command) -> tuple[Actor, ...]:
    match command:
        case ConvertPreReviews():
            return command.actors
        case SweepCase():
            return ()
        case _:
            return (command.actor,)


def _open(draft: Draft, wish: OpenCase) -> None:
    project = draft.project(wish.project) if wish.project else None
    run_all(draft, project.cases_of(wish.item) if project else (), wish.at)
    open_case(draft, wish)


def _take(draft: Draft, wish: TakeAct) -> None:
    take(draft, wish.case, Act(wish.transition, wish.actor, wish.at, wish.data, wish.reason))


def _take_in_project(draft: Draft, wish: TakeProjectAct) -> None:
    take_in_project(draft, wish.project, Act(wish.transition, wish.actor, wish.at, wish.data, wish.reason))


def _sweep(draft: Draft, wish: SweepCase) -> None:
    run_clocks(draft, draft.known_case(wish.case).id, wish.at)
    settle(draft)


_CONDUCT: Mapping[type, Callable[[Draft, Any], object]] = {
    TakeAct: _take,
    OpenCase: _open,
    RecordItem: beginnings.record_item,
    RegisterProject: beginnings.register_project,
    ChangeFacts: beginnings.change_facts,
    DetermineNotApplicable: beginnings.determine_not_applicable,
    ConvertPreReviews: convert,
    TakeProjectAct: _take_in_project,
    SweepCase: _sweep,
    MoveCase: move,
    GrantRole: registering.grant_role,
    EndRole: registering.end_role,
    Delegate: registering.delegate,
    EndDelegation: registering.end_delegation,
    WaiveFinding: waive,
}

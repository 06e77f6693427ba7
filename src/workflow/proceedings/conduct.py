"""Conducting a command: from a wish to all the events it brings about, or to every reason against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.errors import Refusal, Refused
from workflow.language.ids import REGISTER, case_stream
from workflow.lifecycle.events import CaseMoved, Delegated, DelegationEnded, RoleEnded, RoleGranted
from workflow.lifecycle.situation import Act
from workflow.permit.case import PermitCase
from workflow.proceedings import beginnings
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
)
from workflow.proceedings.conversion import convert
from workflow.proceedings.draft import Draft
from workflow.proceedings.opening import open_case
from workflow.proceedings.taking import settle, take, take_in_project
from workflow.proceedings.timekeeping import run_clocks


def conduct(command: Command, draft: Draft) -> None:
    """Plan in a draft all that a command brings about; nothing where it is so already.

    Raises:
        NotFound: it names something that is not there.
        Refused: the procedure does not allow it; with all reasons.
    """
    _CONDUCT[type(command)](draft, command)


def _take(draft: Draft, wish: TakeAct) -> None:
    take(draft, wish.case, Act(wish.transition, wish.actor, wish.at, wish.data, wish.reason))


def _take_in_project(draft: Draft, wish: TakeProjectAct) -> None:
    take_in_project(draft, wish.project, Act(wish.transition, wish.actor, wish.at, wish.data, wish.reason))


def _sweep(draft: Draft, wish: SweepCase) -> None:
    if wish.at > draft.now:
        raise Refused([Refusal("in_the_future", {"at": wish.at, "now": draft.now})])
    run_clocks(draft, draft.known_case(wish.case).id, wish.at)
    settle(draft)


def _enter(draft: Draft, command: GrantRole | EndRole | Delegate | EndDelegation) -> None:
    """Enter a change in the register; what it says already is not entered again."""
    register, known = draft.register(), False
    event: RoleGranted | RoleEnded | Delegated | DelegationEnded
    match command:
        case GrantRole(person=person, role=role, body=body):
            known = register.holds(person, role, body, command.at)
            event = RoleGranted(person=person, role=role, body=body, since=command.at, until=command.until)
        case EndRole(person=person, role=role, body=body):
            known = not register.holds(person, role, body, command.at)
            event = RoleEnded(person=person, role=role, body=body)
        case Delegate(principal=principal, delegate=delegate, role=role):
            known = role is not None and register.delegates(principal, delegate, role, command.at)
            event = Delegated(principal=principal, delegate=delegate, role=role, since=command.at, until=command.until)
        case EndDelegation(principal=principal, delegate=delegate, role=role):
            event = DelegationEnded(principal=principal, delegate=delegate, role=role)
    if not known:
        draft.plan(REGISTER, event, command.actor, command.at)


@dataclass(frozen=True, slots=True)
class Move:
    """What moving a case to another definition would do to it.

    Attributes:
        outcome: `same` (the state exists there), `needs_mapping` (a person must say which state it becomes),
            `illegal` (its item or lifecycle does not exist there).
    """

    case: str
    outcome: str
    state: str
    lifecycle: str | None


def report_move(draft: Draft, case: PermitCase, definition: str) -> Move:
    """Return what moving a case to another definition would do."""
    rules = draft.rules(definition)
    if case.item not in rules.definition.items:
        return Move(case.id, "illegal", case.course.state, None)
    lifecycle = rules.machine_of(case.item, shadow=case.shadow).lifecycle
    known = case.course.state in lifecycle.states
    return Move(case.id, "same" if known else "needs_mapping", case.course.state, lifecycle.lifecycle)


def move(draft: Draft, command: MoveCase) -> None:
    """Move a case to another definition, into its present state there or the one a person names.

    Raises:
        NotFound: nobody opened the case.
        Refused: its item does not exist there, or no state there is named for it.
    """
    case = draft.known_case(command.case)
    if case.definition == command.definition:
        return
    report = report_move(draft, case, command.definition)
    facts = {"case": case.id, "state": case.course.state}
    if report.lifecycle is None:
        raise Refused([Refusal("move_illegal", facts)])
    machine = draft.rules(command.definition).machine(report.lifecycle)
    state = command.state or case.course.state
    if state not in machine.lifecycle.states:
        raise Refused([Refusal("move_needs_mapping", facts)])
    event = CaseMoved(definition=command.definition, lifecycle=report.lifecycle, state=state, was=case.definition)
    draft.plan(case_stream(case.id), event, command.actor, command.at, definition=command.definition)


_CONDUCT: Mapping[type, Callable[[Draft, Any], object]] = {
    TakeAct: _take,
    OpenCase: open_case,
    RecordItem: beginnings.record_item,
    RegisterProject: beginnings.register_project,
    ChangeFacts: beginnings.change_facts,
    DetermineNotApplicable: beginnings.determine_not_applicable,
    ConvertPreReviews: convert,
    TakeProjectAct: _take_in_project,
    SweepCase: _sweep,
    MoveCase: move,
    GrantRole: _enter,
    EndRole: _enter,
    Delegate: _enter,
    EndDelegation: _enter,
}

"""Moving a case to another pinned definition: a report first, then, if its history holds there, the move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from workflow.errors import Refusal, Refused
from workflow.language.ids import case_stream
from workflow.language.people import Actor
from workflow.lifecycle.events import CaseMoved
from workflow.lifecycle.rules import Machine, Rules
from workflow.permit.case import PermitCase
from workflow.proceedings.acts import change_standing
from workflow.proceedings.commands import MoveCase
from workflow.proceedings.draft import Draft
from workflow.proceedings.entitled import OFFICE, entitled
from workflow.proceedings.following import settle
from workflow.proceedings.timekeeping import run_clocks

Outcome = Literal["same", "needs_mapping", "illegal"]
Recorded = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Move:
    """What moving a case to another definition would do to it.

    Attributes:
        outcome: `same`: every act taken is there and allowed from the state it was taken in, and the present state is
            there; `needs_mapping`: so, but the present state has no such name there, and a person must say which it
            is; `illegal`: some act or the item is not allowed there.
        reasons: what stands against it: acts, clocks or calendars that the other definition does not have.
    """

    case: str
    outcome: Outcome
    state: str
    lifecycle: str | None
    reasons: tuple[str, ...] = ()


def report_move(draft: Draft, case: PermitCase, rules: Rules) -> Move:
    """Return what moving a case would do; its recorded acts are walked through the other lifecycle."""
    state = case.course.state
    if case.item not in rules.definition.items:
        return Move(case.id, "illegal", state, None, (f"item {case.item}",))
    machine = rules.machine_of(case.item, shadow=case.shadow)
    lifecycle = machine.lifecycle.lifecycle
    reasons = [*_unreplayed(machine, draft.acts(case.id)), *_unknown_clocks(machine, case, rules.calendars)]
    if reasons:
        return Move(case.id, "illegal", state, lifecycle, tuple(reasons))
    return Move(case.id, "same" if state in machine.lifecycle.states else "needs_mapping", state, lifecycle)


def _unreplayed(machine: Machine, history: Sequence[Recorded]) -> list[str]:
    """Return the acts that the other lifecycle lacks, or does not allow from the state they were taken in."""
    lost = []
    for data in history:
        act, begun = str(data.get("act", "")), str(data.get("from", ""))
        known = begun in machine.lifecycle.states
        if act not in machine.sources or (known and begun not in machine.sources[act]):
            lost.append(f"act {act}")
    return list(dict.fromkeys(lost))


def _unknown_clocks(machine: Machine, case: PermitCase, calendars: Mapping[str, object]) -> list[str]:
    waiting = [(name.partition(":")[0], run) for name, run in case.course.runs.items() if run.is_open]
    clocks = [f"clock {name}" for name, _ in waiting if name not in machine.lifecycle.clocks]
    return clocks + [f"calendar {run.calendar}" for _, run in waiting if run.calendar not in calendars]


def move(draft: Draft, wish: MoveCase) -> None:
    """Move a case to another definition: into its present state there, or into the one said where it has no such name.

    Raises:
        NotFound: nobody opened the case.
        Refused: its history does not hold there, a state must be said or may not be, or the claim is not known.
    """
    run_clocks(draft, draft.known_case(wish.case).id, wish.at)
    settle(draft)
    case = draft.case(wish.case)
    if case.definition == wish.definition:
        return
    since = case.course.since or case.opened_at
    if since is not None and wish.at < since:
        raise Refused([Refusal("before_state", {"at": wish.at, "since": since, "state": case.course.state})])
    machine, state = _destination(draft, wish, case)
    actor = _mover(draft, wish, case)
    lifecycle = machine.lifecycle.lifecycle
    event = CaseMoved(definition=wish.definition, lifecycle=lifecycle, state=state, was=case.definition)
    draft.plan(case_stream(case.id), event, actor, wish.at, definition=wish.definition)
    before = draft.rules(case.definition).machine(case.lifecycle).standing(case.course.state)
    standing = machine.standing(state)
    if standing is not None and standing != before:
        change_standing(draft, case, standing, actor, wish.at, definition=wish.definition)
        settle(draft)


def _destination(draft: Draft, wish: MoveCase, case: PermitCase) -> tuple[Machine, str]:
    """Return the lifecycle and the state that a case would be moved into.

    Raises:
        Refused: its history does not hold there; or a state must be said, or may not be.
    """
    report = report_move(draft, case, draft.rules(wish.definition))
    facts = {"case": case.id, "state": case.course.state, "reasons": list(report.reasons)}
    if report.outcome == "illegal" or report.lifecycle is None:
        raise Refused([Refusal("move_illegal", facts)])
    machine = draft.rules(wish.definition).machine(report.lifecycle)
    state = wish.state if report.outcome == "needs_mapping" else case.course.state
    if state is None or state not in machine.lifecycle.states or (report.outcome == "same" and wish.state):
        raise Refused([Refusal("move_needs_mapping", facts)])
    return machine, state


def _mover(draft: Draft, wish: MoveCase, case: PermitCase) -> Actor:
    """Return the official who moves a case, marked as the register knows them.

    Raises:
        Refused: they are none of the authority that handles it.
    """
    actor = entitled(draft, draft.rules(wish.definition), wish.actor, case.applicant, wish.at, sides=OFFICE)
    if actor.authority != case.authority:
        raise Refused([Refusal("wrong_authority", {"authority": actor.authority, "competent": case.authority})])
    return actor

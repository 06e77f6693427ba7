"""One act on a case: the verdict, and the events that a ruling means in every stream it touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from workflow.language.ids import case_stream, party_stream, project_stream
from workflow.language.people import SYSTEM, Actor, system
from workflow.lifecycle.decide import Ruling, Verdict, decide
from workflow.lifecycle.events import BarImposed, PrerequisitesRelied, StandingChanged
from workflow.lifecycle.rules import Machine
from workflow.lifecycle.situation import Act
from workflow.permit.case import PermitCase
from workflow.proceedings.draft import Draft, Opening, SideAct, StandingMoved, verified
from workflow.proceedings.situations import situate


def judge(draft: Draft, case: PermitCase, act: Act) -> Verdict:
    """Return the verdict on an act, without taking it and without the clocks before it."""
    return decide(situate(draft, case), act)


def record(draft: Draft, case: PermitCase, act: Act, ruling: Ruling) -> None:
    """Plan the events of a ruling; what follows from them waits in the draft's `pending`."""
    actor = act.actor if act.automatic else verified(act.actor, known=ruling.verified)
    common: dict[str, Any] = {"basis": ruling.basis, "definition": case.definition}
    at = ruling.effective_at
    draft.plan(case_stream(case.id), ruling.event, actor, at, **common)
    if case.project and ruling.relied:
        relied = PrerequisitesRelied(case=case.id, act=act.transition, standings=dict(ruling.relied))
        draft.plan(project_stream(case.project), relied, actor, at, **common)
    if ruling.barred_until is not None:
        bar = BarImposed(item=case.item, until=ruling.barred_until, case=case.id, act=act.transition)
        draft.plan(party_stream(case.applicant), bar, actor, at, **common)
    draft.pending.extend(SideAct(case.id, other, replace(side, actor=actor)) for other, side in ruling.sides)
    draft.pending.extend(Opening(case.id, item, facts, actor, act.at) for item, facts in ruling.opens)
    if ruling.standing is not None:
        document = dict(ruling.document) if ruling.document else None
        change_standing(draft, case, ruling.standing, actor, at, document=document, **common)


def change_standing(
    draft: Draft,
    case: PermitCase,
    becomes: str,
    actor: Actor,
    at: datetime,
    *,
    document: dict[str, Any] | None = None,
    **common: Any,
) -> None:
    """Plan what a case's project knows of its item from now on; what follows from it waits in the draft's `pending`."""
    if case.project is None:
        return
    was = draft.project(case.project).standing(case.key).standing
    event = StandingChanged(item=case.key, standing=becomes, case=case.id, shadow=case.shadow, document=document)
    draft.plan(project_stream(case.project), event, actor, at, **common)
    if not case.shadow:
        draft.pending.append(StandingMoved(case.project, case.item, case.id, was, becomes, at))


def automatic_act(
    machine: Machine, transition: str, at: datetime, data: Mapping[str, Any] | None = None, clock: str | None = None
) -> Act:
    """Return an act that the system takes by itself, in the role the transition gives it."""
    actor = system(machine.system_role(machine.lifecycle.transitions[transition]) or SYSTEM)
    return Act(transition, actor, at, data or {}, clock=clock, automatic=True)

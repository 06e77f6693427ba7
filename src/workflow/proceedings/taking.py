"""Taking an act: clock first, then the verdict, then everything that follows from it, until nothing does."""

from __future__ import annotations

from workflow.definition.expressions import FactMissing
from workflow.definition.model import When, leaves
from workflow.errors import Refusal, Refused
from workflow.language.ids import project_stream
from workflow.language.people import system
from workflow.lifecycle.decide import decide
from workflow.lifecycle.rules import Machine
from workflow.lifecycle.situation import Act, Situation
from workflow.lifecycle.words import Words
from workflow.permit.case import PermitCase
from workflow.proceedings.acts import automatic_actor, judge, record
from workflow.proceedings.commands import OpenCase
from workflow.proceedings.draft import Draft, FactsMoved, Opening, SideAct, StandingMoved, verified
from workflow.proceedings.opening import free_id, open_case
from workflow.proceedings.situations import situate, situate_project
from workflow.proceedings.timekeeping import run_clocks
from workflow.project.project import MEETS


def take(draft: Draft, case_id: str, act: Act) -> None:
    """Take an act on a case, with all that it brings about.

    Raises:
        NotFound: nobody opened the case.
        Refused: it is not allowed; with all reasons.
    """
    draft.known_case(case_id)
    run_clocks(draft, case_id, act.at)
    settle(draft)
    case = draft.case(case_id)
    record(draft, case, act, judge(draft, case, act).granted())
    settle(draft)


def take_in_project(draft: Draft, project_id: str, act: Act) -> None:
    """Take an act of a project's own lifecycle.

    Raises:
        NotFound: nobody registered the project.
        Refused: it is not allowed; with all reasons.
    """
    project = draft.known_project(project_id)
    machine = draft.rules(project.definition).project_machine
    if machine is None:
        raise Refused([Refusal("unknown_transition", {"transition": act.transition})])
    ruling = decide(situate_project(draft, project, machine), act).granted()
    actor = act.actor if act.actor.is_system else verified(act.actor, known=ruling.verified)
    stream, at = project_stream(project_id), ruling.effective_at
    draft.plan(stream, ruling.event, actor, at, basis=ruling.basis, definition=project.definition)


def settle(draft: Draft) -> None:
    """Decide what follows from the events planned so far, until nothing follows any more."""
    while draft.pending:
        match draft.pending.popleft():
            case SideAct(case=case, act=act):
                run_clocks(draft, draft.known_case(case).id, act.at)
                record(draft, draft.case(case), act, judge(draft, draft.case(case), act).granted())
            case Opening() as opening:
                _open(draft, opening)
            case StandingMoved() as moved:
                _follow_standing(draft, moved)
            case FactsMoved() as moved:
                _follow_facts(draft, moved)


def _open(draft: Draft, opening: Opening) -> None:
    by = draft.case(opening.by)
    wish = OpenCase(
        case=free_id(draft, f"{by.id}.{opening.item}"),
        item=opening.item,
        actor=opening.actor,
        at=opening.at,
        project=by.project,
        definition=None if by.project else by.definition,
        applicant=by.applicant,
        facts=opening.facts,
    )
    open_case(draft, wish)


def _follow_standing(draft: Draft, moved: StandingMoved) -> None:
    """Take the acts that a changed standing makes the system take, on the project's cases and on the project."""
    lost = moved.was in MEETS and moved.becomes not in MEETS
    if moved.becomes not in {"in_force", "ended"} and not lost:
        return
    for other in list(draft.project(moved.project).cases):
        if other != moved.case:
            _follow_in_case(draft, other, moved, lost=lost)
    project = draft.project(moved.project)
    machine = draft.rules(project.definition).project_machine
    if machine is None:
        return
    for name in machine.on_project:
        situation = situate_project(draft, draft.project(moved.project), machine)
        if _awaits(situation, name, moved, lost=lost):
            take_in_project(draft, moved.project, Act(name, automatic_actor(machine, name), moved.at))


def _follow_in_case(draft: Draft, case_id: str, moved: StandingMoved, *, lost: bool) -> None:
    machine = _machine_of(draft, draft.case(case_id))
    for name in machine.on_project:
        case = draft.case(case_id)
        if case.course.state in machine.sources[name] and _awaits(situate(draft, case), name, moved, lost=lost):
            _take_automatically(draft, case, name, Act(name, automatic_actor(machine, name), moved.at), moved.item)


def _machine_of(draft: Draft, case: PermitCase) -> Machine:
    return draft.rules(case.definition).machine(case.lifecycle)


def _awaits(situation: Situation, name: str, moved: StandingMoved, *, lost: bool) -> bool:
    """Tell whether a transition is one that the system takes on this change of standing."""
    when = situation.machine.lifecycle.transitions[name].when or When()
    if situation.course.state not in situation.machine.sources[name]:
        return False
    if when.lost and lost and situation.item is not None:
        requirements = situation.item.requires.of(when.lost)
        if any(moved.item in leaves(requirement) for requirement in requirements):
            return True
    awaited = {"in_force": when.in_force, "ended": when.ended}.get(moved.becomes)
    return awaited is not None and _item_named(situation, awaited, name) == moved.item


def _item_named(situation: Situation, text: str, transition: str) -> str | None:
    try:
        return str(Words(situation, Act(transition, system("project"), situation.now)).evaluate(text))
    except FactMissing:
        return None


def _take_automatically(draft: Draft, case: PermitCase, name: str, act: Act, item: str | None) -> None:
    """Take an act as the system; where its conditions do not hold, nothing happens."""
    needs = _machine_of(draft, case).lifecycle.transitions[name].needs
    said = Act(name, act.actor, act.at, {"item": item} if item is not None and "item" in needs else {})
    ruling = judge(draft, case, said).ruling
    if ruling is not None:
        record(draft, case, said, ruling)


def _follow_facts(draft: Draft, moved: FactsMoved) -> None:
    """Take the acts that changed project facts make the system take: pre-reviews that rested on them go stale."""
    for other in list(draft.project(moved.project).cases):
        case = draft.case(other)
        machine = _machine_of(draft, case)
        item = draft.rules(case.definition).item(case.item)
        if item is None or item.pre_review is None or not moved.facts & set(item.pre_review.inputs):
            continue
        for name in machine.on_project:
            when = machine.lifecycle.transitions[name].when
            if when and when.changed and draft.case(other).course.state in machine.sources[name]:
                act = Act(name, automatic_actor(machine, name), moved.at)
                _take_automatically(draft, draft.case(other), name, act, None)

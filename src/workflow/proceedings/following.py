"""What follows from an act: side acts, cases it opens, and what the system does when standings or facts change."""

from __future__ import annotations

from functools import partial

from workflow.definition.model import When, leaves
from workflow.errors import Refusal, Refused
from workflow.language.ids import project_stream
from workflow.language.people import system
from workflow.lifecycle.decide import Ruling, decide
from workflow.lifecycle.events import ItemDeterminationEnded
from workflow.lifecycle.rules import Machine, Rules, missing
from workflow.lifecycle.situation import Act, Situation
from workflow.permit.case import PermitCase
from workflow.proceedings.acts import automatic_act, judge, record
from workflow.proceedings.applicability import applicability
from workflow.proceedings.commands import OpenCase
from workflow.proceedings.draft import Draft, FactsMoved, Opening, SideAct, StandingMoved, verified
from workflow.proceedings.opening import free_id, open_case
from workflow.proceedings.reliance import item_named
from workflow.proceedings.situations import situate, situate_project
from workflow.proceedings.timekeeping import run_clocks
from workflow.project.project import MEETS

MOST = 10_000


def settle(draft: Draft) -> None:
    """Decide what follows from the events planned so far, until nothing follows any more.

    Raises:
        Refused: a side act is not allowed; or one thing follows from another without end.
    """
    for _ in range(MOST):
        if not draft.pending:
            return
        match draft.pending.popleft():
            case SideAct(by=by, case=case, act=act):
                _refuse_elsewhere(draft.case(by), draft.known_case(case))
                run_clocks(draft, case, act.at)
                record(draft, draft.case(case), act, judge(draft, draft.case(case), act).granted())
            case Opening() as opening:
                _open(draft, opening)
            case StandingMoved() as moved:
                _follow_standing(draft, moved)
            case FactsMoved() as moved:
                _follow_facts(draft, moved)
    raise Refused([Refusal("endless_consequences", {"most": MOST})])


def _refuse_elsewhere(by: PermitCase, other: PermitCase) -> None:
    """Refuse an act that would reach a case of another project, or, where there is none, of another authority."""
    if by.project != other.project or (by.project is None and by.authority != other.authority):
        raise Refused([Refusal("wrong_authority", {"authority": by.authority, "competent": other.authority})])


def _open(draft: Draft, opening: Opening) -> None:
    by = draft.case(opening.by)
    case = free_id(draft, f"{by.id}.{opening.item}")
    many = draft.rules(by.definition).definition.items[opening.item].cardinality == "many"
    wish = OpenCase(
        case=case,
        item=opening.item,
        actor=opening.actor,
        at=opening.at,
        project=by.project,
        definition=None if by.project else by.definition,
        instance=case if many and by.project else None,
        applicant=by.applicant,
        facts=opening.facts,
    )
    open_case(draft, wish, by_act=True)


def _follow_standing(draft: Draft, moved: StandingMoved) -> None:
    """Take the acts that a changed standing makes the system take, on the project's cases and on the project."""
    lost = moved.was in MEETS and moved.becomes not in MEETS
    if moved.becomes not in {"in_force", "ended"} and not lost:
        return
    project = draft.project(moved.project)
    rules = draft.rules(project.definition)
    for other, key in list(project.cases.items()):
        if other != moved.case and _may_await(rules, key.partition("/")[0], moved, lost=lost):
            _follow_in_case(draft, other, moved, lost=lost)
    machine = rules.project_machine
    if machine is None:
        return
    for name in machine.on_project:
        situation = situate_project(draft, draft.project(moved.project), machine)
        if _awaits(situation, name, moved, lost=lost):
            act = automatic_act(machine, name, moved.at)
            verdict = decide(situation, act)
            if verdict.ruling is not None:
                record_in_project(draft, moved.project, act, verdict.ruling)


def _may_await(rules: Rules, item: str, moved: StandingMoved, *, lost: bool) -> bool:
    """Tell, without reading it, whether a case of an item may have an act that awaits the change."""
    if item not in rules.definition.items:
        return True
    machines = [rules.machine_of(item), rules.machine_of(item, shadow=True)]
    whens = [m.lifecycle.transitions[name].when or When() for m in machines for name in m.on_project]
    requires = rules.definition.items[item].requires
    for when in whens:
        if lost and when.lost and any(moved.item in leaves(r) for r in requires.of(when.lost)):
            return True
        if (when.in_force and moved.becomes == "in_force") or (when.ended and moved.becomes == "ended"):
            return True
    return False


def _follow_in_case(draft: Draft, case_id: str, moved: StandingMoved, *, lost: bool) -> None:
    run_clocks(draft, case_id, moved.at)
    machine = _machine_of(draft, draft.case(case_id))
    for name in machine.on_project:
        situation = situate(draft, draft.case(case_id))
        if _awaits(situation, name, moved, lost=lost):
            _take_automatically(draft, case_id, name, moved)


def _machine_of(draft: Draft, case: PermitCase) -> Machine:
    return draft.rules(case.definition).machine(case.lifecycle)


def _awaits(situation: Situation, name: str, moved: StandingMoved, *, lost: bool) -> bool:
    """Tell whether a transition is one that the system takes on this change of standing."""
    when = situation.machine.lifecycle.transitions[name].when or When()
    if situation.course.state not in situation.machine.sources[name]:
        return False
    if when.lost and lost:
        asked = situation.item.requires.of(when.lost) if situation.item else ()
        held = partial(situation.held, at=situation.now)
        if any(moved.item in leaves(one) and missing(one, held) for one in asked):
            return True
    awaited = {"in_force": when.in_force, "ended": when.ended}.get(moved.becomes)
    return awaited is not None and item_named(situation, awaited, name) == moved.item


def _take_automatically(draft: Draft, case_id: str, name: str, moved: StandingMoved | FactsMoved) -> None:
    """Take an act as the system; where its conditions do not hold, nothing happens."""
    case = draft.case(case_id)
    machine = _machine_of(draft, case)
    needs = machine.lifecycle.transitions[name].needs
    data = {"item": moved.item} if isinstance(moved, StandingMoved) and "item" in needs else {}
    since = case.course.since or moved.at
    act = automatic_act(machine, name, max(moved.at, since), data)
    ruling = judge(draft, case, act).ruling
    if ruling is not None:
        record(draft, case, act, ruling)


def record_in_project(draft: Draft, project_id: str, act: Act, ruling: Ruling) -> None:
    """Plan the event of a ruling on a project's own lifecycle; facts that it sets have their consequences too."""
    actor = act.actor if act.automatic else verified(act.actor, known=ruling.verified)
    project = draft.project(project_id)
    stream, at = project_stream(project_id), ruling.effective_at
    draft.plan(stream, ruling.event, actor, at, basis=ruling.basis, definition=project.definition)
    changed = frozenset(ruling.event.data.get("set", ()))
    if changed:
        draft.pending.append(FactsMoved(project_id, changed, at))


def _follow_facts(draft: Draft, moved: FactsMoved) -> None:
    """Follow changed project facts: pre-reviews that rested on them go stale, determinations are judged again."""
    project = draft.project(moved.project)
    rules = draft.rules(project.definition)
    for other in list(project.cases):
        case = draft.case(other)
        item = draft.rules(case.definition).item(case.item)
        if item is None or item.pre_review is None or not moved.facts & set(item.pre_review.inputs):
            continue
        machine = _machine_of(draft, case)
        for name in machine.on_project:
            when = machine.lifecycle.transitions[name].when
            if when and when.changed and draft.case(other).course.state in machine.sources[name]:
                _take_automatically(draft, other, name, moved)
    for item_id, known in list(project.standings.items()):
        if known.standing == "not_applicable" and known.case is None and item_id in rules.definition.items:
            _judge_determination_again(draft, moved, item_id)


def _judge_determination_again(draft: Draft, moved: FactsMoved, item: str) -> None:
    project = draft.project(moved.project)
    found = applicability(draft.rules(project.definition), project, item)
    if found.applies is False:
        return
    event = ItemDeterminationEnded(item=item, facts=found.facts)
    stream = project_stream(moved.project)
    draft.plan(stream, event, system("project"), moved.at, definition=project.definition)
    draft.pending.append(StandingMoved(moved.project, item, "", "not_applicable", "not_started", moved.at))

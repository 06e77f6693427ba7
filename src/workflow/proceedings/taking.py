"""Taking an act: clocks first, of the case and of what it rests on; then the verdict; then all that follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from workflow.definition.model import leaves
from workflow.errors import Refusal, Refused
from workflow.lifecycle.decide import decide
from workflow.lifecycle.situation import Act, Situation
from workflow.proceedings.acts import judge, record
from workflow.proceedings.draft import Draft
from workflow.proceedings.following import record_in_project, settle
from workflow.proceedings.situations import situate, situate_project
from workflow.proceedings.timekeeping import run_clocks


def take(draft: Draft, case_id: str, act: Act) -> None:
    """Take an act on a case, with all that it brings about.

    Raises:
        NotFound: nobody opened the case.
        Refused: it is not allowed; with all reasons.
    """
    clocks_before(draft, case_id, act)
    case = draft.case(case_id)
    record(draft, case, act, judge(draft, case, act).granted())
    settle(draft)


def clocks_before(draft: Draft, case_id: str, act: Act) -> None:
    """Record what the clocks have led to by the time of an act: the case's own, and those of what it will rely on.

    Raises:
        NotFound: nobody opened the case.
    """
    run_clocks(draft, draft.known_case(case_id).id, act.at)
    settle(draft)
    situation = situate(draft, draft.case(case_id))
    if situation.machine.transition(act.transition) is not None:
        relied_on = _relied_on(draft, situation, act.transition, draft.case(case_id).project)
        run_all(draft, [*relied_on, *_named(draft, situation, act)], act.at)


def run_all(draft: Draft, cases: Iterable[str], at: datetime) -> None:
    """Record what the clocks of cases have led to by an instant, with all that follows."""
    for case in dict.fromkeys(cases):
        run_clocks(draft, case, at)
    settle(draft)


def _relied_on(draft: Draft, situation: Situation, name: str, project_id: str | None) -> Iterator[str]:
    """Yield the cases behind the standings that a transition may read."""
    if project_id is None:
        return
    project = draft.project(project_id)
    edges = situation.machine.lifecycle.transitions[name].requires
    items = {item for edge in edges for one in situation.required(edge) for item in leaves(one)}
    item = situation.item
    if name in situation.machine.reads_standings or (item and "standing" in (item.applies_if or "")):
        items |= set(situation.rules.definition.items)
    for known in sorted(items):
        yield from project.cases_of(known)


def _named(draft: Draft, situation: Situation, act: Act) -> Iterator[str]:
    """Yield the cases that the act's data or the case's facts name."""
    machine = situation.machine
    said = {**situation.course.attributes, **act.data}
    types = {**machine.attribute_types, **machine.need_types.get(act.transition, {})}
    for name, value in said.items():
        if name in types and types[name].kind == "case" and isinstance(value, str) and draft.case(value).exists:
            yield value


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
    run_all(draft, project.cases, act.at)
    project = draft.project(project_id)
    ruling = decide(situate_project(draft, project, machine), act).granted()
    record_in_project(draft, project_id, act, ruling)
    settle(draft)

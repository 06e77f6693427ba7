"""Taking an act: clocks first, of the case and of what it rests on; then the verdict; then all that follows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from workflow.errors import Refusal, Refused
from workflow.lifecycle.decide import decide
from workflow.lifecycle.situation import Act
from workflow.proceedings.acts import judge, record
from workflow.proceedings.draft import Draft
from workflow.proceedings.following import record_in_project, settle
from workflow.proceedings.reliance import named, rests_on
from workflow.proceedings.situations import situate_project
from workflow.proceedings.timekeeping import run_clocks


def take(draft: Draft, case_id: str, act: Act) -> None:
    """Take an act on a case, with all that it brings about.

    Raises:
        NotFound: nobody opened the case.
        Refused: it is not allowed; with all reasons.
    """
    run_clocks_before(draft, case_id, act.at, [act.transition], act.data)
    case = draft.case(case_id)
    record(draft, case, act, judge(draft, case, act).granted())
    settle(draft)


def run_clocks_before(
    draft: Draft,
    case_id: str,
    at: datetime,
    acts: Collection[str] | None = None,
    data: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Record what the clocks have led to by an instant: a case's own, and those of the cases it rests on.

    Args:
        acts: the acts that are to be taken then; by default any.
        data: what they say.

    Raises:
        NotFound: nobody opened the case.
    """
    run_all(draft, [draft.known_case(case_id).id], at)
    case = draft.case(case_id)
    known = draft.rules(case.definition).machine(case.lifecycle).lifecycle.transitions
    asked = [name for name in known if acts is None or name in acts]
    run_all(draft, [*rests_on(draft, case, asked), *named(draft, case, asked, data)], at)


def run_all(draft: Draft, cases: Iterable[str], at: datetime) -> None:
    """Record what the clocks of cases have led to by an instant, with all that follows."""
    for case in dict.fromkeys(cases):
        run_clocks(draft, case, at)
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
    run_all(draft, project.cases, act.at)
    project = draft.project(project_id)
    ruling = decide(situate_project(draft, project, machine), act).granted()
    record_in_project(draft, project_id, act, ruling)
    settle(draft)

"""Taking an act: clocks first, of the case and of what it rests on; then the verdict; then all that follows."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.definition.model import Transition, leaves
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
    transition = situation.machine.transition(act.transition)
    if transition is not None:
        for case in dict.fromkeys(_relied_on(draft, situation, transition, draft.case(case_id).project)):
            run_clocks(draft, case, act.at)
        settle(draft)


def _relied_on(draft: Draft, situation: Situation, transition: Transition, project_id: str | None) -> Iterator[str]:
    """Yield the cases behind the standings that a transition reads."""
    if project_id is None:
        return
    project = draft.project(project_id)
    items = {item for edge in transition.requires for one in situation.required(edge) for item in leaves(one)}
    if any("standing(" in text for text in transition.guards.values()):
        items |= set(situation.rules.definition.items)
    for item in sorted(items):
        for known in (project.standing(item), project.shadow(item)):
            if known.case:
                yield known.case


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
    record_in_project(draft, project_id, act, ruling)
    settle(draft)

"""Supposing: what a forecast is asked to think otherwise: another policy, other officers, no order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from workflow.application.service import Service
from workflow.application.shelf import procedure
from workflow.errors import InvalidInput, NotFound, UsageError
from workflow.language.text import Text
from workflow.lifecycle.rules import Rules
from workflow.permit.case import PermitCase
from workflow.proceedings.draft import Draft
from workflow.proceedings.moving import report_move
from workflow.project.project import Project
from workflow.simulate.forecast import Asked, Forecast, forecast
from workflow.simulate.scenario import Scenario
from workflow.simulate.underway import is_over

STAFF, UNORDERED = "staff:", "unordered"
_OFFICERS = re.compile(r"(?P<name>[^=+\-]+)(?P<sign>[=+\-])(?P<number>\d{1,4})")


def supposing(service: Service, asked: Asked, what: str) -> Forecast:
    """Return a project ready to be run if something were otherwise.

    Args:
        what: changes, joined by commas: `staff:POOL=N`, `staff:POOL+N` or `staff:POOL-N`; `unordered`, where the
            scenario's order no longer holds; or a policy, by id or file.

    Raises:
        UsageError: it is none of them.
        NotFound: the scenario has no such officers; there is no such policy.
        InvalidInput: nobody would be left; a policy is in force already; a case cannot be moved under it.
        InvalidDefinition: a policy does not fit.
    """
    changes = [change.strip() for change in what.split(",")]
    scenario = asked.scenario.model_copy(update={"scenario": what, "title": Text(zh=what, en=what)})
    policies = []
    for change in changes:
        if change.startswith(STAFF):
            scenario = _with_officers(scenario, change)
        elif change == UNORDERED:
            scenario = scenario.model_copy(update={"order": ()})
        else:
            policies.append(change)
    supposed = _under_policies(service, asked, policies) if policies else None
    return forecast(service, replace(asked, scenario=scenario), supposed)


def _with_officers(scenario: Scenario, change: str) -> Scenario:
    """Return a scenario with other officers.

    Raises:
        as `supposing`.
    """
    found = _OFFICERS.fullmatch(change.removeprefix(STAFF))
    if found is None:
        raise UsageError("not_a_what_if", text=change)
    name, number = found["name"], int(found["number"])
    if name not in scenario.staff:
        raise NotFound("unknown_staff", name=name, known=sorted(scenario.staff))
    staff = scenario.staff[name]
    officers = number if found["sign"] == "=" else staff.officers + int(found["sign"] + found["number"])
    if officers < 1:
        raise InvalidInput("nobody_left", name=name, officers=staff.officers)
    changed = {**scenario.staff, name: staff.model_copy(update={"officers": officers})}
    return scenario.model_copy(update={"staff": changed})


def _under_policies(service: Service, asked: Asked, policies: Sequence[str]) -> Draft:
    """Return the recorded world as if the project stood under some policies more.

    Raises:
        as `supposing`.
    """
    recorded = service.draft(asked.at)
    project = recorded.known_project(asked.project)
    known = recorded.rules(project.definition).definition
    before = [applied.policy for applied in known.policies]
    if known_already := [policy for policy in policies if policy in before]:
        raise InvalidInput("policy_in_force", policy=known_already[0], project=project.id)
    rewritten = procedure(known.definition, [*before, *policies])
    if rewritten.definition.version != known.version:
        raise InvalidInput("other_version_now", found=rewritten.definition.version, version=known.version)
    return _Rewritten(recorded, project, rewritten.rules, _moved(recorded, project, rewritten.rules))


def _moved(recorded: Draft, project: Project, rules: Rules) -> dict[str, str]:
    """Return the lifecycle that each open case of a project has under another definition.

    Raises:
        InvalidInput: the history of a case does not hold there.
    """
    lifecycles = {}
    for name in project.cases:
        case = recorded.case(name)
        if not is_over(recorded, case):
            move = report_move(recorded, case, rules)
            if move.outcome != "same" or move.lifecycle is None:
                raise InvalidInput("what_if_cannot_move", case=name, reasons=list(move.reasons) or [move.state])
            lifecycles[name] = move.lifecycle
    return lifecycles


class _Rewritten(Draft):
    """What is recorded, as if a project and its open cases stood under another definition."""

    def __init__(self, recorded: Draft, project: Project, rules: Rules, lifecycles: Mapping[str, str]) -> None:
        super().__init__(recorded, recorded.now)
        self._rewritten = replace(project, definition=rules.digest)
        self._rules = rules
        self._lifecycles = lifecycles

    def case(self, case: str) -> PermitCase:
        """Return a case."""
        found = super().case(case)
        if case not in self._lifecycles:
            return found
        return replace(found, definition=self._rules.digest, lifecycle=self._lifecycles[case])

    def project(self, project: str) -> Project:
        """Return a project."""
        return self._rewritten if project == self._rewritten.id else super().project(project)

    def rules(self, digest: str) -> Rules:
        """Return a pinned definition, or the one that is supposed."""
        return self._rules if digest == self._rules.digest else super().rules(digest)

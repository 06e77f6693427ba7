"""Supposing: what a forecast is asked to think otherwise: another policy, other officers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from workflow.application.service import Service
from workflow.application.shelf import procedure
from workflow.errors import InvalidInput, NotFound, UsageError
from workflow.lifecycle.rules import Rules
from workflow.permit.case import PermitCase
from workflow.proceedings.draft import Draft
from workflow.proceedings.moving import report_move
from workflow.project.project import Project
from workflow.simulate.forecast import Asked, Forecast, forecast
from workflow.simulate.scenario import Scenario
from workflow.simulate.underway import is_over

STAFF = "staff:"
_OFFICERS = re.compile(r"(?P<name>[^=+\-]+)(?P<sign>[=+\-])(?P<number>\d{1,4})")


def supposing(service: Service, asked: Asked, what: str) -> Forecast:
    """Return a project ready to be run if something were otherwise.

    Args:
        what: `staff:POOL=N`, `staff:POOL+N` or `staff:POOL-N`; or a policy, by id or file.

    Raises:
        UsageError: it is neither.
        NotFound: the scenario has no such officers; there is no such policy.
        InvalidInput: nobody would be left; the policy is in force already; a case cannot be moved under it.
        InvalidDefinition: the policy does not fit.
    """
    if what.startswith(STAFF):
        return forecast(service, replace(asked, scenario=_with_officers(asked, what)))
    named = asked.scenario.model_copy(update={"scenario": what})
    return forecast(service, replace(asked, scenario=named), _under_policy(service, asked, what))


def _with_officers(asked: Asked, what: str) -> Scenario:
    """Return the scenario with other officers.

    Raises:
        as `supposing`.
    """
    scenario = asked.scenario
    found = _OFFICERS.fullmatch(what.removeprefix(STAFF))
    if found is None:
        raise UsageError("not_a_what_if", text=what)
    name, number = found["name"], int(found["number"])
    if name not in scenario.staff:
        raise NotFound("unknown_staff", name=name, known=sorted(scenario.staff))
    staff = scenario.staff[name]
    officers = number if found["sign"] == "=" else staff.officers + int(found["sign"] + found["number"])
    if officers < 1:
        raise InvalidInput("nobody_left", name=name, officers=staff.officers)
    changed = {**scenario.staff, name: staff.model_copy(update={"officers": officers})}
    return scenario.model_copy(update={"scenario": what, "staff": changed})


def _under_policy(service: Service, asked: Asked, policy: str) -> Draft:
    """Return the recorded world as if the project stood under one policy more.

    Raises:
        as `supposing`.
    """
    recorded = service.draft(asked.at)
    project = recorded.known_project(asked.project)
    known = recorded.rules(project.definition).definition
    before = [applied.policy for applied in known.policies]
    if policy in before:
        raise InvalidInput("policy_in_force", policy=policy, project=project.id)
    rewritten = procedure(known.definition, [*before, policy])
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

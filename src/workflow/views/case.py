"""A case: where it stands, which clocks run, and what may be done in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from workflow.application.options import Option
from workflow.errors import Refusal
from workflow.lifecycle.rules import Rules
from workflow.permit.case import PermitCase
from workflow.views.clocks import clocks_view
from workflow.views.needs import needs_view
from workflow.views.plain import iso, plain
from workflow.views.refusals import refusals_view
from workflow.views.titles import Titles


def case_view(case: PermitCase, rules: Rules, titles: Titles, now: datetime) -> dict[str, Any]:
    """Return a case with its facts and its clocks as they stand at an instant."""
    return {
        "case": case.id,
        "title": titles.item(case.key),
        "item": case.item,
        "instance": case.instance,
        "project": case.project,
        "shadow": case.shadow,
        "lifecycle": case.lifecycle,
        "state": case.course.state,
        "state_title": titles.state(case.course.state),
        "authority": case.authority,
        "applicant": case.applicant,
        "definition": rules.definition.name,
        "definition_digest": case.definition,
        "opened_at": iso(case.opened_at),
        "facts": plain(case.course.attributes),
        "clocks": clocks_view(case.course, rules, titles, now),
    }


def next_view(case: PermitCase, recorded: str, options: Iterable[Option], titles: Titles) -> dict[str, Any]:
    """Return what may be done in a case as the JSON contract has it, every act with the reasons against it.

    Args:
        case: as it is once its clocks have run.
        recorded: the state that is recorded; another one where a clock has run out and nobody has swept yet.
    """
    return {
        "case": case.id,
        "state": case.course.state,
        "state_title": titles.state(case.course.state),
        "recorded_state": recorded,
        "transitions": [_option(case, option, titles) for option in options],
    }


def _option(case: PermitCase, option: Option, titles: Titles) -> dict[str, Any]:
    language, told = titles.language, titles.within_act(option.needs)
    item = titles.definition.items.get(case.item)
    reasons = option.refusals or (() if option.allowed else (Refusal("only_automatic"),))
    return {
        "name": option.name,
        "title": option.transition.title.within(language),
        "by": list(option.by),
        "needs": needs_view(option, item.materials if item else {}, told),
        "allowed": option.allowed,
        "depends_on_person": option.of_the_person,
        "automatic": option.automatic,
        "refusals": refusals_view(reasons, told, language),
        "due": iso(option.due),
    }

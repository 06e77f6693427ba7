"""A case: where it stands, which clocks run, and what may be done in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workflow.application.options import Option
from workflow.errors import Refusal
from workflow.lifecycle import clocks
from workflow.lifecycle.rules import Rules
from workflow.permit.case import PermitCase
from workflow.views.plain import iso, plain
from workflow.views.refusals import refusals_view
from workflow.views.titles import Titles


def case_view(case: PermitCase, rules: Rules, titles: Titles) -> dict[str, Any]:
    """Return a case with its facts and its clocks."""
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
        "clocks": clocks_view(case, rules, titles),
    }


def clocks_view(case: PermitCase, rules: Rules, titles: Titles) -> list[dict[str, Any]]:
    """Return every run of a clock: when it started, when it is due, whether it still runs."""
    rows = []
    for name, run in case.course.runs.items():
        due = clocks.due(run, rules.calendars[run.calendar])
        rows.append(
            {
                "clock": name,
                "title": titles.clock(name),
                "open": run.is_open,
                "suspended": run.is_suspended,
                "limit": str(run.limit) if run.limit else None,
                "started_at": iso(run.started_at),
                "last_day": due.last_day.isoformat() if due.last_day else None,
                "due": iso(due.expires_at),
                "provisional": due.provisional,
                "stopped_at": iso(run.stopped_at),
                "expired_at": iso(run.fired_at),
            }
        )
    return rows


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
        "transitions": [_option(option, titles) for option in options],
    }


def _option(option: Option, titles: Titles) -> dict[str, Any]:
    language, told = titles.language, titles.within_act(option.needs)
    reasons = option.refusals or (() if option.allowed else (Refusal("only_automatic"),))
    return {
        "name": option.name,
        "title": option.transition.title.within(language),
        "by": list(option.by),
        "needs": {name: {"type": need.type, "title": told.attribute(name)} for name, need in option.needs.items()},
        "allowed": option.allowed,
        "automatic": option.automatic,
        "refusals": refusals_view(reasons, told, language),
        "due": iso(option.due),
    }

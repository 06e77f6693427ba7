"""A project or a case within a report: where it stands, what happened, and how its deadlines were reckoned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from workflow.application.service import Service
from workflow.audit.stands import case_in_words, project_in_words
from workflow.definition.wording import period_text
from workflow.errors import InvalidInput
from workflow.language.catalogue.report import REPORT
from workflow.language.catalogue.words import joined, say
from workflow.language.ids import case_stream, project_stream
from workflow.lifecycle.clocks import Run
from workflow.lifecycle.derivation import Derivation, derive
from workflow.lifecycle.rules import Rules
from workflow.permit.case import PermitCase
from workflow.store import Record
from workflow.views.derivations import stretches
from workflow.views.plain import by_the_clock
from workflow.views.timeline import FOLLOWING, moment
from workflow.views.titles import Titles


def project_told(service: Service, name: str, _: datetime, language: str) -> dict[str, Any]:
    """Return a project as a report shows it; its cases stand by themselves."""
    project = service.project(name)
    rules = service.rules(project.definition)
    definition = rules.definition
    titles = Titles(definition, definition.lifecycles.get(definition.lifecycle or ""), language)
    return {
        "title": say(REPORT, "of_project", language, {"name": name, "title": project.title}),
        "stands": project_in_words(project, rules, language),
        "rows": list(_rows(service.history(project_stream(name)), titles)),
        "deadlines": [],
    }


def case_told(service: Service, name: str, as_of: datetime, language: str) -> dict[str, Any]:
    """Return a case as a report shows it."""
    case = service.case(name)
    rules = service.rules(case.definition)
    titles = Titles(rules.definition, rules.machine(case.lifecycle).lifecycle, language)
    return {
        "title": f"{say(REPORT, 'of_case', language, {'name': name})} · {titles.item(case.key)}",
        "stands": case_in_words(case, rules, as_of, language)[:1],
        "rows": list(_rows(service.history(case_stream(name)), titles)),
        "deadlines": list(_deadlines(case, rules, titles, as_of)),
    }


def _rows(records: list[Record], titles: Titles) -> Iterator[dict[str, Any]]:
    for record in records:
        if record.name in FOLLOWING:
            continue
        told = moment(record, titles)
        yield {
            "when": f"{told.at:%Y-%m-%d %H:%M}",
            "what": told.what,
            "change": " → ".join(told.change),
            "notes": list(told.notes),
            "who": told.who,
            "basis": joined(told.basis, titles.language),
            "automatic": told.automatic,
        }


def _deadlines(case: PermitCase, rules: Rules, titles: Titles, as_of: datetime) -> Iterator[dict[str, Any]]:
    comma = "；" if titles.language == "zh-CN" else "; "
    for name, run in case.course.runs.items():
        try:
            derivation = derive(run, rules.calendars[run.calendar])
        except InvalidInput:
            continue
        outcome, late = _outcome(run, derivation, as_of, titles.language)
        provisional = say(REPORT, "provisional", titles.language, {}) if derivation.provisional else ""
        last = derivation.due.last_day
        yield {
            "clock": titles.clock(name),
            "limit": _limit(run, titles.language),
            "last_day": f"{last}{provisional}" if last else "",
            "outcome": outcome,
            "late": late,
            "derivation": comma.join(stretches(derivation.days, titles.language)),
        }


def _limit(run: Run, language: str) -> str:
    own = [period_text(run.limit, language)] if run.limit else []
    more = (say(REPORT, "extended", language, {"by": period_text(one, language)}) for one in run.extensions)
    return joined([*own, *more], language)


def _outcome(run: Run, derivation: Derivation, as_of: datetime, language: str) -> tuple[str, bool]:
    """Return how a run ended, and whether it was late."""
    due = derivation.due.expires_at
    if run.stopped_at is not None:
        late = due is not None and run.stopped_at >= due
        return say(
            REPORT, "done_late" if late else "done_in_time", language, {"at": by_the_clock(run.stopped_at)}
        ), late
    if due is None:
        return say(REPORT, "stands_still", language, {}), False
    if due <= as_of:
        return say(REPORT, "ran_out", language, {}), True
    return say(REPORT, "runs", language, {}), False

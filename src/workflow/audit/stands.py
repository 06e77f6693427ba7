"""Where a matter stands, in plain words: its state, who it waits for, and by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from workflow.application.service import Service
from workflow.audit.subjects import Subject
from workflow.language.catalogue.audit import AUDIT
from workflow.language.catalogue.labels import label
from workflow.language.catalogue.words import joined, say
from workflow.lifecycle import clocks
from workflow.lifecycle.rules import Rules
from workflow.permit.case import PermitCase
from workflow.project.project import Project
from workflow.views.plain import by_the_clock, iso, last_moment
from workflow.views.titles import Titles

SHOWN = ("in_force", "pending", "pre_passed", "ended", "not_applicable", "not_started")


def standing_of(service: Service, about: Subject, now: datetime, language: str) -> list[str]:
    """Return in sentences where a project or a case stands, as it is recorded."""
    rules = service.rules(about.definition)
    if about.is_project:
        return project_in_words(service.project(about.name), rules, language)
    case = service.case(about.name)
    return case_in_words(case, rules, now, language)


def case_in_words(case: PermitCase, rules: Rules, now: datetime, language: str) -> list[str]:
    """Return in sentences where a case stands at an instant: its state, then each clock that runs."""
    titles = Titles(rules.definition, rules.machine(case.lifecycle).lifecycle, language)
    facts = {
        "matter": case.id,
        "item": titles.item(case.key),
        "state": titles.state(case.course.state),
        "since": by_the_clock(case.course.since) if case.course.since else "",
        "authority": titles.authority(case.authority),
    }
    return [say(AUDIT, "case_stands", language, facts), *_clocks(case, rules, titles, now)]


def _clocks(case: PermitCase, rules: Rules, titles: Titles, now: datetime) -> Iterator[str]:
    for name, run in case.course.runs.items():
        if run.stopped_at is not None:
            continue
        due = clocks.due(run, rules.calendars[run.calendar])
        facts = {"clock": titles.clock(name), "due": last_moment(iso(due.expires_at))}
        if due.expires_at is None:
            reasons = [pause.reason for pause in run.suspensions if pause.end is None]
            yield say(AUDIT, "clock_stands_still", titles.language, {**facts, "reason": reasons})
        elif run.fired_at is not None or due.expires_at <= now:
            yield say(AUDIT, "clock_ran_out", titles.language, facts)
        else:
            yield say(AUDIT, "clock_runs", titles.language, facts)


def project_in_words(project: Project, rules: Rules, language: str) -> list[str]:
    """Return in sentences where a project stands: its state, and its items by standing."""
    definition = rules.definition
    titles = Titles(definition, definition.lifecycles.get(definition.lifecycle or ""), language)
    counts = Counter(project.standing(item).standing for item in definition.items)
    told = (f"{label(name, language)} {counts[name]}" for name in SHOWN if counts[name])
    facts = {
        "matter": project.id,
        "title": project.title,
        "state": titles.state(project.course.state),
        "items": joined(told, language),
    }
    in_force = [titles.item(item) for item in definition.items if project.standing(item).standing == "in_force"]
    lines = [say(AUDIT, "project_stands" if facts["state"] else "project_stands_alone", language, facts)]
    return [*lines, say(AUDIT, "obtained", language, {"items": in_force})] if in_force else lines

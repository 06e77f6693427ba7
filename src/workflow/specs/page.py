"""Reports as pages: one HTML file each, self-contained, without a script, fit to be printed and signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from workflow import __version__
from workflow.language.catalogue.words import say
from workflow.specs.report import Report, Tested
from workflow.specs.words_of_reports import REPORT


@cache
def _templates() -> Environment:
    loader = PackageLoader("workflow.specs", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def page(name: str, language: str, **facts: Any) -> str:
    """Return a template filled in; `word` gives the words of reports in the language."""

    def word(key: str, /, **told: Any) -> str:
        return say(REPORT, key, language, told)

    return _templates().get_template(name).render(word=word, language=language, version=__version__, **facts)


def report_page(report: Report, language: str, made_at: datetime) -> str:
    """Return a run as a page: every scenario with its steps, its verdict and the events it recorded.

    Args:
        made_at: when the report is made, by the reader's wall clock.
    """
    features = [
        (file, scenarios[0].feature, [(rule, list(own)) for rule, own in groupby(scenarios, key=lambda one: one.rule)])
        for file, scenarios in ((file, list(own)) for file, own in groupby(report.scenarios, key=lambda one: one.file))
    ]
    counts = {**report.to_json(), "total": len(report.scenarios), "scenarios": None}
    return page("report.html.j2", language, features=features, counts=counts, tested=_tested(report), made_at=made_at)


def _tested(report: Report) -> Mapping[Tested, int]:
    """Return the definitions that scenarios were judged by, each with how many."""
    found: dict[Tested, int] = {}
    for scenario in report.scenarios:
        if scenario.tested is not None:
            found[scenario.tested] = found.get(scenario.tested, 0) + 1
    return found

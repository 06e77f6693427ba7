"""Specs: Gherkin features that say what a procedure must allow and forbid, run against a definition."""

from workflow.specs.report import Report, ScenarioResult
from workflow.specs.runner import run

__all__ = ["Report", "ScenarioResult", "run"]

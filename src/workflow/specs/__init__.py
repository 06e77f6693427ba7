"""Specs: Gherkin features that say what a procedure must allow and forbid, run against a definition."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workflow.specs.report import Report, ScenarioResult
    from workflow.specs.runner import run

__all__ = ["Report", "ScenarioResult", "run"]
_PLACES = {"Report": "report", "ScenarioResult": "report", "run": "runner"}


def __getattr__(name: str) -> Any:
    """Return what is asked for, loaded then: reading and searching specs does without pytest and the engine."""
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(f"workflow.specs.{_PLACES[name]}"), name)

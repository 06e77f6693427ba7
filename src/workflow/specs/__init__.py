"""Specs: Gherkin features that say what a procedure must allow and forbid, run against a definition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workflow.specs.report import Report, ScenarioResult

if TYPE_CHECKING:
    from workflow.specs.runner import run

__all__ = ["Report", "ScenarioResult", "run"]


def __getattr__(name: str) -> Any:
    """Return what runs specs, loaded when it is asked for: reading and searching them does without pytest."""
    if name == "run":
        from workflow.specs.runner import run  # noqa: PLC0415 (pytest and the whole engine)

        return run
    raise AttributeError(name)

"""pytest-bdd as a run of specs needs it: its own plugin, fixtures and reports, half of a run's time, stay away."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from pytest_bdd import hooks
from pytest_bdd.parser import Scenario, Step
from pytest_bdd.steps import StepFunctionContext
from pytest_bdd.utils import CONFIG_STACK

from workflow.specs.steps.finding import carry_out, known_step


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Let there be pytest-bdd's hooks."""
    pluginmanager.add_hookspecs(hooks)


def pytest_configure(config: pytest.Config) -> None:
    """Let pytest-bdd know under which configuration scenarios are bound, and find steps in the library at once."""
    CONFIG_STACK.append(config)
    config.add_cleanup(lambda: CONFIG_STACK.remove(config))
    # The package has a function of the same name as this module, so it cannot be imported by a statement.
    playing: Any = import_module("pytest_bdd.scenario")
    patch = pytest.MonkeyPatch()
    patch.setattr(playing, "get_step_function", _found)
    patch.setattr(playing, "_execute_step_function", _carry_out)
    config.add_cleanup(patch.undo)


def _found(request: Any, step: Step) -> StepFunctionContext | None:  # noqa: ARG001 (the names are pytest-bdd's)
    return known_step(step.type, step.name)


def _carry_out(request: Any, scenario: Scenario, step: Step, context: StepFunctionContext) -> None:  # noqa: ARG001
    __tracebackhide__ = True
    carry_out(request.world, context, step.name, step.datatable.raw() if step.datatable else None)

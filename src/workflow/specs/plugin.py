"""What a team's own pytest-bdd suite needs of the library: the world, the steps, and a lookup that stays quick."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd.parser import Step
from pytest_bdd.scenario import scenario_wrapper_template_registry
from pytest_bdd.steps import StepFunctionContext

from workflow.specs.binding import UnsoundSpec
from workflow.specs.reading import CHINESE, ENGLISH
from workflow.specs.steps.binding import is_asynchronous
from workflow.specs.steps.finding import fixtures, known_step
from workflow.specs.wording import say
from workflow.specs.world import World


@pytest.fixture(name="world")
def world_of_scenario(request: pytest.FixtureRequest) -> Iterator[World]:
    """The world of one scenario; a refusal that nobody asked for ends it."""
    world = World(*_origin(request))
    yield world
    world.close()


def _origin(request: pytest.FixtureRequest) -> tuple[str, Path]:
    """Return the language and the folder of a scenario's feature."""
    played = getattr(request.node, "obj", None)
    template = scenario_wrapper_template_registry.get(played) if played is not None else None
    if template is None:
        return CHINESE, request.path.parent
    return (ENGLISH if template.feature.language == ENGLISH else CHINESE), Path(template.feature.filename).parent


def step_fixtures() -> dict[str, Any]:
    """Return the steps of the library as pytest fixtures by name, and the world they share."""
    return {"world_of_scenario": world_of_scenario, **fixtures()}


def pytest_configure(config: pytest.Config) -> None:
    """Find steps in the library first: pytest-bdd asks every fixture there is, twice for each step."""
    # The package has a function of the same name as this module, so it cannot be imported by a statement.
    playing: Any = import_module("pytest_bdd.scenario")
    asked = playing.get_step_function

    def quickly(request: pytest.FixtureRequest, step: Step) -> StepFunctionContext | None:
        return known_step(step.type, step.name) or asked(request, step)

    patch = pytest.MonkeyPatch()
    patch.setattr(playing, "get_step_function", quickly)
    config.add_cleanup(patch.undo)


def pytest_bdd_before_step(request: pytest.FixtureRequest, step: Step, step_func: Callable[..., Any]) -> None:
    """Refuse a step that nobody would wait for: pytest-bdd passes an asynchronous one without carrying it out.

    Raises:
        UnsoundSpec: it is asynchronous.
    """
    if is_asynchronous(step_func):
        raise UnsoundSpec(say("asynchronous", _origin(request)[0], step=step.name))


def pytest_bdd_before_scenario(request: pytest.FixtureRequest, scenario: Any) -> None:
    """Refuse a scenario without steps, which pytest-bdd passes.

    Raises:
        UnsoundSpec: it has none.
    """
    if not scenario.steps:
        raise UnsoundSpec(say("no_steps", _origin(request)[0], name=scenario.name))

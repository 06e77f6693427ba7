"""What pytest needs to play scenarios: the world of each, the steps, and a lookup of steps that stays quick."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd.parser import Step
from pytest_bdd.scenario import scenario_wrapper_template_registry
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from workflow.specs.binding import UnsoundSpec, bound_of
from workflow.specs.phrases import matching
from workflow.specs.reading import CHINESE, ENGLISH
from workflow.specs.setting import Workbench
from workflow.specs.steps import MODULES
from workflow.specs.steps.binding import Spoken
from workflow.specs.wording import say
from workflow.specs.world import World

PREFIX = "pytestbdd_stepdef"
WORLD = pytest.StashKey[World]()
BENCH = pytest.StashKey[Workbench]()
OBSERVING = pytest.StashKey[bool]()


@pytest.fixture(name="world")
def world_of_scenario(request: pytest.FixtureRequest) -> Iterator[World]:
    """The world of one scenario; a refusal that nobody asked for ends it."""
    stash = request.config.stash
    language, folder = _origin(request)
    world = World(language, folder, stash.get(BENCH, None), observing=stash.get(OBSERVING, False))
    request.node.stash[WORLD] = world
    yield world
    world.close()


def _origin(request: pytest.FixtureRequest) -> tuple[str, Path]:
    """Return the language and the folder of a scenario's feature: ours, or one of a team's own suite."""
    bound = bound_of(request.node)
    if bound is not None:
        return bound.language, Path(bound.file).parent
    played = getattr(request.node, "obj", None)
    template = scenario_wrapper_template_registry.get(played) if played is not None else None
    if template is None:
        return CHINESE, request.path.parent
    return (ENGLISH if template.feature.language == ENGLISH else CHINESE), Path(template.feature.filename).parent


def step_fixtures() -> dict[str, Any]:
    """Return the steps of the library as pytest fixtures by name, and the world they share."""
    everything = (entry for module in MODULES for entry in vars(module).items())
    steps = {name: value for name, value in everything if name.startswith(PREFIX)}
    return {"world_of_scenario": world_of_scenario, **steps}


@lru_cache(maxsize=4096)
def known_step(keyword: str, text: str) -> StepFunctionContext | None:
    """Return the library's function for a step, or none."""
    found = matching(keyword, text)
    return _library().get((found[0].en, keyword)) if found else None


@cache
def _library() -> dict[tuple[str, str], StepFunctionContext]:
    markers = (getattr(fixture, "__wrapped__", None) for fixture in step_fixtures().values())
    found = (step_function_context_registry.get(marker) for marker in markers if marker is not None)
    return {
        (context.parser.name, str(context.type)): context
        for context in found
        if context is not None and isinstance(context.parser, Spoken)
    }


def pytest_configure(config: pytest.Config) -> None:
    """Find steps in the library first: pytest-bdd asks every fixture there is, twice for each step."""
    # The package has a function of the same name as this module, so it cannot be imported by a statement.
    playing: Any = import_module("pytest_bdd.scenario")
    asked = playing.get_step_function

    def quickly(request: pytest.FixtureRequest, step: Step) -> StepFunctionContext | None:
        return known_step(step.type, step.name) or asked(request, step)

    playing.get_step_function = quickly

    def undo() -> None:
        playing.get_step_function = asked

    config.add_cleanup(undo)


def pytest_bdd_before_step(request: pytest.FixtureRequest, step: Step, step_func: Callable[..., Any]) -> None:
    """Refuse a step that nobody would wait for: pytest-bdd passes an asynchronous one without carrying it out.

    Raises:
        UnsoundSpec: it is asynchronous.
    """
    if inspect.iscoroutinefunction(step_func) or inspect.isasyncgenfunction(step_func):
        raise UnsoundSpec(say("asynchronous", _origin(request)[0], step=step.name))


def pytest_bdd_before_scenario(request: pytest.FixtureRequest, scenario: Any) -> None:
    """Refuse a scenario without steps, which pytest-bdd passes.

    Raises:
        UnsoundSpec: it has none.
    """
    if not scenario.steps:
        raise UnsoundSpec(say("no_steps", _origin(request)[0], name=scenario.name))


@pytest.hookimpl(tryfirst=True)
def pytest_bdd_apply_tag(tag: str, function: Any) -> bool:  # noqa: ARG001 (the names are pytest-bdd's)
    """Leave tags alone: in Chinese they are no names of marks."""
    return True

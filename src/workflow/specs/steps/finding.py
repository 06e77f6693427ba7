"""Finding the library's function for a step, and carrying the step out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from workflow.specs.phrases import matching
from workflow.specs.steps import MODULES
from workflow.specs.steps.binding import Spoken
from workflow.specs.world import World

PREFIX = "pytestbdd_stepdef"


def fixtures() -> dict[str, Any]:
    """Return the steps of the library as the pytest fixtures that pytest-bdd has made of them, by name."""
    everything = (entry for module in MODULES for entry in vars(module).items())
    return {name: value for name, value in everything if name.startswith(PREFIX)}


@lru_cache(maxsize=4096)
def known_step(keyword: str, text: str) -> StepFunctionContext | None:
    """Return the library's function for a step, or none."""
    found = matching(keyword, text)
    return _library().get((found[0].en, keyword)) if found else None


@cache
def _library() -> dict[tuple[str, str], StepFunctionContext]:
    markers = (getattr(fixture, "__wrapped__", None) for fixture in fixtures().values())
    found = (step_function_context_registry.get(marker) for marker in markers if marker is not None)
    return {
        (context.parser.name, str(context.type)): context
        for context in found
        if context is not None and isinstance(context.parser, Spoken)
    }


def carry_out(world: World, context: StepFunctionContext, text: str, table: Sequence[Sequence[object]] | None) -> None:
    """Do in a world what a step of the library says."""
    __tracebackhide__ = True
    said: dict[str, object] = {**(context.parser.parse_arguments(text) or {})}
    if table is not None:
        said["datatable"] = table
    context.step_func(world=world, **said)

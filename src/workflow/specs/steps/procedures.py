"""Steps about the procedure: which one, under which policies and parameters."""

from __future__ import annotations

from workflow.specs.phrasebook import setting
from workflow.specs.steps.binding import performs
from workflow.specs.world import World


@performs(setting.USE_PROCEDURE)
def use_procedure(world: World, *, reference: str) -> None:
    """Use a procedure, by its id or by the path of a file."""
    world.before_opening(reference)
    world.setting.use(reference)


@performs(setting.ADOPT_POLICY)
def adopt_policy(world: World, *, policy: str) -> None:
    """Rewrite the procedure by a policy."""
    world.before_opening(policy)
    world.setting.adopt(policy)


@performs(setting.SET_PARAMETER)
def set_parameter(world: World, *, name: str, value: str) -> None:
    """Give a parameter another value, for every authority."""
    world.before_opening(name)
    world.setting.parameters[name] = value

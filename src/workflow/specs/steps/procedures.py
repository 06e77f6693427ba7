"""Steps about the procedure: which one, under which policies and parameters."""

from __future__ import annotations

from workflow.specs.phrases import phrase
from workflow.specs.world import World


@phrase(zh='采用流程"{reference}"', en='the procedure "{reference}"', keywords=("given",))
def use_procedure(world: World, *, reference: str) -> None:
    """Use a procedure, by its id or by the path of a file."""
    world.before_opening(reference)
    world.setting.use(reference)


@phrase(zh='采用政策"{policy}"', en='the policy "{policy}" applies', keywords=("given",))
def adopt_policy(world: World, *, policy: str) -> None:
    """Rewrite the procedure by a policy."""
    world.before_opening(policy)
    world.setting.policies.append(policy)


@phrase(zh='参数"{name}"为"{value}"', en='parameter "{name}" is "{value}"', keywords=("given",))
def set_parameter(world: World, *, name: str, value: str) -> None:
    """Give a parameter another value, for every authority."""
    world.before_opening(name)
    world.setting.parameters[name] = value

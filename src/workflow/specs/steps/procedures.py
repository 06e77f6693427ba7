"""Steps about the procedure: which one, under which policies and parameters."""

from __future__ import annotations

from workflow.errors import InvalidDefinition
from workflow.language.catalogue.problems import problem_words
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
    """Rewrite the procedure by a policy, by its id or by the path of a file beside the feature."""
    world.before_opening(policy)
    world.setting.adopt(policy)


@performs(setting.REFUSE_POLICY)
def be_unlawful(world: World, *, reason: str) -> None:
    """See that the procedure is refused under its policies: the code of a reason, or words of it."""
    __tracebackhide__ = True
    try:
        world.setting.ready()
    except InvalidDefinition as wrong:
        told = [f"{problem_words(one.code, one.facts, world.language)} [{one.code}]" for one in wrong.problems]
        if not any(reason in one for one in told):
            world.unmet("other_reasons", expected=reason, seen="；".join(told))
    else:
        world.unmet("was_not_refused")


@performs(setting.SET_PARAMETER)
def set_parameter(world: World, *, name: str, value: str) -> None:
    """Give a parameter another value, for every authority."""
    world.before_opening(name)
    world.setting.give(name, value)

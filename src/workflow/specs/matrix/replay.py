"""Replaying a scenario that passed, against another definition: by the same steps, without pytest around them."""

from __future__ import annotations

from pathlib import Path

from workflow.specs.report import ScenarioResult
from workflow.specs.setting import Workbench
from workflow.specs.steps.finding import carry_out, known_step
from workflow.specs.world import World


def still_passes(result: ScenarioResult, bench: Workbench) -> bool:
    """Tell whether a scenario that passed passes here too."""
    world = World("en", Path(result.file).parent, bench)
    try:
        _play(result, world)
    except Exception:  # noqa: BLE001 (whatever ends a scenario early, it did not pass)
        return False
    return True


def _play(result: ScenarioResult, world: World) -> None:
    for step in result.scenario.played(result.values) if result.scenario else ():
        known = known_step(step.keyword or "", step.text)
        if known is None:
            raise LookupError(step.text)
        carry_out(world, known, step.text, step.table)
    world.close()

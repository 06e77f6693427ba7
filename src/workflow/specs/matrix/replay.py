"""Replaying a scenario that passed, against another definition: by the same steps, without pytest around them."""

from __future__ import annotations

from pathlib import Path

from workflow.specs.phrases import matching
from workflow.specs.report import ScenarioResult
from workflow.specs.setting import Workbench
from workflow.specs.steps import MODULES
from workflow.specs.steps.binding import FUNCTIONS, performing
from workflow.specs.world import World

__all__ = ["MODULES", "still_passes"]


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
        keyword = step.keyword or "given"
        (phrase,) = matching(keyword, step.text)
        said: dict[str, object] = {**(phrase.arguments(step.text) or {})}
        if step.table is not None:
            said["datatable"] = step.table
        performing(phrase, FUNCTIONS[phrase], keyword)(world=world, **said)
    world.close()

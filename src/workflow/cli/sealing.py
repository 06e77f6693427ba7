"""What the surroundings of a call say about signing: key, schedule, witnesses."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from workflow.application.checkpoints import Schedule
from workflow.bootstrap import Seal
from workflow.errors import UsageError

if TYPE_CHECKING:
    from workflow.cli.call import Call

SEAL_KEY, WITNESSES = "WORKFLOW_SEAL_KEY", "WORKFLOW_WITNESS"
EVENTS, SECONDS = "WORKFLOW_CHECKPOINT_EVENTS", "WORKFLOW_CHECKPOINT_SECONDS"


def seal_of(call: Call, environment: Mapping[str, str] = os.environ) -> Seal | None:
    """Return how a call signs what it records; None where no key is named.

    Raises:
        UsageError: the schedule is no number.
    """
    key = call.seal_key or environment.get(SEAL_KEY, "")
    if not key:
        return None
    standing = Schedule()
    schedule = Schedule(_number(environment, EVENTS, standing.events), _number(environment, SECONDS, standing.seconds))
    return Seal(Path(key), schedule, witnesses(environment))


def witnesses(environment: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Return the folders shared with witnesses, as the surroundings name them."""
    return tuple(Path(name) for name in environment.get(WITNESSES, "").split(os.pathsep) if name)


def _number(environment: Mapping[str, str], name: str, standing: int) -> int:
    said = environment.get(name, "")
    if not said:
        return standing
    if not said.isascii() or not said.isdecimal() or int(said) < 1:
        raise UsageError("not_a_count", name=name, text=said)
    return int(said)

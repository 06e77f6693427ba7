"""Where the real logs are: beside the project, never in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("WORKFLOW_REAL_DATA") or ROOT.parent / "shared" / "data")
REQUIRED = os.environ.get("WORKFLOW_REQUIRE_REAL_DATA") == "1"


def real(name: str) -> Path:
    """Return a file of the real data.

    Without it the test is skipped; under `WORKFLOW_REQUIRE_REAL_DATA=1`, as in `.ci/run`, it fails.
    """
    path = FOLDER / name
    if not path.is_file():
        reason = f"{name} is not in {FOLDER}; name its folder with WORKFLOW_REAL_DATA"
        assert not REQUIRED, reason
        pytest.skip(reason)
    return path

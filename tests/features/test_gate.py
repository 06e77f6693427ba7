"""Procedures of other kinds, written from the documentation alone, run from YAML without a line of Python."""

from __future__ import annotations

from pathlib import Path

from workflow.specs.binding import bind, feature_files

for path in feature_files([Path(__file__).parent / "gate"]):
    bind(globals(), path, prefix=f"{path.stem}_")

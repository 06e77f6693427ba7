"""Where a problem stands that knows its path only."""

from __future__ import annotations

from collections.abc import Mapping

from workflow.definition.lines import Path, Place, nearest


def place_of(places: Mapping[Path, Place], spelled: str) -> Place:
    """Return the place of the part at a path that `spell_path` spelled, or of the nearest around it."""
    parts = (part for part in spelled.replace("[", ".[").split(".") if part)
    return nearest(places, tuple(int(part[1:-1]) if part.startswith("[") else part for part in parts))

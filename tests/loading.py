"""Definitions loaded for tests: assembled and known to be sound."""

from __future__ import annotations

from collections.abc import Sequence

from workflow.definition.load import Read, assemble, shipped
from workflow.definition.model import Definition


def load(
    text: str | bytes, origin: str, read: Read, policies: Sequence[str] = (), *, root: str | None = None
) -> Definition:
    """Return the definition that a text, its used files and its policies give."""
    return assemble(text, origin, read, policies, root=root).sound()


def load_shipped(definition: str, policies: Sequence[str] = (), read: Read | None = None) -> Definition:
    """Return a definition that ships, rewritten by policies."""
    return shipped(definition, policies, read).sound()

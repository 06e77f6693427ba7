"""Upcasting lifecycle events: their older forms become today's by what their definition says, never by Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.definition.model import Lifecycle


def newest(lifecycle: Lifecycle, name: str, schema: int, data: Mapping[str, Any]) -> tuple[int, Mapping[str, Any]]:
    """Return the schema and data of an event in the form its lifecycle gives it today.

    Args:
        schema: the version it was stored in; a later one than the lifecycle knows is left as it is.
    """
    event = lifecycle.events.get(name)
    if event is None or schema >= event.version:
        return schema, data
    given = dict(data.get("given", {}))
    for version in range(schema, event.version):
        upcast = event.upcasts.get(version)
        if upcast is None:
            continue
        given = {upcast.renamed.get(field, field): value for field, value in given.items()}
        given = {**upcast.default, **given}
    return event.version, {**data, "given": given}

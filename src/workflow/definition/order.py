"""The order in which a definition names its parts: sorted away by canonical JSON, kept beside it for readers.

Acts, items and data are told in the order of the text, and what the system takes by itself is taken in that order,
today and in every process that reads the pinned form.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

ORDER = "order"
_STEP = "/"


def order_of(definition: BaseModel) -> dict[str, list[str]]:
    """Return the names of every table that does not stand in alphabetical order: way to it → names as written."""
    return dict(_unsorted(definition, ()))


def _unsorted(part: Any, way: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    if isinstance(part, Mapping):
        names = list(part)
        if names != sorted(names):
            yield _STEP.join(way), names
        inner = part.items()
    elif isinstance(part, BaseModel):
        inner = {field.alias or name: getattr(part, name) for name, field in type(part).model_fields.items()}.items()
    elif isinstance(part, (list, tuple)):
        inner = {str(place): one for place, one in enumerate(part)}.items()
    else:
        return
    for name, value in inner:
        yield from _unsorted(value, (*way, str(name)))


def in_order(canonical: bytes) -> dict[str, Any]:
    """Return the data of a definition that its canonical JSON holds, with its tables as they were written.

    Raises:
        ValueError: it is no JSON.
        LookupError: the order is one of other data.
    """
    data: dict[str, Any] = json.loads(canonical)
    for way, names in data.pop(ORDER, {}).items():
        *before, last = way.split(_STEP)
        holder: Any = data
        for step in before:
            holder = holder[int(step) if isinstance(holder, list) else step]
        place = int(last) if isinstance(holder, list) else last
        table = holder[place]
        if sorted(table) != sorted(names):
            raise LookupError(way)
        holder[place] = {name: table[name] for name in names}
    return data

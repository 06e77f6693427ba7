"""What an act must say, datum by datum: its name, its type, and what may be written there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.application.options import Option
from workflow.definition.model import Material
from workflow.definition.types import CONTAINERS, Type
from workflow.views.titles import Titles


def needs_view(option: Option, materials: Mapping[str, Material], titles: Titles) -> dict[str, dict[str, Any]]:
    """Return every datum of an act by its name, in the order of the definition.

    Each has `type` as it is written, `type_title`, `title`, `unit` (or null), `optional`, and `allowed`: the values
    that may be written, each with its `title`, or null where any of the type may.

    Args:
        materials: those of the item; a datum that names materials may name these.
        titles: those of the act.
    """
    return {
        name: {
            "type": need.type,
            "type_title": titles.kind(need.type),
            "title": titles.attribute(name),
            "unit": titles.unit(name),
            "optional": option.kinds[name].nullable,
            "allowed": _allowed(option.kinds[name], materials, titles),
        }
        for name, need in option.needs.items()
    }


def _allowed(kind: Type, materials: Mapping[str, Material], titles: Titles) -> list[dict[str, str]] | None:
    entry = kind.entry if kind.kind in CONTAINERS else kind
    parts = [entry, *(of for _, of in entry.fields)]
    if materials and any(part.kind == "material" for part in parts):
        return [{"value": name, "title": one.title.within(titles.language)} for name, one in materials.items()]
    values = next((part for part in parts if part.values), None)
    if values is None:
        return None
    tell = {"authority": titles.authority, "item": titles.item}.get(values.kind, titles.value)
    return [{"value": value, "title": tell(value)} for value in values.values]

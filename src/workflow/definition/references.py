"""Where the data of a definition names an item: read when two items become one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.definition.selection import listed

_EDGES = ("hard", "policy", "commence")


def joined_into(data: Mapping[str, Any], item: str, into: str) -> dict[str, Any]:
    """Return a definition's data in which one item is part of another: it is gone, and the other stands for it.

    The other requires what either required, besides each other, and has the materials of both.
    """
    items = {
        name: _renamed_in_item(said, item, into, name)
        for name, said in data["items"].items()
        if name not in {item, into}
    }
    one = _renamed_in_item(data["items"][item], item, into, into)
    own = _renamed_in_item(data["items"][into], item, into, into)
    order = [name for name in data["items"] if name != item]
    items[into] = _both(one, own)
    joined = {**data, "items": {name: items[name] for name in order}}
    if "measures" in data:
        joined["measures"] = {key: _each(value, item, into) for key, value in data["measures"].items()}
    lifecycles = data.get("lifecycles", {})
    joined["lifecycles"] = {name: _renamed_in_words(said, item, into) for name, said in lifecycles.items()}
    return joined


def _both(one: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item that is also another: requirements, materials and concerns of both, all else its own."""
    requires = {key: _union(_part(one, key), _part(own, key)) for key in _EDGES if _part(one, key) or _part(own, key)}
    sources = {**_table(one.get("requires"), "sources"), **_table(own.get("requires"), "sources")}
    joined = {**own, "requires": {**requires, **({"sources": sources} if sources else {})}}
    if "materials" in one or "materials" in own:
        joined["materials"] = {**_table(one, "materials"), **_table(own, "materials")}
    concerns = _union(listed(one.get("concerns")), listed(own.get("concerns")))
    return {**joined, **({"concerns": concerns} if concerns else {})}


def _part(item: Mapping[str, Any], edge: str) -> list[Any]:
    return listed(_table(item, "requires").get(edge))


def _table(part: Any, key: str) -> dict[str, Any]:
    found = part.get(key) if isinstance(part, Mapping) else None
    return dict(found) if isinstance(found, Mapping) else {}


def _union(first: list[Any], second: list[Any]) -> list[Any]:
    return [*first, *(entry for entry in second if entry not in first)]


def _each(names: Any, old: str, new: str) -> list[Any]:
    return _union([], [new if name == old else name for name in listed(names)])


def _renamed_in_item(item: Mapping[str, Any], old: str, new: str, own: str) -> dict[str, Any]:
    """Return an item that names another one instead; nothing rests on itself."""
    renamed = dict(item)
    requires = _table(item, "requires")
    if requires:
        renamed["requires"] = {
            key: {_word(name, old, new): said for name, said in value.items() if _word(name, old, new) != own}
            if key == "sources"
            else _requirements(value, old, new, own)
            for key, value in requires.items()
        }
    for key in ("lapses", "pre_review", "facts"):
        if isinstance(item.get(key), Mapping):
            renamed[key] = {name: _value(value, old, new) for name, value in item[key].items()}
    if _table(renamed, "lapses").get("used_by") == own:
        del renamed["lapses"]
    if item.get("part_of") == old:
        renamed["part_of"] = new
    return renamed


def _word(name: Any, old: str, new: str) -> Any:
    return new if name == old else name


def _value(value: Any, old: str, new: str) -> Any:
    return _each(value, old, new) if isinstance(value, list) else _word(value, old, new)


def _requirements(written: Any, old: str, new: str, own: str) -> list[Any]:
    renamed = [_requirement(one, old, new) for one in listed(written)]
    return _union([], [one for one in renamed if one != own])


def _requirement(written: Any, old: str, new: str) -> Any:
    if isinstance(written, Mapping):
        return {key: [_requirement(one, old, new) for one in listed(parts)] for key, parts in written.items()}
    return _word(written, old, new)


def _renamed_in_words(part: Any, old: str, new: str) -> Any:
    """Return a part of a lifecycle whose expressions name another item."""
    if isinstance(part, Mapping):
        return {
            key: _word(value, old, new) if key == "item" else _renamed_in_words(value, old, new)
            for key, value in part.items()
        }
    if isinstance(part, list):
        return [_renamed_in_words(one, old, new) for one in part]
    return part.replace(f"'{old}'", f"'{new}'") if isinstance(part, str) else part

"""What changed between two definitions, part by part, in the words of the office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from workflow.definition.model import Definition, Edge, Item, Lifecycle, spell

Kind = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One change.

    Attributes:
        part: what changed: `item`, `state`, `transition`, `hard_edge`, `statutory_limit`, `taker`, …
        within: the id of the item or lifecycle it belongs to; empty where it is the definition's own.
        name: the part's own id; for an edge the requirement as it is spelled.
        field: which field of the part, dotted; empty where the part as a whole came or went.
        before: the old value as JSON has it; null where there was none.
        after: the new value.
    """

    part: str
    within: str
    name: str
    kind: Kind
    field: str = ""
    before: Any = None
    after: Any = None

    def as_json(self) -> dict[str, Any]:
        """Return the change as a JSON object."""
        return asdict(self)


_OWN = ("version", "title", "effective", "calendar", "lifecycle", "shadow", "enforce", "measures")
_TABLES = {
    "laws": "law",
    "legal_limits": "legal_limit",
    "roles": "role",
    "authorities": "authority",
    "parameters": "parameter",
    "attributes": "attribute",
    "stages": "stage",
    "values": "value",
    "kinds": "kind",
}
_LIFECYCLE_TABLES = {
    "states": "state",
    "clocks": "clock",
    "roles": "role",
    "parameters": "parameter",
    "attributes": "attribute",
    "item_facts": "item_fact",
    "parts": "part",
    "groups": "group",
    "forbidden": "forbidden_act",
    "refusals": "refusal",
    "events": "event",
    "votes": "vote",
    "values": "value",
}
TABLE_OF = {part: table for table, part in (_TABLES | _LIFECYCLE_TABLES).items()} | {
    "item": "items",
    "lifecycle": "lifecycles",
    "transition": "transitions",
    "taker": "transitions",
}
"""Part → the table of a definition, a lifecycle or an item that has it."""
_EDGES: tuple[Edge, ...] = ("hard", "policy", "commence")


def diff(old: Definition, new: Definition) -> list[Change]:
    """Return every change that leads from one definition to another; empty where they say the same."""
    before, after = _plain(old), _plain(new)
    changes = [*_fields("definition", "", new.definition, _only(before, _OWN), _only(after, _OWN))]
    applied = [policy.policy for policy in old.policies], [policy.policy for policy in new.policies]
    changes += [Change("policy", "", name, "removed") for name in applied[0] if name not in applied[1]]
    changes += [Change("policy", "", name, "added") for name in applied[1] if name not in applied[0]]
    for table, part in _TABLES.items():
        changes += _table(part, "", before.get(table, {}), after.get(table, {}))
    changes += _came_and_went("item", old.items, new.items)
    for name in (name for name in old.items if name in new.items):
        changes += _item(name, old.items[name], new.items[name])
    changes += _came_and_went("lifecycle", old.lifecycles, new.lifecycles)
    for name in (name for name in old.lifecycles if name in new.lifecycles):
        changes += _lifecycle(name, old.lifecycles[name], new.lifecycles[name])
    return changes


def _item(name: str, old: Item, new: Item) -> Iterator[Change]:
    for edge in _EDGES:
        before, after = ([spell(one) for one in item.requires.of(edge)] for item in (old, new))
        yield from (Change(f"{edge}_edge", name, one, "removed") for one in before if one not in after)
        yield from (Change(f"{edge}_edge", name, one, "added") for one in after if one not in before)
    for kind in ("statutory", "promised"):
        limits = [
            {
                clock: _plain(given)
                for clock, limit in item.limits.items()
                if (given := getattr(limit, kind)) is not None
            }
            for item in (old, new)
        ]
        yield from _limits(f"{kind}_limit", name, *limits)
    told = ("requires", "limits", "materials")
    yield from _table("material", name, _plain(old).get("materials", {}), _plain(new).get("materials", {}))
    yield from _fields("item", "", name, _less(_plain(old), told), _less(_plain(new), told))
    starts = [
        {clock: limit.start for clock, limit in item.limits.items() if limit.start is not None} for item in (old, new)
    ]
    yield from _table("limit_start", name, *starts)


def _limits(part: str, within: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for clock in dict.fromkeys([*old, *new]):
        before, after = old.get(clock), new.get(clock)
        if before is None or after is None:
            kind: Kind = "added" if before is None else "removed"
            limits = (before or {}).get("limit"), (after or {}).get("limit")
            yield Change(part, within, clock, kind, "limit", *limits)
        else:
            yield from _fields(part, within, clock, before, after)


def _lifecycle(name: str, old: Lifecycle, new: Lifecycle) -> Iterator[Change]:
    before, after = _plain(old), _plain(new)
    for table, part in _LIFECYCLE_TABLES.items():
        yield from _table(part, name, before.get(table, {}), after.get(table, {}))
    acts = before.get("transitions", {}), after.get("transitions", {})
    yield from _came_and_went("transition", *acts, within=name)
    for act in (act for act in acts[0] if act in acts[1]):
        yield from _takers(name, act, acts[0][act], acts[1][act])
        yield from _fields("transition", name, act, _less(acts[0][act], ("by",)), _less(acts[1][act], ("by",)))
    told = ("transitions", *_LIFECYCLE_TABLES)
    yield from _fields("lifecycle", "", name, _less(before, told), _less(after, told))


def _takers(lifecycle: str, act: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    before, after = ({by["role"]: by.get("if") for by in one["by"]} for one in (old, new))
    for role in dict.fromkeys([*before, *after]):
        if role not in after:
            yield Change("taker", lifecycle, act, "removed", "by", role, None)
        elif role not in before:
            yield Change("taker", lifecycle, act, "added", "by", None, role)
        elif before[role] != after[role]:
            yield Change("taker", lifecycle, act, "changed", f"by.{role}.if", before[role], after[role])


def _table(part: str, within: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    yield from _came_and_went(part, old, new, within=within)
    for name in (name for name in old if name in new):
        yield from _fields(part, within, name, old[name], new[name])


def _came_and_went(part: str, old: Mapping[str, Any], new: Mapping[str, Any], *, within: str = "") -> Iterator[Change]:
    yield from (Change(part, within, name, "removed") for name in old if name not in new)
    yield from (Change(part, within, name, "added") for name in new if name not in old)


def _fields(part: str, within: str, name: str, old: Any, new: Any, *, field: str = "") -> Iterator[Change]:
    """Yield the fields in which two parts differ, as deep as mappings go."""
    if old == new:
        return
    if _are_names(old) and _are_names(new) and set(old) != set(new):
        yield from (Change(part, within, name, "removed", field, one, None) for one in old if one not in new)
        yield from (Change(part, within, name, "added", field, None, one) for one in new if one not in old)
        return
    if not isinstance(old, dict) or not isinstance(new, dict):
        kind: Kind = "added" if old is None else "removed" if new is None else "changed"
        yield Change(part, within, name, kind, field, old, new)
        return
    for key in dict.fromkeys([*old, *new]):
        inner = f"{field}.{key}" if field else str(key)
        yield from _fields(part, within, name, old.get(key), new.get(key), field=inner)


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def _plain(model: Any) -> dict[str, Any]:
    plain: dict[str, Any] = model.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return plain


def _only(data: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: data[key] for key in keys if key in data}


def _less(data: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in keys}

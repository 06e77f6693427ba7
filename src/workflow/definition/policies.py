"""Policies: reforms as rewrites of a definition's data, applied in order before it is validated.

A rewrite never drops a hard edge: what a statute demands, no policy removes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workflow.definition.documents import Condition, ItemRule, Policy
from workflow.definition.lines import Document, Path, Place
from workflow.errors import InvalidDefinition, Problem


def apply(document: Document, policy: Policy, written: Document) -> Document:
    """Return the document as a policy rewrites it: merge, then the rules for items, then what is dropped.

    Mappings merge deeply; every other value replaces the one before. The policy is noted among the `policies`.

    Args:
        document: the definition's data, with the tables of the policy's used files already in it.
        policy: what is rewritten.
        written: the policy's own text, for the lines of what it merges.

    Raises:
        InvalidDefinition: a policy it requires was not applied before; it was applied already; it drops what is
            not there; it drops or weakens a hard edge.
    """
    _refuse([*_out_of_order(document, policy, written)])
    rewriting = _Rewriting(document, written)
    rewriting.merge((), policy.merge, ("merge",))
    for number, rule in enumerate(policy.items):
        rewriting.rule(rule, number)
    problems = [*rewriting.drop(policy)]
    problems += _dropped_edges(document, rewriting.data, policy, written)
    _refuse(problems)
    applied = [*document.data.get("policies", []), _noted(policy)]
    return Document({**rewriting.data, "policies": applied}, rewriting.places)


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise InvalidDefinition(problems)


def _noted(policy: Policy) -> dict[str, Any]:
    return policy.model_dump(mode="json", by_alias=True, include={"policy", "title", "source"}, exclude_defaults=True)


def _out_of_order(document: Document, policy: Policy, written: Document) -> Iterator[Problem]:
    applied = [entry["policy"] for entry in document.data.get("policies", [])]
    if policy.policy in applied:
        yield written.problem("policy_twice", ("policy",), policy=policy.policy)
    for number, needed in enumerate(policy.requires):
        if needed not in applied:
            yield written.problem("policy_requires", ("requires", number), policy=policy.policy, needed=needed)


class _Rewriting:
    """A definition's data on its way through one policy; what it began with is left as it is."""

    def __init__(self, document: Document, written: Document) -> None:
        self.data: dict[str, Any] = dict(document.data)
        self.places: dict[Path, Place] = dict(document.places)
        self.written = written

    def merge(self, at: Path, value: Mapping[str, Any], came_from: Path) -> None:
        self.data = _replaced(self.data, at, lambda old: _merged(old, value))
        for path, place in self.written.places.items():
            if path[: len(came_from)] == came_from and len(path) > len(came_from):
                self.places[(*at, *path[len(came_from) :])] = place

    def rule(self, rule: ItemRule, number: int) -> None:
        items = self.data.get("items", {})
        for name, item in items.items():
            if not _fits(rule.if_, name, item):
                continue
            self.merge(("items", name), rule.merge, ("items", number, "merge"))
            for key in rule.drop:
                self.data = _without(self.data, ("items", name, *key.split(".")))

    def drop(self, policy: Policy) -> Iterator[Problem]:
        for number, dotted in enumerate(policy.drop):
            path = tuple(dotted.split("."))
            if _at(self.data, path) is None:
                yield self.written.problem("nothing_to_drop", ("drop", number), policy=policy.policy, dropped=dotted)
            self.data = _without(self.data, path)


def _fits(condition: Condition, name: str, item: Mapping[str, Any]) -> bool:
    return (
        (not condition.id or name in condition.id)
        and (not condition.kind or item.get("kind") in condition.kind)
        and all(_at(item, tuple(key.split("."))) is not None for key in condition.has)
    )


def _merged(old: Any, new: Any) -> Any:
    if not isinstance(old, dict) or not isinstance(new, Mapping):
        return new
    return {**old, **{key: _merged(old.get(key), value) for key, value in new.items()}}


def _replaced(data: Any, path: Path, change: Any) -> Any:
    if not path:
        return change(data)
    head, *rest = path
    return {**data, head: _replaced(data[head], tuple(rest), change)}


def _without(data: Any, path: Path) -> Any:
    head, *rest = path
    if not isinstance(data, dict) or head not in data:
        return data
    if not rest:
        return {key: value for key, value in data.items() if key != head}
    return {**data, head: _without(data[head], tuple(rest))}


def _at(data: Any, path: Path) -> Any:
    for part in path:
        if not isinstance(data, dict):
            return None
        data = data.get(part)
    return data


def _dropped_edges(before: Document, after: Mapping[str, Any], policy: Policy, written: Document) -> Iterator[Problem]:
    kept = set(_hard_edges(after))
    for holder, edge in _hard_edges(before.data):
        if (holder, edge) not in kept:
            yield written.problem("hard_edge_dropped", (), policy=policy.policy, holder=holder, requirement=edge)


def _hard_edges(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what is demanded by statute: the hard prerequisites of items, and the acts that check them."""
    for name, item in _entries(data, "items"):
        for requirement in _listed(_at(item, ("requires", "hard"))):
            yield name, _spelled(requirement)
    for name, lifecycle in _entries(data, "lifecycles"):
        for act, transition in _entries(lifecycle, "transitions"):
            if "hard" in _listed(_at(transition, ("requires",))):
                yield f"{name}.{act}", "hard"
    if "enforce" not in data or "hard" in _listed(data["enforce"]):
        yield "enforce", "hard"


def _entries(data: Any, table: str) -> list[tuple[str, Any]]:
    found = data.get(table) if isinstance(data, dict) else None
    return list(found.items()) if isinstance(found, dict) else []


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _spelled(requirement: Any) -> str:
    """Return a requirement as it is compared: the order of alternatives is no difference."""
    if isinstance(requirement, dict):
        joined = [
            f" {word} ".join(sorted(_spelled(part) for part in _listed(requirement[key])))
            for key, word in (("any", "or"), ("all", "and"))
            if key in requirement
        ]
        return f"({' '.join(joined)})"
    return str(requirement)

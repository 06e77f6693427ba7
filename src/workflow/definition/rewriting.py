"""The operations that a policy consists of, on data that remembers where it stands.

None knows a procedure, an item or a reform; whether the result is lawful is judged in `kept` and by legal limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workflow.definition.documents import LaterPart, Policy, Release, Rewrite
from workflow.definition.lines import Document, Path, Place
from workflow.definition.references import joined_into
from workflow.definition.selection import Chosen, at, dotted, entries, listed
from workflow.errors import Problem


class Rewriting:
    """A definition's data on its way through one policy; what it began with is left as it is.

    Attributes:
        problems: what cannot be rewritten as the policy says.
        narrowed: the items whose condition was narrowed by a mechanism that they allow.
    """

    def __init__(self, document: Document, written: Document) -> None:
        self.data: dict[str, Any] = dict(document.data)
        self.places: dict[Path, Place] = dict(document.places)
        self.written = written
        self.problems: list[Problem] = []
        self.narrowed: set[str] = set()

    def structure(self, policy: Policy) -> None:
        """Join and split items: what others rest on, and what they rest on, comes along."""
        for number, join in enumerate(policy.join):
            for name in join.items:
                self._join(name, join.into, join.mechanism, ("join", number))
        for number, split in enumerate(policy.split):
            self._split(split.item, split.into, split.mechanism, ("split", number))

    def content(self, policy: Policy) -> None:
        """Merge, add, apply the rules for items, lifecycles and acts, and drop."""
        self._merge((), policy.merge, ("merge",))
        self._add((), policy.add, ("add",))
        for number, item_rule in enumerate(policy.items):
            at_rule: Path = ("items", number)
            for path, item in [*item_rule.if_.among(self.data)]:
                self._rule(path, item_rule, at_rule)
                self._release(path, item, item_rule.release)
                self._narrow(path, item, item_rule.narrow, at_rule)
        for number, lifecycle_rule in enumerate(policy.lifecycles):
            self._each([*lifecycle_rule.if_.among(self.data)], lifecycle_rule, ("lifecycles", number))
        for number, act_rule in enumerate(policy.acts):
            self._each([*act_rule.if_.among(self.data)], act_rule, ("acts", number))
        for number, key in enumerate(policy.drop):
            if at(self.data, dotted(key)) is None:
                self._problem("nothing_to_drop", ("drop", number), policy=policy.policy, dropped=key)
            self._drop(dotted(key))

    def _problem(self, code: str, path: Path, **facts: Any) -> None:
        self.problems.append(self.written.problem(code, path, **facts))

    def _each(self, chosen: list[Chosen], rule: Rewrite, at_rule: Path) -> None:
        for path, _ in chosen:
            self._rule(path, rule, at_rule)

    def _rule(self, path: Path, rule: Rewrite, at_rule: Path) -> None:
        self._merge(path, rule.merge, (*at_rule, "merge"))
        self._add(path, rule.add, (*at_rule, "add"))
        for key in rule.drop:
            self._drop((*path, *dotted(key)))

    def _merge(self, path: Path, value: Mapping[str, Any], came_from: Path) -> None:
        if value:
            self.data = _changed(self.data, path, lambda old: _merged(old, value))
            for written, place in self._written_below(came_from):
                self.places[(*path, *written)] = place

    def _add(self, path: Path, value: Mapping[str, Any], came_from: Path) -> None:
        for key, more in value.items():
            here = (*path, key)
            if isinstance(more, Mapping):
                self._add(here, more, (*came_from, key))
                continue
            old = listed(at(self.data, here))
            new = [entry for entry in listed(more) if entry not in old]
            self.data = _changed(self.data, here, lambda _, joined=[*old, *new]: joined)
            for number in range(len(old), len(old) + len(new)):
                self._placed((*here, number), (*came_from, key))

    def _placed(self, path: Path, written: Path) -> None:
        """Note that a part of the definition stands where the policy wrote it."""
        place = self.written.places.get(written)
        if place is not None:
            self.places[path] = place

    def _written_below(self, path: Path) -> Iterator[tuple[Path, Place]]:
        for written, place in self.written.places.items():
            if written[: len(path)] == path and len(written) > len(path):
                yield written[len(path) :], place

    def _drop(self, path: Path) -> None:
        self.data = _without(self.data, path)

    def _release(self, path: Path, item: Mapping[str, Any], release: Release | None) -> None:
        awaited = listed(at(item, ("requires", "policy")))
        if release is None:
            return
        items = dict(entries(self.data, "items"))
        released = [one for one in awaited if one in items and release.policy.fits(one, items[one])]
        if released:
            kept = [one for one in awaited if one not in released]
            self.data = _changed(self.data, (*path, "requires", "policy"), lambda _: kept)
            for one in released:
                self._drop((*path, "requires", "sources", one))

    def _narrow(self, path: Path, item: Mapping[str, Any], mechanism: str | None, at_rule: Path) -> None:
        name = str(path[-1])
        if mechanism is None or not self._allowed(name, mechanism, (*at_rule, "narrow")):
            return
        spared, old = at(item, ("allows", mechanism, "spares_if")), item.get("applies_if")
        if spared is None:
            self._problem("mechanism_spares_nobody", (*at_rule, "narrow"), item=name, mechanism=mechanism)
            return
        applies = f"({old}) && !({spared})" if old else f"!({spared})"
        self.data = _changed(self.data, (*path, "applies_if"), lambda _: applies)
        self._placed((*path, "applies_if"), (*at_rule, "narrow"))
        self.narrowed.add(name)

    def _allowed(self, item: str, mechanism: str, at_rule: Path) -> bool:
        """Tell whether an item is there and allows a mechanism; else it is a problem."""
        found = at(self.data, ("items", item))
        if found is None:
            self._problem("unknown_item", at_rule, name=item)
        elif mechanism not in (found.get("allows") or {}):
            self._problem("mechanism_not_allowed", at_rule, item=item, mechanism=mechanism)
        else:
            return True
        return False

    def _join(self, item: str, into: str, mechanism: str, at_rule: Path) -> None:
        allowed = [self._allowed(name, mechanism, at_rule) for name in (item, into)]
        if not all(allowed):
            return
        one, other = (at(self.data, ("items", name)) for name in (item, into))
        if any(one.get(key) != other.get(key) for key in ("kind", "lifecycle", "cardinality")):
            self._problem("joined_unlike", at_rule, item=item, into=into)
            return
        self.data = joined_into(self.data, item, into)

    def _split(self, item: str, into: Mapping[str, LaterPart], mechanism: str, at_rule: Path) -> None:
        if not self._allowed(item, mechanism, at_rule):
            return
        own = at(self.data, ("items", item))
        before = item
        for name, part in into.items():
            here: Path = (*at_rule, "into", name)
            if at(self.data, ("items", name)) is not None:
                self._problem("part_exists", here, name=name)
                return
            self.data = _changed(self.data, ("items", name), lambda _: own)
            self._placed(("items", name), here)
            self._rule(("items", name), part, here)
            self._add(("items", name), {"requires": {"hard": [before]}}, here)
            before = name


def _merged(old: Any, new: Any) -> Any:
    if not isinstance(old, dict) or not isinstance(new, Mapping):
        return _merged({}, new) if isinstance(new, Mapping) else new
    return {**old, **{key: _merged(old.get(key), value) for key, value in new.items()}}


def _changed(data: Any, path: Path, change: Any) -> Any:
    if not path:
        return change(data)
    head, *rest = path
    known = data if isinstance(data, dict) else {}
    return {**known, head: _changed(known.get(head), tuple(rest), change)}


def _without(data: Any, path: Path) -> Any:
    head, *rest = path
    if not isinstance(data, dict) or head not in data:
        return data
    if not rest:
        return {key: value for key, value in data.items() if key != head}
    return {**data, head: _without(data[head], tuple(rest))}

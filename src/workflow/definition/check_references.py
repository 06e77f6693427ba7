"""References: whatever a definition names exists in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from workflow.definition.lines import Path, unplaced
from workflow.definition.mistakes import nearest_name
from workflow.definition.model import Definition, Edge, Item, Lifecycle, Parameter, Requirement, Role, leaves
from workflow.definition.narrow_scope import known_type
from workflow.errors import Problem
from workflow.language.quantities import parse_period

EDGES: tuple[Edge, ...] = ("hard", "policy", "commence")


def check_references(definition: Definition) -> Iterator[Problem]:
    """Yield every name in the definition's own tables and in its items that nothing goes by."""
    yield from _tables(definition)
    if "hard" not in definition.enforce:
        yield unplaced("enforce_without_hard", ("enforce",))
    for path, role in _roles(definition):
        yield from _relation(definition, path, role)
        yield from _bound(path, role)
    for name, item in definition.items.items():
        yield from _item(definition, item, ("items", name))
    yield from _parameters(definition, definition.parameters, ("parameters",))
    for name, lifecycle in definition.lifecycles.items():
        yield from _parameters(definition, lifecycle.parameters, ("lifecycles", name, "parameters"))


def _tables(definition: Definition) -> Iterator[Problem]:
    for name, law in definition.laws.items():
        yield from _days(law.in_force, law.until, ("laws", name, "until"))
    lifecycles, authorities = definition.lifecycles, definition.authorities
    yield from unknown("lifecycle", definition.lifecycle, lifecycles, ("lifecycle",))
    yield from unknown("lifecycle", definition.shadow, lifecycles, ("shadow",))
    for kind, lifecycle in definition.kinds.items():
        yield from unknown("lifecycle", lifecycle, lifecycles, ("kinds", kind))
    for name, body in authorities.items():
        yield from unknown("authority", body.superior, authorities, ("authorities", name, "superior"))
        yield from unknown("authority", body.government, authorities, ("authorities", name, "government"))
    for name, stage in definition.stages.items():
        yield from unknown("authority", stage.lead, authorities, ("stages", name, "lead"))
    if definition.measures is not None:
        yield from _each("item", definition.measures.trigger, definition.items, ("measures", "trigger"))
        yield from _each("item", definition.measures.targets, definition.items, ("measures", "targets"))


def _days(begins: date | None, ends: date | None, at: Path) -> Iterator[Problem]:
    if begins is not None and ends is not None and ends < begins:
        yield unplaced("ends_before_it_begins", at, begins=str(begins), ends=str(ends))


def _parameters(definition: Definition, parameters: Mapping[str, Parameter], at: Path) -> Iterator[Problem]:
    for name, parameter in parameters.items():
        for authority in parameter.by_authority:
            here = (*at, name, "by_authority", authority)
            yield from unknown("authority", authority, definition.authorities, here)


def unknown(what: str, name: str | None, known: Collection[str], at: Path) -> Iterator[Problem]:
    """Yield `unknown_WHAT` where a name is given that nothing goes by, with the nearest that something does."""
    if name is not None and name not in known:
        near = nearest_name(name, known)
        yield unplaced(f"unknown_{what}", at, name=name, **({"nearest": near} if near else {}))


def moment(lifecycle: Lifecycle, attribute: str | None, at: Path) -> Iterator[Problem]:
    """Yield what is wrong with the attribute from which, or until which, a clock runs."""
    yield from unknown("attribute", attribute, lifecycle.attributes, at)
    found = lifecycle.attributes.get(attribute or "")
    if found is not None and known_type(found.type).kind not in {"time", "any"}:
        yield unplaced("attribute_not_of_kind", at, name=attribute, expected="time", found=found.type)


def handler(definition: Definition, item: Item) -> str:
    """Return the name of the lifecycle that handles an item, whether or not there is one of that name."""
    return item.lifecycle or definition.kinds.get(item.kind, item.kind)


def _each(what: str, names: Iterable[str], known: Collection[str], at: Path) -> Iterator[Problem]:
    for number, name in enumerate(names):
        yield from unknown(what, name, known, (*at, number))


def _roles(definition: Definition) -> Iterator[tuple[Path, Role]]:
    for name, role in definition.roles.items():
        yield ("roles", name), role
    for lifecycle in definition.lifecycles.values():
        for name, role in lifecycle.roles.items():
            yield ("lifecycles", lifecycle.lifecycle, "roles", name), role


def _bound(path: Path, role: Role) -> Iterator[Problem]:
    bound = role.record_within
    if bound is None:
        return
    if not bound.source:
        yield unplaced("limit_without_source", (*path, "record_within"), clock="record_within")
    try:
        parse_period(bound.limit)
    except ValueError:
        yield unplaced("wrong_period", (*path, "record_within", "limit"), text=bound.limit)


def _relation(definition: Definition, path: Path, role: Role) -> Iterator[Problem]:
    if isinstance(role.relation, str):
        return
    owner = definition.lifecycles.get(str(path[1])) if path[0] == "lifecycles" else None
    holders = [owner] if owner else [*definition.lifecycles.values()]
    known = {name: attribute for lifecycle in holders for name, attribute in lifecycle.attributes.items()}
    at = (*path, "relation", "attribute")
    yield from unknown("attribute", role.relation.attribute, known, at)
    found = known.get(role.relation.attribute)
    if found is not None and known_type(found.type).kind not in {"authority", "any"}:
        facts = {"name": role.relation.attribute, "expected": "authority", "found": found.type}
        yield unplaced("attribute_not_of_kind", at, **facts)


def _item(definition: Definition, item: Item, at: Path) -> Iterator[Problem]:
    named = handler(definition, item)
    yield from unknown("lifecycle", named, definition.lifecycles, (*at, "lifecycle" if item.lifecycle else "kind"))
    yield from unknown("authority", item.authority, definition.authorities, (*at, "authority"))
    yield from unknown("stage", item.stage, definition.stages, (*at, "stage"))
    yield from unknown("item", item.part_of, definition.items, (*at, "part_of"))
    for edge in EDGES:
        yield from _requirements(definition, item.requires.of(edge), (*at, "requires", edge))
    required = {leaf for edge in EDGES for requirement in item.requires.of(edge) for leaf in leaves(requirement)}
    yield from _each("item", tuple(item.requires.sources), required, (*at, "requires", "sources"))
    if item.lapses is not None:
        yield from unknown("item", item.lapses.used_by, definition.items, (*at, "lapses", "used_by"))
    if item.pre_review is not None:
        review = item.pre_review
        yield from _each("project_attribute", review.inputs, definition.attributes, (*at, "pre_review", "inputs"))
        yield from _requirements(definition, review.trigger, (*at, "pre_review", "trigger"))
        yield from unknown("item", review.contest, definition.items, (*at, "pre_review", "contest"))
    lifecycle = definition.lifecycles.get(named)
    if lifecycle is not None:
        yield from _handled(item, lifecycle, at)


def _handled(item: Item, lifecycle: Lifecycle, at: Path) -> Iterator[Problem]:
    for clock, limit in item.limits.items():
        yield from unknown("clock", clock, lifecycle.clocks, (*at, "limits", clock))
        yield from moment(lifecycle, limit.start, (*at, "limits", clock, "start"))
        if (
            clock in lifecycle.clocks
            and lifecycle.clocks[clock].until is not None
            and (limit.statutory or limit.promised)
        ):
            yield unplaced("limit_of_dated_clock", (*at, "limits", clock), clock=clock)
    for fact in item.facts:
        yield from unknown("item_fact", fact, lifecycle.item_facts, (*at, "facts", fact))


def _requirements(definition: Definition, requirements: tuple[Requirement, ...], at: Path) -> Iterator[Problem]:
    for number, requirement in enumerate(requirements):
        for name in leaves(requirement):
            yield from unknown("item", name, definition.items, (*at, number))

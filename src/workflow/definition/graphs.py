"""What there is to draw of a definition: a lifecycle's states and transitions, the items and what they wait for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from workflow.definition.model import AnyOf, Definition, Edge, Item, Lifecycle, State, Transition, leaves
from workflow.definition.states import steps

NodeKind = Literal["initial", "ordinary", "in_force", "ended", "final", "item", "document", "conditional"]
EdgeKind = Literal["normal", "clock", "hard", "policy", "commence"]

_OR = {"zh-CN": "有一即可", "en": "any one"}


class Node(NamedTuple):
    """A state or an item; `group` is the title of what it is grouped by, `note` a second line."""

    id: str
    label: str
    group: str | None
    kind: NodeKind
    note: str | None = None


class Arrow(NamedTuple):
    """A transition, or a prerequisite from what comes first to what follows."""

    source: str
    target: str
    label: str
    kind: EdgeKind


class Drawing(NamedTuple):
    """Everything a picture shows."""

    title: str
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


def lifecycle_graph(definition: Definition, lifecycle: str, language: str) -> Drawing:
    """Return the states of a lifecycle and every way its transitions lead, in the order they are written.

    Raises:
        KeyError: the definition has no such lifecycle.
    """
    found = definition.lifecycles[lifecycle]
    nodes = (
        Node(name, state.title.within(language), None, _state_kind(found, name, state))
        for name, state in found.states.items()
    )
    system = {name for name, role in {**definition.roles, **found.roles}.items() if role.side == "system"}
    arrows = (
        Arrow(step.source, step.target, act.title.within(language), _act_kind(act, system))
        for step in steps(found)
        for act in (found.transitions[step.transition],)
    )
    return Drawing(found.title.within(language), tuple(nodes), tuple(dict.fromkeys(arrows)))


def prerequisite_graph(definition: Definition, language: str) -> Drawing:
    """Return the items and what each waits for; alternatives carry a common mark (`有一即可`, `any one`)."""
    nodes = (_item_node(definition, name, item, language) for name, item in definition.items.items())
    arrows: dict[Arrow, None] = {}
    for name, item in definition.items.items():
        for edge in ("hard", "policy", "commence"):
            for arrow in _arrows(name, item, edge, language):
                arrows.setdefault(arrow)
    titles = [definition.title, *(applied.title for applied in definition.policies)]
    return Drawing(" + ".join(title.within(language) for title in titles), tuple(nodes), tuple(arrows))


def _state_kind(lifecycle: Lifecycle, name: str, state: State) -> NodeKind:
    if name == lifecycle.initial:
        return "initial"
    if state.standing == "in_force":
        return "in_force"
    if state.terminal:
        return "final"
    return "ended" if state.standing in {"ended", "not_applicable"} else "ordinary"


def _act_kind(act: Transition, system: set[str]) -> EdgeKind:
    automatic = act.when is not None and any(by.role in system for by in act.by)
    return "clock" if automatic else "normal"


def _item_node(definition: Definition, name: str, item: Item, language: str) -> Node:
    targets = definition.measures.targets if definition.measures else ()
    kind: NodeKind = "document" if name in targets else "conditional" if item.applies_if else "item"
    stage = definition.stages.get(item.stage or "")
    authority = definition.authorities.get(item.authority)
    return Node(
        name,
        item.title.within(language),
        stage.title.within(language) if stage else None,
        kind,
        authority.title.within(language) if authority else None,
    )


def _arrows(name: str, item: Item, edge: Edge, language: str) -> Iterator[Arrow]:
    requirements = item.requires.of(edge)
    choices = [number for number, requirement in enumerate(requirements) if isinstance(requirement, AnyOf)]
    word = _OR["zh-CN" if language == "zh-CN" else "en"]
    for number, requirement in enumerate(requirements):
        mark = word if number in choices else ""
        if mark and len(choices) > 1:
            mark += f" {chr(ord('①') + choices.index(number))}"
        for leaf in leaves(requirement):
            yield Arrow(leaf, name, mark, edge)

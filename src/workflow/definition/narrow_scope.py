"""The scope in which a check reads expressions: the words of the decider, narrowed to what their values can be.

What passes here passes at run time too; beyond that, a state that does not exist is found where it is compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workflow.definition.cel_functions import Signature
from workflow.definition.cel_syntax import Call, Literal, Node, children
from workflow.definition.model import Definition, Lifecycle, Transition
from workflow.definition.scope import FUNCTIONS, TALLY, among, scope_of
from workflow.definition.types import (
    ANY,
    AUTHORITY,
    CASE,
    ITEM,
    MATERIAL,
    PARTY,
    PERSON,
    ROLE,
    TEXT,
    BadType,
    Type,
    enum_of,
    list_of,
    parse_type,
    record,
)

Scope = Mapping[str, Type]

STANDINGS = ("not_started", "pending", "pre_passed", "in_force", "ended", "not_applicable")
CHECKED: Mapping[str, Signature] = {**FUNCTIONS, "standing": Signature((TEXT,), enum_of(STANDINGS))}
_COUNTED = "tally"
_ITEM: Mapping[str, Type] = {
    "id": ITEM,
    **dict.fromkeys(("materials", "key_materials", "shared_materials"), list_of(MATERIAL)),
}


def case_scope(definition: Definition, lifecycle: Lifecycle) -> Scope:
    """Return what an expression of a lifecycle may use outside any act.

    Raises:
        BadType: an attribute, a parameter or an item fact has a type that cannot be read.
    """
    scope = scope_of(definition, lifecycle)
    states = enum_of(tuple(lifecycle.states))
    narrowed = {
        **{name: kind for name, kind in scope.items() if name != _COUNTED},
        "state": states,
        "groups": record({name: list_of(states) for name in lifecycle.groups}),
        "case": record({"id": CASE, "authority": AUTHORITY, "applicant": PARTY}),
        "actor": record({"person": PERSON, "role": ROLE, "authority": AUTHORITY, "principal": TEXT}),
        "item": record({**dict(scope["item"].fields), **_ITEM, **_kinds(definition)}),
    }
    return {name: among(kind, definition) for name, kind in narrowed.items()}


def _kinds(definition: Definition) -> Mapping[str, Type]:
    kinds = tuple(dict.fromkeys(item.kind for item in definition.items.values()))
    return {"kind": enum_of(kinds)} if kinds else {}


def act_scope(definition: Definition, case: Scope, transition: Transition) -> Scope:
    """Return what an expression of a transition may use: beside the case, what the act says."""
    said = record({name: known_type(need.type) for name, need in transition.needs.items()})
    counted = {_COUNTED: TALLY} if transition.vote is not None else {}
    return {**case, **counted, "data": among(said, definition)}


def known_type(text: str) -> Type:
    """Return the type a text spells; `any` where it spells none, which another check tells."""
    try:
        return parse_type(text)
    except BadType:
        return ANY


def items_named(node: Node) -> Iterator[str]:
    """Yield the items whose standing an expression asks for by name."""
    if isinstance(node, Call) and node.function == "standing":
        yield from (part.value for part in node.arguments if isinstance(part, Literal) and isinstance(part.value, str))
    for part in children(node):
        yield from items_named(part)

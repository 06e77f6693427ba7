"""How types stand to each other: which fits where, which may be compared, what two have in common."""

from __future__ import annotations

from dataclasses import replace

from workflow.definition.types import ANY, CONTAINERS, NAMES, NULL, TEXT, WHOLE, WRITTEN, Type, maybe
from workflow.definition.values import NotOfType, validate


def fits(given: Type, wanted: Type) -> bool:
    """Tell whether every value of one type may stand where the other is wanted.

    A constant text fits whatever it spells (a word of an enum, a date, a period, a name); `any` fits
    everywhere; whole numbers and money are one family; a list may fill a set.
    """
    if "any" in {given.kind, wanted.kind}:
        return True
    if given.nullable and not wanted.nullable:
        return False
    return given.kind == "null" or _form_fits(given, wanted)


def _form_fits(given: Type, wanted: Type) -> bool:
    if given.kind in CONTAINERS and wanted.kind in CONTAINERS:
        return fits(given.entry, wanted.entry)
    match given.kind, wanted.kind:
        case ("text", _) if given.values:
            return wanted.kind in WRITTEN and all(_spells(word, wanted) for word in given.values)
        case ("map", "map"):
            return fits(given.entry, wanted.entry)
        case ("record", "record"):
            return _record_fits(given, wanted)
        case _:
            return _scalar_fits(given, wanted)


def _scalar_fits(given: Type, wanted: Type) -> bool:
    match given.kind, wanted.kind:
        case ("enum", "enum"):
            return set(given.values) <= set(wanted.values)
        case ("case", "case"):
            return wanted.which in {None, given.which}
        case (kind, "text") if not wanted.values:
            return kind in {"text", "enum", *NAMES}
        case ("text", "text"):
            return False
        case (kind, other):
            return kind == other or {kind, other} <= WHOLE or (kind, other) == ("person", "party")


def comparable(left: Type, right: Type) -> bool:
    """Tell whether `==` between the two can ever say something: their types have values in common."""
    if "null" in {left.kind, right.kind}:
        return all(kind.nullable or kind.kind == "any" for kind in (left, right))
    left, right = left.certain, right.certain
    if left.kind == right.kind == "enum":
        return bool(set(left.values) & set(right.values))
    return (left.kind == right.kind == "text") or fits(left, right) or fits(right, left)


def common(left: Type, right: Type) -> Type | None:
    """Return the narrowest type that holds the values of both, or None where they have nothing in common."""
    nullable = left.nullable or right.nullable
    found = _common(left.certain, right.certain)
    return maybe(found) if found is not None and nullable else found


def _common(left: Type, right: Type) -> Type | None:
    if left.kind == "text" == right.kind and left.values and right.values:
        return replace(left, values=tuple(dict.fromkeys((*left.values, *right.values))))
    if left.kind == "any" or right.kind == "any":
        return ANY
    if left.kind in {"enum", *NAMES} and right.kind in {"enum", *NAMES} and left != right:
        return TEXT
    for one, other in ((left, right), (right, left)):
        if one.kind == NULL.kind:
            return other
        if fits(one, other):
            return replace(other, least=None, most=None) if other.kind == "int" else other
    return None


def _record_fits(given: Type, wanted: Type) -> bool:
    offered = dict(given.fields)
    return all(fits(offered[name], kind) if name in offered else kind.nullable for name, kind in wanted.fields)


def _spells(word: str, wanted: Type) -> bool:
    try:
        return validate(wanted, word) is not None or not word
    except NotOfType:
        return wanted.kind == "text"

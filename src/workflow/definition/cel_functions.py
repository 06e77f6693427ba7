"""The functions of expressions: what each takes and yields, and those that need only their arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.definition.numbers import SYSTEMS, checks_out, is_picture, part, shaped
from workflow.definition.targets import adjusted, met, reported
from workflow.definition.type_relations import common, fits
from workflow.definition.types import (
    ANY,
    BOOL,
    CONTAINERS,
    INT,
    ORDERED,
    PROGRESS,
    RATIO,
    TARGETS,
    TEXT,
    WHOLE,
    Type,
    list_of,
)
from workflow.definition.values import GREATEST, parse_ratio

Function = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Signature:
    """What a function takes and yields.

    Attributes:
        parameters: the types of its arguments, in order.
        result: the type of its value, or how it follows from the types given (None: they do not fit).
        optional: how many of the last parameters may be left out.
    """

    parameters: tuple[Type, ...]
    result: Type | Callable[[Sequence[Type]], Type | None]
    optional: int = 0

    def of(self, given: Sequence[Type]) -> Type | None:
        """Return the type of the value for arguments of these types, or None where it does not take them."""
        if not all(fits(one, wanted) for one, wanted in zip(given, self.parameters, strict=False)):
            return None
        return self.result if isinstance(self.result, Type) else self.result(given)

    def takes(self, count: int) -> bool:
        """Tell whether the function may be called with so many arguments."""
        return len(self.parameters) - self.optional <= count <= len(self.parameters)


def total(values: Sequence[int]) -> int:
    """Return the sum of whole numbers; 0 of none.

    Raises:
        OverflowError: it is beyond 64 bits.
    """
    found = sum(values)
    if abs(found) > GREATEST:
        raise OverflowError(str(found))
    return found


def least(*values: Any) -> Any:
    """Return the least of a list, or of two values. Raises ValueError for an empty list."""
    return min(values[0] if len(values) == 1 else values)


def greatest(*values: Any) -> Any:
    """Return the greatest of a list, or of two values. Raises ValueError for an empty list."""
    return max(values[0] if len(values) == 1 else values)


def distinct(values: Sequence[Any]) -> list[Any]:
    """Return the values without doubles, in the order of their first appearance."""
    return list(dict.fromkeys(values))


def count_distinct(values: Sequence[Any]) -> int:
    """Return how many different values there are: one owner of several units counts once."""
    return len(set(values))


def column(rows: Sequence[Mapping[str, Any]], name: str) -> list[Any]:
    """Return one column of a table, in the order of its rows; in one step, where `map` takes one a row.

    Raises:
        LookupError: a row has no such column.
    """
    return [row[name] for row in rows]


def reaches(part: int, whole: int, ratio: str) -> bool:
    """Tell whether a part is at least the ratio of the whole, in whole numbers (2/3: `3*part >= 2*whole`)."""
    numerator, denominator = parse_ratio(ratio)
    return denominator * part >= numerator * whole


def exceeds(part: int, whole: int, ratio: str) -> bool:
    """Tell whether a part is more than the ratio of the whole, compared in whole numbers."""
    numerator, denominator = parse_ratio(ratio)
    return denominator * part > numerator * whole


def _sum_of(given: Sequence[Type]) -> Type | None:
    entry = given[0].entry.certain
    return (entry if entry.kind == "money" else INT) if entry.kind in {"any", *WHOLE} else None


def _extreme_of(given: Sequence[Type]) -> Type | None:
    found: Type | None = given[0]
    if len(given) == 1:
        found = given[0].entry if given[0].kind in {"any", *CONTAINERS} else None
    elif given[0].kind in ORDERED and given[1].kind in ORDERED:
        found = common(given[0], given[1])
    return found if found is not None and found.kind in {"any", *ORDERED} and not found.nullable else None


def _distinct_of(given: Sequence[Type]) -> Type | None:
    plain = given[0].entry.kind not in {"list", "set", "map", "record", "table", "document"}
    return list_of(given[0].entry) if plain else None


def _count_of(given: Sequence[Type]) -> Type | None:
    return INT if _distinct_of(given) is not None else None


def _column_of(given: Sequence[Type]) -> Type | None:
    entry = given[0].entry.certain
    known = [entry.field(name) for name in given[1].values]
    if entry.kind == "record" and known and None not in known:
        return list_of(known[0] or ANY)
    return list_of(ANY) if entry.kind == "any" else None


def _size_of(given: Sequence[Type]) -> Type | None:
    return INT if given[0].kind in {"any", "text", "map", *CONTAINERS} else None


def _shaped_of(given: Sequence[Type]) -> Type | None:
    return BOOL if all(is_picture(picture) for picture in given[1].values) else None


def _checked_of(given: Sequence[Type]) -> Type | None:
    return BOOL if all(system in SYSTEMS for system in given[1].values) else None


SIGNATURES: Mapping[str, Signature] = {
    "size": Signature((ANY,), _size_of),
    "contains": Signature((TEXT, TEXT), BOOL),
    "string": Signature((INT,), TEXT),
    "startsWith": Signature((TEXT, TEXT), BOOL),
    "endsWith": Signature((TEXT, TEXT), BOOL),
    "sum": Signature((list_of(ANY),), _sum_of),
    "min": Signature((ANY, ANY), _extreme_of, optional=1),
    "max": Signature((ANY, ANY), _extreme_of, optional=1),
    "distinct": Signature((list_of(ANY),), _distinct_of),
    "count_distinct": Signature((list_of(ANY),), _count_of),
    "column": Signature((list_of(ANY), TEXT), _column_of),
    "reaches": Signature((INT, INT, RATIO), BOOL),
    "exceeds": Signature((INT, INT, RATIO), BOOL),
    "reported": Signature((TARGETS, PROGRESS), TARGETS),
    "adjusted": Signature((TARGETS, TARGETS), TARGETS),
    "met": Signature((TARGETS,), BOOL),
    "shaped": Signature((TEXT, TEXT), _shaped_of),
    "part": Signature((TEXT, INT, INT), TEXT),
    "checks_out": Signature((TEXT, TEXT), _checked_of),
}
# The engine has these itself; only the size of a text is ours, because the engine counts bytes.
NATIVE = frozenset({"contains", "startsWith", "endsWith", "size", "string"})
PURE: Mapping[str, Function] = {
    "size": len,
    "contains": lambda text, part: part in text,
    "string": str,
    "startsWith": str.startswith,
    "endsWith": str.endswith,
    "sum": total,
    "min": least,
    "max": greatest,
    "distinct": distinct,
    "count_distinct": count_distinct,
    "column": column,
    "reaches": reaches,
    "exceeds": exceeds,
    "reported": reported,
    "adjusted": adjusted,
    "met": met,
    "shaped": shaped,
    "part": part,
    "checks_out": checks_out,
}

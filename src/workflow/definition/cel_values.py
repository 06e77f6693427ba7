"""Values on their way into an expression: what is recorded as JSON becomes what CEL can compare."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from workflow.definition.types import NAMES, Type
from workflow.definition.values import in_order
from workflow.language.quantities import Period

Ready = Callable[[Any], Any]


def ready_for(kind: Type) -> Ready | None:
    """Return how values of a type are made ready for an expression; None where they are ready as they are.

    Times are aware datetimes in UTC (given as such or in ISO 8601), dates, periods and ratios their texts,
    sets lists in one order; a nullable field left out of a record is null.
    """
    return _guarded(_FORMS[kind.kind](kind))


def _guarded(form: Ready | None) -> Ready | None:
    if form is None:
        return None
    made = form
    return lambda value: None if value is None else made(value)


def instant(value: datetime | str) -> datetime:
    """Return an aware instant in UTC.

    Raises:
        ValueError: it has no offset, or is no time.
    """
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    if found.tzinfo is UTC:
        return found
    if found.tzinfo is None:
        raise ValueError(value)
    return found.astimezone(UTC)


def _as_it_is(_kind: Type) -> Ready | None:
    return None


def _date(_kind: Type) -> Ready:
    return lambda value: value if isinstance(value, str) else value.isoformat()


def _list(kind: Type) -> Ready:
    each = ready_for(kind.entry)
    return list if each is None else lambda value: [each(entry) for entry in value]


def _set(kind: Type) -> Ready:
    entries = _list(kind)
    return lambda value: in_order(entries(value)) if isinstance(value, (set, frozenset)) else entries(value)


def _map(kind: Type) -> Ready:
    each = ready_for(kind.entry)
    return dict if each is None else lambda value: {name: each(entry) for name, entry in value.items()}


def _record(kind: Type) -> Ready:
    fields = [(name, ready_for(of), of.nullable) for name, of in kind.fields]

    def ready(value: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, form, nullable in fields:
            if name in value:
                found[name] = value[name] if form is None else form(value[name])
            elif nullable:
                found[name] = None
        return found

    return ready


def _table(kind: Type) -> Ready:
    return _list(kind)


def _any(_kind: Type) -> Ready:
    return loose


def loose(value: Any) -> Any:  # noqa: PLR0911 - one case for each kind of value
    """Return a value of unknown type made ready for an expression."""
    match value:
        case datetime():
            return instant(value)
        case Period():
            return str(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {name: loose(entry) for name, entry in value.items()}
        case set() | frozenset():
            return in_order([loose(entry) for entry in value])
        case list() | tuple():
            return [loose(entry) for entry in value]
        case _:
            return value


_FORMS: Mapping[str, Callable[[Type], Ready | None]] = {
    **dict.fromkeys(("bool", "int", "money", "text", "enum", "ratio", "document", "null", *NAMES), _as_it_is),
    "date": _date,
    "time": lambda _kind: instant,
    "period": lambda _kind: str,
    "list": _list,
    "set": _set,
    "map": _map,
    "record": _record,
    "table": _table,
    "any": _any,
}

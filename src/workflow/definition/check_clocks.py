"""Clocks: an owner, a limit and an outcome each; no promise longer than the law."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from workflow.definition.check_references import handler
from workflow.definition.lines import Path, unplaced
from workflow.definition.model import Clock, Definition, ItemLimit, Lifecycle
from workflow.definition.states import branches
from workflow.errors import Problem
from workflow.language.quantities import Period, parse_period

_LITERAL = re.compile(r"'([^']*)'|\"([^\"]*)\"")
# The fewest and the most calendar days that one unit can take, holidays aside.
_DAYS: dict[str, tuple[Fraction, Fraction]] = {
    "minutes": (Fraction(1, 1440), Fraction(1, 1440)),
    "hours": (Fraction(1, 24), Fraction(1, 24)),
    "working_hours": (Fraction(1, 24), Fraction(1, 4)),
    "calendar_days": (Fraction(1), Fraction(1)),
    "working_days": (Fraction(1), Fraction(7, 5)),
    "months": (Fraction(28), Fraction(31)),
    "years": (Fraction(365), Fraction(366)),
}
_LONGEST_HOLIDAY = 10


def check_clocks(definition: Definition, lifecycle: Lifecycle) -> Iterator[Problem]:
    """Yield the clocks that nobody owns, that never start, that have no limit or no outcome."""
    at: Path = ("lifecycles", lifecycle.lifecycle, "clocks")
    started = {name for act in lifecycle.transitions.values() for name in (*act.clocks.start, *act.clocks.restart)}
    for name, clock in lifecycle.clocks.items():
        if clock.runs_for is None:
            yield unplaced("clock_without_owner", (*at, name), clock=name)
        if name not in started:
            yield unplaced("clock_never_started", (*at, name), clock=name)
        if not _has_outcome(lifecycle, name):
            yield unplaced("clock_without_outcome", (*at, name), clock=name)
        if clock.limit is not None and clock.until is not None:
            yield unplaced("clock_with_two_ends", (*at, name), clock=name)
        if clock.limit is None and clock.until is None and not clock.optional:
            yield from _unlimited(definition, lifecycle, name, (*at, name))


def _has_outcome(lifecycle: Lifecycle, clock: str) -> bool:
    for act in lifecycle.transitions.values():
        if act.when is not None and clock in (*act.when.expired, *act.when.breached):
            return True
        if act.after is not None and act.after.clock == clock:
            return True
        if act.within is not None and _may_name(act.within.clock, clock, lifecycle):
            return True
    return False


def _may_name(text: str, clock: str, lifecycle: Lifecycle) -> bool:
    """Tell whether `within` names a clock: by its name, or by an expression with a word of the name in it."""
    if text in lifecycle.clocks:
        return text == clock
    words = [one or other for one, other in _LITERAL.findall(text)]
    return not words or any(word and word in clock for word in words)


def _unlimited(definition: Definition, lifecycle: Lifecycle, clock: str, at: Path) -> Iterator[Problem]:
    without = [
        name
        for name, item in definition.items.items()
        if handler(definition, item) == lifecycle.lifecycle and item.limits.get(clock, ItemLimit()).statutory is None
    ]
    if without or not definition.items:
        yield unplaced("clock_without_limit", at, clock=clock, items=without)


def check_promises(definition: Definition) -> Iterator[Problem]:
    """Yield the promised limits that are certainly longer than the statutory ones.

    Different units are compared by the fewest days the promise and the most days the law can take.
    """
    for name, item in definition.items.items():
        lifecycle = definition.lifecycles.get(handler(definition, item))
        values = _values(definition, lifecycle, item.authority)
        for clock, limit in item.limits.items():
            kept = lifecycle.clocks.get(clock) if lifecycle else None
            promised = _period(limit.promised.limit, values) if limit.promised else None
            statutory = _longest(limit, kept, values)
            if promised and statutory and is_longer(promised, statutory):
                at = ("items", name, "limits", clock, "promised")
                yield unplaced("promised_longer", at, promised=str(promised), statutory=str(statutory), clock=clock)


def _values(definition: Definition, lifecycle: Lifecycle | None, authority: str) -> dict[str, str]:
    """Return the limits that parameters hold for an authority, by the expression that reads them."""
    parameters = {**definition.parameters, **(lifecycle.parameters if lifecycle else {})}
    return {f"param.{name}": str(p.by_authority.get(authority, p.value)) for name, p in parameters.items()}


def is_longer(one: Period, other: Period) -> bool:
    """Tell whether a period is certainly longer than another, whatever the calendar."""
    if one.unit == other.unit:
        return one.count > other.count
    least = one.count * _DAYS[one.unit][0]
    most = other.count * _DAYS[other.unit][1]
    holidays = _LONGEST_HOLIDAY if other.unit in {"working_days", "working_hours"} else 0
    return least > most + holidays


def within(one: str, other: str, values: Mapping[str, str] | None = None) -> bool:
    """Tell whether a written period is certainly no longer than another; of what is not a period, nothing is certain.

    Args:
        values: periods by the expression that reads them, as `param.x`.
    """
    first, second = _period(one, values or {}), _period(other, values or {})
    if first is None or second is None:
        return False
    return first.count <= second.count if first.unit == second.unit else is_longer(second, first)


def _longest(limit: ItemLimit, clock: Clock | None, values: Mapping[str, str]) -> Period | None:
    """Return the longest statutory period that may hold; none where it is not known before a case."""
    if limit.statutory is not None:
        return _period(limit.statutory.limit, values)
    found = [_period(branch.is_, values) for branch in branches(clock.limit)] if clock else []
    known = [period for period in found if period is not None]
    if len(known) < len(found) or not known:
        return None
    return max(known, key=lambda period: period.count * _DAYS[period.unit][1])


def _period(text: str, values: Mapping[str, str]) -> Period | None:
    try:
        return parse_period(values.get(text, text))
    except ValueError:
        return None

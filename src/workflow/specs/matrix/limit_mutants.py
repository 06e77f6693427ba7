"""Mutants of limits: every period that a definition names, longer and shorter by one of its units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from workflow.definition.model import Item
from workflow.specs.matrix.feasible import Feasible
from workflow.specs.matrix.flips import Mutant, in_act, in_lifecycle, of_item

_WRITTEN = re.compile(r"\d+(?= \w+$)")
_PERIOD = re.compile(r"'(?P<written>\d+ \w+)'|param\.(?P<parameter>\w+)|string\((?P<computed>[^()]+)\)(?= \+)")
_LAPSE = "item.lapses.within"


def limits_of(one: Feasible) -> Iterator[Mutant]:
    """Yield the mutants of a lifecycle's limits, of its items' own, of extensions, bars and lapses."""
    for clock in one.started:
        yield from _of_clock(one, clock)
        for item in one.items:
            yield from _of_item(one, clock, item)
    for act in one.live:
        yield from _of_act(one, act)


def _of_clock(one: Feasible, name: str) -> Iterator[Mutant]:
    clock = one.machine.lifecycle.clocks[name]
    users = [item for item in one.items if _is_general(one, name, item)]
    for limit, shown in _shifts(one, clock.limit, users) if users else ():
        changed = {**one.machine.lifecycle.clocks, name: clock.model_copy(update={"limit": limit})}
        change = in_lifecycle(one, clocks=changed)
        yield Mutant("limit", one.machine.lifecycle.lifecycle, f"{name} {shown}", change, mark=_mark(name))


def _is_general(one: Feasible, clock: str, item: str) -> bool:
    """Tell whether an item has the limit of the lifecycle, and none of its own."""
    known = one.rules.item(item)
    own = known.limits.get(clock) if known else None
    return bool(one.limits_for(clock, item)) and (own is None or own.statutory is None)


def _of_item(one: Feasible, clock: str, item: str) -> Iterator[Mutant]:
    known = one.rules.item(item)
    if known is None:
        return
    own = known.limits.get(clock)
    for kind in ("statutory", "promised") if own else ():
        said = getattr(own, kind)
        for limit, shown in _shifts(one, said.limit, [item]) if said else ():
            changed = own.model_copy(update={kind: said.model_copy(update={"limit": limit})}) if own else None
            name = clock if kind == "statutory" else f"{clock}:promised"
            item_changed = known.model_copy(update={"limits": {**known.limits, clock: changed}})
            yield _mutant(one, item, f"{name} {shown}", item_changed, _mark(name))
    lapses = known.lapses
    if lapses is not None and one.machine.lifecycle.clocks[clock].limit == _LAPSE:
        for limit, shown in _shifts(one, lapses.within, [item]):
            item_changed = known.model_copy(update={"lapses": lapses.model_copy(update={"within": limit})})
            yield _mutant(one, item, f"{clock} {shown}", item_changed, _mark(clock))


def _mutant(one: Feasible, item: str, what: str, changed: Item, mark: str) -> Mutant:
    return Mutant("limit", one.machine.lifecycle.lifecycle, what, of_item(item, changed), item=item, mark=mark)


def _of_act(one: Feasible, act: str) -> Iterator[Mutant]:
    """Yield the mutants of the time by which an act extends a limit, and of the bar that it lays on the applicant."""
    lifecycle = one.machine.lifecycle
    transition, items = lifecycle.transitions[act], sorted(one.acts[act])
    for clock, length in transition.clocks.extend.items():
        for longer, shown in _shifts(one, length, items):
            clocks = transition.clocks.model_copy(update={"extend": {**transition.clocks.extend, clock: longer}})
            change = in_act(one, act, clocks=clocks)
            yield Mutant("limit", lifecycle.lifecycle, f"{clock} {shown}", change, transition=act, mark=_mark(clock))
    if transition.bars is not None:
        for length, shown in _shifts(one, transition.bars.for_, items):
            change = in_act(one, act, bars=transition.bars.model_copy(update={"for_": length}))
            yield Mutant("limit", lifecycle.lifecycle, shown, change, transition=act)


def _mark(clock: str) -> str:
    return f"clock:{clock}:"


def _shifts(one: Feasible, limit: Any, items: Sequence[str]) -> Iterator[tuple[Any, str]]:
    """Yield a limit with one of its periods longer and shorter by one of its units, and how to tell of it.

    Args:
        items: whose limit it is; a branch that none of them takes is left as it is.
    """
    if limit is None:
        return
    if isinstance(limit, str):
        yield from _shifted(one, limit)
        return
    for place, branch in enumerate(limit):
        if any(_taken(one, limit, item) in {None, place} for item in items):
            for text, shown in _shifted(one, branch.is_):
                changed = branch.model_copy(update={"is_": text})
                yield (*limit[:place], changed, *limit[place + 1 :]), f"{branch.is_} {shown}"


def _taken(one: Feasible, branches: Any, item: str) -> int | None:
    """Return which branch an item takes; None where that depends on its case."""
    for place, branch in enumerate(branches):
        holds = one.holds(branch.if_, item)
        if holds is None:
            return None
        if holds:
            return place
    return len(branches)


def _shifted(one: Feasible, text: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of a limit in which one period is a unit longer or shorter: written, a parameter's, computed."""
    if _WRITTEN.match(text):
        yield from ((longer, f"{by:+d}") for by in (1, -1) if (longer := _longer(text, by)))
        return
    for found in _PERIOD.finditer(text):
        known = found["written"] or _value(one, found["parameter"])
        for by in (1, -1):
            longer = f"string({found['computed']} {by:+d})" if found["computed"] else _longer(known, by)
            if longer:
                said = longer if found["computed"] else f"'{longer}'"
                told = f"{by:+d}" if found[0] == text else f"{known or found[0]} {by:+d}"
                yield f"{text[: found.start()]}{said}{text[found.end() :]}", told


def _value(one: Feasible, parameter: str | None) -> str:
    known = {**one.rules.definition.parameters, **one.machine.lifecycle.parameters}
    return str(known[parameter].value) if parameter in known else ""


def _longer(period: str, by: int) -> str | None:
    """Return a period longer by so many of its units; None where it is none, or nothing would be left."""
    count = _WRITTEN.match(period)
    often = int(count[0]) + by if count else 0
    return f"{often}{period[count.end() :]}" if count and often > 0 else None

"""What pictures of variations show: the tornado, and P90 against the number of officers."""

from __future__ import annotations

from collections.abc import Sequence

from workflow.pictures.bars import Bar, Bars, Part, Tone
from workflow.pictures.tornado import Swing, Tornado, Varied
from workflow.simulate.sensitivity import Effect, Moved, Sensitivity, Staffed
from workflow.simulate.told import Told
from workflow.simulate.varying import Variation

SHOWN = 14


def tornado_of(told: Told, found: Sensitivity) -> Tornado:
    """Return what moves P80 most: of what was varied, the first so many that move it at all."""
    first = found.from_first
    rows = [
        Varied(name_of(told, group[0].variation), tuple(_swing(told, one, _measure(one, first=first)) for one in group))
        for group in found.groups()
        if any(_measure(one, first=first).days for one in group)
    ]
    base = found.base_first if first else found.base
    facts = {"name": told.title, "base": f"{base:g}", "runs": found.runs}
    title = told.word("tornado_first" if first else "tornado", **facts)
    return Tornado(title, tuple(rows[:SHOWN]), told.word("less"), told.word("more"), told.word("whisker"))


def _measure(one: Effect, *, first: bool) -> Moved:
    return one.first if first else one.trigger


def _swing(told: Told, one: Effect, moved: Moved) -> Swing:
    label = told.word(f"way_{one.variation.way}")
    return Swing(label if one.steady is not False else f"{label}*", moved.days, moved.half)


def unsteady(found: Sensitivity) -> bool:
    """Tell whether officers could not work what comes in some variation that is shown."""
    return any(one.steady is False for one in found.effects)


def name_of(told: Told, one: Variation) -> str:
    """Return what was varied, in the reader's language."""
    match one.kind:
        case "staff":
            return told.word("vary_staff", name=told.pool(one.place))
        case "time":
            return told.word(f"vary_{one.part}", name=told.item(one.place))
        case "act":
            return told.word("vary_act", name=told.item(one.place), act=told.titles.act(one.part))
        case "policy":
            return told.word("vary_policy", name=told.policy(one.subject))
        case _:
            return told.word(f"vary_{one.kind}")


def staffing_of(told: Told, pool: int, row: Sequence[Staffed]) -> Bars:
    """Return P90 against the number of officers, the present number and those too few marked."""
    now = told.plan.pools[pool].officers
    first = any(one.officers == now and not one.trigger.to and one.first.to for one in row)
    found = [(one, one.first if first else one.trigger) for one in row]
    bars = [
        Bar(told.word("officers_n", n=one.officers), (Part(_tone(one, now), moved.to),), _note(told, one, moved))
        for one, moved in found
    ]
    legend: tuple[tuple[Tone, str], ...] = (
        ("work", told.word("others")), ("ahead", told.word("now")), ("late", told.word("not_steady")),
    )  # fmt: skip
    title = told.word("staff_curve_first" if first else "staff_curve", name=told.pool(pool))
    return Bars(title, tuple(bars), legend)


def _tone(one: Staffed, now: int) -> Tone:
    return "late" if not one.steady else "ahead" if one.officers == now else "work"


def _note(told: Told, one: Staffed, moved: Moved) -> str:
    half = "" if not moved.half else f"±{moved.half:.1f}"
    load = "–" if one.offered is None else f"{one.offered:.0%}"
    return told.word("staff_note", days=f"{moved.to:g}", interval=half, load=load)

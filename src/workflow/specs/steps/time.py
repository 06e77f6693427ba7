"""Steps about time: what the time is, which days are worked, and time that passes."""

from __future__ import annotations

from workflow.specs.acting import note_system
from workflow.specs.phrases import phrase
from workflow.specs.times import UNIT, after
from workflow.specs.world import Tried, World


@phrase(zh="现在是 {at:time}", en="the time is {at:time}", keywords=("given",))
def begin_at(world: World, *, at: str) -> None:
    """Say what the time is; once something was handled, let it become so."""
    instant = world.instant(at)
    if world.is_open:
        world.put_clock(instant)
    else:
        world.setting.now = instant


@phrase(
    zh="{day:date} 是{kind:工作日|休息日}", en="{day:date} is a {kind:working day|rest day}", keywords=("given", "then")
)
def say_what_a_day_is(world: World, *, day: str, kind: str) -> None:
    """Say that a day is worked or not; as an outcome, see that it is so."""
    date = world.calendar.local_date(world.instant(day))
    works = kind in {"工作日", "working day"}
    if world.keyword == "then":
        if world.calendar.is_working(date) is not works:
            world.unmet("calendar_differs", day=date.isoformat(), expected=kind)
        return
    world.before_opening(day)
    world.setting.days[date.isoformat()] = works


@phrase(zh="时间到 {at:time}", en="the time becomes {at:time}", keywords=("given", "when"))
def become(world: World, *, at: str) -> None:
    """Let it become later, and record what clocks have led to."""
    _pass(world, at)


@phrase(zh=f"经过 {{count:n}} {{unit:{UNIT}}}", en=f"{{count:n}} {{unit:{UNIT}}} pass[es]", keywords=("given", "when"))
def let_pass(world: World, *, count: str, unit: str) -> None:
    """Let a period pass, counted on the calendar; the time of day is kept where days or months pass."""
    later = after(world.now, int(count), unit, world.calendar)
    _pass(world, world.written(later))


def _pass(world: World, at: str) -> None:
    records = world.put_clock(world.instant(at))
    world.tried = Tried(records=records)
    if world.keyword == "when":
        note_system(world, records)

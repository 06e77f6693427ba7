"""Steps about time: what the time is, which days are worked, and time that passes."""

from __future__ import annotations

from workflow.language.periods import read_period
from workflow.lifecycle.reckoning import shift
from workflow.specs.noting import dues_of, note_system, note_time
from workflow.specs.phrasebook import setting
from workflow.specs.steps.binding import performs
from workflow.specs.world import Tried, World


@performs(setting.BEGIN_AT)
def begin_at(world: World, *, at: str) -> None:
    """Say what the time is; once something was handled, let it become so."""
    instant = world.instant(at)
    if world.is_open:
        world.put_clock(instant)
    else:
        world.setting.now = instant


@performs(setting.SAY_WHAT_A_DAY_IS)
def say_what_a_day_is(world: World, *, day: str, kind: str) -> None:
    """Say that a day is worked or not; as an outcome, see that it is so."""
    date = world.calendar.local_date(world.instant(day))
    works = kind in {"工作日", "working day"}
    if world.keyword == "then":
        if world.calendar.is_working(date) is not works:
            world.unmet("calendar_differs", day=date.isoformat(), expected=kind)
        return
    world.before_opening(day)
    world.setting.rule(date, works=works)


@performs(setting.BECOME)
def become(world: World, *, at: str) -> None:
    """Let it become later, and record what clocks have led to."""
    _pass(world, at)


@performs(setting.LET_PASS)
def let_pass(world: World, *, length: str) -> None:
    """Let a period pass, counted on the calendar; the time of day is kept where days or months pass."""
    _pass(world, world.written(shift(world.now, read_period(length), world.calendar)))


def _pass(world: World, at: str) -> None:
    dues = dues_of(world) if world.observing else []
    records = world.put_clock(world.instant(at))
    world.tried = Tried(records=records)
    note_system(world, records, by_time=True)
    note_time(world, dues)

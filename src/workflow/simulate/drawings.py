"""What pictures of answers show: bands of items, S-curves, heat maps, where the time goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from workflow.definition.wording import period_text
from workflow.language.quantities import Period
from workflow.pictures.bands import Band, Bands, Stretch
from workflow.pictures.bars import Bar, Bars, Part, Tone
from workflow.pictures.curves import Curve, Curves
from workflow.pictures.heat import Heat, Strip
from workflow.pictures.scale import Line
from workflow.simulate.answers import Answer
from workflow.simulate.departments import mean_queue
from workflow.simulate.measure import PARTS, Outcome
from workflow.simulate.meeting import last_day, statutory_days
from workflow.simulate.statistics import quantile
from workflow.simulate.told import Told
from workflow.simulate.weekly import WEEK
from workflow.simulate.worktime import DAY

STRETCHES: tuple[Stretch, ...] = ("before", "middle", "ahead", "after")
TONES: dict[str, Tone] = {
    "queue": "late", "work": "work", "applicant": "wait", "suspended": "ahead", "off_hours": "rest", "waiting": "held",
}  # fmt: skip
LEVELS = (0.1, 0.5, 0.9)
Places = Callable[[Outcome, int], float]


def is_dated(answer: Answer) -> bool:
    """Tell whether all projects are triggered at one moment, so that dates say more than counted days."""
    simulation = answer.simulation
    return simulation.scenario.arrivals.poisson is None and len(set(simulation.days)) <= 1


def places_of(answer: Answer) -> Places:
    """Return how an instant of a project is placed: in days after the origin, or working days after its trigger."""
    if is_dated(answer):
        return lambda _, at: at / DAY
    table = answer.simulation.plan.tables[0]
    return lambda one, at: float(table.working_days_between(one.trigger, at))


def bands_of(told: Told) -> Bands:
    """Return when the items of an answer begin and are obtained, each as P10, P50 and P90."""
    answer, dated = told.answer, is_dated(told.answer)
    bands = tuple(_bands(told, places_of(answer)))
    trigger = answer.simulation.plan.start / DAY if dated else 0.0
    early = any(band.start[0] < trigger for band in bands)
    lines = [Line(trigger, told.word("trigger"), kind="day")] if early else []
    unit = told.word("counted_note") if dated else f"{told.word('counted')}   {told.word('counted_note')}"
    return Bands(
        told.word("bands", name=told.title),
        bands,
        tuple((stretch, told.word(stretch)) for stretch in STRETCHES),
        answer.simulation.plan.origin if dated else None,
        (*lines, *limit_lines(told, dated=dated)),
        unit if any(band.end[0] < band.end[2] for band in bands) or not dated else "",
        told.word("earliest"),
    )


def _bands(told: Told, place: Places) -> Iterator[Band]:
    plan, outcomes = told.plan, told.answer.result.outcomes
    for number, track in enumerate(plan.tracks):
        stays = [(one, one.stays[number]) for one in outcomes if number in one.stays]
        done = [(one, stay) for one, stay in stays if stay.finish >= 0]
        if not done:
            continue
        start = _three([place(one, stay.start) for one, stay in stays])
        end = _three([place(one, stay.finish) for one, stay in done])
        yield Band(told.item(number), start, end, _note(told, end), track.shadow)


def _three(values: list[float]) -> tuple[float, float, float]:
    ordered = sorted(values)
    low, middle, high = (quantile(ordered, level) for level in LEVELS)
    return low, middle, high


def _note(told: Told, end: tuple[float, float, float]) -> str:
    written = [_written(told, day) for day in end]
    if len(set(written)) == 1:
        return written[0]
    return told.word("range", low=written[0], middle=written[1], high=written[2])


def _written(told: Told, day: float) -> str:
    return f"{date_of(told, day):%m-%d}" if is_dated(told.answer) else f"{day:.0f}"


def date_of(told: Told, day: float) -> date:
    """Return the date of a day after the origin."""
    return told.plan.origin + timedelta(days=int(day))


def limit_lines(told: Told, *, dated: bool, wanted: Period | None = None) -> list[Line]:
    """Return the limits that a whole project is held against: what the law gives in all, and what is wanted."""
    plan, found = told.plan, []
    days, table = statutory_days(told.answer.simulation), told.plan.tables[0]
    if days is not None:
        label = told.word("statutory", days=days)
        start = plan.start // DAY
        end = table.days[table.through[start] - 1 + days] + 1.0
        found.append(Line(end if dated else float(days), label))
    if wanted is not None:
        day = last_day(plan, wanted)
        counted = float(table.working_days_between(plan.start, day * DAY))
        label = told.word("within", period=period_text(wanted, told.language))
        found.append(Line(day + 1.0 if dated else counted, label, "wanted"))
    return found


def curves_of(tolds: Sequence[Told], wanted: Period | None = None) -> Curves:
    """Return how likely each scenario is done by a day: dates where all begin on one day, else counted days."""
    first = tolds[0]
    starts = {(told.plan.origin, told.plan.start) for told in tolds}
    dated = len(starts) == 1 and all(is_dated(told.answer) for told in tolds)
    curves = tuple(_curve(told, dated=dated) for told in tolds)
    limits = (limit_lines(told, dated=dated, wanted=wanted) for told in tolds)
    lines = next((lines for lines in limits if lines), [])
    origin = first.plan.origin if dated else None
    return Curves(first.word("curves"), curves, origin, tuple(lines), "" if dated else first.word("counted"))


def _curve(told: Told, *, dated: bool) -> Curve:
    result = told.answer.result
    days = (one.finish / DAY if dated else float(one.working_days) for one in result.outcomes)
    return Curve(told.title, tuple(sorted(days)), result.projects)


def curves_from_first_work(tolds: Sequence[Told]) -> Curves:
    """Return how likely each scenario is done within so many working days of its first act."""
    word = tolds[0].word
    curves = (
        Curve(
            told.title,
            tuple(sorted(float(one.first_work_days) for one in told.answer.result.outcomes)),
            told.answer.result.projects,
        )
        for told in tolds
    )
    return Curves(word("curves_first"), tuple(curves), unit=word("counted_first"))


def load_of(told: Told) -> Heat:
    """Return how loaded each department was, week by week."""
    result = told.answer.result
    strips = []
    for number in told.pools:
        values = tuple(result.weekly.load(number, week, result.runs) for week in result.weekly.weeks())
        mean = f"{result.weekly.whole_load(number, result.runs):.0%}"
        note = told.word("load_note", mean=mean, most=f"{max(values, default=0.0):.0%}")
        strips.append(Strip(told.pool(number), values, note))
    ends = told.word("least_load"), told.word("most_load")
    return Heat(told.word("load_map", name=told.title), tuple(strips), _first(told), 1.0, *ends)


def queue_of(told: Told) -> Heat:
    """Return how many cases waited at each department, week by week."""
    result = told.answer.result
    strips = []
    for number in told.pools:
        values = tuple(result.weekly.queue(number, week, result.runs) for week in result.weekly.weeks())
        most, mean = max(values, default=0.0), mean_queue(result, number)
        strips.append(Strip(told.pool(number), values, told.word("queue_note", mean=f"{mean:.1f}", most=f"{most:.1f}")))
    most = max((value for strip in strips for value in strip.values), default=0.0)
    ends = told.word("least_queue"), told.word("most_queue", n=f"{most:.1f}")
    return Heat(told.word("queue_map", name=told.title), tuple(strips), _first(told), most, *ends, tone="queue")


def _first(told: Told) -> date:
    weeks = told.answer.result.weekly.weeks()
    return date_of(told, weeks[0] * WEEK / DAY if weeks else told.plan.start / DAY)


def split_of(told: Told) -> Bars:
    """Return in whose hands the time of each item was, on the mean of the projects."""
    result = told.answer.result
    bars = []
    for number in range(len(told.plan.tracks)):
        seconds = result.items[number]
        whole = sum(seconds[part] for part in PARTS)
        if whole:
            parts = tuple(Part(TONES[part], seconds[part] / result.projects) for part in PARTS)
            note = told.word("days_note", days=f"{whole / result.projects / DAY:.1f}")
            bars.append(Bar(told.item(number), parts, note))
    legend = tuple((TONES[part], told.word(part)) for part in PARTS)
    return Bars(told.word("split", name=told.title), tuple(bars), legend)

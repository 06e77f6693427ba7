"""What simulations came to, on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workflow.cli.call import Call
from workflow.language.quantities import Period
from workflow.pictures.bands import draw_bands
from workflow.pictures.bars import draw_bars
from workflow.pictures.cells import wrap
from workflow.pictures.curves import draw_curves
from workflow.pictures.heat import draw_heat
from workflow.pictures.tornado import draw_tornado
from workflow.simulate.drawings import bands_of, curves_of, load_of, queue_of
from workflow.simulate.effects import staffing_of, tornado_of, unsteady
from workflow.simulate.measure import PARTS
from workflow.simulate.rows import chance_rows, item_rows, limit_rows, officer_rows
from workflow.simulate.studies import Study
from workflow.simulate.told import Told

LEVELS = ("p50", "p80", "p90")
WORTH_TELLING = 0.005


def show(call: Call, studies: Sequence[Study], view: Mapping[str, Any], wanted: Period | None) -> None:
    """Show what scenarios came to: dates and days, pictures, items, limits, time, officers, differences."""
    tolds = [Told(study.answer, call.language) for study in studies]
    call.say(tolds[0].word("summary", **view, projects=view["cases"]))
    call.say("")
    _summary(call, tolds, view["scenarios"])
    if any(len({one.finish - one.trigger for one in told.answer.result.outcomes}) > 1 for told in tolds):
        _picture(call, draw_curves(curves_of(tolds, wanted), columns=call.columns, colour=call.colour))
    _chances(call, tolds, view["scenarios"], wanted)
    for told, study, scenario in zip(tolds, studies, view["scenarios"], strict=True):
        if scenario["finished"]:
            call.say("")
            call.say(f"── {told.title}")
            _Shown(call, told, study, scenario).show()
    if view["comparison"]:
        call.say("")
        _comparison(call, tolds, view["comparison"])


def _picture(call: Call, text: str) -> None:
    call.say("")
    call.say(text.rstrip("\n"))


def _summary(call: Call, tolds: Sequence[Told], scenarios: Sequence[Mapping[str, Any]]) -> None:
    word = tolds[0].word
    heads = [word("scenario"), *(word(level) for level in LEVELS), word("working_days"), word("first_work")]
    rows = []
    for told, found in zip(tolds, scenarios, strict=True):
        if not found["finished"]:
            rows.append([told.title, word("nothing_finished"), "", "", "", ""])
            continue
        dates = [found["finish"][level][:10] for level in LEVELS]
        days, first = _three(found["working_days"]), _three(found["first_work_working_days"])
        rows.append([told.title, *dates, days, first])
    call.table(heads, rows)


def _three(days: Mapping[str, Any]) -> str:
    """Return P50, P80 and P90 of a number of days; one number where they are the same."""
    told = [str(days[level]) for level in LEVELS]
    return " / ".join(told) if len(set(told)) > 1 else told[0]


def _chances(call: Call, tolds: Sequence[Told], scenarios: Sequence[Any], wanted: Period | None) -> None:
    rows = [row for told, found in zip(tolds, scenarios, strict=True) for row in chance_rows(told, found, wanted)]
    if rows:
        call.say("")
        call.table([tolds[0].word(key) for key in ("scenario", "limit_met", "chance", "interval")], rows)


def _comparison(call: Call, tolds: Sequence[Told], compared: Sequence[Mapping[str, Any]]) -> None:
    titles = {told.answer.name: told.title for told in tolds}
    word = tolds[0].word
    rows = []
    for found in compared:
        for key, measure in (("working_days", found), ("first_work", found["first_work"])):
            mark = word("significant" if measure["significant"] else "not_significant")
            difference = f"{measure['working_days']:+.1f}"
            title = titles[found["name"]] if measure is found else ""
            rows.append([title, word(key), difference, interval(measure["interval"]), mark])
    call.say(word("compared", name=titles[compared[0]["against"]]))
    call.table([word("scenario"), word("measure"), word("difference"), word("interval"), ""], rows)


def interval(found: Sequence[float] | None) -> str:
    """Return an interval in a cell; nothing where there is none."""
    return f"{found[0]:.1f} … {found[1]:.1f}" if found else ""


class _Shown:
    def __init__(self, call: Call, told: Told, study: Study, found: Mapping[str, Any]) -> None:
        self.call = call
        self.told = told
        self.study = study
        self.found = found

    def show(self) -> None:
        """Show one scenario in detail."""
        told = self.told
        self._draw(draw_bands(bands_of(told), columns=self.call.columns, colour=self.call.colour))
        self._table(("item", "criticality", "driver"), item_rows(told))
        self._table(("item", "clock", "on_time"), limit_rows(told, only_missed=True))
        self._where()
        if told.pools:
            self._table(("pool", "officers", "load", "offered", "waiting_cases"), officer_rows(told, self.found))
            for heat in (load_of(told), queue_of(told)):
                self._draw(draw_heat(heat, columns=self.call.columns, colour=self.call.colour))
        if self.study.tornado is not None:
            chart = tornado_of(told, self.study.tornado)
            self._draw(draw_tornado(chart, columns=self.call.columns, colour=self.call.colour))
            if unsteady(self.study.tornado):
                self._say(told.word("starred"))
            for policy in self.study.tornado.needed:
                self.call.note(told.word("left_out", name=told.answer.name, policy=told.policy(policy)))
        for pool, row in self.study.staffing.items():
            self._draw(draw_bars(staffing_of(told, pool, row), columns=self.call.columns, colour=self.call.colour))

    def _say(self, text: str) -> None:
        for line in wrap(text, self.call.columns):
            self.call.say(line)

    def _draw(self, text: str) -> None:
        _picture(self.call, text)

    def _table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        if rows:
            self.call.say("")
            self.call.table([self.told.word(head) for head in heads[: len(rows[0])]], rows)

    def _where(self) -> None:
        split, word = self.found["time_split"], self.told.word
        parts = [f"{word(part)} {split[part]:.0%}" for part in PARTS if split[part] >= WORTH_TELLING]
        if parts:
            self.call.say("")
            separator = "，" if self.call.language == "zh-CN" else ", "
            self._say(word("where") + self.call.colon + separator.join(parts))

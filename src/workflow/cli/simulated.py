"""What simulations came to, on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workflow.cli.call import Call
from workflow.language.catalogue.simulation import SIMULATION
from workflow.language.catalogue.words import say
from workflow.simulate.answers import Answer, day
from workflow.simulate.measure import PARTS
from workflow.views.titles import Titles

LEVELS = ("p50", "p80", "p90")
WORTH_TELLING = 0.005


def show(call: Call, answers: Sequence[Answer], view: Mapping[str, Any]) -> None:
    """Show what scenarios came to: dates and working days, items, limits, time, officers, differences."""
    call.say(say(SIMULATION, "summary", call.language, {**view, "projects": view["cases"]}))
    call.say("")
    _summary(call, answers, view["scenarios"])
    for answer, scenario in zip(answers, view["scenarios"], strict=True):
        if scenario["finished"]:
            call.say("")
            call.say(f"── {_title(call, answer)}")
            _Shown(call, answer, scenario).show()
    if view["comparison"]:
        call.say("")
        _comparison(call, answers, view["comparison"])


def _word(call: Call, key: str, **facts: Any) -> str:
    return say(SIMULATION, key, call.language, facts)


def _title(call: Call, answer: Answer) -> str:
    return answer.simulation.scenario.title.within(call.language)


def _summary(call: Call, answers: Sequence[Answer], scenarios: Sequence[Mapping[str, Any]]) -> None:
    heads = [_word(call, "scenario"), *(_word(call, level) for level in LEVELS)]
    heads += [_word(call, "working_days"), _word(call, "first_work")]
    rows = []
    for answer, found in zip(answers, scenarios, strict=True):
        if not found["finished"]:
            rows.append([_title(call, answer), _word(call, "nothing_finished"), "", "", "", ""])
            continue
        dates = [found["finish"][level][:10] for level in LEVELS]
        days, first = _three(found["working_days"]), _three(found["first_work_working_days"])
        rows.append([_title(call, answer), *dates, days, first])
    call.table(heads, rows)


def _three(days: Mapping[str, Any]) -> str:
    """Return P50, P80 and P90 of a number of days; one number where they are the same."""
    told = [str(days[level]) for level in LEVELS]
    return " / ".join(told) if len(set(told)) > 1 else told[0]


def _comparison(call: Call, answers: Sequence[Answer], compared: Sequence[Mapping[str, Any]]) -> None:
    titles = {answer.name: _title(call, answer) for answer in answers}
    rows = []
    for found in compared:
        low, high = found["interval"] or ("", "")
        mark = _word(call, "significant" if found["significant"] else "not_significant")
        rows.append(
            [titles[found["name"]], f"{found['working_days']:+.1f}", f"{low} … {high}" if low != "" else "", mark]
        )
    against = titles[compared[0]["against"]]
    call.table([_word(call, "scenario"), _word(call, "difference", name=against), "95 %", ""], rows)


class _Shown:
    def __init__(self, call: Call, answer: Answer, found: Mapping[str, Any]) -> None:
        self.call = call
        self.answer = answer
        self.found = found
        self.plan = answer.simulation.plan
        self.titles = Titles(answer.simulation.rules.definition, None, call.language)

    def show(self) -> None:
        """Show one scenario in detail."""
        self._items()
        self._limits()
        split = self.found["time_split"]
        parts = [f"{_word(self.call, part)} {split[part]:.0%}" for part in PARTS if split[part] >= WORTH_TELLING]
        if parts:
            self.call.say("")
            separator = "，" if self.call.language == "zh-CN" else ", "
            colon = "：" if self.call.language == "zh-CN" else ": "
            self.call.say(_word(self.call, "where") + colon + separator.join(parts))
        self._officers()

    def _item(self, track: int) -> str:
        known = self.plan.tracks[track]
        title = self.titles.item(known.item)
        return _word(self.call, "pre_review_of", item=title) if known.shadow else title

    def _items(self) -> None:
        result = self.answer.result
        criticality, drivers = result.criticality(), result.drivers()
        rows = []
        for track in range(len(self.plan.tracks)):
            stays = [outcome.stays[track] for outcome in result.outcomes if track in outcome.stays]
            if not stays:
                continue
            middle = len(stays) // 2
            begun, done = (
                day(self.answer, sorted(getattr(one, name) for one in stays)[middle]).isoformat()
                for name in ("start", "finish")
            )
            driver = f"{drivers[track]:+.2f}" if len(stays) > 1 else ""
            rows.append([self._item(track), begun, done, f"{criticality[track]:.0%}", driver])
        heads = [_word(self.call, key) for key in ("item", "starts", "finishes", "criticality", "driver")]
        heads[1], heads[2] = f"{heads[1]} P50", f"{heads[2]} P50"
        self.call.table(heads, rows)

    def _limits(self) -> None:
        rows = []
        for (track, clock), (kept, total) in sorted(self.answer.result.clocks.items()):
            name, _, promised = clock.partition(":")
            title = self.titles.clock(name)
            title = _word(self.call, "promised", clock=title) if promised else title
            if kept < total:
                rows.append([self._item(track), title, f"{kept / total:.1%}"])
        if rows:
            self.call.say("")
            self.call.table([_word(self.call, key) for key in ("item", "clock", "on_time")], rows)

    def _officers(self) -> None:
        rows = [
            [staff.title.within(self.call.language) if staff.title else name, str(staff.officers), f"{load:.0%}"]
            for (name, staff), load in zip(
                self.answer.simulation.scenario.staff.items(), self.answer.result.load().values(), strict=True
            )
        ]
        if rows:
            self.call.say("")
            self.call.table([_word(self.call, key) for key in ("pool", "officers", "load")], rows)

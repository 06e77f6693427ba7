"""What a forecast came to, on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from workflow.cli.call import Call
from workflow.cli.case_next import hanging
from workflow.definition.wording import period_text
from workflow.language.catalogue.forecast import FORECAST
from workflow.language.catalogue.simulation import SIMULATION
from workflow.language.catalogue.words import joined, say
from workflow.language.quantities import Period
from workflow.pictures.bands import draw_bands
from workflow.pictures.curves import draw_curves
from workflow.simulate.answers import Answer
from workflow.simulate.drawings import bands_of, curves_of
from workflow.simulate.scenario import Arrivals
from workflow.simulate.told import Told
from workflow.views.plain import moment_text
from workflow.views.titles import Titles

LEVELS = ("p50", "p80", "p90")
Shown = Mapping[str, Any]


def show(call: Call, view: Shown, answers: Sequence[Answer]) -> None:
    """Show a forecast: when, how surely, what first, what if, what was supposed; and on stderr what to know of it."""
    titles = call.titles
    if titles is None:
        raise AssertionError(view)  # pragma: no cover - the definition of a project is known
    shown = _Shown(call, view, titles)
    if not answers:
        shown.obtained()
        return
    shown.forecast([_alone(answer) for answer in answers])
    told = Told(answers[0], call.language)
    for warning in view["warnings"]:
        call.note(shown.warning(warning) if warning["key"] in FORECAST else told.warning(warning))


def _alone(answer: Answer) -> Answer:
    """Return an answer of the project in question alone, which begins on one day, whoever else may come."""
    simulation = answer.simulation
    scenario = simulation.scenario.model_copy(update={"arrivals": Arrivals()})
    return replace(answer, simulation=replace(simulation, scenario=scenario))


class _Shown:
    def __init__(self, call: Call, view: Shown, titles: Titles) -> None:
        self.call = call
        self.view = view
        self.titles = titles

    def obtained(self) -> None:
        """Show that everything is obtained."""
        self._say("obtained_already", title=self.view["title"])
        for item, one in self.view["items"].items():
            self._say("obtained_since", item=self.titles.item(item), since=moment_text(one["since"]))

    def warning(self, warning: Shown) -> str:
        """Return a remark of the forecast's own, states and items by their titles."""
        tell = {"state": self.titles.state, "item": self.titles.item}
        return self._word(**{name: tell[name](told) if name in tell else told for name, told in warning.items()})

    def forecast(self, answers: Sequence[Answer]) -> None:
        """Show a forecast."""
        view = self.view
        head = {name: view[name] for name in ("title", "definition", "runs", "seed")}
        self._say("head", at=moment_text(view["at"]), scenario=view["scenario_title"], **head)
        self.call.say("")
        self._items()
        self._pictures([Told(answer, self.call.language) for answer in answers])
        if view["limits"]:
            self.call.say("")
            self._limits()
        if view["next"]:
            self.call.say(f"\n{self._word('next')}")
            for number, act in enumerate(view["next"], start=1):
                self.call.say("\n".join(self._act(number, act)))
        if view["what_if"]:
            self.call.say("")
            self._what_if()
        self.call.say("")
        self._grounds()

    def _word(self, key: str, **facts: Any) -> str:
        return say(FORECAST if key in FORECAST else SIMULATION, key, self.call.language, facts)

    def _say(self, key: str, **facts: Any) -> None:
        for line in hanging(self._word(key, **facts), self.call.columns, first=""):
            self.call.say(line)

    def _item(self, key: str) -> str:
        item, _, shadow = key.partition(":")
        title = self.titles.item(item)
        return self._word("pre_review_of", item=title) if shadow else title

    def _items(self) -> None:
        view = self.view
        heads = [self._word("item"), self._word("state"), "P50", "P80", "P90", self._word("criticality")]
        rows = [self._row(key, item) for key, item in view["items"].items()]
        days = "/".join(dict.fromkeys(_number(view["working_days"].get(level)) for level in LEVELS))
        whole = f"{self._word('days_left')} {days}" if view["finish"] else self._word("nothing_finished")
        rows.append([self._word("all_targets"), whole, *self._dates(view["finish"]), ""])
        self.call.table(heads, rows)

    def _pictures(self, tolds: Sequence[Told]) -> None:
        """Show when items are obtained, with bands, and how likely all is done by a day."""
        columns, colour = self.call.columns, self.call.colour
        # A limit of the whole would be counted from now; the project began earlier.
        bands, curves = replace(bands_of(tolds[0]), lines=()), replace(curves_of(tolds), lines=())
        if bands.bands:
            self.call.say("\n" + draw_bands(bands, columns=columns, colour=colour).rstrip("\n"))
        if any(len(set(curve.days)) > 1 for curve in curves.curves):
            self.call.say("\n" + draw_curves(curves, columns=columns, colour=colour).rstrip("\n"))

    def _row(self, key: str, item: Shown) -> list[str]:
        state = self.titles.state(item["state"]) if item["state"] else self._word("no_case")
        if item["since"]:
            state += f" {item['since'][:10]}"
        return [self._item(key), state, *self._dates(item["finish"]), f"{item['criticality']:.0%}"]

    def _dates(self, levels: Shown) -> list[str]:
        return [levels[level][:10] if levels else "–" for level in LEVELS]

    def _limits(self) -> None:
        rows = []
        for limit in self.view["limits"]:
            last = self._word("suspended") if limit["suspended"] else limit["last_day"] or ""
            last += f" {self._word('overdue')}" if limit["overdue"] else ""
            kept = "–" if limit["kept"] is None else f"{limit['kept']:.1%}"
            rows.append([self.titles.item(limit["item"]), self.titles.clock(limit["clock"]), last, kept])
        self.call.table([self._word(key) for key in ("item", "clock", "last_day", "kept")], rows)

    def _act(self, number: int, act: Shown) -> Iterator[str]:
        item = self._item(f"{act['item']}:pre_review" if act["pre_review"] else act["item"])
        yield from hanging(f"{item}{self.call.colon}{act['title']}", self.call.columns, first=f"{number}. ")
        if act["by"]:
            yield from hanging(self._who(act["by"]), self.call.columns, first="   ")
        yield from hanging(self._what(act), self.call.columns, first="   ")

    def _who(self, by: Shown) -> str:
        role = self.titles.role(by["role"])
        if not by["authority"]:
            return role
        return self._word("at_authority", role=role, authority=self.titles.authority(by["authority"]))

    def _what(self, act: Shown) -> str:
        if act["awaits"]:
            return self._word("awaits", items=joined(map(self.titles.item, act["awaits"]), self.call.language))
        if act["refusals"]:
            reasons = (refusal["message"].rstrip("。.") for refusal in act["refusals"])
            return self._word("not_today", why=joined(reasons, self.call.language))
        if not act["saves_on_average"]:
            return self._word("counted_on" if act["criticality"] else "saves_nothing")
        low, high = act["interval"] or (None, None)
        told = self._word("interval", low=low, high=high) if low != high else ""
        days = period_text(Period(round(act["saves"]), "working_days"), self.call.language)
        mean = _number(act["saves_on_average"])
        return self._word("saves", days=days, p80=act["p80"][:10], mean=mean, interval=told)

    def _what_if(self) -> None:
        rows = []
        for one in self.view["what_if"]:
            mark = self._word("significant" if one["significant"] else "not_significant")
            between = "{:g} … {:g}  ".format(*one["interval"]) if one["interval"] else ""
            rows.append([one["name"], self._dates(one["finish"])[1], f"{one['difference']:+g}", between + mark])
        self.call.table([self._word("what_if"), "P80", self._word("sooner"), "95 %"], rows)

    def _grounds(self) -> None:
        """Show what the forecast rests on."""
        view, queue = self.view, self.view["queue"]
        if queue["projects"] or queue["a_year"]:
            arrivals = self._word("arrivals", n=queue["a_year"]) if queue["a_year"] else ""
            self._say("queue", projects=queue["projects"], cases=sum(queue["cases"].values()), arrivals=arrivals)
        if view["supposed"]:
            self._say("supposed")
            for line in self._supposed():
                for part in hanging(line, self.call.columns, first="  - "):
                    self.call.say(part)
        sure = Counter(one["confidence"] for one in view["assumptions"] if one["confidence"])
        self._say("assumptions", n=sure.total(), c=sure["C"], l=sure["L"], v=sure["V"])

    def _supposed(self) -> Iterator[str]:
        for key, tell in (("fact", self.titles.attribute), ("given", self.titles.item), ("absent", self.titles.item),
                          ("again", self.titles.item)):  # fmt: skip
            names = [tell(one["name"]) for one in self.view["supposed"] if one["key"] == key]
            if names:
                at = self.view["start"][:10]
                yield self._word(f"supposed_{key}", names=joined(names, self.call.language), at=at)


def _number(days: float | None) -> str:
    return "–" if days is None else f"{days:g}"

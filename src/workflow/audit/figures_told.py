"""Figures as readers get them: JSON, rows of tables and bars, in one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from workflow.application.service import Service
from workflow.audit.figures import Deficiency, Figures, Handled, Kept, Time
from workflow.audit.hands import HANDS, Ending, Hand
from workflow.definition.wording import period_text
from workflow.language.catalogue.figures import FIGURES
from workflow.language.catalogue.words import joined, say
from workflow.pictures.bars import Bar, Bars, Part, Tone
from workflow.views.plain import iso
from workflow.views.titles import Titles

HAND_TONES: dict[Hand, Tone] = {"authority": "work", "suspended": "ahead", "applicant": "wait", "others": "late"}
ENDING_TONES: dict[Ending, Tone] = {
    "on_time": "ahead", "running": "wait", "late": "late", "lapsed": "late", "overdue": "late",
}  # fmt: skip
ENDINGS: tuple[Ending, ...] = ("on_time", "late", "lapsed", "overdue", "running")


class FiguresTold:
    """Figures in the words of the definitions that the cases were handled by."""

    def __init__(self, service: Service, figures: Figures, language: str) -> None:
        self._service = service
        self._figures = figures
        self._language = language
        self._titles: dict[tuple[str, str], Titles] = {}

    def word(self, key: str, **facts: Any) -> str:
        """Return words of the catalogue of figures."""
        return say(FIGURES, key, self._language, facts)

    def titles(self, of: Handled | Kept | Deficiency) -> Titles:
        """Return the words for a row."""
        known = of.definition, of.lifecycle
        if known not in self._titles:
            found = self._service.rules(of.definition).definition
            self._titles[known] = Titles(found, found.lifecycles.get(of.lifecycle), self._language)
        return self._titles[known]

    def item(self, of: Handled | Kept | Deficiency) -> str:
        """Return the title of the item of a row; of its pre-review with that word."""
        titles = self.titles(of)
        rehearsed = titles.definition.shadow == of.lifecycle
        title = titles.item(of.item)
        return (
            f"{title} · {titles.definition.lifecycles[of.lifecycle].title.within(self._language)}"
            if rehearsed
            else title
        )

    def deficiency(self, one: Deficiency) -> str:
        """Return what was asked for, by the title of the material where it is one."""
        item = self._service.rules(one.definition).item(one.item)
        material = item.materials.get(one.kind) if item else None
        return material.title.within(self._language) if material else one.kind

    def json(self) -> dict[str, Any]:
        """Return everything counted."""
        figures = self._figures
        total = figures.total()
        whole = sum(time.minutes for time in total.values())
        return {
            "as_of": iso(figures.as_of),
            "period": {"from": iso(figures.since), "until": iso(figures.until)} if figures.since else None,
            "cases": len(figures.cases),
            "hands": {
                hand: {**_time(time), "share": round(time.minutes / whole, 4) if whole else None}
                for hand, time in total.items()
            },
            "rounds": {str(n): cases for n, cases in sorted(figures.rounds().items())},
            "items": [self._item(one) for one in self.items()],
            "deficiencies": [self._deficiency(one) for one in self.deficiencies()],
            "deadlines": [self._deadline(one) for one in self.deadlines()],
        }

    def items(self) -> list[Handled]:
        """Return how each item was handled, the longest in our hands first."""
        return sorted(
            self._figures.handled.values(), key=lambda one: (-one.hands["authority"].minutes, one.authority, one.item)
        )

    def deficiencies(self) -> list[Deficiency]:
        """Return what was asked for, the most frequent first."""
        return sorted(self._figures.deficiencies.values(), key=lambda one: (-one.n, one.item, one.kind))

    def deadlines(self) -> list[Kept]:
        """Return how each limit was kept, the worst kept first; those of which none was due yet come last."""
        return sorted(
            self._figures.kept.values(),
            key=lambda one: (1.1 if one.rate is None else one.rate, one.authority, one.item, one.clock),
        )

    def _of_whom(self, one: Handled | Kept) -> dict[str, Any]:
        return {
            "authority": one.authority,
            "authority_title": self.titles(one).authority(one.authority),
            "item": one.item,
            "lifecycle": one.lifecycle,
            "title": self.item(one),
        }

    def _item(self, one: Handled) -> dict[str, Any]:
        rounds = one.rounds.values()
        return {
            **self._of_whom(one),
            "cases": len(one.rounds),
            "hands": {hand: _time(time) for hand, time in one.hands.items()},
            "mean_rounds": round(sum(rounds) / len(one.rounds), 2) if one.rounds else None,
        }

    def _deficiency(self, one: Deficiency) -> dict[str, Any]:
        return {
            "kind": one.kind, "title": self.deficiency(one), "item": one.item, "item_title": self.item(one),
            "n": one.n, "cases": len(one.cases),
        }  # fmt: skip

    def _deadline(self, one: Kept) -> dict[str, Any]:
        return {
            **self._of_whom(one),
            "clock": one.clock,
            "clock_title": self.titles(one).clock(one.clock),
            "limits": sorted(one.limits),
            **{ending: one.endings[ending] for ending in ENDINGS},
            "rate": None if one.rate is None else round(one.rate, 4),
            "median_working_days": one.median,
        }

    def hands_bars(self) -> Bars:
        """Return in whose hands the time was, item by item, all of it first."""
        rows = [(self.word("all_items"), self._figures.total())]
        rows += [(self.item(one), one.hands) for one in self.items()]
        bars = (Bar(name, tuple(_parts(hands)), self._days(hands)) for name, hands in rows)
        legend = tuple((HAND_TONES[hand], self.word(hand)) for hand in HANDS)
        return Bars(self.word("hands"), tuple(bars), legend, whole=True)

    def _days(self, hands: dict[Hand, Time]) -> str:
        return self.word("days", n=sum(time.working_days for time in hands.values()))

    def deadline_bars(self) -> Bars:
        """Return how the limits of each item were kept, all of its clocks together, the worst first."""
        together: dict[tuple[str, str, str], Kept] = {}
        for one in self.deadlines():
            whole = together.setdefault((one.authority, one.item, one.lifecycle), replace(one, endings=Counter()))
            whole.endings.update(one.endings)
        rows = sorted(together.values(), key=lambda one: 1.1 if one.rate is None else one.rate)
        bars = (
            Bar(self.item(one), tuple(Part(ENDING_TONES[e], one.endings[e]) for e in ENDINGS), self.kept(one))
            for one in rows
        )
        legend: tuple[tuple[Tone, str], ...] = (
            ("ahead", self.word("on_time")), ("late", self.word("not_kept")), ("wait", self.word("running")),
        )  # fmt: skip
        return Bars(self.word("deadlines"), tuple(bars), legend, whole=True)

    def kept(self, one: Kept) -> str:
        """Return how many of those due were kept, in words."""
        return self.word("kept", n=one.endings["on_time"], due=one.due) if one.due else self.word("none_due")

    def item_rows(self) -> Iterator[list[str]]:
        """Yield a row for each item: authority, item, cases, working days by hand, mean number of rounds."""
        for one in self.items():
            told = self._item(one)
            days = [str(one.hands[hand].working_days) for hand in HANDS]
            rounds = "" if told["mean_rounds"] is None else f"{told['mean_rounds']:.2f}"
            yield [told["authority_title"], told["title"], str(told["cases"]), *days, rounds]

    def deficiency_rows(self) -> Iterator[list[str]]:
        """Yield a row for each deficiency: what, item, how often, in how many cases."""
        for one in self.deficiencies():
            yield [self.deficiency(one), self.item(one), str(one.n), str(len(one.cases))]

    def deadline_rows(self) -> Iterator[list[str]]:
        """Yield a row for each limit: item, clock, authority, limits, endings, rate, median of working days."""
        for one in self.deadlines():
            counts = [str(one.endings[ending]) for ending in ENDINGS]
            rate = "" if one.rate is None else f"{one.rate:.0%}"
            middle = "" if one.median is None else f"{one.median:g}"
            titles = self.titles(one)
            head = [self.item(one), titles.clock(one.clock), titles.authority(one.authority), self._limits(one)]
            yield [*head, *counts, rate, middle]

    def broken_rows(self) -> Iterator[list[str]]:
        """Yield a row for each limit not always kept: item, clock, limits, how many were, what became of the others."""
        for one in self.deadlines():
            if one.rate is not None and one.rate < 1:
                others = (f"{self.word(e)} {one.endings[e]}" for e in ("late", "lapsed", "overdue") if one.endings[e])
                kept = f"{one.endings['on_time']}/{one.due}"
                clock = self.titles(one).clock(one.clock)
                yield [self.item(one), clock, self._limits(one), kept, joined(others, self._language)]

    def _limits(self, one: Kept) -> str:
        return joined((period_text(limit, self._language) for limit in sorted(one.limits)), self._language)


def _time(time: Time) -> dict[str, Any]:
    return {"minutes": time.minutes, "hours": f"{time.minutes / 60:.2f}", "working_days": time.working_days}


def _parts(hands: dict[Hand, Time]) -> Iterator[Part]:
    return (Part(HAND_TONES[hand], hands[hand].minutes) for hand in HANDS)

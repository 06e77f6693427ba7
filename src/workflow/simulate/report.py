"""The report of a simulation: one printable page with its answers, pictures, assumptions and reservations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from shlex import quote
from typing import Any

from workflow.language.catalogue.simulation_report import REPORT
from workflow.language.catalogue.words import joined, say
from workflow.language.quantities import Period
from workflow.pictures.bands_svg import draw_bands_svg
from workflow.pictures.bars import draw_bars_svg
from workflow.pictures.curves_svg import draw_curves_svg
from workflow.pictures.heat import draw_heat_svg
from workflow.pictures.printing import printed
from workflow.pictures.tornado import draw_tornado_svg
from workflow.simulate.answers import varies
from workflow.simulate.assumed import Row, assumed
from workflow.simulate.drawings import (
    bands_of,
    curves_from_first_work,
    curves_of,
    is_dated,
    load_of,
    queue_of,
    split_of,
)
from workflow.simulate.effects import staffing_of, tornado_of, unsteady
from workflow.simulate.rows import chance_rows, item_rows, limit_rows, officer_rows
from workflow.simulate.studies import Study
from workflow.simulate.told import Told

LEVELS = ("p50", "p80", "p90")


def report(studies: Sequence[Study], view: Mapping[str, Any], language: str, wanted: Period | None) -> str:
    """Return the report as one HTML page that stands alone: the same bytes for the same answers.

    Args:
        view: the same studies as data.
        wanted: the time within which projects are wanted to be done.
    """
    return printed("workflow.simulate", "report.html", **_Report(studies, view, language, wanted).context())


class _Report:
    def __init__(self, studies: Sequence[Study], view: Mapping[str, Any], language: str, wanted: Period | None) -> None:
        self.studies, self.view, self.language, self.wanted = studies, view, language, wanted
        self.tolds = [Told(study.answer, language) for study in studies]

    def say(self, key: str, /, **facts: Any) -> str:
        """Return words of the report."""
        return say(REPORT, key, self.language, facts)

    def context(self) -> dict[str, Any]:
        """Return everything that the page shows."""
        first = self.studies[0].answer
        definition = first.simulation.rules.definition
        named = [told.title for told in self.tolds]
        facts = {"runs": self.view["runs"], "cases": self.view["cases"], "seed": self.view["seed"]}
        return {
            "say": self.say,
            "language": self.language,
            "title": f"{definition.title.within(self.language)} · {self.say('title')}",
            "subtitle": self.say("subtitle", scenarios=joined(named, self.language), **facts),
            "cards": [self._card(told, found) for told, found in self._pairs()],
            "warnings": self._warnings(),
            "curves": draw_curves_svg(curves_of(self.tolds, self.wanted), paper=True),
            "curves_first": self._curves_from_first_work(),
            "summary": self._summary(),
            "chances": [row for told, found in self._pairs() for row in chance_rows(told, found, self.wanted)],
            "compared": self._compared(),
            "scenarios": [self._scenario(place) for place in range(len(self.tolds))],
            "assumptions": list(self._assumptions()),
            "command": self._command(),
            "made": self._made(),
            "footer": self.say("footer"),
        }  # fmt: skip

    def _curves_from_first_work(self) -> str:
        """Return the S-curves from the first act, where some work is done before the trigger."""
        early = any(told.plan.lead for told in self.tolds)
        return draw_curves_svg(curves_from_first_work(self.tolds), paper=True) if early else ""

    def _pairs(self) -> Iterator[tuple[Told, Mapping[str, Any]]]:
        return zip(self.tolds, self.view["scenarios"], strict=True)

    def _card(self, told: Told, found: Mapping[str, Any]) -> dict[str, Any]:
        """Return the headline of a scenario: by when four projects in five are done."""
        if not found["finished"]:
            return {"title": told.title, "number": "–", "unit": told.word("nothing_finished"), "small": []}
        days, first = found["working_days"], found["first_work_working_days"]
        varied = varies(told.answer.result)
        small = [self.say("card_levels", p50=days["p50"], p90=days["p90"])] if varied else []
        if first["p80"] != days["p80"]:
            small.append(self.say("card_first", p80=first["p80"]))
        if is_dated(told.answer):
            small.append(self.say("card_date", date=found["finish"]["p80"][:10]))
        chances = list(chance_rows(told, found, self.wanted))
        small += [self.say("card_chance", limit=row[1], share=row[2]) for row in chances[:1]]
        unit = self.say("card_unit" if varied else "card_certain")
        return {"title": told.title, "number": f"{days['p80']:g}", "unit": unit, "small": small}

    def _warnings(self) -> list[str]:
        """Return what a reader must know before believing the numbers, the scenarios called by their titles."""
        return [told.warning(warning) for told, found in self._pairs() for warning in found["warnings"]]

    def _summary(self) -> list[list[str]]:
        rows = []
        for told, found in self._pairs():
            if not found["finished"]:
                rows.append([told.title, *[""] * 9])
                continue
            measures = (found["working_days"], found["first_work_working_days"])
            rows.append([
                told.title,
                *(f"{measure[level]:g}" for measure in measures for level in LEVELS),
                _interval(found["working_days"]["interval"]["p80"]),
                f"{found['working_days']['mean']:.1f}",
                str(found["open"] or ""),
            ])  # fmt: skip
        return rows

    def _compared(self) -> list[list[str]]:
        titles = {told.answer.name: told.title for told in self.tolds}
        told = self.tolds[0]
        return [
            [
                titles[found["name"]],
                told.word(key),
                f"{one['working_days']:+.1f}",
                _interval(one["interval"]),
                told.word("significant" if one["significant"] else "not_significant"),
            ]
            for found in self.view["comparison"]
            for key, one in (("working_days", found), ("first_work", found["first_work"]))
        ]

    def _scenario(self, place: int) -> dict[str, Any]:
        told, study, found = self.tolds[place], self.studies[place], self.view["scenarios"][place]
        note = told.answer.simulation.scenario.note
        pools = bool(told.pools)
        finished = bool(found["finished"])
        return {
            "title": told.title,
            "note": note.within(self.language) if note else "",
            "finished": finished,
            "bands": draw_bands_svg(bands_of(told), paper=True) if finished else "",
            "split": draw_bars_svg(split_of(told), paper=True) if finished else "",
            "items": item_rows(told),
            "limits": limit_rows(told, only_missed=True),
            "kept": self.say("kept", n=len(limit_rows(told)) - len(limit_rows(told, only_missed=True))),
            "officers": officer_rows(told, found),
            "load": draw_heat_svg(load_of(told), paper=True) if pools else "",
            "queue": draw_heat_svg(queue_of(told), paper=True) if pools else "",
            "tornado": self._tornado(told, study),
            "starred": told.word("starred") if study.tornado and unsteady(study.tornado) else "",
            "left_out": [
                told.word("left_out", name=told.title, policy=told.policy(policy))
                for policy in (study.tornado.needed if study.tornado else ())
            ],
            "staffing": [
                draw_bars_svg(staffing_of(told, pool, row), paper=True) for pool, row in study.staffing.items()
            ],
        }

    def _tornado(self, told: Told, study: Study) -> str:
        return draw_tornado_svg(tornado_of(told, study.tornado), paper=True) if study.tornado else ""

    def _assumptions(self) -> Iterator[tuple[str, list[Row], int]]:
        """Yield the assumptions of each scenario; of the later ones those that the first does not share."""
        known: set[Row] = set()
        for told in self.tolds:
            rows = assumed(told)
            new = [row for row in rows if row not in known]
            yield told.title, new, len(rows) - len(new)
            known = known or set(rows)

    def _command(self) -> str:
        answer = self.studies[0].answer
        scenarios = " ".join(f"--scenario {quote(told.answer.name)}" for told in self.tolds)
        name = answer.simulation.rules.definition.definition
        parts = [f"workflow simulate {quote(name)} {scenarios} --start {self.view['start'][:10]}"]
        parts.append(f"--runs {self.view['runs']} --seed {self.view['seed']}")
        if self.wanted:
            parts.append(f"--within {quote(str(self.wanted))}")
        if any(study.tornado for study in self.studies):
            parts.append("--tornado")
        pools = {study.answer.simulation.plan.pools[pool].name for study in self.studies for pool in study.staffing}
        parts += [f"--staff-curve {quote(pool)}" for pool in sorted(pools)]
        return " ".join(parts)

    def _made(self) -> list[tuple[str, str]]:
        answer = self.studies[0].answer
        digests = dict.fromkeys(told.answer.simulation.rules.digest for told in self.tolds)
        calendar = answer.simulation.plan.tables[0].calendar
        return [
            (self.say("definition"), self.view["definition"]),
            (self.say("digest"), " ".join(digests)),
            (self.say("calendar"), self.say("published", name=calendar.id, year=calendar.last_published_year or "–")),
            (self.say("engine"), self.view["engine"]),
        ]


def _interval(found: Sequence[float | None] | None) -> str:
    if not found or found[0] is None or found[1] is None:
        return ""
    return f"{found[0]:.1f} … {found[1]:.1f}"

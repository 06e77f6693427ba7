"""The pictures of `workflow demo`: serial handling beside start on land, the prerequisites, a lifecycle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from workflow.application.serial import Leg
from workflow.application.service import Service
from workflow.application.story import Story
from workflow.calendars.calendar import Calendar
from workflow.cli.drawing import drawn
from workflow.definition.model import Definition
from workflow.definition.wording import period_text
from workflow.language.catalogue.demo import DEMO
from workflow.language.catalogue.words import say
from workflow.language.ids import case_stream
from workflow.language.quantities import Period
from workflow.permit.case import PermitCase
from workflow.pictures.gantt import Bar, Chart, Lane, Milestone
from workflow.pictures.gantt_svg import draw_gantt_svg
from workflow.views.titles import Titles


def picture_names(story: Story) -> tuple[str, str, str]:
    """Return the files of the pictures that a demonstration leaves behind."""
    return "start-on-land.svg", "prerequisites.svg", f"{story.lifecycle}.svg"


def compared(service: Service, story: Story, legs: Sequence[Leg], titles: Titles, calendar: Calendar) -> Chart:
    """Return serial handling at the statutory limits beside what the story's project did."""

    def word(key: str, **facts: object) -> str:
        return say(DEMO, key, titles.language, facts)

    bars = tuple(
        Bar(titles.item(leg.item), leg.start, leg.end, note=working_days(leg.working_days, titles.language))
        for leg in legs
    )
    ahead = tuple(
        Bar(titles.item(bar.label), bar.start, bar.end, "ahead", working_days(int(bar.note), titles.language))
        for bar in _rehearsals(service, story, calendar)
    )
    landed = Milestone(word("wall"), story.serial.from_)
    lanes = (Lane(word("serial"), bars), Lane(word("start_on_land"), ahead, (landed,)))
    return Chart(word("compare"), lanes, (("work", word("work")), ("ahead", word("ahead"))))


def working_days(count: int, language: str) -> str:
    """Return a number of working days in words."""
    return period_text(Period(count, "working_days"), language)


def _rehearsals(service: Service, story: Story, calendar: Calendar) -> Iterator[Bar]:
    """Yield the pre-reviews from request to opinion, labelled by item, with their working days as note."""
    cases = [service.case(case) for case in service.project(story.project.id).cases]
    for case in cases:
        passed = _passed(service, case)
        if case.shadow and case.opened_at is not None and passed is not None:
            first, last = calendar.local_date(case.opened_at), calendar.local_date(passed)
            yield Bar(case.item, first, last, "ahead", str(calendar.working_days_between(first, last)))


def _passed(service: Service, case: PermitCase) -> datetime | None:
    machine = service.rules(case.definition).machine(case.lifecycle)
    records = service.history(case_stream(case.id))
    passing = (r for r in records if machine.standing(str(r.data.get("to"))) == "pre_passed")
    return next((record.effective_at for record in passing), None)


def pictures(story: Story, definition: Definition, chart: Chart, language: str) -> Mapping[str, str]:
    """Return file names and SVG texts of the pictures that a demonstration leaves behind."""
    texts = (
        draw_gantt_svg(chart),
        drawn(definition, None, "svg", language),
        drawn(definition, story.lifecycle, "svg", language),
    )
    return dict(zip(picture_names(story), texts, strict=True))

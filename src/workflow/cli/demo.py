"""`workflow demo`: the founding case, end to end, in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from pathlib import Path

import click

from workflow.application.clock import VirtualClock
from workflow.application.serial import in_turn
from workflow.application.story import ZONE, Chapter, Played, Player, Story, shipped_story
from workflow.bootstrap import features_of, open_service
from workflow.calendars.calendar import Calendar
from workflow.cli.call import Call
from workflow.cli.case_next import hanging
from workflow.cli.demo_advice import advice, continued
from workflow.cli.demo_pictures import compared, picture_names, pictures, working_days
from workflow.cli.speaking import Command, lang_option, option
from workflow.definition.check import check
from workflow.definition.wording import elapsed_text, source_text
from workflow.errors import Refusal, StorageError, UsageError
from workflow.language.catalogue.demo import DEMO
from workflow.language.catalogue.words import both, say
from workflow.language.ids import case_stream, id_of, kind_of
from workflow.lifecycle.events import KERNEL
from workflow.pictures.gantt import draw_gantt
from workflow.pictures.terminal import paint
from workflow.pictures.timeline import draw_timeline
from workflow.pictures.wall import Card, draw_wall
from workflow.specs import run as run_specs
from workflow.store import Record
from workflow.views.measures import both_measures
from workflow.views.refusals import message_of
from workflow.views.timeline import timeline
from workflow.views.titles import Titles

LEDGER = "workflow.db"
SHOWN_REASONS = 4


@click.command(
    cls=Command,
    words=both(
        "创始案例全程演示：2021年5月19日，江苏德杰拿地两小时取得四证三书。",
        "The founding case, end to end: on 19 May 2021 Jiangsu Dejie had four certificates and three documents\n"
        "two hours after the land.",
    ),
)
@option(
    "--into", type=click.Path(path_type=Path), default=Path("demo"), zh="演示用的文件夹", en="the folder to work in"
)
@lang_option
@click.pass_obj
def demo(call: Call, into: Path) -> None:
    """Play the founding case and show what came of it."""
    story = shipped_story("founding-case")
    _clear(into, picture_names(story))
    clock = VirtualClock(story.chapters[0].steps[0].at.replace(tzinfo=ZONE))
    with open_service(str(into / LEDGER), clock=clock) as service:
        showing = _Showing(call, story, Player(story, service, clock, service.ledger.files), into)
        showing.all()


class _Showing:
    """One showing of a story: what is said and drawn, in order."""

    def __init__(self, call: Call, story: Story, player: Player, into: Path) -> None:
        self.call, self.story, self.player, self.into = call, story, player, into
        self.service = player.service
        self.definition = player.procedure.definition
        self.titles = Titles(self.definition, None, call.language)
        self._number = 0

    def all(self) -> None:
        """Show everything."""
        self._tell("folder", folder=self.into)
        self._tell("acted")
        self._check()
        for chapter in self.story.chapters:
            self._chapter(chapter)
        self._trail()
        self._features()
        self._compare()
        self._next()

    def _tell(self, key: str, **facts: object) -> None:
        self._line("", say(DEMO, key, self.call.language, facts))

    def _line(self, first: str, text: str, column: int | None = None) -> None:
        """Write a text after what its first line begins with, its further lines under it or at a column."""
        parts = text.split("\n")
        for part in parts:
            self.call.say("\n".join(hanging(part, self.call.columns, first=first, column=column)))

    def _word(self, key: str, **facts: object) -> str:
        return say(DEMO, key, self.call.language, facts)

    def _head(self, title: str) -> None:
        self._number += 1
        self.call.say("")
        self.call.say(paint(f"{self._number}. {title}", "strong", on=self.call.colour))

    def _check(self) -> None:
        self._head(self._word("check"))
        lifecycles = self.definition.lifecycles.values()
        self._tell(
            "checked",
            name=self.definition.name,
            items=len(self.definition.items),
            lifecycles=len(lifecycles),
            acts=sum(len(lifecycle.transitions) for lifecycle in lifecycles),
            clocks=sum(len(lifecycle.clocks) for lifecycle in lifecycles),
            problems=len(check(self.definition)),
        )
        self._tell("identity", digest=self.service.pin(self.player.procedure))

    def _chapter(self, chapter: Chapter) -> None:
        self._head(chapter.title.within(self.call.language))
        converted = False
        for played in self.player.play(chapter):
            self._step(played)
            converted = converted or bool(played.step.convert)
        if converted:
            self._wall()
            self._measures()

    def _step(self, played: Played) -> None:
        """Tell a step in one line, a refusal with its reasons; steps on the way to a refusal are told too."""
        when = played.at.strftime("%m-%d %H:%M")
        if played.refused is not None:
            self._refusal(when, played)
            return
        ended = max((record.effective_at for record in played.records), default=played.at).astimezone(played.at.tzinfo)
        if played.step.pre_review and ended > played.at:
            when += ended.strftime(" – %m-%d %H:%M")
        self._line(f"  {when}  ", "  ".join(self._did(played)))

    def _did(self, played: Played) -> Iterable[str]:
        step, titles = played.step, self.titles
        items = [step.record, step.not_applicable, step.pre_review, *step.convert]
        yield from (titles.item(item) for item in items if item)
        if step.begin:
            yield self.story.project.title
        if step.case or step.open:
            yield titles.item(self.service.case(step.case or step.open or "").item)
        yield "→ " + self._came_of_it(played)

    def _came_of_it(self, played: Played) -> str:
        step = played.step
        if step.begin or step.open or step.not_applicable:
            return self._word("begun" if step.begin else "opened" if step.open else "does_not_apply")
        told = [record for record in played.records if record.name not in KERNEL]
        formal = [record for record in told if not self._is_pre_review(record)]
        return self._led_to((formal or told)[-1])

    def _led_to(self, record: Record) -> str:
        """Return the state that an act led to; where it stayed, what was done."""
        titles = self._titles_of(id_of(record.stream) if kind_of(record.stream) == "case" else None)
        before, after = record.data.get("from"), record.data.get("to")
        return titles.state(str(after)) if after and after != before else titles.event(record.name)

    def _is_pre_review(self, record: Record) -> bool:
        return kind_of(record.stream) == "case" and self.service.case(id_of(record.stream)).shadow

    def _refusal(self, when: str, played: Played) -> None:
        step = played.step
        what = step.refused.within(self.call.language) if step.refused else ""
        self._line(f"  {when}  ", self._word("tried", what=what))
        assert played.refused is not None  # noqa: S101 - only refusals come here
        titles = self._titles_of(step.case)
        reasons = played.refused.refusals
        for refusal in reasons[:SHOWN_REASONS]:
            told = message_of(refusal, titles, self.call.language)
            self._line("    " + paint("× ", "red", on=self.call.colour), told, column=6)
            articles = list(dict.fromkeys(self._articles(refusal)))
            if articles:
                self._line("      ", self._word("under", articles=articles))

    def _titles_of(self, case: str | None) -> Titles:
        lifecycle = self.definition.lifecycles[self.service.case(case).lifecycle] if case else None
        return Titles(self.definition, lifecycle, self.call.language)

    def _articles(self, refusal: Refusal) -> Iterable[str]:
        laws = self.definition.laws
        yield from (source_text(source, laws, self.call.language) for source in refusal.basis)

    def _wall(self) -> None:
        self._head(self._word("wall"))
        project = self.service.project(self.story.project.id)
        measures = self.definition.measures
        targets = list(measures.targets) if measures else []
        cards = [self._card(item, project.standing(item).since) for item in targets]
        half = (len(cards) + 1) // 2
        columns, colour = self.call.columns, self.call.colour
        self.call.say(draw_wall([cards[:half], cards[half:]], columns=columns, colour=colour).rstrip("\n"))

    def _card(self, item: str, since: datetime | None) -> Card:
        chosen = self.definition.items[item]
        facts = [self.titles.authority(chosen.authority)]
        if since is not None:
            facts.append(since.astimezone(ZONE).strftime("%Y-%m-%d %H:%M"))
        other = "en" if self.call.language == "zh-CN" else "zh-CN"
        title = chosen.document.title if chosen.document else chosen.title
        return Card(chosen.title.within(self.call.language), title.within(other), tuple(facts))

    def _measures(self) -> None:
        self._head(self._word("measures"))
        project = self.service.project(self.story.project.id)
        if self.definition.measures is None:
            return
        cases = [self.service.case(case) for case in project.cases]
        found = both_measures(project, cases, self.definition.measures, self._calendar)
        if found.since_trigger and found.since_first_request:
            language = self.call.language
            self._tell("since_trigger", elapsed=elapsed_text(found.since_trigger.minutes, language))
            self._tell("since_first", days=working_days(found.since_first_request.working_days, language))
        self._tell("hidden")

    @property
    def _calendar(self) -> Calendar:
        return self.player.procedure.calendars[self.definition.calendar]

    def _trail(self) -> None:
        case = self.service.case(self.story.trail)
        titles = self._titles_of(case.id)
        self._head(self._word("trail", case=titles.item(case.item)))
        moments = timeline(self.service.history(case_stream(case.id)), titles, self._calendar)
        self.call.say(draw_timeline(moments, columns=self.call.columns, colour=self.call.colour).rstrip("\n"))
        ledger = self.service.ledger
        self._tell("sealed", events=ledger.position(), defects=len(ledger.check()))

    def _features(self) -> None:
        self._head(self._word("features"))
        files = features_of(self.definition)
        report = run_specs(files, language=self.call.language)
        failed = [result for result in report.scenarios if result.status != "passed"]
        for feature, scenarios in groupby(report.scenarios, key=lambda result: result.feature):
            statuses = [result.status for result in scenarios]
            mark = "√" if set(statuses) == {"passed"} else "×"
            self.call.say(f"  {mark} {len(statuses):3}  {feature}")
        self._tell("ran", passed=len(report.scenarios) - len(failed), failed=len(failed))
        for result in failed:
            self.call.say(f"  {result.file}:{result.line}: {result.name}: {result.message}")

    def _compare(self) -> None:
        self._head(self._word("compared"))
        serial = self.story.serial
        legs = in_turn(self.service, self.story.project.id, serial.order, serial.clock, serial.from_)
        chart = compared(self.service, self.story, legs, self.titles, self._calendar)
        self.call.say(draw_gantt(chart, columns=self.call.columns, colour=self.call.colour).rstrip("\n"))
        days = working_days(sum(leg.working_days for leg in legs), self.call.language)
        self._tell("reading", days=days, end=legs[-1].end.isoformat(), day=serial.from_.isoformat())
        for name, picture in pictures(self.story, self.definition, chart, self.call.language).items():
            (self.into / name).write_text(picture, encoding="utf-8")

    def _next(self) -> None:
        self._head(self._word("next"))
        for command in advice(self.story, self.into / LEDGER, self.call.language):
            self.call.say("\n".join(continued(command, self.call.columns)))


def _clear(into: Path, drawn: Iterable[str]) -> None:
    """Make the folder, empty of what an earlier demonstration left; what is not its own stays, and stops it.

    Raises:
        UsageError: the folder holds something else.
        StorageError: it cannot be made.
    """
    own = {LEDGER, f"{LEDGER}-wal", f"{LEDGER}-shm", f"{LEDGER}.files", *drawn}
    if into.exists() and (not into.is_dir() or {entry.name for entry in into.iterdir()} - own):
        raise UsageError("demo_folder_in_use", folder=str(into))
    try:
        if into.exists():
            _remove(into)
        into.mkdir(parents=True)
    except OSError as error:
        raise StorageError("demo_folder_not_written", folder=str(into), reason=error.strerror) from error


def _remove(folder: Path) -> None:
    for entry in folder.iterdir():
        if entry.is_dir():
            _remove(entry)
        else:
            entry.unlink()
    folder.rmdir()

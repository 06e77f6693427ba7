"""`workflow simulate`: how long it will take, how sure that is, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from workflow.cli.call import Call
from workflow.cli.parameters import Length, Moment
from workflow.cli.progress import Progress
from workflow.cli.speaking import Command, argument, option, shared_without_store
from workflow.errors import NotFound, UsageError
from workflow.language.catalogue.simulation import SIMULATION
from workflow.language.catalogue.words import both, say
from workflow.simulate.answers import Answer
from workflow.simulate.catalog import simulation
from workflow.simulate.engines import CHOICES
from workflow.simulate.running import Simulation, engaged
from workflow.simulate.sensitivity import Staffing, Varying
from workflow.simulate.studies import Study, all_tables, studied
from workflow.simulate.told import Told
from workflow.views.plain import ZONE


@click.command(
    cls=Command,
    words=both(
        "模拟审批时间：多久、多大把握、什么会改变它",
        "Simulate approval timelines: how long, how sure, and what would change it.",
    ),
)
@argument("definition", zh="定义：编号或文件", en="a definition, by id or file")
@option(
    "--scenario",
    "names",
    multiple=True,
    required=True,
    metavar="NAME",
    zh="情景：名称或文件，可重复，第一个作比较的基准",
    en="a scenario, by name or file; repeatable, the first is what others are compared with",
)
@option("--start", type=Moment(), zh="起算的日期或时间（默认依情景）", en="when it begins (default: the scenario's)")
@option(
    "--runs", type=click.IntRange(1, 10_000_000), zh="次数（默认依情景）", en="replications (default: the scenario's)"
)
@option("--seed", type=int, zh="随机种子（默认依情景）", en="the seed of all draws (default: the scenario's)")
@option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    zh="把各次结果、事项、队列和全部假设写成 CSV",
    en="write runs, items, queues and every assumption as CSV",
)
@option(
    "--within",
    "wanted",
    type=Length(),
    zh="期望在多久以内办结，如“4个月”：答出可能性",
    en="how long it may take, as “4 months”: tells how likely that is",
)
@option(
    "--tornado",
    is_flag=True,
    zh="逐项变动人数、用时、补正、政策等，看什么最能改变 P80",
    en="vary officers, times, corrections, policies one at a time: what moves P80 most",
)
@option(
    "--staff-curve",
    "pools",
    multiple=True,
    metavar="POOL",
    zh="一组人员的人数与 P90 的关系；组的名称或编号，可重复",
    en="P90 against the number of officers of a pool, by id or title; repeatable",
)
@option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    zh="写一份可打印的 HTML 报告，图表齐全，单个文件",
    en="write a printable HTML report with all pictures, one file",
)
@option(
    "--record",
    "ledger",
    metavar="URL",
    zh="把一次模拟写成真实事件，存入新账本",
    en="write one replication as real events, to a new ledger",
)
@option(
    "--replication",
    type=click.IntRange(1),
    default=1,
    zh="写入哪一次（默认第 1 次）",
    en="which one (default: the first)",
)
@option(
    "--engine",
    type=click.Choice(CHOICES),
    default="auto",
    show_default=True,
    zh="用哪个引擎：auto 在编译引擎已安装且工作量够大时用它，结果相同",
    en="which engine: auto takes the compiled one where it is installed and the work is large; results are the same",
)
@shared_without_store
@click.pass_obj
def simulate(call: Call, /, definition: str, names: Sequence[str], start: datetime | None, **said: Any) -> None:
    """Simulate."""
    _check(names, said)
    ready = [simulation(name, definition, _day_or_time(start), said["seed"]) for name in names]
    ready = engaged(ready, ready[0].scenario.seed, said["runs"] or ready[0].scenario.runs, said["engine"])
    with Progress(call) as progress:
        studies = _studies(ready, said, progress)
    wanted = said["wanted"]
    view = studied(studies, ready[0].engine, wanted)
    answers = [study.answer for study in studies]
    if said["out"] is not None:
        _write(said["out"], all_tables(studies))
    if said["report"] is not None:
        from workflow.simulate.report import report  # noqa: PLC0415 (templates are loaded for a report only)

        said["report"].write_text(report(studies, view, call.language, wanted), encoding="utf-8")
    if said["ledger"] is not None:
        _record(call, answers, said["ledger"], said["replication"])
    if call.json:
        call.data(view)
    else:
        from workflow.cli.simulated import show  # noqa: PLC0415 (not needed for JSON)

        show(call, studies, view, wanted)
    for study, scenario in zip(studies, view["scenarios"], strict=True):
        for warning in scenario["warnings"]:
            call.note(Told(study.answer, call.language).warning(warning))
    if said["report"] is not None:
        call.note(call.word("written", path=said["report"]))


def _check(names: Sequence[str], said: Mapping[str, Any]) -> None:
    """Refuse, before anything is run, what could not be written afterwards.

    Raises:
        UsageError: more than one scenario is to be recorded.
        NotFound: there is no folder for the report.
    """
    if said["ledger"] is not None and len(names) > 1:
        raise UsageError("record_one_scenario")
    if said["report"] is not None and not said["report"].parent.is_dir():
        raise NotFound("no_such_folder", folder=said["report"].parent)


def _studies(ready: Sequence[Simulation], said: Mapping[str, Any], progress: Progress) -> list[Study]:
    """Return what each scenario comes to, all drawn with the seed of the first, and what was varied in it.

    Raises:
        UsageError: no scenario has officers of that name.
    """
    asked = [[place for name in said["pools"] for place in _pools(one, name)] for one in ready]
    for name in said["pools"]:
        if not any(_pools(one, name) for one in ready):
            raise UsageError("no_such_pool", name=name, known=[pool.name for pool in ready[0].plan.pools])
    seed, runs = ready[0].scenario.seed, said["runs"] or ready[0].scenario.runs
    progress.expect(runs * len(ready))
    answers = [Answer(one, one.run(seed, runs, lambda *_: progress()), seed) for one in ready]
    varied = [Varying(answer) if said["tornado"] else None for answer in answers]
    staffed = [[Staffing(answer, pool) for pool in pools] for answer, pools in zip(answers, asked, strict=True)]
    progress.expect(sum(one.total for one in varied if one) + sum(one.total for row in staffed for one in row))
    return [
        Study(answer, varying.run(progress) if varying else None, {one.pool: one.run(progress) for one in row})
        for answer, varying, row in zip(answers, varied, staffed, strict=True)
    ]


def _pools(one: Simulation, name: str) -> list[int]:
    """Return the officers that an id or a title means."""
    staff = one.scenario.staff
    titles = {known: title for known, told in staff.items() if (title := told.title) is not None}
    return [
        place
        for place, pool in enumerate(one.plan.pools)
        if pool.name == name or (pool.name in titles and titles[pool.name].matches(name))
    ]


def _day_or_time(start: datetime | None) -> datetime | date | None:
    """Return the day where only a day was said: then it begins when the office opens."""
    if start is None:
        return None
    wall = start.astimezone(ZONE)
    return wall.date() if not (wall.hour or wall.minute or wall.second) else wall


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8-sig", newline="")


def _record(call: Call, answers: Sequence[Answer], url: str, replication: int) -> None:
    """Write one replication to a ledger of its own.

    Raises:
        UsageError: a ledger that holds events already.
    """
    from workflow.bootstrap import open_store  # noqa: PLC0415 (only to record)
    from workflow.simulate.recording import record  # noqa: PLC0415 (as above)

    with open_store(url, create=True) as ledger:
        if ledger.position():
            raise UsageError("record_needs_new_ledger", url=url)
        one = answers[0]
        taken = record(one.simulation, one.simulation.log(one.seed, replication - 1), ledger)
        call.note(say(SIMULATION, "recorded", call.language, {"n": taken, "events": ledger.position(), "url": url}))

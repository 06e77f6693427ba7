"""`workflow simulate`: how long it will take, how sure that is, and what would change it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from workflow.cli.call import Call
from workflow.cli.parameters import Moment
from workflow.cli.speaking import Command, argument, option, shared_without_store
from workflow.errors import UsageError
from workflow.language.catalogue.simulation import SIMULATION
from workflow.language.catalogue.words import both, say
from workflow.simulate.answers import Answer, answered
from workflow.simulate.catalog import simulation
from workflow.simulate.log import Log
from workflow.simulate.running import Simulation
from workflow.simulate.tables import tables
from workflow.views.plain import ZONE

ENGINE = "reference"


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
@shared_without_store
@click.pass_obj
def simulate(call: Call, /, definition: str, names: Sequence[str], start: datetime | None, **said: Any) -> None:
    """Simulate."""
    ready = [simulation(name, definition, _day_or_time(start), said["seed"]) for name in names]
    answers = list(_answers(ready, said["runs"] or ready[0].scenario.runs))
    view = answered(answers, ENGINE)
    if said["out"] is not None:
        _write(said["out"], answers)
    if said["ledger"] is not None:
        _record(call, answers, said["ledger"], said["replication"])
    if call.json:
        call.data(view)
    else:
        from workflow.cli.simulated import show  # noqa: PLC0415 (not needed for JSON)

        show(call, answers, view)
    for scenario in view["scenarios"]:
        for warning in scenario["warnings"]:
            call.note(say(SIMULATION, warning["key"], call.language, warning))


def _answers(ready: Sequence[Simulation], runs: int) -> Iterator[Answer]:
    """Yield what each scenario comes to, all drawn with the seed of the first."""
    seed, total = ready[0].scenario.seed, runs * len(ready)
    for place, one in enumerate(ready):

        def seen(number: int, _: Log, done: int = place * runs) -> None:
            _progress(done + number + 1, total)

        yield Answer(one, one.run(seed, runs, seen), seed)


def _day_or_time(start: datetime | None) -> datetime | date | None:
    """Return the day where only a day was said: then it begins when the office opens."""
    if start is None:
        return None
    wall = start.astimezone(ZONE)
    return wall.date() if not (wall.hour or wall.minute or wall.second) else wall


def _progress(done: int, total: int) -> None:
    """Tell on a terminal how far a long run is."""
    if sys.stderr.isatty() and (done == total or done % max(total // 100, 1) == 0):
        click.echo(f"\r{done * 100 // total:3} %", nl=False, err=True)
        if done == total:
            click.echo("\r     \r", nl=False, err=True)


def _write(folder: Path, answers: Sequence[Answer]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables(answers).items():
        (folder / name).write_text(text, encoding="utf-8-sig", newline="")


def _record(call: Call, answers: Sequence[Answer], url: str, replication: int) -> None:
    """Write one replication to a ledger of its own.

    Raises:
        UsageError: more than one scenario, or a ledger that holds events already.
    """
    from workflow.bootstrap import open_store  # noqa: PLC0415 (only to record)
    from workflow.simulate.recording import record  # noqa: PLC0415 (as above)

    if len(answers) > 1:
        raise UsageError("record_one_scenario")
    with open_store(url, create=True) as ledger:
        if ledger.position():
            raise UsageError("record_needs_new_ledger", url=url)
        one = answers[0]
        taken = record(one.simulation, one.simulation.log(one.seed, replication - 1), ledger)
        call.note(say(SIMULATION, "recorded", call.language, {"n": taken, "events": ledger.position(), "url": url}))

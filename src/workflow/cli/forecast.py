"""`workflow forecast`: when a live project will be done, how surely, and what to do first."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click

from workflow.cli.call import Call
from workflow.cli.parameters import Moment
from workflow.cli.speaking import Command, argument, option, shared
from workflow.language.catalogue.words import both


@click.command(
    cls=Command,
    words=both(
        "预测在办项目：从账本中的实际状态起，何时办成、多大把握、先做什么",
        "Forecast a live project from where it stands in the ledger: when, how surely, and what to do first.",
    ),
)
@argument("project", zh="项目编号", en="the id of the project")
@option(
    "--scenario", metavar="NAME",
    zh="情景：名称或文件（默认取随附的、同样政策下假设最少的）",
    en="a scenario, by name or file (default: the shipped one of the same policies that assumes the least)",
)  # fmt: skip
@option(
    "--what-if", "what_if", multiple=True, metavar="CHANGE",
    zh="假如：政策、staff:人员+1、staff:人员=3 或 unordered（不逐项办理），逗号相连；可重复",
    en="suppose a policy, staff:POOL+1, staff:POOL=3 or unordered (nothing one after the other), joined by commas; "
    "repeatable",
)  # fmt: skip
@option("--at", type=Moment(), zh="视为现在的时间（默认此刻）", en="the time taken as the present (default: now)")
@option(
    "--start", type=Moment(), zh="情景中给定的事项何时取得（默认现在，有提前期的依提前期）",
    en="when what the scenario gives comes into force (default: now, or after its lead)",
)  # fmt: skip
@option(
    "--runs", type=click.IntRange(1, 1_000_000), zh="次数（默认依情景）", en="replications (default: the scenario's)"
)
@option("--seed", type=int, zh="随机种子（默认依情景）", en="the seed of all draws (default: the scenario's)")
@shared
@click.pass_obj
def forecast(call: Call, /, project: str, what_if: Sequence[str], **said: Any) -> None:
    """Forecast."""
    from workflow.language.catalogue.forecast import FORECAST  # noqa: PLC0415 (heavy rooms load when they are used)
    from workflow.language.catalogue.simulation import SIMULATION  # noqa: PLC0415
    from workflow.language.catalogue.words import say  # noqa: PLC0415

    view = _view(call, project, what_if, said)
    if call.json:
        call.data(view)
        return
    from workflow.cli.forecasted import show  # noqa: PLC0415 (not needed for JSON)

    show(call, view)
    for warning in view.get("warnings", ()):
        table = FORECAST if warning["key"] in FORECAST else SIMULATION
        call.note(say(table, warning["key"], call.language, _titled(call, warning)))


def _view(call: Call, project: str, what_if: Sequence[str], said: dict[str, Any]) -> dict[str, Any]:
    """Return the forecast as data."""
    from workflow.simulate.advising import MOST_ACTS, advice  # noqa: PLC0415
    from workflow.simulate.answers import Answer  # noqa: PLC0415
    from workflow.simulate.catalog import scenario_for, scenario_named  # noqa: PLC0415
    from workflow.simulate.forecast import Asked  # noqa: PLC0415
    from workflow.simulate.forecast import forecast as from_here  # noqa: PLC0415
    from workflow.simulate.foretold import foretold, obtained  # noqa: PLC0415
    from workflow.simulate.supposing import supposing  # noqa: PLC0415
    from workflow.views.titles import Titles  # noqa: PLC0415

    service = call.service()
    at: datetime = said["at"] or service.clock.now()
    definition = service.rules(service.project(project).definition).definition
    call.titles = Titles(definition, None, call.language)
    scenario, document = scenario_named(said["scenario"] or scenario_for(definition))
    asked = Asked(project, scenario, document, at, said["start"])
    ready = from_here(service, asked)
    if ready.is_done:
        return obtained(asked, ready)
    seed = scenario.seed if said["seed"] is None else said["seed"]
    runs = said["runs"] or scenario.runs
    every = [ready, *(supposing(service, asked, what) for what in what_if)]
    progress = _Progress(runs * (len(every) + MOST_ACTS))
    answers = [Answer(one.simulation, one.run(seed, runs, progress=progress), seed) for one in every]
    acts = advice(ready, answers[0].result, seed, progress)
    progress.end()
    return foretold(asked, ready, answers, acts, call.language)


class _Progress:
    """How far a long run is, on a terminal."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0

    def __call__(self) -> None:
        self.done += 1
        if sys.stderr.isatty() and self.done % max(self.total // 100, 1) == 0:
            click.echo(f"\r{min(self.done * 100 // self.total, 99):3} %", nl=False, err=True)

    def end(self) -> None:
        if sys.stderr.isatty():
            click.echo("\r     \r", nl=False, err=True)


def _titled(call: Call, warning: dict[str, Any]) -> dict[str, Any]:
    """Return a warning with states and items by their titles."""
    told = dict(warning)
    if call.titles is not None:
        if "state" in told:
            told["state"] = call.titles.state(told["state"])
        if "item" in told:
            told["item"] = call.titles.item(told["item"])
    return told

"""`workflow forecast`: when a live project will be done, how surely, and what to do first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from workflow.cli.call import Call
from workflow.cli.parameters import Moment
from workflow.cli.progress import Progress
from workflow.cli.speaking import Command, argument, option, shared
from workflow.language.catalogue.words import both

if TYPE_CHECKING:
    from workflow.simulate.advising import Next
    from workflow.simulate.answers import Answer
    from workflow.simulate.forecast import Asked, Forecast


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
    from workflow.simulate.foretold import foretold, obtained  # noqa: PLC0415 (heavy rooms load when they are used)

    asked, ready = _ready(call, project, said)
    answers: list[Answer] = []
    if ready.is_done:
        view = obtained(asked, ready)
    else:
        answers, acts = _answers(call, asked, ready, what_if, said)
        view = foretold(asked, ready, answers, acts, call.language)
    if call.json:
        call.data(view)
        return
    from workflow.cli.forecasted import show  # noqa: PLC0415 (not needed for JSON)

    show(call, view, answers)


def _ready(call: Call, project: str, said: Mapping[str, Any]) -> tuple[Asked, Forecast]:
    """Return what is asked, and the project ready to be run from where it stands."""
    from workflow.simulate.catalog import scenario_for, scenario_named  # noqa: PLC0415 (as above)
    from workflow.simulate.forecast import Asked, forecast  # noqa: PLC0415 (as above)
    from workflow.views.titles import Titles  # noqa: PLC0415 (as above)

    service = call.service()
    definition = service.rules(service.project(project).definition).definition
    call.titles = Titles(definition, None, call.language)
    scenario, document = scenario_named(said["scenario"] or scenario_for(definition))
    asked = Asked(project, scenario, document, said["at"] or service.clock.now(), said["start"])
    return asked, forecast(service, asked)


def _answers(
    call: Call, asked: Asked, ready: Forecast, what_if: Sequence[str], said: Mapping[str, Any]
) -> tuple[list[Answer], list[Next]]:
    """Return what the replications came to, as things stand and under each supposition; and the next acts."""
    from workflow.simulate.advising import advice  # noqa: PLC0415 (as above)
    from workflow.simulate.answers import Answer  # noqa: PLC0415 (as above)
    from workflow.simulate.supposing import supposing  # noqa: PLC0415 (as above)

    seed = asked.scenario.seed if said["seed"] is None else said["seed"]
    runs = said["runs"] or asked.scenario.runs
    every = [ready, *(supposing(call.service(), asked, what) for what in what_if)]
    with Progress(call) as progress:
        progress.expect(runs * len(every))
        answers = [Answer(one.simulation, one.run(seed, runs, progress=progress), seed) for one in every]
        return answers, advice(ready, answers[0].result, seed, progress)

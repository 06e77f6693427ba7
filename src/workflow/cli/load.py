"""`workflow load`: projects, cases and acts of a dataset, each judged and recorded."""

from __future__ import annotations

from collections import Counter

import click

from workflow.application.dataset import dataset_named
from workflow.application.loading import Loader
from workflow.cli.call import Call
from workflow.cli.speaking import Command, argument, shared
from workflow.errors import WorkflowError
from workflow.language.catalogue.targets import TARGETS
from workflow.language.catalogue.words import both, say

KINDS = ("project", "case", "act")


@click.command(
    cls=Command,
    words=both(
        "载入数据集；每一步都经过判定，重复载入只补记缺少的",
        "Load a dataset; every step is judged, and loading again records only what is lacking.",
    ),
)
@argument("name", metavar="DATASET", zh="数据集：名称或文件", en="the dataset, by name or file")
@shared
@click.pass_obj
def load(call: Call, name: str) -> None:
    """Load a dataset.

    Raises:
        Refused: a step is not allowed; where it stands is told first.
    """
    dataset, steps = dataset_named(name)
    loader = Loader(dataset, call.service(create=True))
    counts: Counter[str] = Counter()
    repeated = 0
    try:
        for done in loader.load(steps):
            counts[done.kind] += 1
            repeated += done.repeated
    except WorkflowError:
        if loader.at is not None:
            place = {"file": loader.at.file, "line": loader.at.line, "n": counts.total()}
            call.note(say(TARGETS, "stopped", call.language, place))
        raise
    told = {kind: counts[kind] for kind in KINDS}
    if call.json:
        plural = {f"{kind}s": n for kind, n in told.items()}
        call.data({"dataset": dataset.dataset, "definition": dataset.definition, **plural, "repeated": repeated})
    else:
        title = dataset.title.within(call.language)
        call.say(say(TARGETS, "loaded", call.language, {"title": title, "repeated": repeated, **told}))

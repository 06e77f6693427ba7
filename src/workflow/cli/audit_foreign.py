"""`workflow audit check --foreign`: somebody else's history, checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from workflow.application.shelf import read_file
from workflow.audit.foreign.check import Checked, ForeignFinding, check_foreign
from workflow.audit.foreign.mapping import load_mapping
from workflow.audit.foreign.precedence import Thresholds
from workflow.bootstrap import open_store
from workflow.cli.call import Call
from workflow.cli.paragraphs import wrapped
from workflow.cli.speaking import option
from workflow.errors import UsageError
from workflow.language.catalogue.exchange import FOREIGN_CHECK
from workflow.language.catalogue.findings import SEVERITY_WORDS
from workflow.language.catalogue.labels import label
from workflow.language.catalogue.words import say

SHOWN = 10
DEFAULT = Thresholds()


_OPTIONS = (
    option("--foreign", metavar="LOG", zh="导入的他人历史，用导入时的名称", en="somebody else's history, by its name"),
    option(
        "--mapping",
        metavar="MAP.yaml",
        type=click.Path(path_type=Path),
        zh="与 --foreign 合用：期限和对照程序所在的映射文件（默认用导入时的）",
        en="with --foreign: whose deadlines and procedure to check by (default: that of the import)",
    ),
    option(
        "--learn-from",
        metavar="LOG",
        zh="与 --foreign 合用：由另一份历史学习先后关系（默认由其自身）",
        en="with --foreign: learn the order from another history (default: from itself)",
    ),
    option(
        "--confidence",
        type=click.FloatRange(0.5, 1),
        zh=f"与 --foreign 合用：成为规则所需的置信度（默认 {DEFAULT.confidence}）",
        en=f"with --foreign: the confidence that makes a rule (default: {DEFAULT.confidence})",
    ),
    option(
        "--support",
        type=click.FloatRange(0, 1),
        zh=f"与 --foreign 合用：规则所涉案件的最低占比（默认 {DEFAULT.support:g}）",
        en=f"with --foreign: the share of cases that a rule must speak of (default: {DEFAULT.support:g})",
    ),
    option(
        "--occurrences",
        type=click.IntRange(1),
        zh=f"与 --foreign 合用：规则所涉活动的最低出现次数（默认 {DEFAULT.occurrences}）",
        en=f"with --foreign: how often an activity must occur for a rule on it (default: {DEFAULT.occurrences})",
    ),
)
_THRESHOLDS = ("confidence", "support", "occurrences")
_ONLY_FOREIGN = ("mapping", "learn_from", *_THRESHOLDS)


def foreign_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Declare the options of a check of somebody else's history."""
    for declare in reversed(_OPTIONS):
        function = declare(function)
    return function


def asked_of_foreign(said: Mapping[str, Any], *, others: bool) -> bool:
    """Tell whether somebody else's history is to be checked.

    Args:
        others: something is asked that only our own history has.

    Raises:
        UsageError: what is asked does not go together.
    """
    if said["foreign"] is None and any(said[name] is not None for name in _ONLY_FOREIGN):
        raise UsageError("only_with_foreign")
    if said["foreign"] is not None and others:
        raise UsageError("check_what")
    return said["foreign"] is not None


def check_log(call: Call, said: Mapping[str, Any]) -> bool:
    """Check a foreign history, tell what was found, and return whether there is nothing but hints.

    Raises:
        NotFound: there is no such history, file or definition.
        InvalidFile: the mapping is not right.
        StorageError: the ledger cannot be read.
    """
    path = said["mapping"]
    mapping = load_mapping(read_file(str(path)), str(path)) if path else None
    thresholds = replace(DEFAULT, **{name: said[name] for name in _THRESHOLDS if said[name] is not None})
    with open_store(call.store) as ledger:
        checked = check_foreign(
            ledger, said["foreign"], mapping=mapping, learn_from=said["learn_from"], thresholds=thresholds
        )
    if said["kinds"]:
        checked.findings = [finding for finding in checked.findings if finding.kind in said["kinds"]]
    if call.json:
        call.data(checked.as_json(call.language))
    else:
        for line in _told(checked, call.language):
            call.say("\n".join(wrapped(line, call.columns)))
        _table(call, checked.findings)
    return checked.ok


def _told(checked: Checked, language: str) -> Iterator[str]:
    def told(key: str, **facts: object) -> str:
        return say(FOREIGN_CHECK, key, language, facts)

    head, counts = checked.log.head, checked.figures
    days = {end: (counts[end] or "")[:10] for end in ("first", "last")}
    yield told("log_is", **{**counts, **days, "log": head.log, "file": head.file})
    yield told("log_counts", **counts)
    if counts["without_case"]:
        yield told("log_apart", **counts)
    for kept in checked.deadlines:
        title = kept.deadline.title
        named = title.within(language) if title else kept.name
        yield told("deadline_kept", deadline=named, known=kept.known, late=len(kept.late), open=kept.open)
        if kept.unreadable:
            yield told("deadline_unreadable", unreadable=kept.unreadable)
    if checked.replayed is not None:
        replayed = checked.replayed
        refused = len({(f.trace.case, f.step.line) for f in checked.findings if f.severity == "warning" and f.step})
        named = replayed.machine.lifecycle.title.within(language)
        counted = {"steps": replayed.steps, "left_out": replayed.left_out, "not_judged": replayed.not_judged}
        yield told("replay_is", lifecycle=named, refused=refused, **counted)
    deviations = sum(finding.rule == "precedence" for finding in checked.findings)
    yield told("model_is", log=checked.learnt_from, rules=len(checked.model.rules), deviations=deviations)
    if checked.unknown:
        yield told("model_unknown", names=checked.unknown)
    yield "" if checked.findings else told("nothing_found")


def _table(call: Call, findings: list[ForeignFinding]) -> None:
    """Write the first findings of each rule."""
    rules = dict.fromkeys(finding.rule for finding in findings)
    for rule in rules:
        those = [finding for finding in findings if finding.rule == rule]
        heads = [label(key, call.language) for key in ("kind", "case", "activity", "why")]
        severity = say(SEVERITY_WORDS, those[0].severity, call.language, {})
        rows = [[f.trace.case, f.step.activity if f.step else "", f.explained(call.language)] for f in those[:SHOWN]]
        call.table(heads, [[severity, *row] for row in rows])
        if len(those) > SHOWN:
            call.say(say(FOREIGN_CHECK, "and_more", call.language, {"more": len(those) - SHOWN}))
        call.say("")

"""`workflow case move`: cases to another version of their definition, with a report before anything is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click

from workflow.application.service import Service
from workflow.application.shelf import procedure
from workflow.bootstrap import pinned
from workflow.cli.asking import (
    CaseAt,
    as_on_trial,
    case_of,
    command_option,
    moment_of,
    on_option,
)
from workflow.cli.call import Call
from workflow.cli.choosing import chosen, policy_option
from workflow.cli.naming import actor_of, id_of_title
from workflow.cli.speaking import Command, argument, option, shared
from workflow.errors import Refused, UsageError
from workflow.language.catalogue.words import both
from workflow.lifecycle.rules import Rules
from workflow.proceedings.commands import MoveCase
from workflow.proceedings.moving import Move
from workflow.store import Record
from workflow.views.refusals import message_of, refusals_view
from workflow.views.titles import Titles
from workflow.views.trail import trail


@dataclass(frozen=True)
class _Moving:
    """One case on its way: what the move would do, and what came of it."""

    at: CaseAt
    report: Move
    records: tuple[Record, ...] = ()
    refused: Refused | None = None

    def row(self, language: str) -> dict[str, Any]:
        """Return it as JSON."""
        report = self.report
        return {
            "case": report.case,
            "outcome": report.outcome,
            "state": report.state,
            "lifecycle": report.lifecycle,
            "reasons": [self.at.titles.lack(reason) for reason in report.reasons],
            "moved": bool(self.records),
            "refused": refusals_view(self.refused.refusals, self.at.titles, language) if self.refused else [],
        }


@click.command(
    cls=Command,
    words=both(
        "把案件转入另一版定义，先逐案报告；--dry-run 只报告",
        "Move cases to another version of their definition, with a report first; --dry-run reports only.",
    ),
)
@argument("cases", metavar="CASE...", nargs=-1, required=True, zh="案件编号，可多个", en="the ids of the cases")
@option("--to", "reference", metavar="DEFINITION", required=True, zh="新定义：编号或文件", en="the other definition")
@policy_option
@option(
    "--state", metavar="STATE", zh="新定义没有现在的状态时，转入的状态：编号或名称",
    en="where the other definition does not have the present state: the one it becomes",
)  # fmt: skip
@option("--dry-run", is_flag=True, zh="只报告，什么也不记录", en="report only; nothing is recorded")
@as_on_trial
@on_option
@command_option
@shared
@click.pass_obj
def move(call: Call, /, cases: tuple[str, ...], reference: str, **said: Any) -> None:
    """Move cases, those that can be; what stands against the others is told."""
    service = call.service()
    ats = [case_of(call, service, case) for case in dict.fromkeys(cases)]
    found = procedure(reference, chosen(said["policies"]))
    moving = [_Moving(at, service.report_move(at.case.id, found.rules)) for at in ats]
    if not said["dry_run"]:
        if said["actor"] is None:
            raise UsageError("mover_needed")
        digest, _ = pinned(service, reference, chosen(said["policies"]))
        moving = [_moved(service, one, found.rules, digest, {**said, "several": len(ats) > 1}) for one in moving]
    _tell(call, found.rules, moving, trial=said["dry_run"])
    if any(one.refused for one in moving):
        click.get_current_context().exit(Refused.exit_code)


def _moved(service: Service, moving: _Moving, rules: Rules, digest: str, said: Mapping[str, Any]) -> _Moving:
    case, lifecycle = moving.report.case, rules.definition.lifecycles.get(moving.report.lifecycle or "")
    state = said["state"] if moving.report.outcome == "needs_mapping" or not said["several"] else None
    if state is not None and lifecycle is not None:
        state = id_of_title(state, {name: one.title for name, one in lifecycle.states.items()})
    wish = MoveCase(case, digest, actor_of(said["actor"], rules.definition), moment_of(service, said), state)
    own_id = f"{said['command_id']}.{case}" if said["command_id"] and said["several"] else said["command_id"]
    try:
        outcome = service.handle(wish, own_id, dated=said["at"] is not None)
    except Refused as refused:
        return _Moving(moving.at, moving.report, refused=refused)
    return _Moving(moving.at, moving.report, tuple(outcome.records))


def _tell(call: Call, rules: Rules, moving: list[_Moving], *, trial: bool) -> None:
    rows = [one.row(call.language) for one in moving]
    if call.json:
        recorded = trail(record for one in moving for record in one.records)
        call.data({"definition": rules.definition.name, "dry_run": trial, "cases": rows, "recorded": recorded})
        return
    heads = [call.word(head) for head in ("case", "state", "outcome", "why")]
    call.table(heads, [_table_row(call, one, row) for one, row in zip(moving, rows, strict=True)])
    for one in moving:
        for refusal in one.refused.refusals if one.refused else ():
            call.note(f"{one.report.case}{call.colon}{message_of(refusal, one.at.titles, call.language)}")
    if trial:
        call.say("\n" + call.word("nothing_moved"))


def _table_row(call: Call, one: _Moving, row: Mapping[str, Any]) -> list[str]:
    titles: Titles = one.at.titles
    outcome = "moved" if one.records else "not_moved" if one.refused else f"move_{one.report.outcome}"
    return [one.report.case, titles.state(one.report.state), call.word(outcome), "\n".join(row["reasons"])]

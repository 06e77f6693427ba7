"""`workflow audit check` and `waive`: whether the procedure was followed, and what an authority lets stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from workflow.application.service import Service
from workflow.audit.conformance.checking import Check
from workflow.audit.findings import KINDS, SEVERITIES, Finding
from workflow.audit.subjects import subject
from workflow.audit.telling import Teller
from workflow.cli.asking import as_option, command_option, moment_of, on_option, sent, told
from workflow.cli.audit_foreign import asked_of_foreign, check_log, foreign_options
from workflow.cli.call import Call
from workflow.cli.naming import actor_of
from workflow.cli.paragraphs import wrapped
from workflow.cli.parameters import Moment
from workflow.cli.speaking import Command, argument, option, shared
from workflow.errors import NotFound, UsageError
from workflow.language.catalogue.audit import AUDIT
from workflow.language.catalogue.findings import KIND_WORDS, SEVERITY_WORDS
from workflow.language.catalogue.words import both, joined, say
from workflow.language.ids import id_of
from workflow.pictures.terminal import Colour, paint
from workflow.proceedings.commands import WaiveFinding
from workflow.views.plain import by_the_clock, iso

FINDINGS = 6
_MARKS: dict[str, tuple[str, Colour]] = {"violation": ("×", "red"), "warning": ("▲", "yellow"), "hint": ("·", "faint")}
as_of_option = option(
    "--as-of", type=Moment(), zh="时限核查到此时为止（默认现在）", en="sweep the clocks up to then (default: now)"
)


@click.command(
    cls=Command,
    words=both(
        "核查：每段历史按其固定的定义重新办理一遍；有违反或存疑时退出码为 6",
        "Carry every history out anew under the definition it was pinned to; exit code 6 with violations or warnings.",
    ),
)
@argument("name", metavar="[ID]", required=False, zh="项目或案件的编号", en="the id of a project or a case")
@option("--all", "everything", is_flag=True, zh="整个账本", en="the whole ledger")
@as_of_option
@option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    zh="只看此类，可重复",
    en="of this kind only, repeatable",
)
@foreign_options
@shared
@click.pass_obj
def check(call: Call, /, name: str | None, **said: Any) -> None:
    """Check histories."""
    if asked_of_foreign(said, others=name is not None or said["everything"] or said["as_of"] is not None):
        if not check_log(call, said):
            click.get_current_context().exit(FINDINGS)
        return
    if (name is None) == (not said["everything"]):
        raise UsageError("check_what")
    service = call.service()
    checking = Check(service.ledger, said["as_of"] or service.clock.now())
    found = list(checking.all() if name is None else checking.of(subject(service, name)))
    found = [one for one in found if not said["kinds"] or one.kind in said["kinds"]]
    open_ones = [one for one in found if one.counts and one.id not in checking.waivers]
    teller = Teller(service, call.language)
    checked = checking.checked
    if call.json:
        call.data(
            {
                "ok": not open_ones,
                "as_of": iso(checked.as_of),
                "events": checked.events,
                "cases": checked.cases,
                "definitions": sorted(checked.definitions),
                "findings": [teller.json(one, checking.waivers) for one in found],
            }
        )
    else:
        for one in found:
            _show(call, teller, one, waived=one.id in checking.waivers)
        _sum_up(call, checking, found)
    if open_ones:
        click.get_current_context().exit(FINDINGS)


def _show(call: Call, teller: Teller, finding: Finding, *, waived: bool) -> None:
    mark, tone = _MARKS[finding.severity]
    kinds = say(SEVERITY_WORDS, finding.severity, call.language, {}), say(KIND_WORDS, finding.kind, call.language, {})
    head = f"{mark} {finding.id}  {' · '.join(kinds)}  {id_of(finding.stream) or finding.stream}"
    call.say(paint(head, tone, on=call.colour))
    record = finding.record
    lines = [teller.explanation(finding)]
    if record is not None:
        facts = {"n": record.position, "at": by_the_clock(record.effective_at), "what": teller.event(finding)}
        lines.append(say(AUDIT, "finding_event", call.language, {**facts, "who": teller.actor(finding)}))
    articles = joined(teller.articles(finding), call.language)
    if articles:
        lines.append(say(AUDIT, "finding_basis", call.language, {"articles": articles}))
    if waived:
        lines.append(say(AUDIT, "finding_waived", call.language, {}))
    for line in lines:
        for part in wrapped(line, call.columns - 2):
            call.say(f"  {part}")
    call.say("")


def _sum_up(call: Call, checking: Check, found: Sequence[Finding]) -> None:
    checked = checking.checked
    counts = Counter(one.severity for one in found)
    told_counts = [
        f"{say(SEVERITY_WORDS, name, call.language, {})} {counts[name]}" for name in SEVERITIES if counts[name]
    ]
    facts = {"events": checked.events, "cases": checked.cases, "at": by_the_clock(checked.as_of)}
    key = "checked_with" if found else "checked_clean"
    line = say(AUDIT, key, call.language, {**facts, "counts": joined(told_counts, call.language)})
    for part in wrapped(line, call.columns):
        call.say(part)


@click.command(
    cls=Command,
    words=both(
        "对一项发现不予追究：由案件的主管机关或其上级记录理由；涉及本人的不得由本人决定",
        "Let a finding stand: its authority or the superior records why; never whoever the finding is about.",
    ),
)
@argument("name", metavar="ID", zh="项目或案件的编号", en="the id of the project or case")
@argument(
    "finding", metavar="FINDING", zh="发现的编号，如 F-0123456789ab", en="the id of the finding, as F-0123456789ab"
)
@option("--reason", metavar="TEXT", required=True, zh="理由", en="the reason")
@as_option
@on_option
@as_of_option
@command_option
@shared
@click.pass_obj
def waive(call: Call, /, name: str, finding: str, **said: Any) -> None:
    """Waive a finding."""
    service = call.service()
    known = _known(service, name, finding, said)
    rules = service.rules(subject(service, name).definition)
    actor = actor_of(said["actor"], rules.definition, *rules.definition.lifecycles.values())
    person = known.record.actor.person if known.record and not known.record.actor.is_system else None
    at = moment_of(service, said)
    wish = WaiveFinding(known.stream, known.id, known.rule, said["reason"], actor, at, person)
    told(call, sent(service, wish, said), finding=known.id)


def _known(service: Service, name: str, finding: str, said: dict[str, Any]) -> Finding:
    """Return a finding of a matter by its id.

    Raises:
        NotFound: an audit of the matter has no such finding.
    """
    checking = Check(service.ledger, said["as_of"] or service.clock.now())
    found = next((one for one in checking.of(subject(service, name)) if one.id == finding), None)
    if found is None:
        raise NotFound("unknown_finding", finding=finding, name=name)
    return found

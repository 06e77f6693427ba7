"""Checking a foreign history: its deadlines, its order by a model of precedence, and a procedure of ours, if named.

A deadline that was missed is a violation, for the file itself says when it was due. What a procedure of ours does not
allow is a warning: the file's office was not bound by it. A deviation from learnt precedence is a hint: it is unusual,
and no more.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from workflow.audit.foreign.deadlines import Kept, Late, keeping, wanted
from workflow.audit.foreign.figures import figures
from workflow.audit.foreign.log import Log, Step, Trace, read_log
from workflow.audit.foreign.mapping import Mapping
from workflow.audit.foreign.precedence import Deviation, Model, Rule, Thresholds, learn
from workflow.audit.foreign.replay import Refused, Replayed, Replaying
from workflow.language.catalogue.exchange import FOREIGN_FINDINGS
from workflow.language.catalogue.words import say
from workflow.language.ids import digest_of
from workflow.store import Ledger
from workflow.views.plain import ZONE, iso, plain
from workflow.views.refusals import message_of
from workflow.views.titles import Titles

_DAY_SECONDS = 86_400
_CLOCK = "%Y-%m-%d %H:%M (%z)"  # the file may come from anywhere, so the offset stands beside it


@dataclass(frozen=True, slots=True)
class ForeignFinding:
    """One thing a check of a foreign history has to say.

    Attributes:
        rule: `deadline:NAME`, `precedence`, or the key of the refusal.
        step: the event meant; None where the case as a whole is.
        explained: gives the sentence in a language.
    """

    rule: str
    kind: str
    severity: str
    trace: Trace
    step: Step | None
    expected: Any
    seen: Any
    explained: Callable[[str], str]
    basis: Sequence[Any] = ()

    @property
    def id(self) -> str:
        """Return an id that derives from the content, so that two checks can be compared."""
        content = [self.rule, self.trace.case, self.step.line if self.step else 0, self.expected, self.seen]
        return f"F-{digest_of(json.dumps(content, ensure_ascii=False, sort_keys=True).encode())[:12]}"

    def as_json(self, language: str) -> dict[str, Any]:
        """Return it as the JSON contract has it; `line` is the event's in the file."""
        step = self.step
        return {
            "finding": self.id,
            "rule": self.rule,
            "kind": self.kind,
            "severity": self.severity,
            "case": self.trace.case,
            "event": step.activity if step else None,
            "position": step.position if step else self.trace.position,
            "line": step.line if step else None,
            "actor": step.resource if step else None,
            "basis": plain(self.basis),
            "expected": self.expected,
            "seen": self.seen,
            "explanation": self.explained(language),
        }


@dataclass(slots=True)
class Checked:
    """What a check of a foreign history came to.

    Attributes:
        learnt_from: the history the model was learnt from.
        unknown: activities that the model does not know.
    """

    log: Log
    figures: dict[str, Any]
    model: Model
    learnt_from: str
    unknown: list[str]
    deadlines: list[Kept]
    replayed: Replayed | None
    findings: list[ForeignFinding]

    @property
    def ok(self) -> bool:
        """Tell whether there is nothing but hints."""
        return all(finding.severity == "hint" for finding in self.findings)

    def as_json(self, language: str) -> dict[str, Any]:
        """Return it as the JSON contract has it."""
        return {
            "ok": self.ok,
            "events": self.figures["events"],
            "cases": self.figures["cases"],
            "log": self.log.head.log,
            "figures": self.figures,
            "deadlines": {kept.name: _kept(kept) for kept in self.deadlines},
            "model": {
                "learnt_from": self.learnt_from,
                "rules": [_rule(rule) for rule in self.model.rules],
                "unknown_activities": self.unknown,
            },
            "replay": _replay(self.replayed) if self.replayed else None,
            "findings": [finding.as_json(language) for finding in self.findings],
        }


def check_foreign(
    ledger: Ledger,
    name: str,
    *,
    mapping: Mapping | None = None,
    learn_from: str | None = None,
    thresholds: Thresholds | None = None,
) -> Checked:
    """Return what a check of a foreign history finds, in the order of the file.

    Args:
        mapping: whose deadlines and procedure to check by; by default that of the import.
        learn_from: the history to learn the model from; by default the same one.

    Raises:
        NotFound: there is no such history, or no such definition.
        InvalidInput: the mapping names what the definition does not have.
        StorageError: the ledger cannot be read.
    """
    log = read_log(ledger, name, wanted(mapping) if mapping else ())
    if mapping is None:
        mapping = Mapping.model_validate(log.head.mapping)
        log = read_log(ledger, name, wanted(mapping)) if mapping.deadlines else log
    teacher = log if learn_from in {None, name} else read_log(ledger, str(learn_from))
    model = learn(map(_way, teacher.traces.values()), thresholds)
    kept = list(keeping(log, mapping))
    replaying = Replaying(mapping.replay) if mapping.replay else None
    findings = [
        *(_late(each, late, mapping.zone_info or ZONE) for each in kept for late in each.late),
        *(_refused(one, replaying.replayed) for one in (replaying.refused(log) if replaying else ()) if replaying),
        *_deviations(log, model),
    ]
    return Checked(
        log=log,
        figures=figures(log),
        model=model,
        learnt_from=teacher.head.log,
        unknown=sorted(model.unknown(step.activity for trace in log.traces.values() for step in trace.steps)),
        deadlines=kept,
        replayed=replaying.replayed if replaying else None,
        findings=findings,
    )


def _way(trace: Trace) -> list[str]:
    return [step.activity for step in trace.steps]


def _late(kept: Kept, late: Late, zone: ZoneInfo) -> ForeignFinding:
    def explained(language: str) -> str:
        title = kept.deadline.title
        facts = {
            "deadline": title.within(language) if title else kept.name,
            "due": f"{late.due.astimezone(zone):{_CLOCK}}",
            "done": f"{late.done.astimezone(zone):{_CLOCK}}",
            "days": f"{(late.done - late.due).total_seconds() / _DAY_SECONDS:.1f}",
        }
        return say(FOREIGN_FINDINGS, "late", language, facts)

    rule = f"deadline:{kept.name}"
    return ForeignFinding(rule, "deadline", "violation", late.case, late.step, iso(late.due), iso(late.done), explained)


def _refused(refused: Refused, replayed: Replayed) -> ForeignFinding:
    definition, lifecycle = replayed.rules.definition, replayed.machine.lifecycle
    refusal = refused.refusal

    def explained(language: str) -> str:
        return message_of(refusal, Titles(definition, lifecycle, language), language)

    expected = plain(refusal.facts.get("from")) or refusal.key
    return ForeignFinding(
        refusal.key,
        "sod" if refused.apart else "order",
        "warning",
        refused.trace,
        refused.step,
        expected,
        refused.state,
        explained,
        refusal.basis,
    )


def _deviations(log: Log, model: Model) -> Iterator[ForeignFinding]:
    for trace in log.traces.values():
        way = _way(trace)
        yield from (_deviation(trace, way, deviation) for deviation in model.deviations(way))


def _deviation(trace: Trace, way: Sequence[str], deviation: Deviation) -> ForeignFinding:
    at, missing, directly = deviation
    before = way[at - 1] if at else None
    expected = {"before": list(missing), "directly_before": directly}

    def explained(language: str) -> str:
        key = "precedence" if missing else "first_of_all" if before is None else "direct_precedence"
        facts = {"activity": way[at], "missing": list(missing), "directly": directly, "seen": before}
        return say(FOREIGN_FINDINGS, key, language, facts)

    return ForeignFinding("precedence", "order", "hint", trace, trace.steps[at], expected, before, explained)


def _kept(kept: Kept) -> dict[str, Any]:
    told = {"known": kept.known, "late": len(kept.late), "open": kept.open, "unreadable": kept.unreadable}
    return {"of": kept.deadline.of, "due": kept.deadline.due, "done": kept.deadline.done, **told}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "relation": rule.relation,
        "before": rule.before,
        "after": rule.after,
        "occurrences": rule.occurrences,
        "kept": rule.kept,
        "confidence": round(rule.confidence, 4),
        "support": round(rule.support, 4),
    }


def _replay(replayed: Replayed) -> dict[str, Any]:
    return {
        "definition": replayed.rules.digest,
        "lifecycle": replayed.machine.lifecycle.lifecycle,
        "steps": replayed.steps,
        "left_out": replayed.left_out,
        "not_judged": replayed.not_judged,
    }

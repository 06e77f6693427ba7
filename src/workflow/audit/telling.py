"""Findings as readers get them: the JSON contract, and the explanation in their language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.application.service import Service
from workflow.audit.findings import Finding
from workflow.audit.subjects import Handling
from workflow.definition.wording import source_texts
from workflow.errors import StorageError, WorkflowError
from workflow.language.catalogue.findings import FINDINGS
from workflow.language.catalogue.labels import label
from workflow.language.catalogue.words import say, template_of
from workflow.language.ids import id_of, kind_of
from workflow.store import Record
from workflow.views.plain import by_the_clock, iso, last_moment, plain
from workflow.views.refusals import message_of
from workflow.views.timeline import who
from workflow.views.titles import Titles

Waivers = Mapping[str, Record]


class Teller:
    """Tells findings in one language, in the words of the definition they were judged by."""

    def __init__(self, service: Service, language: str) -> None:
        self._service = service
        self._language = language
        self._handling = Handling(service)
        self._tree = service.ledger.tree(service.ledger.position())
        self._titles: dict[tuple[str | None, str | None], Titles | None] = {}

    def titles(self, finding: Finding) -> Titles | None:
        """Return the words of the definition and lifecycle that a finding was judged by; none where there is none."""
        lifecycle = self._handling.lifecycle(finding.stream)
        known = (finding.definition or self._handling.fallback, lifecycle)
        if known not in self._titles:
            self._titles[known] = self._made(*known)
        return self._titles[known]

    def _made(self, definition: str | None, lifecycle: str | None) -> Titles | None:
        if definition is None:
            return None
        try:
            found = self._service.rules(definition).definition
        except WorkflowError:
            return None
        return Titles(found, found.lifecycles.get(lifecycle or found.lifecycle or ""), self._language)

    def explanation(self, finding: Finding) -> str:
        """Return what is wrong, in a sentence."""
        titles = self.titles(finding)
        # A rule of the audit's own has its own words, even where the judge has some for the same key.
        if finding.refusal is not None and template_of(FINDINGS, finding.rule, "en") is None:
            return message_of(finding.refusal, self._within_act(titles, finding), self._language)
        return say(FINDINGS, finding.rule, self._language, self._facts(finding, titles))

    def _within_act(self, titles: Titles | None, finding: Finding) -> Titles | None:
        act = str(finding.record.data.get("act")) if finding.record else ""
        known = next(
            (own.transitions[act] for own in titles.definition.lifecycles.values() if act in own.transitions), None
        ) if titles else None  # fmt: skip
        return titles.within_act(known.needs) if titles and known else titles

    def _facts(self, finding: Finding, titles: Titles | None) -> dict[str, Any]:
        facts = dict(finding.facts)
        if "due" in facts:
            facts["last"] = last_moment(iso(facts["due"]))
        told = titles.told(facts) if titles else plain(facts)
        told = {name: self._instant(value) for name, value in told.items()}
        if "event" in facts:
            told["event"] = label(str(facts["event"]), self._language)
        if titles is not None and finding.rule in {"target_differs", "origin_differs"}:
            told |= {side: titles.state(str(facts[side])) for side in ("expected", "seen")}
        if titles is not None and isinstance(facts.get("act"), str):
            told["act"] = titles.act(facts["act"])
        if finding.rule == "standing_differs":
            told |= {side: label(str(facts[side]), self._language) for side in ("expected", "seen")}
        return told

    def _instant(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return by_the_clock(value)
        if isinstance(value, str) and len(value) > len("2021-05-19T") and value[4:5] == "-" and "T" in value:
            try:
                return by_the_clock(datetime.fromisoformat(value))
            except ValueError:
                return value
        return value

    def articles(self, finding: Finding) -> tuple[str, ...]:
        """Return the articles a finding rests on, as they are cited."""
        titles = self.titles(finding)
        return source_texts(finding.basis, titles.definition.laws if titles else {}, self._language)

    def actor(self, finding: Finding) -> str:
        """Return who did what a finding is about; nobody where nothing was done."""
        titles = self.titles(finding)
        if finding.record is None:
            return ""
        return who(finding.record, titles) if titles else finding.record.actor.person

    def event(self, finding: Finding) -> str:
        """Return what was done, by its title."""
        record, titles = finding.record, self.titles(finding)
        if record is None:
            return ""
        act = record.data.get("act")
        return titles.act(act) if titles and isinstance(act, str) else label(record.name, self._language)

    def json(self, finding: Finding, waivers: Waivers) -> dict[str, Any]:
        """Return a finding as the JSON contract has it."""
        record, actor = finding.record, finding.record.actor if finding.record else None
        waiver = waivers.get(finding.id)
        return {
            "finding": finding.id,
            "rule": finding.rule,
            "kind": finding.kind,
            "severity": finding.severity,
            "case": id_of(finding.stream) if kind_of(finding.stream) == "case" else None,
            "stream": finding.stream,
            "event": record.name if record else None,
            "event_id": record.event_id if record else None,
            "position": record.position if record else None,
            "actor": actor.person if actor else None,
            "role": actor.role if actor else None,
            "authority": actor.authority if actor else None,
            "recorded_at": iso(record.recorded_at) if record else None,
            "effective_at": iso(record.effective_at) if record else None,
            "basis": plain(finding.basis),
            "articles": list(self.articles(finding)),
            "expected": plain(finding.expected),
            "seen": plain(finding.seen),
            "explanation": self.explanation(finding),
            "definition": finding.definition,
            "related": list(finding.related),
            "proof": self._proof(record) if record else None,
            "waiver": _waiver(waiver) if waiver else None,
        }

    def _proof(self, record: Record) -> dict[str, Any] | None:
        """Return what proves that an event is in the ledger as it stands: its leaf, and the path to the root.

        None where the tree's tiles are damaged; verifying tells.
        """
        try:
            path = self._tree.inclusion(record.position - 1)
            root = self._tree.root()
        except StorageError:
            return None
        return {
            "index": record.position - 1,
            "leaf": record.leaf.hex(),
            "size": self._tree.size,
            "root": root.hex(),
            "path": [node.hex() for node in path],
        }


def _waiver(record: Record) -> dict[str, Any]:
    return {
        "position": record.position,
        "actor": record.actor.person,
        "role": record.actor.role,
        "authority": record.actor.authority,
        "reason": record.data.get("reason"),
        "at": iso(record.effective_at),
    }

"""A finding: one thing an audit has to say, with event, rule, article, what was expected and what was seen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from workflow.errors import Refusal
from workflow.language.ids import digest_of
from workflow.lifecycle.rules import Basis
from workflow.store import Record
from workflow.views.plain import plain

Kind = Literal["order", "authority", "sod", "deadline", "definition", "data", "integrity", "clock"]
Severity = Literal["violation", "warning", "hint"]
KINDS: tuple[Kind, ...] = ("order", "authority", "sod", "deadline", "definition", "data", "integrity", "clock")
SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "hint")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing an audit has to say.

    Attributes:
        rule: the stable key of the rule that does not hold: a refusal's, or one of the audit's own.
        stream: the project or case it lies in; empty where the ledger as a whole is meant.
        record: the event it is about; None where nothing was recorded and that is the finding.
        basis: the articles.
        expected, seen: what the rule asks for and what is recorded, as JSON values.
        facts: what the words of the explanation need.
        refusal: what the judge said, where it was the judge who found it.
        definition: the identity of the definition it was judged by.
        related: positions of other events it rests on.
    """

    rule: str
    kind: Kind
    severity: Severity
    stream: str
    record: Record | None = None
    basis: Basis = ()
    expected: Any = None
    seen: Any = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    refusal: Refusal | None = None
    definition: str | None = None
    related: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        """Return an id that derives from the content, so that two audits can be compared: `F-` and 12 hex digits."""
        event = self.record.event_id if self.record else None
        content = [self.rule, self.stream, event, plain(self.expected), plain(self.seen)]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
        return f"F-{digest_of(text.encode())[:12]}"

    @property
    def counts(self) -> bool:
        """Tell whether it stands against the history; a hint only helps a reader to look."""
        return self.severity != "hint"

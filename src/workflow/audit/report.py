"""The report: one printable page of what was audited, what was found, and how anybody can check it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workflow.application.service import Service
from workflow.audit.conformance.checking import Check
from workflow.audit.findings import SEVERITIES, Finding
from workflow.audit.integrity.findings import finding as defect_finding
from workflow.audit.integrity.telling import in_words
from workflow.audit.integrity.verify import Report as Verified
from workflow.audit.report_cases import case_told, project_told
from workflow.audit.subjects import Subject
from workflow.audit.telling import Teller
from workflow.errors import StorageError, WorkflowError
from workflow.language.catalogue.findings import KIND_WORDS, SEVERITY_WORDS
from workflow.language.catalogue.report import REPORT
from workflow.language.catalogue.words import say
from workflow.language.ids import id_of, kind_of
from workflow.pictures.printing import printed
from workflow.store import Defect, Record
from workflow.views.plain import by_the_clock, plain

Say = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is to be about.

    Attributes:
        about: a project or case; None for the whole ledger.
        period: the first and the last day, and the instants [since, until) that they are.
        as_of: up to when clocks are swept.
    """

    about: Subject | None
    as_of: datetime
    language: str
    period: tuple[date, date] | None = None
    since: datetime | None = None
    until: datetime | None = None


def report(service: Service, asked: Asked, verified: Verified) -> str:
    """Return the report as one HTML page that stands alone.

    Args:
        verified: what verifying the ledger said.

    Raises:
        StorageError: the ledger cannot be read.
    """
    made = _Report(service, asked, verified)
    return printed("workflow.audit", "report.html", **made.context())


class _Report:
    def __init__(self, service: Service, asked: Asked, verified: Verified) -> None:
        self._service = service
        self._asked = asked
        self._verified = verified
        self._teller = Teller(service, asked.language)
        self._check = Check(service.ledger, asked.as_of)
        everything = self._check.of(asked.about) if asked.about else self._check.all()
        self._findings = [finding for finding in everything if self._in_period(finding)]

    def say(self, key: str, **facts: Any) -> str:
        """Return words of the report."""
        return say(REPORT, key.removeprefix("report_"), self._asked.language, facts)

    def context(self) -> dict[str, Any]:
        """Return everything that the page shows."""
        events, root = self._verified.events, self._verified.root.hex()
        open_ones = [one for one in self._findings if one.counts and one.id not in self._check.waivers]
        subjects, skipped = self._matters()
        return {
            "say": self.say,
            "language": self._asked.language,
            "title": f"{self.say('title')} · {self._subject()}",
            "subtitle": self._period(),
            "clean": not open_ones and not self._defects(),
            "integrity": list(in_words(self._verified, self._service.clock.now(), self._asked.language)),
            "defects": [self._defect(one) for one in self._defects()],
            "verdict": self._verdict(open_ones),
            "scope": self._scope(events, root),
            "coverage_heads": [self.say(key) for key in ("events", "batches", "cases_n", "findings_n")],
            "coverage": self._coverage(),
            "definitions": list(self._definitions()),
            "articles": self._by_article(),
            "cases": [self._told(stream) for stream in subjects],
            "skipped": skipped,
            "unchecked": self._unchecked(),
            "commands": list(self._commands()),
            "footer": self.say("footer", events=events, root=root),
        }

    def _in_period(self, finding: Finding) -> bool:
        since, until = self._asked.since, self._asked.until
        if since is None or until is None:
            return True
        due = finding.facts.get("due")
        at = finding.record.effective_at if finding.record else due if isinstance(due, datetime) else None
        return at is None or since <= at < until

    def _subject(self) -> str:
        about = self._asked.about
        if about is None:
            return self.say("of_all")
        if about.is_project:
            return self.say("of_project", name=about.name, title=self._service.project(about.name).title)
        return self.say("of_case", name=about.name)

    def _period(self) -> str:
        period = self._asked.period
        return self.say("of_period", start=period[0], end=period[1]) if period else ""

    def _verdict(self, open_ones: Sequence[Finding]) -> str:
        counts = Counter(one.severity for one in open_ones)
        facts = {"violations": counts["violation"], "warnings": counts["warning"]}
        told = self.say("verdict", **facts) if open_ones else self.say("verdict_clean")
        told += " " + self.say("verdict_changed", n=len(self._defects())) if self._defects() else ""
        waived = sum(1 for one in self._findings if one.id in self._check.waivers)
        return told + (" " + self.say("verdict_waived", n=waived) if waived else "")

    def _scope(self, events: int, root: str) -> list[tuple[str, str]]:
        rows = [
            ("subject", self._subject()),
            ("period", self._period()),
            ("as_of", by_the_clock(self._asked.as_of)),
            ("made", by_the_clock(self._service.clock.now())),
            ("ledger", self.say("ledger_is", events=events)),
            ("root", root),
        ]
        return [(self.say(key), value) for key, value in rows if value]

    def _coverage(self) -> list[str]:
        checked = self._check.checked
        words = (say(SEVERITY_WORDS, name, self._asked.language, {}) for name in SEVERITIES)
        counts = Counter(one.severity for one in self._findings)
        found = " · ".join(f"{word} {counts[name]}" for word, name in zip(words, SEVERITIES, strict=True))
        return [str(checked.events), str(checked.batches), str(checked.cases), found]

    def _definitions(self) -> Iterator[tuple[str, str]]:
        for digest in sorted(self._check.checked.definitions):
            if self._service.ledger.version(f"definition:{digest}"):
                yield self._service.rules(digest).definition.name, digest

    def _by_article(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """Return article → findings; what has no article last, hints behind what counts."""
        groups: dict[str, list[Finding]] = {}
        for one in sorted(self._findings, key=lambda one: SEVERITIES.index(one.severity)):
            articles = self._teller.articles(one)
            groups.setdefault(articles[0] if articles else "", []).append(one)
        ordered = sorted(groups.items(), key=lambda group: (not group[0], group[0]))
        return [(article or self.say("no_article"), [*map(self._finding, found)]) for article, found in ordered]

    def _finding(self, one: Finding) -> dict[str, Any]:
        record, waiver = one.record, self._check.waivers.get(one.id)
        event = ""
        if record is not None:
            event = f"#{record.position} · {by_the_clock(record.effective_at)} · {self._teller.event(one)}"
            event += f" · {self._teller.actor(one)}"
        return {
            "finding": one.id,
            "rule": one.rule,
            "severity": one.severity,
            "severity_word": say(SEVERITY_WORDS, one.severity, self._asked.language, {}),
            "kind_word": say(KIND_WORDS, one.kind, self._asked.language, {}),
            "matter": id_of(one.stream) or one.stream,
            "explanation": self._teller.explanation(one),
            "event": event,
            "expected": _plainly(one.expected),
            "seen": _plainly(one.seen),
            "leaf": record.leaf.hex() if record else "",
            "waiver": self._waived(waiver) if waiver else "",
        }

    def _waived(self, waiver: Record) -> str:
        at = by_the_clock(waiver.effective_at)
        return self.say("waived", who=waiver.actor.person, at=at, reason=waiver.data.get("reason"))

    def _defects(self) -> list[Defect]:
        """Return what verifying found; that recorded time runs backwards is told with the events it is about."""
        return [one for one in self._verified.defects if one.key != "clock_went_back"]

    def _defect(self, one: Defect) -> dict[str, Any]:
        told = defect_finding(one, self._service.ledger, self._asked.language)
        language = self._asked.language
        return {
            **told,
            "severity_word": say(SEVERITY_WORDS, told["severity"], language, {}),
            "kind_word": say(KIND_WORDS, told["kind"], language, {}),
            "matter": told["event"] or "",
            "event": f"#{told['position']}" if told["position"] else "",
            "expected": _plainly(told["expected"]),
            "seen": _plainly(told["seen"]),
            "leaf": "",
            "waiver": "",
        }

    def _matters(self) -> tuple[list[str], str]:
        """Return the streams that are told in full, and a remark where others are not."""
        about = self._asked.about
        if about is not None:
            return list(about.streams), ""
        found = {one.stream for one in self._findings if kind_of(one.stream) in {"case", "project"} and one.counts}
        cases = sum(1 for _ in self._touched())
        shown = sorted(stream for stream in found if kind_of(stream) == "case")
        return sorted(found), self.say("skipped", all=cases, shown=len(shown))

    def _touched(self) -> Iterator[str]:
        """Yield the cases in which something happened in the period."""
        since, until = self._asked.since, self._asked.until
        for stream in self._service.ledger.streams("case"):
            with suppress(StorageError):
                moments = (record.effective_at for record in self._service.ledger.read(stream))
                if any((since is None or since <= at) and (until is None or at < until) for at in moments):
                    yield stream

    def _told(self, stream: str) -> dict[str, Any]:
        telling = project_told if kind_of(stream) == "project" else case_told
        try:
            return telling(self._service, id_of(stream), self._asked.as_of, self._asked.language)
        except WorkflowError:
            # What cannot be read, or has no definition, was found; it has no history that could be told.
            return {"title": stream, "stands": [self.say("untold")], "rows": [], "deadlines": []}

    def _unchecked(self) -> list[str]:
        keys = ["papers", "outside"]
        keys += ["order"] if self._asked.about else []
        keys += ["rest"] if self._asked.period else []
        keys += ["unread"] if any(one.kind == "integrity" for one in self._findings) else []
        return [self.say(f"unchecked_{key}") for key in keys]

    def _commands(self) -> Iterator[str]:
        name = self._asked.about.name if self._asked.about else "--all"
        as_of = by_the_clock(self._asked.as_of)
        yield f'workflow audit check {name} --as-of "{as_of}"'
        if self._asked.about:
            yield f"workflow audit trail {name} --json"
        yield "workflow audit verify"


def _plainly(value: Any) -> str:
    """Return what was expected or seen as a reader takes it in: names and values, instants by the office's clock."""
    match value:
        case None:
            return ""
        case datetime():
            return by_the_clock(value)
        case dict():
            return "; ".join(f"{name}: {_plainly(inner)}" for name, inner in value.items() if inner is not None)
        case list() | tuple():
            return ", ".join(map(_plainly, value))
        case _:
            return str(plain(value))

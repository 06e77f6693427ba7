"""What a verification says, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from workflow.audit.integrity.verify import Report
from workflow.language.catalogue.audit import AUDIT
from workflow.language.catalogue.words import say
from workflow.views.plain import by_the_clock

_OF_A_DAY = 24 * 60


def unwitnessed_minutes(report: Report, now: datetime) -> int:
    """Return for how many minutes nobody outside has known of something; 0 where they know of everything."""
    return max(0, int((now - report.unwitnessed_since).total_seconds()) // 60) if report.unwitnessed_since else 0


def in_words(report: Report, now: datetime, language: str) -> Iterator[str]:
    """Yield what was verified: how much is signed, by which key, and who outside has seen how much of it."""

    def told(key: str, **facts: Any) -> str:
        return say(AUDIT, key, language, facts)

    yield told("verified", events=report.events, since=report.since, root=report.root.hex()[:16])
    if report.checkpoints:
        yield told("checkpoints", n=report.checkpoints, signed=report.signed, unsigned=report.events - report.signed)
    else:
        yield told("no_checkpoints")
    if report.checkpoints and not report.trusted:
        yield told("key_untrusted")
    for seen in report.witnesses:
        last = seen.last
        if last is None:
            yield told("witness_saw_nothing", name=seen.name)
        else:
            yield told("witness_saw", name=seen.name, at=by_the_clock(last.at), size=last.checkpoint.size)
            if not seen.trusted:
                yield told("witness_untrusted", name=seen.name)
    minutes = unwitnessed_minutes(report, now)
    days = round(minutes / _OF_A_DAY)
    key = "unwitnessed_for_days" if days > 1 else "unwitnessed"
    yield told(key, n=report.events - report.witnessed, minutes=minutes, days=days)
    yield told("changed" if report.defects else "unchanged", n=len(report.defects))

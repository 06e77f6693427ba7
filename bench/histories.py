"""Histories to measure on: one real life of a case, under many names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from workflow.application.clock import VirtualClock
from workflow.application.service import Service
from workflow.application.shelf import procedure
from workflow.language.facts import Fact
from workflow.language.ids import digest_of
from workflow.language.people import Actor
from workflow.proceedings.commands import OpenCase, RegisterProject, TakeAct
from workflow.store import open_ledger

NOW = datetime(2021, 5, 19, 1, tzinfo=UTC)
APPLICANT = Actor("赵强", "applicant")
CLERK = Actor("李梅", "window_officer", "ecology_bureau")
REVIEWER = Actor("王芳", "reviewer", "ecology_bureau")
CHECKED = "现场核查记录".encode()
PAPER = {
    "digest": digest_of(CHECKED), "name": "现场核查记录.pdf", "media_type": "application/pdf", "size": len(CHECKED),
}  # fmt: skip
Acts = tuple[tuple[str, Actor, Mapping[str, Any]], ...]
LIFE: Acts = (
    ("submit", APPLICANT, {"materials": ["application", "eia_paper"]}),
    ("accept", CLERK, {}),
    ("start_review", REVIEWER, {}),
    ("check_on_site", REVIEWER, {"officers": ["王芳", "周敏"], "report": PAPER}),
)
REST: Acts = (
    ("tell_hearing_right", REVIEWER, {}),
    ("notify_third_party", REVIEWER, {"person": "邻居"}),
    ("state_opinion", APPLICANT, {"opinion": "无异议"}),
)
EVENTS = 8


def lives(cases: int, first: int = 0) -> Iterator[Fact]:
    """Yield the histories of many cases: one real life of eight events, under other names."""
    life = list(_one_life())
    for number in range(first, first + cases):
        stream = f"case:{number:06d}"
        for fact in life:
            yield Fact(
                stream=stream,
                version=fact.version,
                event_id=f"{stream}@{fact.version}",
                name=fact.name,
                schema=fact.schema,
                definition=fact.definition,
                actor=fact.actor,
                basis=fact.basis,
                recorded_at=fact.recorded_at,
                effective_at=fact.effective_at,
                correlation_id=stream,
                data=fact.data,
            )


def _one_life() -> Iterator[Fact]:
    service = Service(open_ledger("memory:"), VirtualClock(NOW))
    definition = service.pin(procedure("four-certs-three-docs"))
    service.handle(RegisterProject("p", "p", "江苏德杰", definition, APPLICANT, NOW))
    service.handle(OpenCase("c", "eia", APPLICANT, NOW, "p"))
    for act, actor, data in (*LIFE, *REST):
        service.handle(TakeAct("c", act, actor, NOW, data))
    yield from islice(service.history("case:c"), EVENTS)

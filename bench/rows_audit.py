"""The audit: every history carried out anew through the judge, against only folding the same histories."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.harness import Row, compare, rows
from bench.histories import APPLICANT, LIFE, NOW, REST
from workflow.application.clock import VirtualClock
from workflow.application.rebuild import rebuild_cases
from workflow.application.service import Service
from workflow.application.shelf import procedure
from workflow.audit.conformance.checking import Check
from workflow.proceedings.commands import OpenCase, RegisterProject, TakeAct
from workflow.store import open_ledger

CASES = 400


@rows
def replaying(folder: Path) -> Iterator[Row]:
    """Measure the replay of real histories through `decide`; nothing may be found."""
    path = str(folder / "ledger.db")
    with Service(open_ledger(path), VirtualClock(NOW)) as service:
        definition = service.pin(procedure("four-certs-three-docs"))
        for number in range(CASES):
            project, case = f"p{number}", f"c{number}"
            service.handle(RegisterProject(project, project, "江苏德杰", definition, APPLICANT, NOW))
            service.handle(OpenCase(case, "eia", APPLICANT, NOW, project))
            for act, actor, data in (*LIFE, *REST):
                service.handle(TakeAct(case, act, actor, NOW, data))
        events = service.ledger.position()

    def ours() -> None:
        with open_ledger(path) as ledger:
            found = [one for one in Check(ledger, NOW).all() if one.counts]
            if found:
                raise RuntimeError(found)

    def theirs() -> None:
        with open_ledger(path) as ledger:
            sum(1 for _ in rebuild_cases(ledger))

    found = compare(ours, theirs, rounds=3)
    yield Row("replay through decide, SQLite", events / found.ours, "events/s", "folding the cases only", found.ratio)

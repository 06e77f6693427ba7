"""Whether every case of a ledger still folds into a state that its pinned definition knows."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.application.rebuild import rebuild_cases
from workflow.application.snapshot import pinned_rules
from workflow.errors import NotFound, StorageError
from workflow.language.ids import case_stream
from workflow.lifecycle.rules import Rules
from workflow.permit.case import PermitCase
from workflow.store import Defect, Ledger


def check_cases(ledger: Ledger) -> Iterator[Defect]:
    """Yield what is wrong with the cases of a ledger, every one folded from its events.

    The first event that cannot be folded ends the check: nothing after it can be told apart from its damage.
    """
    known: dict[str, Rules | None] = {}
    try:
        for case in rebuild_cases(ledger):
            if case.definition not in known:
                known[case.definition] = _rules(ledger, case.definition)
            yield from _wrong(case, known[case.definition])
    except StorageError as unreadable:
        yield Defect("case_unreadable", facts={"reason": str(unreadable)})


def _rules(ledger: Ledger, digest: str) -> Rules | None:
    try:
        return pinned_rules(ledger, digest)
    except (NotFound, StorageError):
        return None


def _wrong(case: PermitCase, rules: Rules | None) -> Iterator[Defect]:
    stream = case_stream(case.id)
    if rules is None:
        yield Defect("definition_not_pinned", facts={"stream": stream, "definition": case.definition})
        return
    lifecycle = rules.definition.lifecycles.get(case.lifecycle)
    if lifecycle is None or case.course.state not in lifecycle.states:
        facts = {"stream": stream, "state": case.course.state, "definition": rules.definition.name}
        yield Defect("state_unknown", facts=facts)
    for name, run in case.course.runs.items():
        if run.calendar not in rules.calendars:
            yield Defect("calendar_not_pinned", facts={"stream": stream, "clock": name, "calendar": run.calendar})

"""Who was first: licences limited in number go to whoever was accepted first (Administrative Licensing Law, Art. 57).

It compares all cases of an item, so only an audit of a whole ledger can tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from workflow.audit.conformance.past import Past
from workflow.audit.findings import Finding
from workflow.language.ids import case_stream, id_of, kind_of
from workflow.permit.case import PermitCase
from workflow.store import Record

LIMITED, ACCEPTED_AT = "limited", "accepted_at"
GRANTS, DECISIONS = frozenset({"T10", "T17"}), frozenset({"T10", "T17", "T18", "T09b"})
_OVER = frozenset({"ended", "in_force", "not_applicable"})
BASIS = ({"law": "administrative_licensing_law", "article": 57},)


class Queue:
    """The accepted and undecided cases of every item that is limited in number, in the order of acceptance."""

    def __init__(self, past: Past) -> None:
        self._past = past
        self._waiting: dict[tuple[str, str], dict[str, tuple[datetime, int]]] = defaultdict(dict)

    def read(self, record: Record) -> Iterator[Finding]:
        """Yield the finding that a grant passed over cases that were accepted earlier; the past stands before it."""
        if kind_of(record.stream) != "case" or "act" not in record.data:
            return
        case = self._past.case(id_of(record.stream))
        if not case.exists:
            return
        machine = self._past.rules(case.definition).machine(case.lifecycle)
        item = self._past.rules(case.definition).item(case.item)
        transition = machine.transition(str(record.data["act"]))
        if item is None or transition is None or not item.facts.get(LIMITED):
            return
        waiting = self._waiting[case.authority, case.item]
        accepted = record.data.get("set", {}).get(ACCEPTED_AT)
        if isinstance(accepted, str):
            waiting[case.id] = datetime.fromisoformat(accepted), record.position
        own = waiting.get(case.id)
        if transition.id in GRANTS and own is not None:
            earlier = {name: place for name, (at, place) in waiting.items() if at < own[0]}
            if earlier:
                yield _passed_over(case, record, earlier)
        if transition.id in DECISIONS or machine.standing(str(record.data.get("to"))) in _OVER:
            waiting.pop(case.id, None)


def _passed_over(case: PermitCase, record: Record, earlier: dict[str, int]) -> Finding:
    return Finding(
        rule="N14_out_of_order",
        kind="order",
        severity="violation",
        stream=case_stream(case.id),
        record=record,
        basis=BASIS,
        expected={"first": sorted(earlier)},
        seen={"granted": case.id},
        facts={"cases": sorted(earlier)},
        definition=case.definition,
        related=tuple(sorted(earlier.values())),
    )

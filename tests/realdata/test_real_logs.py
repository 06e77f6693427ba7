"""Real logs of other offices: what is known of them is what our import and check find."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.realdata.data import real
from workflow.audit.foreign.check import Checked, check_foreign
from workflow.audit.foreign.importing import import_log
from workflow.audit.foreign.mapping import Deadline, Mapping
from workflow.store import Ledger, open_ledger

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
RECEIPT = Mapping(
    none=("EMPTY",),
    deadlines={
        "closed": Deadline(due="deadline", done="enddate"),
        "last": Deadline(due="deadline", done="last_event"),
    },
)
BPIC15 = Mapping(
    zone="Europe/Amsterdam",
    deadlines={
        "step": Deadline(of="event", due="dueDate"),
        "case": Deadline(due="endDatePlanned", done="endDate"),
    },
)
LOAN = Mapping(case="case_id", activity="activity", time="end_time", resource="resource", zone="Europe/Tallinn")
PURCHASE = Mapping(case="case_id", activity="activity", time="start_time", resource="resource")


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with open_ledger("memory:") as opened:
        yield opened


def taken(ledger: Ledger, name: str, mapping: Mapping | None = None) -> Checked:
    path = real(name)
    form = "ocel-json" if name.endswith(".jsonocel") else "csv" if ".csv" in name else "xes"
    import_log(ledger, "log", form, path, mapping or Mapping(), now=NOW)
    return check_foreign(ledger, "log")


def late(checked: Checked) -> dict[str, tuple[int, int]]:
    return {kept.name: (len(kept.late), kept.known) for kept in checked.deadlines}


def test_the_receipt_log_is_what_is_known_of_it(ledger: Ledger) -> None:
    checked = taken(ledger, "receipt/receipt.xes.gz", RECEIPT)
    expected = {
        "cases": 1434, "events": 8577, "activities": 27, "persons": 48, "variants": 116, "largest_variant": 713,
        "pairs": 99, "pairs_in_all": 7143, "cases_of_one_event": 116, "cases_of_one_person": 870,
    }  # fmt: skip
    assert checked.figures.items() >= expected.items()
    assert late(checked) == {"closed": (377, 1329), "last": (92, 1434)}
    assert sum(finding.rule == "deadline:closed" for finding in checked.findings) == 377
    assert checked.log.head.stated_events == 8577


def test_the_receipt_log_as_a_table_says_the_same(ledger: Ledger) -> None:
    checked = taken(ledger, "receipt/receipt.csv.gz", RECEIPT)
    assert late(checked) == {"closed": (377, 1329), "last": (92, 1434)}
    assert (checked.figures["cases"], checked.figures["events"], checked.figures["variants"]) == (1434, 8577, 116)


def test_building_permits_of_a_municipality_are_what_is_known_of_them(ledger: Ledger) -> None:
    checked = taken(ledger, "bpic15_m1/BPIC15_1.xes.gz", BPIC15)
    expected = {"cases": 1199, "events": 52_217, "activities": 398, "persons": 23, "pairs_in_all": 52_217 - 1199}
    assert checked.figures.items() >= expected.items()
    assert late(checked) == {"step": (144, 3340), "case": (20, 129)}
    assert checked.log.head.stated_events == 52_217
    assert sum(finding.severity == "violation" for finding in checked.findings) == 144 + 20


@pytest.mark.parametrize(
    ("name", "mapping", "expected"),
    [
        ("simulation/LoanApp_simplified_train.csv.gz", LOAN, {"cases": 1000}),
        ("simulation/PurchasingExample.csv.gz", PURCHASE, {"cases": 608, "events": 9119, "persons": 27}),
        ("simulation/Production.xes.gz", None, {"cases": 225, "events": 9906}),
        ("small/helpdesk.xes.gz", None, {"cases": 4580, "events": 21_348}),
        ("small/roadtraffic100traces.xes.gz", None, {"cases": 100}),
        ("small/running-example.xes.gz", None, {"cases": 6, "events": 42}),
    ],
)
def test_other_logs_are_taken_in_whole(
    ledger: Ledger, name: str, mapping: Mapping | None, expected: dict[str, Any]
) -> None:
    checked = taken(ledger, name, mapping)
    assert checked.figures.items() >= expected.items()
    assert ledger.position() == 1 + checked.figures["cases"] + checked.figures["events"]


def test_the_example_of_the_ocel_standard_is_taken_in(ledger: Ledger) -> None:
    checked = taken(ledger, "ocel/ocel20_example.jsonocel", Mapping(case="Purchase Order", without_case="keep"))
    head = checked.log.head
    assert (head.events, head.cases, head.objects) == (13, 2, 7)
    assert checked.log.apart + len({s.position for t in checked.log.traces.values() for s in t.steps}) == 13

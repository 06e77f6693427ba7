"""Laws of deciding: any history folds, a command twice is a command once, the past never changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.office import APPLICANT, APPROVER, CLERK, HEAD, PAPER, REVIEWER, Office
from workflow.application.service import Service
from workflow.application.snapshot import event_of
from workflow.application.sweep import sweep
from workflow.errors import Refused
from workflow.language.people import Actor
from workflow.permit.case import PermitCase, evolve
from workflow.proceedings.commands import TakeAct

ACTS: list[tuple[str, Actor, dict[str, Any]]] = [
    ("submit", APPLICANT, {}),
    ("ask", CLERK, {"defects": ["缺章"]}),
    ("supply", APPLICANT, {}),
    ("accept", CLERK, {}),
    ("review", REVIEWER, {"area": 50}),
    ("pause", REVIEWER, {"ground": "hearing"}),
    ("hear", HEAD, {"chair": "陈刚"}),
    ("resume", REVIEWER, {}),
    ("extend", HEAD, {}),
    ("grant", APPROVER, {"document": PAPER}),
    ("refuse", APPROVER, {"reasons": "不符合条件"}),
    ("revoke", APPROVER, {}),
    ("undo_deeming", HEAD, {}),
]
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 30 * 24)), min_size=1, max_size=14)


def play(steps: list[tuple[tuple[str, Actor, dict[str, Any]], int]]) -> Office:
    office = Office()
    office.project(special=False)
    office.open("c", "land")
    for number, ((act, actor, data), hours) in enumerate(steps):
        office.clock.put(office.clock.now() + timedelta(hours=hours))
        wish = TakeAct("c", act, actor, office.clock.now(), data)
        try:
            first = office.service.handle(wish, f"k{number}")
        except Refused:
            continue
        again = office.service.handle(wish, f"k{number}")
        assert again.repeated
        assert [r.position for r in again.records] == [r.position for r in first.records]
    return office


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_any_history_folds_to_what_the_service_remembers(steps: list[Any]) -> None:
    office = play(steps)
    folded = PermitCase("c")
    for record in office.service.history("case:c"):
        folded = evolve(folded, event_of(record), record.effective_at)
    remembered = office.service.draft().case("c")
    assert folded == remembered == Service(office.service.ledger, office.clock).case("c")


@settings(max_examples=40, deadline=None)
@given(STEPS, st.integers(0, 400))
def test_sweeping_is_the_same_in_one_go_or_in_many(steps: list[Any], days: int) -> None:
    once, often = play(steps), play(steps)
    end = once.clock.now() + timedelta(days=days)
    for day in range(0, days, 7):
        often.clock.put(end - timedelta(days=days - day))
        sweep(often.service)
    for office in (once, often):
        office.clock.put(end)
        sweep(office.service)
    told = [[(r.name, r.effective_at, r.data) for r in o.service.history("case:c")] for o in (once, often)]
    assert told[0] == told[1]


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_a_refused_act_leaves_no_trace(steps: list[Any]) -> None:
    office = play(steps)
    before = office.service.ledger.position()
    for act, actor, data in ACTS:
        verdicts = office.service.draft()
        try:
            office.service.handle(TakeAct("c", act, actor, office.clock.now(), data))
        except Refused:
            assert office.service.ledger.position() == before
        else:
            before = office.service.ledger.position()
        assert verdicts.planned == []


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_the_ledger_is_sound_after_any_history(steps: list[Any]) -> None:
    assert play(steps).service.ledger.check() == []

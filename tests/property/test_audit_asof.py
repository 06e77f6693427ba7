"""Laws of as-of: what was known stays what was known, and the whole of it is what is known now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import histories
from tests.office import at
from workflow.application.service import Service
from workflow.audit.asof import as_json, changes, known, net
from workflow.audit.subjects import subject
from workflow.errors import NotFound

MATTERS = ("p0", "c0", "c1")
BEGUN = at("2021-03-01 09:00")
HOURS = st.integers(-10, 60 * 24)


def answers(service: Service, moments: list[tuple[datetime, datetime]]) -> list[dict[str, Any] | None]:
    found: list[dict[str, Any] | None] = []
    for name in MATTERS:
        try:
            about = subject(service, name)
        except NotFound:
            found += [None] * len(moments)
            continue
        found += [as_json(service, known(service, about, *moment), "en") for moment in moments]
    return found


def settled(before: list[dict[str, Any] | None], after: list[dict[str, Any] | None]) -> bool:
    """Tell whether answers are the same; of what had no name yet it is known that nothing was known."""
    return all(
        now == then if then is not None else now is None or not now["exists"]
        for then, now in zip(before, after, strict=True)
    )


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000), st.lists(st.tuples(HOURS, HOURS), min_size=1, max_size=4), st.integers(-40, 40))
def test_what_was_known_never_changes_when_more_is_recorded(seed: int, hours: list[tuple[int, int]], skew: int) -> None:
    office = histories.Office(seed, "small", prompt=False).live(30)
    last = max(record.recorded_at for record in office.service.ledger.scan())
    moments = [(BEGUN + timedelta(hours=a), BEGUN + timedelta(hours=b)) for a, b in hours]
    moments = [(recorded, effective) for recorded, effective in moments if recorded < last]
    before = answers(office.service, moments)
    # The next office's clock may be wrong, either way.
    office.clock.put(office.clock.now() + timedelta(hours=skew))
    office.live(15)
    assert settled(before, answers(office.service, moments))


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10_000))
def test_what_is_known_now_about_now_is_the_state_as_it_stands(seed: int) -> None:
    office = histories.Office(seed, "small", prompt=False).live(30)
    now = office.clock.now()
    for name in MATTERS:
        try:
            about = subject(office.service, name)
        except NotFound:
            continue
        matter = known(office.service, about, now, now).matter
        draft = office.service.draft()
        assert matter == (draft.project(name) if about.is_project else draft.case(name))


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 40), st.integers(0, 40))
def test_changes_lead_from_what_was_known_to_what_is_known_later(seed: int, first: int, length: int) -> None:
    office = histories.Office(seed, "small", prompt=False).live(30)
    start = BEGUN + timedelta(days=first)
    middle, end = start + timedelta(days=length / 2), start + timedelta(days=length)
    for name in MATTERS:
        try:
            about = subject(office.service, name)
        except NotFound:
            continue
        whole = list(changes(office.service, about, start, end))
        halves = [*changes(office.service, about, start, middle), *changes(office.service, about, middle, end)]
        assert net(whole) == net(halves)
        assert [(one.record.position, one.path) for one in whole] == [(one.record.position, one.path) for one in halves]


def test_what_a_slow_clock_recorded_was_known_no_earlier_than_what_stands_before_it() -> None:
    office = histories.Office(5, "small").live(40)
    now, end = office.clock.now(), office.service.ledger.position()
    office.clock.put(now - timedelta(hours=3))
    office.service.pin(histories.procedure_named("grid-incident"))
    assert office.service.ledger.position() > end
    before = office.service.ledger.known_at(now - timedelta(hours=2))
    assert before < end
    assert office.service.ledger.known_at(now) == office.service.ledger.position()


def test_a_matter_is_unknown_before_it_was_recorded_and_about_the_time_before_it_began() -> None:
    office = histories.Office(5, "small").live(60)
    about = subject(office.service, "p0")
    now = office.clock.now()
    assert known(office.service, about, now, now).exists
    assert not known(office.service, about, BEGUN - timedelta(days=1), now).exists
    assert not known(office.service, about, now, BEGUN - timedelta(days=1)).exists


@pytest.mark.parametrize("name", histories.PROCEDURES)
def test_every_shipped_procedure_has_answers(name: str) -> None:
    office = histories.Office(1, name, prompt=False).live(30)
    now = office.clock.now()
    for stream in (*office.service.ledger.streams("project"), *office.service.ledger.streams("case")):
        about = subject(office.service, stream.partition(":")[2])
        assert as_json(office.service, known(office.service, about, now, now), "zh-CN")["exists"]
        assert list(changes(office.service, about, BEGUN - timedelta(days=1), now))

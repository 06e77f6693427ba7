"""Every event the kernel knows has one stored form for each version, and is read from it for ever."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from workflow.application.service import Service
from workflow.language.facts import Fact
from workflow.language.people import Actor
from workflow.language.reserved import RESERVED_EVENTS
from workflow.lifecycle import events
from workflow.lifecycle.events import KERNEL, Kernel, Recorded, read_event
from workflow.store import open_ledger
from workflow.store.codec import parse

EVENTS = Path(__file__).parent / "events"


@pytest.mark.parametrize("name", sorted(KERNEL))
def test_every_version_of_a_kernel_event_is_read_as_todays(name: str) -> None:
    for version in range(1, KERNEL[name].schema_version + 1):
        envelope = parse((EVENTS / f"{name}.{version}.json").read_bytes(), 1)
        event = read_event(envelope.name, envelope.schema, envelope.data)
        assert isinstance(event, KERNEL[name])
        assert version < KERNEL[name].schema_version or dict(event.stored()).items() >= envelope.data.items()


def test_an_event_of_another_name_is_an_act_of_a_lifecycle() -> None:
    data = {"act": "revoke", "from": "effective", "to": "revoked"}
    assert read_event("LicenceRevoked", 2, data) == Recorded("LicenceRevoked", 2, data)


@pytest.mark.parametrize(
    "wrong", [{"act": 1}, {"to": None}, {"set": []}, {"clocks": [1]}, {"parts": {"a": "b"}}, {"expired_at": 1}]
)
def test_an_act_that_is_not_of_its_form_is_not_read(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="Expected"):
        read_event("LicenceRevoked", 1, {"act": "revoke", "to": "revoked", **wrong})


def test_no_procedure_may_name_an_event_as_the_kernel_does() -> None:
    assert {*KERNEL, "DefinitionPinned", "CalendarPinned"} == RESERVED_EVENTS


def test_an_older_kernel_event_is_brought_up_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    class RoleGranted(Kernel):
        schema_version = 3
        who: str
        role: str

    monkeypatch.setitem(KERNEL, "RoleGranted", RoleGranted)
    monkeypatch.setitem(events.UPCASTS, ("RoleGranted", 1), lambda data: {"who": data["person"], "role": data["role"]})
    monkeypatch.setitem(events.UPCASTS, ("RoleGranted", 2), lambda data: {**data, "role": data["role"].upper()})
    assert read_event("RoleGranted", 1, {"person": "李梅", "role": "clerk"}) == RoleGranted(who="李梅", role="CLERK")


def test_what_was_recorded_in_an_older_form_is_decided_on_in_todays(monkeypatch: pytest.MonkeyPatch) -> None:
    class Today(events.RoleGranted):
        schema_version = 2

    monkeypatch.setitem(KERNEL, "RoleGranted", Today)
    monkeypatch.setitem(events.UPCASTS, ("RoleGranted", 1), lambda data: {"person": data.pop("holder"), **data})
    recorded = datetime(2021, 5, 19, 1, tzinfo=UTC)
    old = Fact(
        stream="register", version=1, event_id="register@1", name="RoleGranted", schema=1, definition=None,
        actor=Actor("钱进", "registrar"), basis=(), recorded_at=recorded, effective_at=recorded,
        data={"holder": "李梅", "role": "clerk"},
    )  # fmt: skip
    with open_ledger("memory:") as ledger:
        ledger.append([old], {})
        assert Service(ledger).draft().register().holds("李梅", "clerk", None, recorded)
        assert ledger.read("register")[0].data == {"holder": "李梅", "role": "clerk"}
        assert ledger.check() == []


@pytest.mark.parametrize("data", [{}, {"person": "李梅"}, {"person": "李梅", "role": "clerk", "colour": 1}])
def test_a_kernel_event_that_is_not_of_its_form_is_not_read(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="RoleGranted"):
        read_event("RoleGranted", 1, data)

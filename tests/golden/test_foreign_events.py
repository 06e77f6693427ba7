"""Every class of a foreign history has one stored form for each version, and is read from it for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflow.audit.foreign import events
from workflow.audit.foreign.events import (
    ForeignCaseImported,
    ForeignEventImported,
    ForeignLogImported,
    ForeignObjectImported,
)
from workflow.lifecycle.events import KERNEL
from workflow.store.codec import parse

EVENTS = Path(__file__).parent / "events"
CLASSES = {
    kind.__name__: kind
    for kind in (ForeignLogImported, ForeignCaseImported, ForeignObjectImported, ForeignEventImported)
}


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_what_was_imported_once_is_read_for_ever(name: str) -> None:
    kind = CLASSES[name]
    envelope = parse((EVENTS / f"{name}.{kind.schema_version}.json").read_bytes(), 1)
    assert (envelope.name, envelope.schema, envelope.stream.partition(":")[0]) == (name, kind.schema_version, "foreign")
    assert kind.model_validate(envelope.data).stored() == envelope.data


def test_every_class_of_a_foreign_history_is_among_them_and_none_is_the_kernels() -> None:
    named = {name for name in vars(events) if name.startswith("Foreign")}
    assert named == CLASSES.keys()
    assert not named & KERNEL.keys()

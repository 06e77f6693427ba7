"""Replaying: each batch carried out anew on the world before it; what is not the same is explained."""

from __future__ import annotations

from workflow.audit.conformance import verdicts
from workflow.audit.conformance.batches import Batch
from workflow.audit.conformance.comparing import same
from workflow.audit.conformance.explaining import UNJUDGED, Explanation
from workflow.audit.conformance.past import Past
from workflow.audit.conformance.wishes import carry_out
from workflow.audit.findings import Finding
from workflow.errors import Refusal, Refused
from workflow.language.ids import REGISTER, kind_of
from workflow.proceedings.draft import Draft
from workflow.store import Record


def replay(past: Past, batch: Batch) -> list[Finding]:
    """Return what is wrong with a batch: nothing where the procedure would have recorded just that.

    Args:
        past: the world before the batch.
    """
    strange = [record for record in batch.records if kind_of(record.stream) not in _KNOWN]
    if strange:
        return [_of_unknown_stream(record) for record in strange]
    draft = Draft(past, batch.recorded_at)
    refusals: tuple[Refusal, ...] = ()
    try:
        carry_out(batch.records, draft)
        if same(batch.records, draft.planned):
            return []
    except Refused as refused:
        refusals = refused.refusals
    except UNJUDGED:
        # Of no known form: the explanation judges event by event and says which.
        pass
    found = Explanation(past, batch).findings
    # Some wishes are refused as a whole, though each of their acts alone would be allowed.
    first = batch.records[0]
    return (
        found
        or [verdicts.of_refusal(one, first, first.definition, None, None) for one in refusals]
        or [
            Finding(
                rule="not_as_planned",
                kind="order",
                severity="violation",
                stream=first.stream,
                record=first,
                expected=[planned.event.name for planned in draft.planned],
                seen=[record.name for record in batch.records],
                definition=first.definition,
            )
        ]
    )


_KNOWN = frozenset({"case", "project", "party", REGISTER})


def _of_unknown_stream(record: Record) -> Finding:
    facts = {"seen": record.stream, "event": record.name}
    return Finding("unknown_stream", "integrity", "violation", record.stream, record, seen=record.stream, facts=facts)

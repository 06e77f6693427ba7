"""The findings of a verification as the JSON contract has them, each with the layer of defence that found it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from workflow.language.catalogue.defects import DEFECTS
from workflow.language.catalogue.words import say
from workflow.language.ids import digest_of
from workflow.store import Defect, Ledger
from workflow.views.plain import by_the_clock, plain

Layer = Literal["structure", "chain", "tree", "witness"]
LAYERS: Mapping[str, Layer] = {
    "leaf_differs": "chain",
    "chain_broken": "chain",
    "tile_differs": "tree",
    "seal_differs": "tree",
    "beginning_differs": "tree",
    "checkpoint_root_differs": "tree",
    "checkpoint_beyond_end": "tree",
    "checkpoint_key_unknown": "tree",
    "checkpoint_key_changed": "tree",
    "checkpoint_signature_wrong": "tree",
    "checkpoint_of_another_log": "tree",
    "checkpoint_out_of_order": "tree",
    "cosigned_root_differs": "witness",
    "cosigned_beyond_end": "witness",
    "cosigned_not_here": "witness",
    "witness_folder_gone": "witness",
}
_KINDS = {"clock_went_back": "clock", "file_changed": "data", "file_missing": "data", "content_differs": "definition"}
_WARNINGS = frozenset({"clock_went_back", "cosigned_not_here", "witness_folder_gone"})


def layer_of(defect: Defect) -> Layer:
    """Return which layer of defence a defect shows itself in; what is no hash and no signature is structure."""
    return LAYERS.get(defect.key, "structure")


def finding(defect: Defect, ledger: Ledger, language: str) -> dict[str, Any]:
    """Return a defect as a finding; its id derives from its content, so that two runs can be compared."""
    rule = f"{layer_of(defect)}.{defect.key}"
    facts = {"position": defect.position, **defect.facts}
    told = {name: by_the_clock(fact) if isinstance(fact, datetime) else fact for name, fact in facts.items()}
    content = json.dumps([rule, plain(facts)], ensure_ascii=False, sort_keys=True, default=str)
    stream, event = _event(ledger, defect)
    return {
        "finding": f"F-{digest_of(content.encode())[:12]}",
        "rule": rule,
        "kind": _KINDS.get(defect.key, "integrity"),
        "severity": "warning" if defect.key in _WARNINGS else "violation",
        "case": stream.partition(":")[2] if stream and stream.startswith("case:") else None,
        "event": event,
        "position": defect.position or None,
        "actor": None,
        "basis": [],
        "expected": plain(defect.facts.get("expected")),
        "seen": plain(defect.facts.get("found")),
        "explanation": say(DEFECTS, defect.key, language, told),
    }


def _event(ledger: Ledger, defect: Defect) -> tuple[str | None, str | None]:
    """Return the stream and the event of a defect, as the columns name them; nobody vouches for those."""
    if not defect.position:
        return None, None
    row = next((row for page in ledger.pages(defect.position - 1) for row in page[:1]), None)
    if row is None or row[0] != defect.position:
        return None, None
    return str(row[1]), f"{row[1]}@{row[2]}"

"""Facts to be recorded, as the founding case would have them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from workflow.language.facts import Fact
from workflow.language.people import Actor

RECEIVED = datetime(2021, 5, 19, 1, 30, tzinfo=UTC)
DECIDED = datetime(2021, 5, 20, 7, 0, 0, 250_000, tzinfo=UTC)
CLERK = Actor("张三", "window_officer", "常州市自然资源和规划局", None, verified=True)
ARTICLE_32 = {"law": "administrative_licensing_law", "article": 32, "paragraph": 1, "item": 5}


def fact(stream: str, version: int, **changes: Any) -> Fact:
    """Return a fact of a stream; anything about it may be changed."""
    told: dict[str, Any] = {
        "stream": stream,
        "version": version,
        "event_id": f"{stream}/{version}",
        "name": "ApplicationAccepted",
        "schema": 1,
        "definition": "a" * 64,
        "actor": CLERK,
        "basis": (ARTICLE_32,),
        "recorded_at": DECIDED,
        "effective_at": RECEIVED,
        "data": {"documents": [{"name": "总平面图", "size": 12_345}], "note": "材料齐全"},
    }
    return Fact(**{**told, **changes})


def case_of_eight(number: int) -> list[Fact]:
    """Return the eight facts of one case."""
    return [fact(f"case:{number}", version) for version in range(1, 9)]

"""A small office with everything an intruder may touch: events, tiles, checkpoints, documents, a witness's folder."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.contract.material import RECEIVED, fact
from workflow.application.checkpoints import Checkpoints
from workflow.application.clock import VirtualClock
from workflow.audit.integrity.folder import Folder
from workflow.audit.integrity.request import drop
from workflow.audit.integrity.verify import Trust
from workflow.audit.integrity.witness import Witness
from workflow.language.facts import Fact
from workflow.store import content_fact, open_ledger
from workflow.store.seal_keys import LOG, WITNESS, SigningKey

KEY = SigningKey("office.example/log", LOG, b"k" * 32)
WITNESS_KEY = SigningKey("archives.example", WITNESS, b"w" * 32)
CASES, EVENTS = 60, 540
NAMING_A_PAPER = 7
SIGNED_EACH, SEEN_EACH = 50, 100
PAPER = b"%PDF-1.7 the site plan"
DEFINITION = b'{"definition":"land-use"}'


@dataclass
class House:
    """Where an office is kept, and what its auditor trusts."""

    folder: Path
    trust: Trust = field(init=False)

    def __post_init__(self) -> None:
        self.trust = Trust([KEY.public], [WITNESS_KEY.public], [Folder(self.shared)])

    @property
    def ledger(self) -> Path:
        return self.folder / "workflow.db"

    @property
    def shared(self) -> Path:
        return self.folder / "shared"

    @property
    def papers(self) -> Path:
        return self.folder / "workflow.db.files"

    def copy_to(self, folder: Path) -> House:
        shutil.copytree(self.folder, folder)
        return House(folder)


def facts(digest: str) -> list[Fact]:
    """Return 540 events of 60 cases, one a minute, the first of them pinning the definition."""
    paper = {"digest": digest, "name": "总平面图.pdf", "media_type": "application/pdf", "size": len(PAPER)}
    versions: dict[str, int] = {}
    told = [content_fact("definition", DEFINITION, RECEIVED)]
    for number in range(1, EVENTS):
        stream = f"case:{number * 7 % CASES:03d}"
        versions[stream] = versions.get(stream, 0) + 1
        at = RECEIVED + timedelta(minutes=number)
        changes: dict[str, Any] = {"recorded_at": at, "effective_at": at, "command_id": f"c-{number}"}
        data: dict[str, Any] = {"act": "accept", "note": f"材料齐全 {number}", "fee_fen": 100 * number}
        told.append(
            fact(stream, versions[stream], **changes, data={**data, **({"plan": paper} if number == 7 else {})})
        )
    return told


def build(folder: Path) -> House:
    """Build the office: a checkpoint each 50 events, the witness sees each second one, forty events are unsigned."""
    house = House(folder)
    house.shared.mkdir(parents=True)
    clock = VirtualClock(RECEIVED)
    witness = Witness(WITNESS_KEY, folder / "book")
    witness.trust([KEY.public])
    with open_ledger(str(house.ledger)) as ledger:
        digest, _ = ledger.files.put(PAPER)
        signing = Checkpoints(ledger, KEY, clock)
        coming = facts(digest)
        for begin in range(0, EVENTS, SIGNED_EACH):
            ledger.append_bulk(coming[begin : begin + SIGNED_EACH])
            clock.put(coming[min(begin + SIGNED_EACH, EVENTS) - 1].recorded_at)
            if ledger.position() % SIGNED_EACH == 0:
                signing.sign()
            if ledger.position() % SEEN_EACH == 0:
                drop(ledger, house.shared)
                witness.answer(house.shared, clock.now())
    return house


def back_dated(text: str, years: int) -> str:
    """Return an instant as it is stored, so many years earlier."""
    at = datetime.fromisoformat(text)
    return at.replace(year=at.year - years).isoformat().replace("+00:00", "Z")

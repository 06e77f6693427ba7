"""Putting the parts together: which ledger, clock and files an office is opened on, where a definition is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workflow.application.checkpoints import Checkpoints, Schedule
from workflow.application.clock import Clock
from workflow.application.service import Service
from workflow.application.shelf import Procedure, procedure
from workflow.audit.integrity.request import drop
from workflow.definition.model import Definition
from workflow.errors import StorageError
from workflow.store import Ledger, open_ledger
from workflow.store.envelope import Signed
from workflow.store.seal_keys import LOG, SigningKey, read_signing_key


@dataclass(frozen=True, slots=True)
class Seal:
    """How an office signs what it records.

    Attributes:
        key: the file of its key.
        witnesses: the folders in which every checkpoint is left for witnesses.
    """

    key: Path
    schedule: Schedule = field(default_factory=Schedule)
    witnesses: Sequence[Path] = ()


def open_service(url: str, *, create: bool = True, clock: Clock | None = None, seal: Seal | None = None) -> Service:
    """Return the office over the ledger at an address.

    Args:
        create: begin a ledger where there is none.
        clock: whose time it is; by default the machine's.
        seal: how it signs what it records; by default it does not.

    Raises:
        UsageError: no address of a ledger.
        NotFound: nothing is there, and nothing may be created; or the key is missing.
        StorageError: it cannot be opened.
    """
    key = log_key(seal.key) if seal else None
    service = Service(open_ledger(url, create=create), clock)
    if seal and key:
        service.checkpoints = checkpoints_of(service.ledger, key, service.clock, seal)
    return service


def log_key(path: Path) -> SigningKey:
    """Return the key of a log in a file.

    Raises:
        NotFound: there is no such file.
        StorageError: others than its owner can read it.
        InvalidInput: it holds no key, or a witness's.
    """
    return read_signing_key(path, LOG)


def checkpoints_of(ledger: Ledger, key: SigningKey, clock: Clock, seal: Seal) -> Checkpoints:
    """Return who signs the checkpoints of a ledger; every witness that can be reached is told, then the others."""

    def publish(_: Signed) -> None:
        gone: list[StorageError] = []
        for folder in seal.witnesses:
            try:
                drop(ledger, folder)
            except StorageError as error:
                gone.append(error)
        if gone:
            raise gone[0]

    return Checkpoints(ledger, key, clock, seal.schedule, publish)


def open_store(url: str, *, create: bool = False, damaged: bool = False) -> Ledger:
    """Return the ledger at an address, if asked to even a damaged one; raises as `open_service`."""
    return open_ledger(url, create=create, damaged=damaged)


def pinned(service: Service, reference: str, policies: Sequence[str] = ()) -> tuple[str, Procedure]:
    """Pin a definition by its id or file, rewritten by policies; return its identity and the procedure.

    Raises:
        NotFound: nothing goes by that reference, or a policy does not exist.
        InvalidDefinition: it is not sound; with every problem.
        StorageError: the ledger cannot be written.
    """
    found = procedure(reference, policies)
    return service.pin(found), found


def features_of(definition: Definition) -> list[Path]:
    """Return the feature files that a shipped definition names, from the program's own or from the project's folder."""
    here = Path(__file__).parent
    folders = [here / "features", here.parents[1] / "features"]
    found = next((folder for folder in folders if folder.is_dir()), folders[0])
    return [found / name for name in definition.features]

"""Putting the parts together: which ledger, clock and files an office is opened on, where a definition is found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workflow.application.clock import Clock
from workflow.application.service import Service
from workflow.application.shelf import Procedure, procedure
from workflow.definition.model import Definition
from workflow.store import Ledger, open_ledger


def open_service(url: str, *, create: bool = True, clock: Clock | None = None) -> Service:
    """Return the office over the ledger at an address.

    Args:
        create: begin a ledger where there is none.
        clock: whose time it is; by default the machine's.

    Raises:
        UsageError: no address of a ledger.
        NotFound: nothing is there, and nothing may be created.
        StorageError: it cannot be opened.
    """
    return Service(open_ledger(url, create=create), clock)


def open_store(url: str, *, create: bool = False) -> Ledger:
    """Return the ledger at an address; raises as `open_service`."""
    return open_ledger(url, create=create)


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

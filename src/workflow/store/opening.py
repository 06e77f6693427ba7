"""Opening a ledger by its address."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from workflow.errors import StorageError, UsageError
from workflow.store.ledger import Ledger


def open_ledger(url: str, *, create: bool = True, damaged: bool = False) -> Ledger:
    """Return the ledger at an address.

    Args:
        url: `memory:`, a path, `sqlite:///path` (relative; with a fourth slash absolute) or `postgresql://…`.
        create: begin a ledger where there is none.
        damaged: open it as it is, to be inspected, even if it lacks what every ledger has.

    Raises:
        UsageError: no address of a ledger.
        NotFound: nothing is there, and nothing may be created.
        NotOurStore: something else is there; it is not touched.
        NewerStore: a ledger of a later format is there.
        StorageError: it cannot be opened.
    """
    scheme, mark, rest = url.partition(":")
    if url in {"memory:", ":memory:"}:
        from workflow.store.memory import MemoryLedger  # noqa: PLC0415 (each database is loaded when it is asked for)

        return MemoryLedger()
    if mark and scheme in {"postgresql", "postgres"}:
        return _open_postgres(url, create=create)
    if not url.strip() or "\0" in url or (mark and rest.startswith("//") and scheme != "sqlite"):
        raise UsageError("store_url_unknown", url=url)
    from workflow.store.sqlite import SQLiteLedger  # noqa: PLC0415 (as above)

    return SQLiteLedger(sqlite_path(url), create=create, damaged=damaged)


def sqlite_path(url: str) -> Path:
    """Return the path an address of a SQLite ledger names.

    Raises:
        UsageError: `sqlite:` without three slashes and a path.
    """
    if not url.startswith("sqlite:"):
        return Path(url)
    path = unquote(url.removeprefix("sqlite:///"))
    if path == url or not path:
        raise UsageError("store_url_unknown", url=url)
    return Path(path)


def _open_postgres(url: str, *, create: bool) -> Ledger:
    try:
        from workflow.store.postgres import PostgresLedger  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise StorageError("postgres_not_installed", reason=str(error)) from error
    return PostgresLedger(url, create=create)

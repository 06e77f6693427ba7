"""Every kind of ledger, empty, and a way to open it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from workflow.store import Ledger, open_ledger

Opening = Callable[..., Ledger]


def _address(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    if kind == "memory":
        return "memory:"
    if kind == "sqlite":
        return str(folder / "ledger.db")
    return str(request.getfixturevalue("postgres").cleared())


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of each kind; sound when the test ends."""
    with open_ledger(_address(request.param, request, tmp_path)) as opened:
        yield opened
        assert opened.check() == []


@pytest.fixture(params=["sqlite", "postgres"])
def opening(request: pytest.FixtureRequest, tmp_path: Path) -> Opening:
    """A way to open the same ledger again and again, of each kind that outlives its process."""
    url = _address(request.param, request, tmp_path)
    return partial(open_ledger, url)

"""Fixtures every test may use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgres import Server, running


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A real server, started when the first test asks for it."""
    with running() as server:
        yield server

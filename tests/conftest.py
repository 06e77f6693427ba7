"""Fixtures every test may use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import Server, running

# A busy machine is no reason to fail: no test is timed.
settings.register_profile("untimed", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A real server, started when the first test asks for it."""
    with running() as server:
        yield server

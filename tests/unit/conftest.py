"""Fixtures of the unit tests."""

from __future__ import annotations

import pytest

from tests.office import Office


@pytest.fixture
def office() -> Office:
    """An office with one project registered."""
    office = Office()
    office.project(special=False)
    return office

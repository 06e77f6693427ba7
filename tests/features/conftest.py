"""The steps of the product serve the product's own features."""

from workflow.specs.plugin import pytest_bdd_apply_tag, pytest_configure, step_fixtures

__all__ = ["pytest_bdd_apply_tag", "pytest_configure"]

globals().update(step_fixtures())

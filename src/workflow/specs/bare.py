"""What playing scenarios needs of pytest-bdd's own plugin: its reports and generators, half its start, stay away."""

from __future__ import annotations

import pytest
from pytest_bdd import hooks
from pytest_bdd.utils import CONFIG_STACK


@pytest.fixture(name="_pytest_bdd_example")
def row_of_examples() -> dict[str, str]:
    """Return the row of examples that a scenario plays: none where it is no outline."""
    return {}


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Let there be pytest-bdd's hooks."""
    pluginmanager.add_hookspecs(hooks)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let there be the setting that pytest-bdd asks for when it looks for features."""
    parser.addini("bdd_features_base_dir", "unused")


def pytest_configure(config: pytest.Config) -> None:
    """Let pytest-bdd know under which configuration scenarios are bound."""
    CONFIG_STACK.append(config)
    config.add_cleanup(lambda: CONFIG_STACK.remove(config))

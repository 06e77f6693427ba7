"""The step library in a team's own pytest-bdd suite, where its ini file says `workflow_features = true`.

pytest loads this wherever the program is installed, so nothing else is imported until a suite asks for it.
"""

from __future__ import annotations

from types import ModuleType

import pytest

INI = "workflow_features"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let an ini file ask for the steps."""
    parser.addini(INI, "the steps of workflow for pytest-bdd", type="bool", default=False)


def pytest_configure(config: pytest.Config) -> None:
    """Bring in the steps and the world they share, if the suite asks for them."""
    if not config.getini(INI):
        return
    pytest.register_assert_rewrite("workflow.specs.steps")
    from workflow.specs import plugin  # noqa: PLC0415 (the whole engine, for those who want it)

    steps = ModuleType("workflow_steps", __doc__)
    steps.__dict__.update(plugin.step_fixtures())
    for hook in (plugin.pytest_configure, plugin.pytest_bdd_before_scenario, plugin.pytest_bdd_before_step):
        steps.__dict__[hook.__name__] = hook
    steps.__dict__["pytest_bdd_apply_tag"] = _leave_foreign_tags
    config.pluginmanager.register(steps, steps.__name__)


@pytest.hookimpl(tryfirst=True)
def _leave_foreign_tags(tag: str) -> bool | None:
    """Leave tags alone that are no names of marks; the others are the suite's own."""
    return None if tag.isidentifier() and tag.isascii() else True

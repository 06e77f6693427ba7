"""Specs against behave: a thousand scenarios of four steps, each run a process of its own on one core, start included.

Both start from byte code, as what is installed does: the round before the timed ones writes it into the row's folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.harness import Row, compare, rows

FILES = 20
SCENARIOS = 50
DAYS = 28
ROOT = Path(__file__).parents[1]
CALL = "from workflow.cli import main; main()"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "LANG": "zh_CN.UTF-8"}
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)
# The same four questions to the same calendar, without a step library or a report in two languages.
PEER_STEPS = """
from datetime import date
from behave import given, then
from chinese_calendar import is_workday

@given("the procedure \\"{name}\\"")
def _(context, name):
    context.procedure = name

@given("the time is {day} {time}")
def _(context, day, time):
    context.now = date.fromisoformat(day)

@given("{day} is a working day")
def _(context, day):
    context.off = {date.fromisoformat(day)}

@then("{day} is a working day")
def _(context, day):
    asked = date.fromisoformat(day)
    assert asked in context.off or is_workday(asked)
"""


def _feature(number: int) -> str:
    scenarios = (
        f"  Scenario: day {n}\n"
        '    Given the procedure "grid-incident"\n'
        f"    And the time is 2021-05-{n % DAYS + 1:02d} 09:00\n"
        f"    And 2021-06-{n % DAYS + 1:02d} is a working day\n"
        f"    Then 2021-06-{n % DAYS + 1:02d} is a working day\n"
        for n in range(SCENARIOS)
    )
    return f"Feature: calendar {number}\n{''.join(scenarios)}"


def _run(command: Sequence[str], folder: Path, compiled: Path) -> None:
    environment = {**ENVIRONMENT, "PYTHONPYCACHEPREFIX": str(compiled)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, text=True)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)


@rows
def scenarios(folder: Path) -> Iterator[Row]:
    """Measure running and linting a thousand scenarios against behave running the same."""
    features = folder / "features"
    (features / "steps").mkdir(parents=True)
    (features / "steps" / "calendar.py").write_text(PEER_STEPS, encoding="utf-8")
    for number in range(FILES):
        (features / f"c{number}.feature").write_text(_feature(number), encoding="utf-8")
    ours = [sys.executable, "-c", CALL, "spec"]
    peer = [sys.executable, "-m", "behave", "--format", "progress", "--no-summary"]
    each, compiled = FILES * SCENARIOS, folder / "compiled"

    def running(command: Sequence[str]) -> Callable[[], None]:
        return lambda: _run(command, folder, compiled)

    found = compare(running([*ours, "run", "features"]), running(peer), rounds=5)
    yield Row("1,000 scenarios of four steps", each / found.ours, "scenarios/s", "behave", found.ratio, at_least=0.4)
    found = compare(running([*ours, "lint", "features"]), running(peer), rounds=5)
    yield Row(
        "lint of 1,000 scenarios", each / found.ours, "scenarios/s", "behave running them", found.ratio, at_least=1
    )


@rows
def shipped(folder: Path) -> Iterator[Row]:
    """Measure the features that ship, on one core, against the minute they may take on two."""
    ours = [sys.executable, "-c", CALL, "spec", "run", "features"]
    found = compare(lambda: _run(ours, ROOT, folder), lambda: None, rounds=1)
    yield Row("features/, one core", found.ours, "s", "two cores' minute", found.ours / 120, at_most=1)

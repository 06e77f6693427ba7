"""Scenarios by name: those that ship with the program, and files."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import StringIO

from workflow import library
from workflow.application.shelf import Procedure, procedure, read_file
from workflow.definition.lines import Document
from workflow.definition.model import Definition
from workflow.errors import InvalidDefinition, InvalidInput, NotFound, UsageError
from workflow.simulate.compiling import compile_plan
from workflow.simulate.running import Simulation
from workflow.simulate.scenario import Scenario, read_scenario

SHIPPED = "scenarios/"
Choose = Callable[[str, Sequence[str]], Procedure]


def scenarios() -> tuple[str, ...]:
    """Return the names of the scenarios that ship with the program, sorted."""
    return tuple(
        path.removeprefix(SHIPPED).removesuffix(".yaml") for path in library.paths() if path.startswith(SHIPPED)
    )


def scenario_named(reference: str) -> tuple[Scenario, Document]:
    """Return a scenario by its name or the path of its file, and where each part of it stands.

    Raises:
        NotFound: there is none; the nearest is told.
        InvalidDefinition: it is not right.
    """
    text, file = _text_of(reference)
    folder = reference.rpartition("/")[0] if _is_path(reference) else ""

    def read(base: str) -> tuple[bytes, str]:
        return _text_of(f"{folder}/{base}" if folder and _is_path(base) else base)

    return read_scenario(text, file, read)


def scenario_for(definition: Definition) -> str:
    """Return the name of the shipped scenario of a definition and its policies that assumes the least.

    Raises:
        UsageError: there is none, or several assume as little; with those of the definition.
    """
    known = [
        scenario for scenario, _ in map(scenario_named, scenarios()) if scenario.definition == definition.definition
    ]
    own = sorted(applied.policy for applied in definition.policies)
    fitting = [one for one in known if sorted(one.policies) == own]
    least = min(map(_assumed, fitting), default=(0, 0))
    plain = [one.scenario for one in fitting if _assumed(one) == least]
    if len(plain) != 1:
        raise UsageError("say_a_scenario", known=[one.scenario for one in known])
    return plain[0]


def _assumed(scenario: Scenario) -> tuple[int, int]:
    """Return how many pools of officers and what order of items a scenario assumes."""
    return len(scenario.staff), len(scenario.order)


def _is_path(reference: str) -> bool:
    return reference.endswith((".yaml", ".yml"))


def _text_of(reference: str) -> tuple[bytes, str]:
    if _is_path(reference):
        return read_file(reference), reference
    if reference not in scenarios():
        raise NotFound("no_such_scenario", name=reference, known=list(scenarios()))
    return library.text(f"{SHIPPED}{reference}.yaml").encode(), f"{reference}.yaml"


def simulation(
    reference: str,
    definition: str | None = None,
    start: datetime | date | None = None,
    seed: int | None = None,
    choose: Choose = procedure,
) -> Simulation:
    """Return a scenario ready to be run.

    Args:
        definition: the procedure that is asked about; a scenario of another one is refused.
        start: when it begins, instead of when the scenario says.
        seed: instead of the scenario's.
        choose: gives the procedure of a reference under the scenario's policies.

    Raises:
        NotFound: there is no such scenario, definition or file.
        InvalidDefinition: scenario or definition is not right, or they do not go together.
        InvalidInput: the start lies outside the calendar; a table of arrivals is not right.
    """
    scenario, document = scenario_named(reference)
    begins = start or scenario.start
    if begins is None:
        raise InvalidDefinition([document.problem("missing_key", (), key="start")])

    def compiled(known: Scenario) -> Simulation:
        named = definition or known.definition
        chosen = choose(named, known.policies)
        if known.definition not in {chosen.definition.definition, named}:
            raise InvalidDefinition([document.problem("other_definition", ("definition",), found=known.definition,
                                                      definition=chosen.definition.definition)])  # fmt: skip
        return Simulation(known, compile_plan(chosen, known, document, begins), _days(known), chosen, compiled)

    return compiled(scenario if seed is None else scenario.model_copy(update={"seed": seed}))


def _days(scenario: Scenario) -> Sequence[date]:
    if scenario.arrivals.csv is None:
        return scenario.arrivals.schedule
    path = scenario.arrivals.csv
    rows = csv.DictReader(StringIO(read_file(path).decode("utf-8-sig", errors="replace")))
    found = []
    for number, row in enumerate(rows, start=2):
        try:
            found.append(date.fromisoformat(row["date"].strip()))
        except (KeyError, ValueError, AttributeError, TypeError) as error:
            raise InvalidInput("csv_without_dates", path=path, row=number) from error
    return found

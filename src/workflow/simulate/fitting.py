"""Whether a scenario fits a definition, before anything is compiled."""

from __future__ import annotations

from workflow.definition.lines import Document
from workflow.definition.model import Definition
from workflow.errors import InvalidDefinition
from workflow.simulate.scenario import Scenario


def check_names(definition: Definition, scenario: Scenario, document: Document) -> None:
    """Refuse a scenario that names what its definition does not have, or is made for another version.

    Raises:
        InvalidDefinition: all of it, with file, line and path.
    """
    named = [(part, getattr(scenario, part)) for part in ("target", "given", "order", "ahead")]
    problems = [
        document.problem("unknown_item", (part, number), name=name)
        for part, names in named for number, name in enumerate(names) if name not in definition.items
    ]  # fmt: skip
    for name, steps in scenario.lifecycles.items():
        if name not in definition.lifecycles:
            problems.append(document.problem("unknown_lifecycle", ("lifecycles", name), name=name))
            continue
        known = definition.lifecycles[name].states
        problems += [document.problem("unknown_state", ("lifecycles", name, state), name=state, lifecycle=name)
                     for state in steps if state not in known]  # fmt: skip
    for name in scenario.items:
        if name not in definition.items:
            problems.append(document.problem("unknown_item", ("items", name), name=name))
    if scenario.version not in {None, definition.version}:
        problems.append(document.problem("other_version", ("version",), found=scenario.version,
                                         version=definition.version))  # fmt: skip
    if problems:
        raise InvalidDefinition(problems)

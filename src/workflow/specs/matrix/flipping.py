"""A procedure with one statement flipped, made ready without making everything else ready again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from workflow.application.shelf import Procedure
from workflow.definition.model import canonical_json
from workflow.language.ids import digest_of
from workflow.lifecycle.rules import Machine, Rules
from workflow.specs.matrix.flips import Mutant


class _FlippedRules(Rules):
    """Rules that share every machine and every compiled expression with those they differ from in one statement."""

    def __init__(self, base: Rules, mutant: Mutant) -> None:
        super().__init__(mutant.change(base.definition), base.calendars)
        # Its identity is that of the whole and the flip: to spell out the whole for each would take longest of all.
        self.canonical = canonical_json({"of": base.digest, "flip": mutant.to_json()})
        self.digest = digest_of(self.canonical)
        self._applies = base._applies  # noqa: SLF001 (compiled over facts that no flip changes)
        for name, lifecycle in self.definition.lifecycles.items():
            known = base.machine(name)
            self._machines[name] = known if lifecycle is known.lifecycle else _machine(self, known, name)


def _machine(rules: Rules, known: Machine, name: str) -> Machine:
    machine = Machine(rules.definition, rules.definition.lifecycles[name])
    # A flip adds no name and changes no type, so an expression means in it what it meant.
    machine._expressions, machine._scopes = known._expressions, known._scopes  # noqa: SLF001
    return machine


@dataclass(frozen=True)
class Flipped(Procedure):
    """A procedure with one statement flipped."""

    base: Procedure
    mutant: Mutant

    @cached_property
    def rules(self) -> Rules:
        """Return its rules."""
        return _FlippedRules(self.base.rules, self.mutant)

    @cached_property
    def tables(self) -> list[bytes]:
        """Return the canonical bytes of its calendar tables, which no flip changes."""
        return self.base.tables


def flipped(base: Procedure, mutant: Mutant) -> Procedure:
    """Return a procedure with the flip of a mutant."""
    return Flipped(base.definition, base.calendars, base, mutant)

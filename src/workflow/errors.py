"""The tree of deliberate errors: what the office can be told, and the exit code that goes with it.

WorkflowError
├── UsageError            2  the words of the call are off
├── NotFound              3  nothing goes by that name
├── ConcurrentChange      4  somebody else was first; nothing was recorded
├── InvalidInput          5  a definition, a spec or an imported file is not right
│   └── InvalidFile       5  with the problems found: file, line, path
│       ├── InvalidDefinition  it cannot be used
│       └── InvalidLog         somebody else's history, not taken in
├── Refused               7  the procedure does not allow it; all reasons
└── StorageError          8  the ledger cannot be read or written
    ├── NotOurStore       8  a database, but not a ledger of ours
    └── NewerStore        8  written by a newer version

Each carries a stable key and its facts; the words come from the catalogue (`workflow.language.catalogue`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


class WorkflowError(Exception):
    """An error somebody meant: a key of the catalogue and its facts."""

    exit_code = 1

    def __init__(self, key: str, /, **facts: Any) -> None:
        super().__init__(key)
        self.key = key
        self.facts: Mapping[str, Any] = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.key}({told})" if told else self.key


class UsageError(WorkflowError):
    """The words of the call are off."""

    exit_code = 2


class NotFound(WorkflowError):
    """Nothing goes by that name."""

    exit_code = 3


class ConcurrentChange(WorkflowError):
    """Somebody else was first: an expected version no longer holds and nothing was recorded."""

    exit_code = 4


class InvalidInput(WorkflowError):
    """A definition, a spec or an imported file is not right."""

    exit_code = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a definition: a stable code, its facts and where it stands.

    Attributes:
        line: 1-based line in `file`; 0 where the file as a whole is meant.
        path: the way through the document, as `transitions.accept.guards.x`.
    """

    code: str
    file: str
    line: int
    path: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.file}:{self.line}: {self.path}: {self.code}({told})"


class InvalidFile(InvalidInput):
    """A file that cannot be used, with the problems found."""

    told_as = ""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(self.told_as, count=len(problems))
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class InvalidDefinition(InvalidFile):
    """A definition that cannot be used, with every problem found."""

    told_as = "invalid_definition"


class InvalidLog(InvalidFile):
    """A file of somebody else's history that cannot be taken in, with the problems found."""

    told_as = "invalid_log"


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """One reason why an act is not allowed.

    Attributes:
        key: the stable rule key, as `wrong_role` or `N01_second_list`.
        facts: what the words need, name to value.
        basis: the article it rests on, as the sources of a definition give it; empty where none.
    """

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict, compare=False)
    basis: tuple[Mapping[str, Any], ...] = field(default=(), compare=False)


class Refused(WorkflowError):
    """The procedure does not allow the act: all reasons, sorted by key."""

    exit_code = 7

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__("refused", keys=[refusal.key for refusal in refusals])
        self.refusals = tuple(sorted(refusals))


class StorageError(WorkflowError):
    """The ledger cannot be read or written; nothing acknowledged is lost."""

    exit_code = 8


class NotOurStore(StorageError):
    """A database, but not a ledger of ours: it is left as it is."""


class NewerStore(StorageError):
    """A ledger written by a newer version of this program."""

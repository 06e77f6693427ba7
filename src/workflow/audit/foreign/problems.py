"""What is wrong with a foreign file, gathered with its lines; nothing of a file with problems is taken in."""

from __future__ import annotations

from typing import Any

from workflow.errors import InvalidLog, Problem

ENOUGH = 50


class Problems:
    """The problems of one file, in the order they are met."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Problem] = []

    def add(self, code: str, line: int, path: str = "", **facts: Any) -> None:
        """Keep a problem and go on; after so many the rest would tell nothing new.

        Raises:
            InvalidLog: there are enough of them.
        """
        self.found.append(Problem(code, self.file, line, path, facts))
        if len(self.found) >= ENOUGH:
            self.stop()

    def fatal(self, code: str, line: int, **facts: Any) -> InvalidLog:
        """Return the error of a problem after which nothing can be read, with those before it."""
        self.found.append(Problem(code, self.file, line, "", facts))
        return InvalidLog(self.found)

    def stop(self) -> None:
        """End where there are problems.

        Raises:
            InvalidLog: there are.
        """
        if self.found:
            raise InvalidLog(self.found)

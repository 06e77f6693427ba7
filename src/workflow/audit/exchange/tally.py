"""What an export wrote, counted on the way."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.store import Record


@dataclass(slots=True)
class Tally:
    """Counts of an export.

    Attributes:
        first: the lowest position written; 0 for nothing.
        last: the highest.
        objects: in formats that know objects.
    """

    events: int = 0
    first: int = 0
    last: int = 0
    objects: int = 0

    def count(self, record: Record) -> None:
        """Count a record that was written."""
        position = record.position
        self.events += 1
        self.first = min(self.first or position, position)
        self.last = max(self.last, position)

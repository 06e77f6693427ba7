"""Trying: a case in a draft, an act put to the judge there, a limit left to run out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from workflow.lifecycle.situation import Act
from workflow.permit.case import PermitCase
from workflow.proceedings.draft import Draft
from workflow.proceedings.following import settle
from workflow.proceedings.taking import take
from workflow.proceedings.timekeeping import run_clocks
from workflow.simulate.office import Office


@dataclass(frozen=True, slots=True)
class Trying:
    """A case that is tried: the draft it stands in, and where its graph keeps it.

    Attributes:
        bare: the same case where nothing that its item waits for is obtained; None where it began with all of it, or
            came as far as only a case can that has it.
    """

    case: str
    draft: Draft
    node: int
    bare: Draft | None = None

    @property
    def permit(self) -> PermitCase:
        """Return the case."""
        return self.draft.case(self.case)


def later(draft: Draft, case: str, at: datetime) -> Draft:
    """Return a draft in which the clocks of a case have run until an instant."""
    after = Draft(draft, at)
    run_clocks(after, case, after.now)
    settle(after)
    return after


def put(office: Office, draft: Draft, case: str, wish: Act, at: datetime) -> tuple[Draft, Act]:
    """Put a wish to the judge at an instant; return what comes of it, and the act with all that it says.

    Raises:
        Refused: it is not allowed.
    """
    after = later(draft, case, at)
    said = replace(wish, at=after.now)
    said = replace(said, data=office.fill(after, case, said))
    take(after, case, said)
    return after, said

"""An office whose history has all that an export must carry: several projects and days, and names no format likes."""

from __future__ import annotations

from tests.office import APPROVER, PAPER, REVIEWER, Office
from workflow.language.people import Actor

HOSTILE = "=cmd|' /C calc'!A0 <&\"'> \x7f\ufffe \U0001f3e0"


def office(more: int = 0) -> Office:
    """Return two projects and three cases, one of no project, and so many cases more."""
    made = Office()
    made.project()
    made.granted("c1")
    made.put("2021-05-06 10:30")
    made.project("other")
    made.to_accepted("c2", "land", "other")
    made.put("2021-05-20 10:30")
    made.open("c3", "sign", None)
    made.act("c2", "grant", Actor(HOSTILE, "approver", "bureau"), document=PAPER)
    for number in range(more):
        made.put(f"2021-06-{number % 20 + 1:02} 09:{number % 60:02}")
        made.to_accepted(f"标识-{number}", "sign", None)
        made.act(f"标识-{number}", "review", REVIEWER, area=number % 100)
        made.act(f"标识-{number}", "grant", APPROVER, document={**PAPER, "digest": f"{number:064x}"})
    return made

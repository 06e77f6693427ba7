"""Forging histories for tests: facts taken from a lawful ledger, changed, and written to another past every judge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from workflow.language.facts import Fact
from workflow.language.ids import kind_of
from workflow.language.people import Actor
from workflow.store import Ledger, open_ledger

_OWN = [field.name for field in fields(Fact)]


class History:
    """The facts of a ledger, to be changed and written to another."""

    def __init__(self, ledger: Ledger) -> None:
        self.facts = [Fact(**{name: getattr(record, name) for name in _OWN}) for record in ledger.scan()]

    def place(self, case: str, act: str, nth: int = 0) -> int:
        """Return where an act on a case, or a kernel event in a stream, stands."""
        stream = case if ":" in case or case == "register" else f"case:{case}"
        found = [
            place
            for place, fact in enumerate(self.facts)
            if fact.stream == stream and act in {fact.name, fact.data.get("act")}
        ]
        return found[nth]

    def change(self, case: str, act: str, nth: int = 0, **changes: Any) -> History:
        """Change fields of a fact."""
        place = self.place(case, act, nth)
        self.facts[place] = replace(self.facts[place], **changes)
        return self

    def say(self, case: str, act: str, nth: int = 0, /, **data: Any) -> History:
        """Change what the data of a fact says; None leaves it out."""
        place = self.place(case, act, nth)
        said = {**self.facts[place].data, **data}
        kept = {name: value for name, value in said.items() if value is not None}
        self.facts[place] = replace(self.facts[place], data=kept)
        return self

    def give(self, case: str, act: str, nth: int = 0, /, **given: Any) -> History:
        """Change what an act says; None leaves it out."""
        said = {**self.facts[self.place(case, act, nth)].data.get("given", {}), **given}
        kept = {name: value for name, value in said.items() if value is not None}
        return self.say(case, act, nth, given=kept or None)

    def by(self, case: str, act: str, **changes: Any) -> History:
        """Change who did it."""
        place = self.place(case, act)
        self.facts[place] = replace(self.facts[place], actor=replace(self.facts[place].actor, **changes))
        return self

    def at(self, case: str, act: str, done: datetime, recorded: datetime | None = None) -> History:
        """Change when something was done, with all that was recorded with it, and when that was."""
        root = _root(self.facts[self.place(case, act)])
        self.facts = [
            replace(fact, effective_at=done, recorded_at=recorded or fact.recorded_at) if _root(fact) == root else fact
            for fact in self.facts
        ]
        return self

    def drop(self, case: str, act: str, nth: int = 0) -> History:
        """Leave a fact out."""
        del self.facts[self.place(case, act, nth)]
        return self

    def add(self, like: tuple[str, str], at: datetime, actor: Actor | None = None, **changes: Any) -> History:
        """Add a fact at the end, in an append of its own, that is like another but for what is said."""
        model = self.facts[self.place(*like)]
        by = actor or model.actor
        made = replace(model, recorded_at=at, effective_at=at, actor=by, causation_id="wish:forged", command_id=None)
        self.facts.append(replace(made, **{"event_id": f"forged@{len(self.facts)}", **changes}))
        return self

    def written(self) -> Ledger:
        """Return a ledger of these facts, numbered anew."""
        ledger = open_ledger("memory:")
        ledger.append_bulk(_numbered(self.facts))
        return ledger


def _root(fact: Fact) -> str:
    cause = fact.causation_id or "wish:"
    return fact.event_id if cause.startswith("wish:") else cause


def _numbered(facts: Iterable[Fact]) -> Iterable[Fact]:
    versions: dict[str, int] = {}
    ids: dict[str, str] = {}
    for fact in facts:
        if kind_of(fact.stream) in {"definition", "calendar"}:
            yield fact
            continue
        version = versions[fact.stream] = versions.get(fact.stream, 0) + 1
        own = f"{fact.stream}@{version}"
        cause = ids.get(fact.causation_id or "", fact.causation_id)
        ids.setdefault(fact.event_id, own)
        yield replace(fact, version=version, event_id=own, causation_id=cause)

"""Loading a dataset: each of its steps becomes a command, judged and recorded like any other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from workflow.application.dataset import Dataset, Placed, Step
from workflow.application.service import Service
from workflow.application.shelf import procedure
from workflow.definition.types import Type
from workflow.definition.values import NotOfType
from workflow.definition.written_values import parse_text
from workflow.proceedings.commands import Command, OpenCase, RegisterProject, TakeAct

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Done:
    """A step that is on record; `repeated`, if it was before."""

    kind: str
    repeated: bool


class Loader:
    """Puts the steps of a dataset to the judge, one after the other.

    Each has the dataset's name and its own number as the id of its command: loading again records what is lacking.

    Attributes:
        at: the step that is being put, or was refused.
    """

    def __init__(self, dataset: Dataset, service: Service) -> None:
        self.dataset = dataset
        self.service = service
        self.at: Placed | None = None

    def load(self, steps: Iterable[Placed]) -> Iterator[Done]:
        """Record the steps in order, and yield what became of each.

        Raises:
            NotFound, InvalidDefinition: its definition.
            Refused: a step is not allowed; those before it stay recorded.
            StorageError: the ledger cannot be written.
        """
        self._procedure = procedure(self.dataset.definition, self.dataset.policies)
        self._digest = self.service.pin(self._procedure)
        for number, placed in enumerate(steps, start=1):
            self.at = placed
            local = placed.at if placed.at.tzinfo else placed.at.replace(tzinfo=ZONE)
            kind, command = self._command(placed.step, replace(placed, at=local))
            outcome = self.service.handle(command, f"{self.dataset.dataset}:{number}")
            yield Done(kind, outcome.repeated)

    def _command(self, step: Step, placed: Placed) -> tuple[str, Command]:
        rules, at, actor = self._procedure.rules, placed.at, placed.actor
        if step.register_ is not None:
            facts = _read(step.data, rules.project_types)
            title = step.title or step.register_
            applicant = step.applicant or title
            return "project", RegisterProject(step.register_, title, applicant, self._digest, actor, at, facts)
        if step.open is not None:
            item = step.item or ""
            known = rules.definition.items.get(item)
            types = rules.machine_of(item).attribute_types if known is not None else {}
            facts = _read(step.data, types)
            definition = None if step.project else self._digest
            wish = OpenCase(step.open, item, actor, at, step.project, definition, step.instance, step.applicant)
            return "case", replace(wish, facts=facts)
        return "act", self._act(step, placed)

    def _act(self, step: Step, placed: Placed) -> TakeAct:
        case, act = step.case or "", step.do or ""
        permit = self.service.case(case)
        machine = self.service.rules(permit.definition).machine(permit.lifecycle)
        titled = (name for name, one in machine.lifecycle.transitions.items() if one.title.matches(act))
        name = act if act in machine.lifecycle.transitions else next(titled, act)
        said = {**step.data, **{need: self._kept(step, need) for need in step.documents}}
        data = _read(said, machine.need_types.get(name, {}))
        return TakeAct(case, name, placed.actor, placed.at, data, step.reason)

    def _kept(self, step: Step, need: str) -> dict[str, Any]:
        paper = step.documents[need]
        digest, size = self.service.ledger.files.put(paper.text.encode())
        return {"digest": digest, "name": paper.name, "media_type": "text/plain", "size": size}


def _read(said: Mapping[str, Any], types: Mapping[str, Type]) -> dict[str, Any]:
    return {name: _value(types.get(name), value) for name, value in said.items()}


def _value(kind: Type | None, value: Any) -> Any:
    """Return a written text as a value of its type; what it cannot read is left for the decision to refuse."""
    if kind is not None and isinstance(value, str):
        with suppress(NotOfType):
            return parse_text(kind, value, ZONE)
    return value.isoformat() if isinstance(value, datetime) else value

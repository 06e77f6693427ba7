"""Cells and mutants in the words of a definition."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workflow.definition.wording import period_text
from workflow.language.catalogue.words import say
from workflow.lifecycle.rules import Rules
from workflow.specs.matrix.cells import Cell
from workflow.specs.matrix.flips import Mutant
from workflow.specs.matrix.words import MATRIX
from workflow.views.titles import Titles


def word(key: str, language: str, /, **facts: object) -> str:
    """Return a word of the matrix."""
    return say(MATRIX, key, language, facts)


class Teller:
    """Tells the cells and mutants of a definition."""

    def __init__(self, rules: Rules, language: str) -> None:
        self._rules = rules
        self._language = language
        definition = rules.definition
        self._titles = {name: Titles(definition, one, language) for name, one in definition.lifecycles.items()}

    def lifecycle(self, name: str) -> str:
        """Return the title of a lifecycle."""
        known = self._rules.definition.lifecycles.get(name)
        return known.title.within(self._language) if known else name

    def state(self, lifecycle: str, name: str) -> str:
        """Return the title of a state."""
        return self._titles[lifecycle].state(name)

    def role(self, lifecycle: str, name: str) -> str:
        """Return the title of a role."""
        return self._titles[lifecycle].role(name)

    def act(self, lifecycle: str, name: str) -> str:
        """Return the title of an act."""
        return self._titles[lifecycle].act(name)

    def cell(self, cell: Cell) -> str:
        """Return what a cell says, in a line."""
        return word(f"told_{cell.kind}", self._language, **self._facts(cell))

    def full(self, cell: Cell) -> str:
        """Return what a cell says and what kind of statement it is, in a line."""
        return f"{word(cell.kind, self._language)} · {self.lifecycle(cell.lifecycle)} · {self.cell(cell)}"

    def _facts(self, cell: Cell) -> Mapping[str, object]:
        titles = self._titles[cell.lifecycle]
        detail, _, how = cell.detail.rpartition("=")
        clock, _, limit = detail.partition(":")
        return {
            "state": titles.state(cell.state),
            "role": titles.role(cell.role),
            "act": titles.act(cell.transition),
            "item": titles.item(cell.item),
            "how": word(how, self._language) if how in MATRIX else how,
            "key": self._reason(titles, detail or cell.detail),
            "clock": titles.clock(clock),
            "limit": self._limit(limit),
            "other": self._items(titles, detail),
        }

    def _limit(self, limit: str) -> str:
        if limit.startswith("promised:"):
            return word("promised", self._language, limit=self._limit(limit.partition(":")[2]))
        if limit in MATRIX:
            return word(limit, self._language)
        told = period_text(limit, self._language)
        return told if limit[:1].isdigit() else word("of_the_case", self._language)

    def _reason(self, titles: Titles, key: str) -> str:
        found = titles.refusal(key)
        return f"{found} [{key}]" if found else key

    def _items(self, titles: Titles, spelled: str) -> str:
        words = spelled.replace("(", "( ").replace(")", " )").split()
        return " ".join(titles.item(part) if part in self._rules.definition.items else part for part in words)

    def mutant(self, mutant: Mutant) -> str:
        """Return what a mutant flips, in a line."""
        titles = self._titles[mutant.lifecycle]
        tellers: Mapping[str, Callable[[str], str]] = {
            "role": titles.role,
            "state": titles.state,
            "target": titles.state,
            "event": titles.event,
            "edge": lambda name: self._items(titles, name),
        }
        teller = tellers.get(mutant.kind.rpartition("_")[2], str)
        where = [titles.item(mutant.item) if mutant.item else self.lifecycle(mutant.lifecycle)]
        where += [titles.act(mutant.transition)] if mutant.transition else []
        return f"{' · '.join(where)} · {word(mutant.kind, self._language, what=teller(mutant.what))}"

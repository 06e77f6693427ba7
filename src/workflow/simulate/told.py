"""An answer in a reader's language: what its scenario, items, officers and limits are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.language.catalogue.answers import ANSWERS
from workflow.language.catalogue.simulation import SIMULATION
from workflow.language.catalogue.words import say
from workflow.simulate.answers import Answer
from workflow.simulate.plan import AGAIN
from workflow.views.titles import Titles


class Told:
    """The names of what an answer speaks of."""

    def __init__(self, answer: Answer, language: str) -> None:
        self.answer = answer
        self.language = language
        self.plan = answer.simulation.plan
        self.titles = Titles(answer.simulation.rules.definition, None, language)

    def word(self, key: str, /, **facts: Any) -> str:
        """Return words of simulations."""
        return say(ANSWERS if key in ANSWERS else SIMULATION, key, self.language, facts)

    def warning(self, warning: Mapping[str, Any]) -> str:
        """Return what a reader must know before believing an answer, everything called by its title."""
        facts = {**warning, "name": self.title}
        if "pool" in facts:
            names = [pool.name for pool in self.plan.pools]
            facts["pool"] = self.pool(names.index(facts["pool"]))
        if "act" in facts:
            lifecycle, _, act = facts["act"].partition(".")
            known = self.titles.definition.lifecycles.get(lifecycle)
            owner = known.title.within(self.language) if known else lifecycle
            facts["act"] = f"{owner} · {self.word('apply_again') if act == AGAIN else self.titles.act(act)}"
        return self.word(warning["key"], **facts)

    @property
    def title(self) -> str:
        """Return the title of the scenario."""
        return self.answer.simulation.scenario.title.within(self.language)

    def item(self, track: int) -> str:
        """Return the title of the item of a track; of its pre-review with that word."""
        known = self.plan.tracks[track]
        title = self.titles.item(known.item)
        return self.word("pre_review_of", item=title) if known.shadow else title

    @property
    def pools(self) -> list[int]:
        """Return the pools that have work in the scenario."""
        working = {node.pool for node in self.plan.nodes}
        return [number for number in range(len(self.plan.pools)) if number in working]

    def pool(self, number: int) -> str:
        """Return what the officers of a pool are called."""
        name = self.plan.pools[number].name
        staff = self.answer.simulation.scenario.staff.get(name)
        return staff.title.within(self.language) if staff and staff.title else name

    def policy(self, name: str) -> str:
        """Return the title of a policy that the definition was rewritten by."""
        applied = self.answer.simulation.procedure.definition.policies
        return next((one.title.within(self.language) for one in applied if one.policy == name), name)

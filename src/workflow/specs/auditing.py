"""Auditing a scenario's ledger, as `workflow audit check` does, and telling the findings in the words of specs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workflow.audit.conformance.checking import Check
from workflow.audit.findings import Finding
from workflow.audit.subjects import subject
from workflow.audit.telling import Teller
from workflow.definition.wording import source_texts
from workflow.language.ids import id_of
from workflow.specs.wording import FOUND, Misspoken
from workflow.specs.world import World


@dataclass(frozen=True)
class Audited:
    """What an audit has found.

    Attributes:
        findings: in the order in which it found them.
    """

    findings: Sequence[Finding]
    _world: World

    @property
    def counting(self) -> list[Finding]:
        """Return the findings that stand against the history; a hint does not."""
        return [finding for finding in self.findings if finding.counts]

    def called(self, name: str) -> list[Finding]:
        """Return the findings of a name: `超期`, `超期:决定期限`, a rule's key, or a reason for refusal."""
        head, mark, tail = name.replace("：", ":").partition(":")
        rule = next((known for known, words in FOUND.items() if head in {known, *words}), None)
        if rule is None:
            key = self._world.names.reason(None, name)
            return [finding for finding in self.findings if finding.rule == key]
        return [one for one in self.findings if _is(one.rule, rule) and (not mark or self._is_clock(one, tail))]

    def _is_clock(self, finding: Finding, name: str) -> bool:
        """Tell whether a finding is about a clock of its case, called by its id or title."""
        machine = self._world.machine_of(self._world.draft().case(id_of(finding.stream)))
        try:
            return finding.rule.partition(":")[2] == self._world.names.clock(machine, name)
        except Misspoken:
            return False

    def fits(self, finding: Finding, said: Mapping[str, str]) -> bool:
        """Tell whether a finding lies where a row says, and rests on its article."""
        where, article = said.get("where"), said.get("article")
        return (not where or where == id_of(finding.stream)) and (not article or article in self.articles(finding))

    def looked_at(self, finding: Finding) -> None:
        """Keep that an outcome looked at the record that a finding rests on."""
        if finding.record is not None:
            self._world.saw(id_of(finding.stream), finding.record.name)

    def articles(self, finding: Finding) -> set[str]:
        """Return the articles a finding rests on, as they are cited in either language."""
        definition = self._world.service.rules(finding.definition).definition if finding.definition else None
        laws = (definition or self._world.rules.definition).laws
        return {text for language in ("zh-CN", "en") for text in source_texts(finding.basis, laws, language)}

    def told(self, findings: Iterable[Finding] | None = None) -> str:
        """Return findings in words, each with its case, rule and articles."""
        teller = Teller(self._world.service, self._world.language)
        none = "无" if self._world.language == "zh-CN" else " nothing"
        lines = (
            f"\n  {id_of(one.stream)}: {teller.explanation(one)} [{'; '.join([one.rule, *teller.articles(one)])}]"
            for one in (self.findings if findings is None else findings)
        )
        return "".join(lines) or none


def _is(rule: str, key: str) -> bool:
    return rule.partition(":")[0] == key


def audit(world: World, name: str | None) -> Audited:
    """Return what an audit of a project, of a case, or of all that was recorded finds at the scenario's present."""
    check = Check(world.service.ledger, world.now, {world.rules.digest: world.rules})
    return Audited(list(check.all() if name is None else check.of(subject(world.service, name))), world)

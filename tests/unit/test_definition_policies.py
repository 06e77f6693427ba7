"""Policies: rewrites in their order, noted in the name, never past a statute."""

from __future__ import annotations

import pytest

from tests.definition_samples import DEFINITION, LIFECYCLE, reader
from tests.loading import load
from workflow.definition.model import Definition
from workflow.errors import InvalidDefinition, Problem

FASTER = """\
policy: faster
title: {zh-CN: 提速, en: Faster}
source: {law: permit_law, article: 9}
items:
  - if: {kind: licence, has: limits.decision}
    merge: {limits: {decision: {promised: {limit: 3 working_days}}}}
"""
LOOSER = """\
policy: looser
title: {zh-CN: 放宽, en: Looser}
requires: [faster]
drop: [items.works.limits]
"""


def rewritten(*policies: str, definition: str = DEFINITION, **files: str) -> Definition:
    return load(definition, "sample.yaml", reader(**files), [f"{name}.yaml" for name in policies])


def problems(*policies: str, **files: str) -> list[Problem]:
    with pytest.raises(InvalidDefinition) as caught:
        rewritten(*policies, **files)
    return list(caught.value.problems)


def test_a_policy_merges_deeply_and_is_part_of_the_name() -> None:
    definition = rewritten("faster", faster=FASTER)
    promised = definition.items["works"].limits["decision"].promised
    assert definition.name == "sample@1.0+faster"
    assert promised is not None
    assert (promised.limit, promised.source[0].article) == ("3 working_days", 9)


def test_a_rule_leaves_items_alone_that_do_not_fit() -> None:
    assert not rewritten("faster", faster=FASTER).items["land"].limits


def test_policies_apply_in_their_order() -> None:
    definition = rewritten("faster", "looser", faster=FASTER, looser=LOOSER)
    assert definition.name == "sample@1.0+faster+looser"
    assert not definition.items["works"].limits


def test_the_definition_itself_is_left_as_it_was() -> None:
    plain = rewritten()
    assert rewritten("faster", faster=FASTER) != plain
    assert rewritten() == plain


def test_a_policy_waits_for_those_it_requires() -> None:
    (problem,) = problems("looser", looser=LOOSER)
    assert (problem.code, problem.file, problem.line) == ("policy_requires", "looser.yaml", 3)


def test_a_policy_applies_once() -> None:
    assert [problem.code for problem in problems("faster", "faster", faster=FASTER)] == ["policy_twice"]


@pytest.mark.parametrize(
    "change",
    [
        "drop: [items.works.requires]",
        "drop: [items.works.requires.hard]",
        "drop: [items.works]",
        "merge: {items: {works: {requires: {hard: []}}}}",
        "merge: {items: {works: {requires: {hard: [{any: [land, works]}]}}}}",
        "items: [{if: {id: works}, drop: [requires.hard]}]",
        "merge: {lifecycles: {permit: {transitions: {grant: {requires: [policy]}}}}}",
        "merge: {enforce: [policy]}",
    ],
)
def test_no_policy_drops_what_a_statute_demands(change: str) -> None:
    policy = f"policy: bold\ntitle: {{zh-CN: 大胆, en: Bold}}\n{change}\n"
    assert {problem.code for problem in problems("bold", bold=policy)} == {"hard_edge_dropped"}


def test_what_is_not_there_cannot_be_dropped() -> None:
    policy = "policy: bold\ntitle: {zh-CN: 大胆, en: Bold}\ndrop: [items.house]\n"
    assert [problem.code for problem in problems("bold", bold=policy)] == ["nothing_to_drop"]


def test_a_policy_brings_the_files_it_uses() -> None:
    other = LIFECYCLE.replace("lifecycle: permit", "lifecycle: filing").replace("许可, en: Permit", "备案, en: Filing")
    policy = "policy: filed\ntitle: {zh-CN: 改备案, en: Filed}\nuses: [lifecycles/filing.yaml]\n"
    policy += "source: {law: permit_law, article: 3}\n"
    policy += "items: [{if: {id: works}, merge: {lifecycle: filing}}]\n"
    definition = rewritten("filed", filed=policy, lifecycles__filing=other)
    assert definition.lifecycle_of("works").lifecycle == "filing"
    assert definition.lifecycle_of("land").lifecycle == "permit"


def test_what_a_policy_makes_unsound_is_told_in_the_policy() -> None:
    (problem,) = problems("slow", slow=FASTER.replace("faster", "slow").replace("3 working_days", "30 working_days"))
    assert (problem.code, problem.file) == ("promised_longer", "slow.yaml")


def test_a_policy_has_no_other_keys_than_its_own() -> None:
    (problem,) = problems("faster", faster=FASTER.replace("merge:", "merg:"))
    assert (problem.code, problem.facts) == ("unknown_key", {"key": "merg", "nearest": "merge"})

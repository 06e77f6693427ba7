"""The policies that ship: sound alone and together on the founding definition, in every order that they allow."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.loading import load_shipped
from workflow import library
from workflow.definition.diff import diff
from workflow.definition.load import assemble, shipped_path
from workflow.definition.model import Definition
from workflow.errors import InvalidDefinition

FOUNDING = "four-certs-three-docs"
# In an order that all of them allow.
POLICIES = [
    "area_assessment", "pre_review", "commitment", "standard_land", "merge_permits", "tolerant_acceptance",
    "parallel_stage", "joint_drawing_review", "merged_survey", "staged_construction_permit", "single_window",
    "deemed_consent", "time_limited", "agent_service", "hard_edges_only",
]  # fmt: skip
APART = {"merge_permits", "staged_construction_permit"}


def nothing_else(path: str) -> str:
    raise FileNotFoundError(path)


def rewritten(*policies: str) -> Definition:
    """Return the founding definition under policies, its form judged and the law kept, not yet checked further."""
    path = shipped_path(FOUNDING)
    return assemble(library.text(path), f"library:{path}", nothing_else, policies).definition


def test_every_policy_that_ships_is_listed_here() -> None:
    shipped = {path.removeprefix("policies/").removesuffix(".yaml") for path in library.paths() if "policies/" in path}
    assert shipped == set(POLICIES)


@pytest.mark.parametrize("policy", POLICIES)
def test_each_is_sound_alone_and_changes_something(policy: str) -> None:
    plain, reformed = load_shipped(FOUNDING), load_shipped(FOUNDING, [policy])
    changes = diff(plain, reformed)
    assert any(change.part != "policy" for change in changes)
    assert reformed.policies[-1].policy == policy


@pytest.mark.parametrize("apart", sorted(APART))
def test_all_that_can_be_combined_are_sound_together(apart: str) -> None:
    together = [policy for policy in POLICIES if policy != apart]
    assert len(load_shipped(FOUNDING, together).policies) == len(together)


@pytest.mark.parametrize("policy", POLICIES)
def test_any_two_can_be_applied_together_or_say_that_they_cannot(policy: str) -> None:
    for other in POLICIES[POLICIES.index(policy) + 1 :]:
        if {policy, other} == APART:
            with pytest.raises(InvalidDefinition) as caught:
                rewritten(policy, other)
            assert [problem.code for problem in caught.value.problems] == ["policy_excludes"]
        else:
            assert rewritten(policy, other).policies[-1].policy == other


def test_where_the_order_matters_the_wrong_one_is_refused_with_the_line_that_says_so() -> None:
    wrong = [("agent_service", "commitment"), ("parallel_stage", "merge_permits"), ("time_limited", "merged_survey")]
    for first, second in wrong:
        with pytest.raises(InvalidDefinition) as caught:
            rewritten(first, second)
        (problem,) = caught.value.problems
        assert (problem.code, problem.file) == ("policy_after", f"library:policies/{first}.yaml")
        assert problem.line > 0


def test_in_the_other_order_the_result_is_the_same_or_the_order_is_declared() -> None:
    for first, second in combinations(("pre_review", "merged_survey", "single_window", "deemed_consent"), 2):
        one, other = rewritten(first, second), rewritten(second, first)
        assert {name: set(item.requires.policy) for name, item in one.items.items()} == {
            name: set(item.requires.policy) for name, item in other.items.items()
        }
        assert one.lifecycles.keys() == other.lifecycles.keys()


def test_a_policy_brings_those_it_combines_and_each_only_once() -> None:
    names = [applied.policy for applied in rewritten("pre_review", "standard_land").policies]
    assert names == ["pre_review", "area_assessment", "commitment", "standard_land"]


def test_parallel_handling_keeps_every_statutory_prerequisite() -> None:
    plain, parallel = rewritten(), rewritten("parallel_stage")
    for name, item in plain.items.items():
        assert item.requires.hard == parallel.items[name].requires.hard
        assert item.requires.commence == parallel.items[name].requires.commence
    assert parallel.items["construction_permit"].requires.policy == ()


def test_stages_of_a_permit_rest_on_each_other_in_order() -> None:
    staged = rewritten("staged_construction_permit")
    assert "construction_permit" in staged.items["construction_permit_foundation"].requires.hard
    assert "construction_permit_foundation" in staged.items["construction_permit_superstructure"].requires.hard
    first = set(staged.items["construction_permit"].requires.hard)
    assert first <= set(staged.items["construction_permit_superstructure"].requires.hard)


def test_merged_permits_ask_for_what_both_asked_for() -> None:
    plain, merged = rewritten(), rewritten("merge_permits")
    asked = {*plain.items["works_planning_permit"].requires.hard, *plain.items["construction_permit"].requires.hard}
    assert asked - {"works_planning_permit"} == set(merged.items["construction_permit"].requires.hard)
    assert "works_planning_permit" not in merged.items
    assert merged.measures is not None
    assert "works_planning_permit" not in merged.measures.targets

"""What no policy may do to the law: refused with the policy, its file and the line."""

from __future__ import annotations

import pytest

from tests.loading import load_shipped
from workflow.definition.model import Definition
from workflow.errors import InvalidDefinition, Problem
from workflow.language.catalogue.problems import problem_words

FOUNDING = "four-certs-three-docs"
HEAD = "policy: bold\ntitle: {zh-CN: 大胆, en: Bold}\n"
LICENCE = "lifecycles: {licence: "


def under(*policies: str, **files: str) -> Definition:
    def read(path: str) -> str:
        try:
            return files[path.removesuffix(".yaml")]
        except KeyError:
            raise FileNotFoundError(path) from None

    return load_shipped(FOUNDING, policies, read)


def refused(text: str, *before: str, head: str = HEAD) -> Problem:
    """Return the first reason for which a policy with this text is refused, applied after others."""
    with pytest.raises(InvalidDefinition) as caught:
        under(*before, "bold.yaml", bold=head + text)
    return caught.value.problems[0]


def act(name: str, change: str) -> str:
    return f"merge:\n  lifecycles:\n    licence:\n      transitions:\n        {name}: {change}\n"


GRANT_BY_SILENCE = """{title: {zh-CN: 默许, en: Grant by silence}, from: under_review, to: granted, by: [clock],
          when: {expired: decision}, event: DecisionMade, requires: [hard],
          clocks: {stop: [decision], start: [delivery]}, source: %s}"""
SLOWER = """items:
  - if: {id: land_planning_permit}
    merge: {limits: {decision: {statutory: {limit: 30 working_days}}}}"""
WAVE_THROUGH = """{title: {zh-CN: 直接准予, en: Wave through}, from: submitted, to: granted, by: [approver],
          event: DecisionMade, clocks: {stop: all, start: [delivery]}}"""
VAGUE, EXPLICIT = "{law: local_rule}", "{law: beijing_business_environment, article: 99}"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("merge: {items: {construction_permit: {requires: {hard: []}}}}", "hard_edge_dropped", 1),
        ("merge: {items: {construction_start: {requires: {commence: []}}}}", "hard_edge_dropped", 1),
        ("drop: [items.soil_water_plan, items.construction_start.requires]", "hard_edge_dropped", 1),
        ("drop: [laws]\nmerge: {enforce: [hard, policy]}", "hard_edge_dropped", 1),
        ("drop: [legal_limits.commitment_excluded]", "prohibition_changed", 1),
        ("merge:\n  legal_limits: {joint_ceiling: {must: {at_most: {x: 1 years}}}}", "prohibition_changed", 4),
        ("merge:\n  lifecycles: {licence: {forbidden: {deem_granted: {id: N}}}}", "prohibition_changed", 4),
        ("merge:\n  items: {eia: {applies_if: 'false'}}", "duty_changed", 4),
        ("merge:\n  parameters: {energy_threshold_tce: {value: 100000}}", "certain_parameter_changed", 4),
        ("merge:\n  items: {land_planning_permit: {facts: {joint: true}}}", "fact_changed", 4),
        ("merge:\n  items: {civil_air_defence_decision: {concerns: [nothing]}}", "fact_changed", 4),
        (SLOWER, "limit_loosened", 5),
        ("drop: [items.fire_design_review.limits]", "limit_loosened", 1),
        ("merge:\n  items: {construction_permit: {limits: {decision: {start: accepted_at}}}}", "limit_loosened", 4),
        ("merge:\n  items: {construction_permit: {lapses: {within: 9 months}}}", "limit_loosened", 4),
        ("merge:\n  lifecycles: {licence: {clocks: {intake: {limit: 10 working_days}}}}", "limit_loosened", 4),
        ("merge:\n  lifecycles: {licence: {clocks: {remedy_review: {limit: 30 calendar_days}}}}", "limit_loosened", 4),
        ("drop: [lifecycles.licence.transitions.deem_accepted]", "act_dropped", 1),
        (act("check_on_site", "{guards: {N09_one_officer: 'true'}}"), "condition_dropped", 7),
        (act("refuse", "{needs: {reason: {type: text?}}}"), "condition_dropped", 7),
        (act("extend", "{at_most: {n: 5}}"), "condition_dropped", 7),
        (act("grant", "{from: [submitted, under_review, extended]}"), "condition_dropped", 7),
        (act("extend", "{by: [{role: head}]}"), "condition_dropped", 7),
        (act("deem_accepted", "{when: {expired: [supplement]}}"), "condition_dropped", 7),
        ("merge:\n  lifecycles: {licence: {apart: []}}", "four_eyes_dropped", 4),
        ("merge:\n  lifecycles: {licence: {parts: {decider: {by: [grant]}}}}", "four_eyes_dropped", 4),
        (act("inspect", "{clocks: {suspend: {publication: \"'x'\"}}}"), "clock_held_up", 7),
        (act("notify_third_party", "{clocks: {stop: [decision]}}"), "clock_held_up", 7),
        (act("be_silent", GRANT_BY_SILENCE % VAGUE), "granted_by_silence", 7),
        (act("wave_through", WAVE_THROUGH), "grant_without_prerequisites", 7),
        ("items:\n  - if: {id: eia}\n    narrow: commitment", "mechanism_not_allowed", 5),
        ("items:\n  - if: {id: soil_water_plan}\n    narrow: commitment", "mechanism_spares_nobody", 5),
        ("merge:\n  items: {eia: {lifecycle: filing}}", "handled_otherwise", 4),
        ("merge:\n  items: {eia: {authority: park_committee}}", "handled_otherwise", 4),
        ("merge:\n  kinds: {licence: filing}", "handled_otherwise", 1),
        ("merge:\n  laws: {local_rule: {in_force: 2020-01-01}}", "redefined", 4),
        ("merge:\n  attributes: {special_works: {default: false}}", "redefined", 4),
        ("merge:\n  roles: {approver: {side: applicant}}", "redefined", 4),
        ("merge:\n  authorities: {ecology_bureau: {superior: tax_bureau}}", "redefined", 4),
        ("merge:\n  lifecycles: {licence: {states: {submitted: {standing: in_force}}}}", "redefined", 4),
        ("merge:\n  calendar: centre_247", "redefined", 4),
        (act("accept", "{clocks: {start: [inspection_assignment]}}"), "condition_dropped", 7),
        (act("extend", "{clocks: {extend: {decision: 30 working_days}}}"), "condition_dropped", 7),
        (act("accept", "{set: {accepted_at: now}}"), "condition_dropped", 7),
        (act("grant", "{effective: received_at}"), "condition_dropped", 7),
        (act("grant", "{by: [approver, applicant]}"), "condition_dropped", 7),
        (act("file_review", "{by: [interested_party]}"), "condition_dropped", 7),
        (act("grant_on_spot", "{by: [approver, clock], when: {expired: decision}, source: {law: local_rule}}"),
         "condition_dropped", 7),
        ("join:\n  - {items: [eia], into: project_filing, mechanism: merge_permits}", "mechanism_not_allowed", 4),
        ("split:\n  - {item: eia, into: {eia_two: {}}, mechanism: staged_construction_permit}",
         "mechanism_not_allowed", 4),
        ("split:\n  - {item: construction_permit, into: {eia: {}}, mechanism: merge_permits}", "part_exists", 4),
        ("join:\n  - {items: [ghost], into: construction_permit, mechanism: merge_permits}", "unknown_item", 4),
        ("items: [{if: {id: ghost}, drop: [limits]}]", "policy_without_effect", 1),
    ],
)  # fmt: skip
def test_the_law_is_not_loosened(text: str, code: str, line: int) -> None:
    problem = refused(text)
    assert (problem.code, problem.file, problem.line) == (code, "bold.yaml", line)
    for language in ("zh-CN", "en"):
        assert code not in problem_words(problem.code, problem.facts, language)


def test_silence_may_grant_only_by_an_explicit_article() -> None:
    definition = under("bold.yaml", bold=HEAD + act("be_silent", GRANT_BY_SILENCE % EXPLICIT))
    assert "be_silent" in definition.lifecycles["licence"].transitions


@pytest.mark.parametrize(
    ("before", "text", "code", "line"),
    [
        (["parallel_stage"], "merge:\n  parameters: {joint_limit: {value: 46 working_days}}",
         "certain_parameter_changed", 5),
        (["parallel_stage"], "merge:\n  parameters: {joint_extension: {value: 20 working_days}}",
         "certain_parameter_changed", 5),
        (["parallel_stage"], act("extend_joint", "{by: [head]}"), "legal_limit_taker", 8),
        (["parallel_stage"], "drop: [lifecycles.licence.transitions.extend_joint.at_most]", "condition_dropped", 1),
        (["time_limited"], "merge:\n  parameters: {promised_ordinary: {value: 60 working_days}}", "promised_longer", 0),
        (["tolerant_acceptance"],
         "merge:\n  lifecycles: {licence: {parameters: {tolerated_period: {value: 9 working_days}}}}",
         "legal_limit_longer", 0),
        (["tolerant_acceptance"], "drop: [lifecycles.licence.transitions.grant.guards.materials_outstanding]",
         "condition_dropped", 1),
        (["deemed_consent"], act("end_consultation", "{document: paper}"), "legal_limit_forbids", 8),
        (["single_window"], act("dispatch", "{clocks: {stop: [intake]}}"), "clock_held_up", 8),
        (["single_window"], act("deliver", "{by: [window_officer]}"), "legal_limit_taker", 8),
        (["merge_permits"], "merge:\n  parameters: {merged_permit_limit: {value: 20 working_days}}",
         "legal_limit_longer", 0),
        (["area_assessment"], "drop: [lifecycles.technical_review.forbidden.charge_applicant]",
         "prohibition_changed", 1),
        (["agent_service"], "drop: [lifecycles.licence.transitions.submit.guards.no_mandate]", "condition_dropped", 1),
        (["joint_drawing_review"], "drop: [lifecycles.technical_review.transitions.pass.guards.discipline_not_passed]",
         "condition_dropped", 1),
        (["staged_construction_permit"],
         "merge:\n  items: {construction_permit_superstructure: {requires: {hard: [land_planning_permit]}}}",
         "hard_edge_dropped", 1),
    ],
)  # fmt: skip
def test_what_a_policy_put_in_as_its_limit_holds_against_later_ones(
    before: list[str], text: str, code: str, line: int
) -> None:
    problem = refused(text, *before, head=f"{HEAD.rstrip()}\nafter: [{before[0]}]\n")
    assert problem.code == code
    assert problem.file == "bold.yaml" if line else problem.line > 0
    assert problem.line == line or not line


JOINT = """merge:
  lifecycles:
    licence:
      clocks:
        joint: {title: {zh-CN: 联办, en: Joint}, optional: true, runs_for: authority, source: {law: local_rule}}
  items:
    eia: {limits: {joint: {statutory: {limit: 60 working_days, source: {law: local_rule}}}}}
acts:
  - {if: {lifecycle: licence, id: accept}, add: {clocks: {start: [joint]}}}
  - {if: {lifecycle: licence, id: record_overdue}, add: {when: {breached: [joint]}}}
"""


def test_a_policy_of_ones_own_is_held_to_the_ceiling_of_joint_handling() -> None:
    problem = refused(JOINT)
    assert (problem.code, problem.file, problem.line) == ("legal_limit_longer", "bold.yaml", 9)
    assert "四十五个工作日（行政许可法 第四十二条第二款）" in problem_words(problem.code, problem.facts, "zh-CN")


PERMIT = "before: commitment\nmerge:\n  items:\n    construction_permit: {allows: {commitment: {source: %s}}}\n"


def test_a_construction_permit_takes_no_commitment_without_an_explicit_local_basis() -> None:
    with pytest.raises(InvalidDefinition) as caught:
        under("bold.yaml", "commitment", bold=HEAD + PERMIT % "{law: local_rule}")
    (problem,) = caught.value.problems
    assert (problem.code, problem.file, problem.line) == ("legal_limit_basis", "bold.yaml", 6)
    assert "优化营商环境条例 第四十条" in problem_words(problem.code, problem.facts, "zh-CN")
    assert "Art. 40" in problem_words(problem.code, problem.facts, "en")


def test_with_an_explicit_local_basis_it_does() -> None:
    basis = "{law: beijing_business_environment, article: 31}"
    definition = under("bold.yaml", "commitment", bold=HEAD + PERMIT % basis)
    assert definition.items["construction_permit"].facts["by_commitment"] is True


def test_two_policies_whose_order_matters_say_so_or_are_refused() -> None:
    one = HEAD + "merge: {parameters: {promised_construction_permit: {value: 2 working_days}}}\n"
    other = one.replace("bold", "shy").replace("Bold", "Shy").replace("大胆", "谨慎").replace("2 working", "1 working")
    with pytest.raises(InvalidDefinition) as caught:
        under("bold.yaml", "shy.yaml", bold=one, shy=other)
    (problem,) = caught.value.problems
    assert (problem.code, problem.file, problem.line) == ("order_matters", "shy.yaml", 1)
    assert problem.facts["where"] == "parameters.promised_construction_permit.value"
    declared = under("bold.yaml", "shy.yaml", bold=one, shy=other + "after: [bold]\n")
    assert declared.parameters["promised_construction_permit"].value == "1 working_days"


def test_a_policy_combines_others_that_lie_beside_it() -> None:
    one = HEAD + "merge: {parameters: {promised_construction_permit: {value: 2 working_days}}}\n"
    pair = "policy: pair\ntitle: {zh-CN: 合用, en: Pair}\ncombines: [bold.yaml, time_limited]\n"
    definition = under("pair.yaml", bold=one, pair=pair + "merge: {note: {zh-CN: 甲, en: A}}\n")
    assert [applied.policy for applied in definition.policies] == ["bold", "time_limited", "pair"]


def test_policies_that_combine_each_other_come_to_an_end() -> None:
    head = "policy: %s\ntitle: {zh-CN: 甲%s, en: %s}\ncombines: [%s.yaml]\n"
    with pytest.raises(InvalidDefinition) as caught:
        under("one.yaml", one=head % ("one", 1, "One", "two"), two=head % ("two", 2, "Two", "one"))
    assert caught.value.problems[0].code == "policy_twice"

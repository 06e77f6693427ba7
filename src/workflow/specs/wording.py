"""The words specs answer with, in both languages: what is wrong with a spec, and what was not as it says."""

from __future__ import annotations

from typing import Any

from workflow.errors import InvalidInput
from workflow.specs.words_of_files import FILES
from workflow.specs.words_of_steps import STEPS

MESSAGES = {**FILES, **STEPS}

STANDINGS: dict[str, tuple[str, ...]] = {
    "not_started": ("未办理", "not started"),
    "pending": ("办理中", "pending"),
    "pre_passed": ("预审通过", "pre-passed"),
    "in_force": ("有效", "in force"),
    "ended": ("已失效", "ended"),
    "not_applicable": ("不适用", "not applicable"),
}

REASONS: dict[str, tuple[str, ...]] = {
    "state_mismatch": ("状态不符", "wrong state"),
    "wrong_role": ("角色不符", "wrong role"),
    "wrong_authority": ("机关不符", "wrong authority"),
    "not_the_applicant": ("不是本案申请人", "not the applicant"),
    "not_for_this_case": ("不适用于本案", "not for this case"),
    "unregistered_claim": ("未经登记的身份", "unregistered claim"),
    "overtaken_by_clock": ("已被时限结果取代", "overtaken by a clock"),
    "in_the_future": ("时间在将来", "in the future"),
    "before_opening": ("早于案件开立", "before the case was opened"),
    "fact_missing": ("缺少事实", "a fact is missing"),
    "already_handled": ("已在办理或已取得", "handled already"),
    "no_quorum": ("参与不足法定比例", "no quorum"),
    "vote_failed": ("表决未通过", "the vote failed"),
    "vote_passed": ("表决已通过", "the vote passed"),
    "nothing_to_convert": ("没有可转正的预审", "nothing to convert"),
    "item_applies": ("事项适用", "the item applies"),
    "always_applies": ("事项始终适用", "the item always applies"),
    "prerequisite": ("前置未齐", "prerequisite"),
    "missing_data": ("缺少资料", "missing data"),
    "wrong_data": ("资料有误", "wrong data"),
    "late": ("逾期", "late"),
    "too_early": ("未到时间", "too early"),
    "clock_not_running": ("时限不在走", "the clock is not running"),
    "trigger_missing": ("未满足转正条件", "trigger"),
}

FOUND: dict[str, tuple[str, ...]] = {
    "overdue": ("超期", "overdue"),
    "silence": ("逾期不作为", "silence"),
    "cured_by_backdating": ("倒签", "dated back"),
    "entered_afterwards": ("届满后补记", "entered afterwards"),
    "N18_silent_overrun": ("超期未说明理由", "overrun never explained"),
    "outcome_unrecorded": ("届满后果未记录", "outcome not recorded"),
    "N14_out_of_order": ("未依受理先后准予", "granted out of order"),
    "unverified_claims": ("身份未经核实", "unverified claims"),
}


def say(key: str, language: str, /, **facts: Any) -> str:
    """Return a message in a language."""
    chinese, english = MESSAGES[key]
    return (chinese if language == "zh-CN" else english).format(**facts)


class Misspoken(InvalidInput):
    """A spec that cannot be carried out as it is written; told in the language of the run."""

    def __init__(self, key: str, language: str, /, **facts: Any) -> None:
        super().__init__(f"spec_{key}", **facts)
        self.told = say(key, language, **facts)

    def __str__(self) -> str:
        return self.told


class Unmet(AssertionError):
    """The procedure does not do what the spec says; told in the language of the run."""

    def __init__(self, key: str, language: str, /, **facts: Any) -> None:
        self.told = say(key, language, **facts)
        super().__init__(self.told)

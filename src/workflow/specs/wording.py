"""The words specs answer with, in both languages: what is wrong with a spec, and what was not as it says."""

from __future__ import annotations

from typing import Any

from workflow.errors import InvalidInput

MESSAGES: dict[str, tuple[str, str]] = {
    "not_text": ("文件不是文本", "the file is not text"),
    "not_gherkin": ("无法按 Gherkin 理解：{why}", "cannot be read as Gherkin: {why}"),
    "no_scenarios": ("文件中没有场景", "the file has no scenario"),
    "no_features": ("没有找到规格文件：{path}", "no feature file found: {path}"),
    "no_steps": ("场景“{name}”没有步骤{hint}", "the scenario “{name}” has no steps{hint}"),
    "not_a_keyword": (
        "；第 {line} 行“{text}”不是步骤，关键词应为 假如、当、那么、而且、但是",
        "; line {line} “{text}” is no step: the keywords are Given, When, Then, And, But",
    ),
    "swallowed": (
        "第 {line} 行“{text}”被当作说明文字，关键词后应有冒号",
        "line {line} “{text}” is taken for a description: the keyword wants a colon",
    ),
    "duplicate_scenario": (
        "场景名“{name}”在第 {first} 行已用过",
        "the scenario name “{name}” was used on line {first} already",
    ),
    "no_examples": ("场景大纲“{name}”没有例子", "the outline “{name}” has no examples"),
    "undefined_step": (
        "没有这样的步骤：{step}；相近的有：{nearest}",
        "no such step: {step}; the nearest are: {nearest}",
    ),
    "ambiguous_step": (
        "步骤有两种理解：{step}：{patterns}",
        "the step matches more than one pattern: {step}: {patterns}",
    ),
    "table_not_wanted": ("步骤不带表格：{step}", "the step takes no table: {step}"),
    "table_wanted": ("步骤缺少表格", "the step needs a table"),
    "unknown_column": (
        "表格没有“{name}”这一列；可用：{known}",
        "the table knows no column “{name}”; it may have: {known}",
    ),
    "missing_column": ("表格缺少“{name}”列", "the table lacks the column “{name}”"),
    "unknown_name": (
        "没有名为“{name}”的{kind}；相近：{nearest}",
        "there is no {kind} “{name}”; the nearest: {nearest}",
    ),
    "unknown_person": ("没有介绍过“{name}”；已有：{known}", "nobody called “{name}” was introduced; known: {known}"),
    "no_such_role": ("“{name}”没有“{role}”这一角色", "“{name}” has no role “{role}”"),
    "no_procedure": ("没有说明采用哪个流程", "no procedure was named"),
    "said_too_late": ("“{what}”须在办理开始之前说明", "“{what}” must be said before anything is handled"),
    "time_runs_back": ("时间不能倒退：现在已是 {now}", "time does not run back: it is {now} already"),
    "no_such_date": ("没有这样的日期：{text}", "there is no such date: {text}"),
    "wrong_value": ("“{name}”应为 {type}，而不是“{value}”", "“{name}” must be {type}, not “{value}”"),
    "unreachable": (
        "案件“{case}”此时不能依法走到“{state}”；受阻于：{why}",
        "the case “{case}” cannot lawfully reach “{state}” now; what is in the way: {why}",
    ),
    "unobtainable": (
        "项目“{project}”此时不能依法取得“{item}”；受阻于：{why}",
        "project “{project}” cannot lawfully obtain “{item}” now; what is in the way: {why}",
    ),
    "not_lost": ("“{item}”依法不能失去效力", "“{item}” cannot lawfully leave force"),
    "not_required": ("“{item}”不是“{other}”的前置", "“{item}” is no prerequisite of “{other}”"),
    "no_such_measure": ("不知道从何时到何时：“{name}”", "not a time that is measured: “{name}”"),
    "nothing_sent": ("还没有提交过命令", "no command was sent yet"),
    "refused_unasked": ("被拒绝：{reasons}", "it was refused: {reasons}"),
    "was_not_refused": ("没有被拒绝", "it was not refused"),
    "nothing_tried": ("之前没有办理任何事", "nothing was tried before"),
    "other_reasons": ("理由不是“{expected}”，而是：{seen}", "the reason is not “{expected}” but: {seen}"),
    "more_reasons": ("不只因“{expected}”，还有：{seen}", "not for “{expected}” alone, but also: {seen}"),
    "other_basis": ("依据不是“{expected}”，而是：{seen}", "it rests not on “{expected}” but on: {seen}"),
    "something_recorded": ("有新的记录：{seen}", "something was recorded: {seen}"),
    "differs": ("{what}不是“{expected}”，而是“{seen}”", "{what} is not “{expected}” but “{seen}”"),
    "rows_differ": ("{what}不符；缺：{missing}；多：{extra}", "{what} differs; missing: {missing}; too many: {extra}"),
    "never_recorded": ("案件“{case}”没有记录“{event}”", "the record of case “{case}” has no “{event}”"),
    "no_clock": ("案件“{case}”没有启动过时限“{clock}”", "the clock “{clock}” of case “{case}” never started"),
    "no_vote": ("案件“{case}”没有表决过", "case “{case}” had no vote"),
    "not_in_force": ("“{item}”没有生效", "“{item}” did not take effect"),
    "other_length": ("用了 {seen}，不是{expected}", "it took {seen}, not {expected}"),
    "later": (
        "“{first}”生效于 {one}，晚于“{second}”的 {other}",
        "“{first}” took effect at {one}, after “{second}” at {other}",
    ),
    "calendar_differs": ("{day} 不是{expected}", "{day} is no {expected}"),
    "unsaid": ("无", "none"),
    "at_step": ("第 {line} 行 {step}：{why}", "line {line}, {step}: {why}"),
}

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


def say(key: str, language: str, /, **facts: Any) -> str:
    """Return a message in a language."""
    chinese, english = MESSAGES[key]
    return (chinese if language == "zh-CN" else english).format(**facts)


def step_text(keyword: str, text: str) -> str:
    """Return a step as it stands in the file: Chinese keywords join the text, English ones do not."""
    return f"{keyword.strip()} {text}" if keyword.isascii() else keyword + text


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

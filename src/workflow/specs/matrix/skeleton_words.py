"""The lines of skeletons, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

SKELETON: Mapping[str, tuple[str, str]] = {
    "header": ("# language: zh-CN", "# language: en"),
    "feature": ("功能: {title}：尚未证明的各项", "Feature: {title}: what is not proven yet"),
    "prose": (
        "  由程序写出，结论留白：请由人依法填写每一处“？”，核对之后用 workflow spec review 审定。",
        (
            "  Written by the program with blank verdicts: a person fills in every `?` from the law, then marks it\n"
            "  with workflow spec review."
        ),
    ),
    "background": ("  背景:", "  Background:"),
    "procedure": ('    假如采用流程"{name}"', '    Given the procedure "{name}"'),
    "policy": ('    而且采用政策"{name}"', '    And the policy "{name}" applies'),
    "people": ("    而且有下列人员:", "    And these people:"),
    "heads": ("      | 姓名 | 角色 | 代表 |", "      | name | role | on behalf of |"),
    "project": ('    而且项目"项目"已登记', '    And project "project" is registered'),
    "client": ("建设单位", "the client"),
    "rule": ("  规则: {title}", "  Rule: {title}"),
    "scenario": ("    场景: {title}", "    Scenario: {title}"),
    "case": (
        '      假如案件"甲"办理项目"项目"的"{item}"',
        '      Given case "A" handles "{item}" of project "project"',
    ),
    "lone_case": ('      假如案件"甲"办理"{item}"', '      Given case "A" handles "{item}"'),
    "reached": ('      而且案件"甲"已依法走到"{state}"', '      And case "A" has lawfully reached "{state}"'),
    "row": ('      那么案件"甲"在此状态下仅下列办理可行:', '      Then case "A" in this state allows only:'),
    "project_row": (
        '      那么项目"项目"在此状态下仅下列办理可行:',
        '      Then project "project" in this state allows only:',
    ),
    "row_heads": ("        | 办理 | 角色 |", "        | act | role |"),
    "blank_row": ("        | ？ | ？ |", "        | ? | ? |"),
    "act": ('      当"{person}"对案件"甲"办理"{act}"', '      When "{person}" does "{act}" on case "A"'),
    "without": (
        '      假如项目"项目"除"{other}"外前置齐备，可办"{item}"',
        '      Given project "project" has every prerequisite of "{item}" but "{other}"',
    ),
    "with": (
        '      假如项目"项目"前置齐备，可办"{item}"',
        '      Given project "project" has every prerequisite of "{item}"',
    ),
    "lost": (
        '      而且项目"项目"的"{other}"已依法失去效力',
        '      And "{other}" of project "project" has lawfully left force',
    ),
    "law": ("      # 依据：{article}", "      # Under: {article}"),
    "begun": ('      假如"{person}"对案件"甲"办理"{act}"', '      Given "{person}" does "{act}" on case "A"'),
    "as": (
        '      当"{person}"以"{role}"身份对案件"甲"办理"{act}"',
        '      When "{person}" as "{role}" does "{act}" on case "A"',
    ),
    "begun_as": (
        '      而且"{person}"以"{role}"身份对案件"甲"办理"{act}"',
        '      And "{person}" as "{role}" does "{act}" on case "A"',
    ),
    "played_by": ("      假如有下列人员:", "      Given these people:"),
    "played_heads": ("        | 姓名 | 角色 |", "        | name | role |"),
    "first": ("某甲", "One"),
    "second": ("某乙", "Another"),
    "delegates": ('      而且"{person}"委托"{other}"', '      And "{person}" delegates to "{other}"'),
    "time": ("      当时间到 ？", "      When the time becomes ?"),
    "by_then": ("      而且时间到 ？", "      And the time becomes ?"),
    "need": ("        | {title} | ？ |", "        | {title} | ? |"),
    "blank": ("      那么 ？", "      Then ?"),
}

"""What can be wrong with a scenario of a simulation, in words."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

SCENARIOS: Words = {
    "unknown_cell": both("表中没有“{name}”一列。", "The table has no column “{name}”."),
    "wrong_instant": both(
        "“{found}”不是时间；应写作 2021-03-01 09:00。", "“{found}” is no time; it is written 2021-03-01 09:00."
    ),
    "unknown_person": both("people 里没有“{name}”。", "`people` has nobody called “{name}”."),
    "wrong_person": both(
        "“{found}”不是人员；应写作 人员:角色@机关。", "“{found}” is no person; it is written PERSON:ROLE@AUTHORITY."
    ),
    "weights_do_not_add_up": both(
        "各去向的权重合计 {found}，应为 {full}（百分之一）。",
        "The weights add up to {found}, not to {full} (per cent).",
    ),
    "one_of_many": both("须且只能写其中一项：{names}。", "Exactly one of these is to be written: {names}."),
    "not_in_order": both(
        "{found} 不是由小到大的三个不全相等的数。", "{found} are not three numbers in ascending order, not all equal."
    ),
    "leave_ends_before_it_begins": both("休假的止日早于起日。", "The leave ends before it begins."),
    "base_in_a_circle": both("“{name}”以自己为基础。", "“{name}” builds on itself."),
    "other_version": both(
        "情景是为版本 {found} 编写的，现在的定义是 {version}。",
        "The scenario was made for version {found}; the definition is {version}.",
    ),
    "other_definition": both(
        "情景属于定义“{found}”，不属于“{definition}”。",
        "The scenario belongs to the definition “{found}”, not to “{definition}”.",
    ),
    "order_against_prerequisites": both(
        "“{item}”排在“{before}”之后，可前置关系要求它在先。",
        "“{item}” is put after “{before}”, yet the prerequisites want it before.",
    ),
    "nothing_allowed": both(
        "“{item}”处于“{state}”时，所列去向无一可行：{why}。",
        "In the state “{state}” of “{item}” none of the acts is ever allowed: {why}.",
    ),
    "never_obtained": both(
        "“{item}”依现有条件永远办不成：{why}。", "“{item}” can never be obtained under these conditions: {why}."
    ),
    "not_ahead": both(
        "“{item}”无法模拟提前申请：时限届满的“{act}”取决于前置是否已取得。",
        "“{item}” cannot be simulated as applied for ahead: what “{act}” leads to at the end of a limit depends on its "
        "prerequisites.",
    ),
    "no_such_clock_runs": both(
        "状态“{state}”下没有时限“{clock}”在计。", "No clock “{clock}” runs in the state “{state}”."
    ),
    "no_staff": both("“{authority}”的“{role}”没有安排人员。", "Nobody is assigned as “{role}” at “{authority}”."),
    "too_many_items": both(
        "事项过多，至多 {most} 项（含预审）。", "Too many items: at most {most}, pre-reviews included."
    ),
    "not_a_lead": both(
        "提前期应写作 “60 working_days” 或 “90 calendar_days”。",
        "A lead is written “60 working_days” or “90 calendar_days”.",
    ),
}

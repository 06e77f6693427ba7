"""What is wrong with a call that simulates or forecasts, in both languages."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

SCENARIO_MESSAGES: Words = {
    "csv_without_dates": both(
        "文件 {path} 第 {row} 行没有可用的 date 列。", "Line {row} of {path} has no usable column “date”."
    ),
    "no_such_pool": both(
        "没有名为 {name} 的人员组；有：{known}。", "No officers are called {name}; there are: {known}."
    ),
    "record_one_scenario": both("--record 只用于一个情景。", "--record is for one scenario."),
    "record_needs_new_ledger": both(
        "账本 {url} 已有事件；模拟只能写入新账本，不得与真实案件相混。",
        "The ledger {url} holds events; a simulation is recorded in a new one, never beside real cases.",
    ),
    "no_such_scenario": both(
        "没有情景“{name}”，也没有这个文件；现有：{known}。",
        "There is no scenario or file “{name}”; there are: {known}.",
    ),
    "say_a_scenario": both(
        "请用 --scenario 指明情景；属于这个流程的有：{known}。",
        "Say --scenario; those of this procedure are: {known}.",
    ),
    "scenario_of_another_definition": both(
        "情景“{scenario}”属于流程“{found}”；项目“{project}”依“{definition}”登记。",
        "The scenario “{scenario}” is for the procedure “{found}”; the project “{project}” was registered under "
        "“{definition}”.",
    ),
    "project_is_over": both(
        "项目“{project}”已处于终结状态“{state}”，没有可预测的。",
        "The project “{project}” is over, in the state “{state}”: there is nothing to forecast.",
    ),
    "recorded_later": both(
        "项目“{project}”在 {latest} 还有记录，晚于所称的现在 {at}；请用 --at 写更晚的时间。",
        "The project “{project}” has records of {latest}, after the present of {at}; say a later --at.",
    ),
    "nothing_leads_on": both(
        "“{item}”的案件“{case}”处于“{state}”，从这里没有合法途径能办成：{why}。",
        "The case “{case}” of “{item}” is in the state “{state}”; nothing lawful leads on from there: {why}.",
    ),
    "not_a_what_if": both(
        "“{text}”应写作 staff:人员=3、staff:人员+1 或 staff:人员-1；政策只写名称。",
        "“{text}” is to be written staff:POOL=3, staff:POOL+1 or staff:POOL-1; a policy by its name alone.",
    ),
    "unknown_staff": both(
        "情景没有人员“{name}”；现有：{known}。", "The scenario has no officers “{name}”; there are: {known}."
    ),
    "nobody_left": both(
        "“{name}”现有 {officers} 人，不能减到没有人。", "“{name}” has {officers} officers; somebody must be left."
    ),
    "policy_in_force": both(
        "项目“{project}”已适用政策“{policy}”。", "The project “{project}” stands under the policy “{policy}” already."
    ),
    "other_version_now": both(
        "流程现在的版本是 {found}，项目依版本 {version} 登记；不能假设改用政策。",
        "The procedure is now version {found}, the project was registered under {version}; a policy cannot be "
        "supposed.",
    ),
    "what_if_cannot_move": both(
        "案件“{case}”不能转到假设的流程：{reasons}。",
        "The case “{case}” cannot be moved to what is supposed: {reasons}.",
    ),
}

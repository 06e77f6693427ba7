"""Why an act is not allowed, in words: the refusals of the engine itself; a definition names its own."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

REFUSALS: Words = {
    # Who, when, from which state
    "unknown_transition": both("没有“{transition}”这项行为。", "There is no act “{transition}”."),
    "state_mismatch": both(
        "现在是“{state}”，这项行为只能从“{from}”办理。",
        "The case is in “{state}”; this act is taken only from “{from}”.",
    ),
    "not_for_this_case": both(
        "“{transition}”不适用于本案情形。", "“{transition}” does not fit the circumstances of this case."
    ),
    "only_with_another_act": both(
        "这项行为只随另一案件的行为一并记录。", "This act is recorded only together with an act on another case."
    ),
    "not_a_person": both(
        "“{person}”不是自然人，不能以其名义办理。", "“{person}” is no person; nobody may act under that name."
    ),
    "before_state": both(
        "案件自 {since} 起才处于“{state}”，所称时间 {at} 早于此时。",
        "The case has been in “{state}” only since {since}; {at} is earlier.",
    ),
    "own_finding": both(
        "这项发现涉及“{person}”本人的行为，不能由其本人决定不予追究。",
        "The finding is about an act of “{person}”, who may not waive it.",
    ),
    "endless_consequences": both(
        "一项行为的后果没有止境（超过 {most} 项），未作记录。",
        "One thing follows from another without end (over {most}); nothing was recorded.",
    ),
    "not_registered": both(
        "登记册中没有这一条：“{person}”“{role}”“{body}”。",
        "The register has no such entry: “{person}”, “{role}”, “{body}”.",
    ),
    "ends_before_it_begins": both(
        "终止时间 {until} 不晚于开始时间 {since}。", "It would end at {until}, not after it begins ({since})."
    ),
    "delegates_to_themselves": both("“{person}”不能委托自己。", "“{person}” cannot stand in for themselves."),
    "command_id_used": both(
        "命令编号“{command}”已用于另一个命令。", "The command id “{command}” was used for another command."
    ),
    "only_automatic": both("由系统自动记录，无人办理。", "Recorded by the system; nobody takes it."),
    "wrong_role": both("“{role}”无权办理；应由“{by}”办理。", "“{role}” may not do this; “{by}” may."),
    "wrong_authority": both(
        "“{authority}”不是本案的主管机关；主管机关是“{competent}”。",
        "“{authority}” is not competent here; “{competent}” is.",
    ),
    "without_authority": both(
        "“{role}”须写明所在机关，如 人员:角色@机关。", "“{role}” acts for an authority: write PERSON:ROLE@AUTHORITY."
    ),
    "role_of_no_authority": both(
        "“{role}”不属于任何机关，不应写 @{authority}。", "“{role}” belongs to no authority; leave out @{authority}."
    ),
    "not_the_applicant": both("“{for}”不是本案的申请人，不能代其办理。", "“{for}” is not the applicant of this case."),
    "unregistered_claim": both(
        "登记册中没有“{person}”在“{body}”担任“{role}”的记录。",
        "The register does not know “{person}” as “{role}” at “{body}”.",
    ),
    "in_the_future": both(
        "所称时间 {at} 晚于现在（{now}）。", "The time given, {at}, lies in the future (it is {now})."
    ),
    "recorded_too_late": both(
        "{at} 办理的，最迟应在 {due} 之前记录，现在已迟。",
        "What was done at {at} had to be recorded before {due}; it is too late now.",
    ),
    "before_opening": both(
        "所称时间 {at} 早于立案或登记时间 {opened_at}。",
        "The time given, {at}, lies before the matter was opened ({opened_at}).",
    ),
    "overtaken_by_clock": both(
        "“{clock}”已于 {at} 届满并产生后果，此前的行为不能再补记。",
        "“{clock}” ran out at {at} and had its effect; an act before that can no longer be recorded.",
    ),
    # What the act says
    "missing_data": both("缺少“{name}”。", "“{name}” is missing."),
    "wrong_data": both("“{name}”的内容“{seen}”不对：{why}", "“{name}” cannot be “{seen}”: {why}"),
    "unknown_data": both(
        "这里不能填写“{name}”；可以填写的有：{known}。", "“{name}” is not asked for here; these are: {known}."
    ),
    "fact_missing": both(
        "事实不明：{facts}；事实不明时不得办理。",
        "These facts are not known: {facts}; what is not known cannot be relied on.",
    ),
    "expression_failed": both("规则“{expression}”得不出结果。", "The rule “{expression}” yields no outcome."),
    # Conditions
    "clock_not_running": both("“{clock}”没有在计算。", "“{clock}” is not running."),
    "late": both("已超过“{clock}”：期限于 {due} 届满。", "Too late for “{clock}”: it ran out at {due}."),
    "too_early": both("“{clock}”尚未届满（{due}）。", "Too early: “{clock}” has not run out yet ({due})."),
    "prerequisite": both("前置事项“{item}”尚未取得。", "The prerequisite “{item}” is not in force."),
    "not_on_the_roll": both(
        "与名册不符或重复的表决单元：{units}。", "Units that are not on the roll, or are there twice: {units}."
    ),
    "no_quorum": both("参与表决的比例没有达到要求。", "Too few took part in the vote."),
    "quorum_reached": both("参与表决的比例已经达到要求。", "Enough took part in the vote."),
    "vote_failed": both("表决没有通过。", "The vote did not pass."),
    "vote_passed": both("表决已经通过。", "The vote has passed."),
    # Beginnings
    "project_exists": both(
        "项目“{project}”已经登记，且内容不同。", "A different project “{project}” is registered already."
    ),
    "other_facts_known": both(
        "项目“{project}”已经登记，所记情况与所说的不同：{facts}；情况有变，应记录为变更。",
        "Project “{project}” is registered already, with other facts: {facts}; record changes as such.",
    ),
    "case_exists": both("案件“{case}”已经存在，且内容不同。", "A different case “{case}” exists already."),
    "not_an_id": both(
        "“{id}”不能用作编号：不得含空格、冒号、斜线。", "“{id}” cannot be an id: no blanks, colons or slashes."
    ),
    "no_pre_review": both("“{item}”不能预审。", "“{item}” has no pre-review."),
    "only_one_instance": both("“{item}”只能有一件。", "There can be only one “{item}”."),
    "unknown_authority": both("没有“{authority}”这个机关。", "There is no authority “{authority}”."),
    "already_handled": both("“{item}”正在办理或者已经取得。", "“{item}” is being handled or has been obtained."),
    "not_in_one_step": both(
        "“{item}”不能一步记录，须立案办理。", "“{item}” is not obtained in one step; open a case for it."
    ),
    "always_applies": both("“{item}”对一切项目都适用。", "“{item}” applies to every project."),
    "item_applies": both("根据 {facts}，“{item}”适用于本项目。", "By {facts}, “{item}” does apply to this project."),
    # Conversion of pre-reviews
    "nothing_to_convert": both(
        "项目“{project}”没有可以转正的预审。", "Project “{project}” has no pre-review to convert."
    ),
    "trigger_missing": both("转正条件“{item}”尚未具备。", "The trigger “{item}” is not met."),
    "nobody_for_step": both(
        "没有人可以办理“{transition}”；需要“{by}”。", "Nobody named may take “{transition}”; “{by}” is needed."
    ),
    # Moving to another definition
    "move_illegal": both(
        "案件“{case}”不能转入新定义：{reasons}。", "Case “{case}” cannot move to the other definition: {reasons}."
    ),
    "move_needs_mapping": both(
        "新定义没有状态“{state}”，须指明案件“{case}”转入的状态。",
        "The other definition has no state “{state}”; say which one case “{case}” moves into.",
    ),
}

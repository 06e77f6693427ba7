"""What an audit has found, in words: the audit's own rules; a rule of the judge is told as its refusal is."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

FINDINGS: Words = {
    # Deadlines
    "overdue": both(
        "“{clock}”于 {last} 届满，届时没有办结。", "“{clock}” ended on {last}, and what it waits for was not done."
    ),
    "silence": both(
        "“{clock}”于 {last} 届满，机关没有作为，法律后果由系统记录。",
        "“{clock}” ended on {last} in silence; the consequence that the law draws was recorded by the system.",
    ),
    "cured_by_backdating": both(
        "“{clock}”于 {last} 届满；这项行为 {recorded} 才记录，却称 {at} 已办，超期因此被抹去。",
        "“{clock}” ended on {last}; this act was recorded at {recorded} as done at {at}: the overrun vanishes.",
    ),
    "entered_afterwards": both(
        "“{clock}”的起算和办结都是届满（{last}）之后补记的，是否按期只凭补记的时间。",
        "“{clock}” was entered, start and end, only after it had ended ({last}); that it was kept rests on the entry.",
    ),
    "N18_silent_overrun": both(
        "“{clock}”超期已有记录，但没有按规定说明理由（{transition}）。",
        "The overrun of “{clock}” is on record, but was never explained as it must be (“{transition}”).",
    ),
    "outcome_unrecorded": both(
        "“{clock}”已于 {at} 届满，其后果“{act}”没有记录。",
        "“{clock}” ran out at {at}; what follows from it (“{act}”) is not on record.",
    ),
    # What was recorded and what the procedure would have recorded
    "target_differs": both(
        "记录转入“{seen}”，按定义应转入“{expected}”。", "Recorded into “{seen}”; the definition leads to “{expected}”."
    ),
    "origin_differs": both(
        "记录称从“{seen}”办理，案件当时处于“{expected}”。",
        "Recorded from “{seen}”; the case was in “{expected}” then.",
    ),
    "facts_differ": both(
        "记录写入的事实与这项行为应当写入的不符。", "The facts recorded are not those that the act sets."
    ),
    "clocks_differ": both(
        "记录对时限的处理与定义不符。", "What is recorded of the clocks is not what the definition says of the act."
    ),
    "parts_differ": both(
        "记录的担任者与实际办理、列名的人不符。", "Who is recorded as playing a part is not who acted or was named."
    ),
    "lateness_differs": both("超期与否的记载与实际不符。", "What is recorded of lateness is not what is so."),
    "expiry_differs": both(
        "记录的届满时间是 {seen}，推算为 {expected}。",
        "Recorded to have run out at {seen}; reckoned, it is {expected}.",
    ),
    "effective_time_differs": both(
        "记录自 {seen} 起生效，应自 {expected} 起。", "Recorded to hold from {seen}; it holds from {expected}."
    ),
    "event_name_differs": both(
        "记录为事件“{seen}”，按定义应为“{expected}”。",
        "Recorded as event “{seen}”; by the definition it is “{expected}”.",
    ),
    "event_form_differs": both(
        "事件的版本是 {seen}，按定义应为 {expected}。",
        "The event has version {seen}; by the definition it is {expected}.",
    ),
    "other_definition": both(
        "记录所依的定义不是案件固定的那一份。",
        "The record names another definition than the one the case is pinned to.",
    ),
    "basis_differs": both("所引条文与定义不符。", "The articles cited are not those of the definition."),
    "verification_differs": both(
        "身份核实的标记与登记册不符。", "Whether the claim was verified is not what the register says."
    ),
    "actor_differs": both("随附记录的办理人与所随的行为不同。", "Recorded beside an act, but of somebody else."),
    "relied_differs": both(
        "所依据的前置事项状态与当时的实际状态不符。",
        "The standings recorded as relied on are not those that were so then.",
    ),
    "standing_differs": both(
        "事项记为“{seen}”，按行为应为“{expected}”。", "Recorded as “{seen}”; by the act it is “{expected}”."
    ),
    "data_differ": both(
        "“{part}”记为“{seen}”，应为“{expected}”。", "“{part}” is recorded as “{seen}”; it should be “{expected}”."
    ),
    "without_act": both("“{event}”没有相应的行为。", "“{event}” without an act that it follows from."),
    "without_cause": both(
        "系统自动记录的“{transition}”没有起因。", "“{transition}” was recorded as automatic, but nothing caused it."
    ),
    "missing_consequence": both(
        "应随这项行为记录的“{event}”没有记录。", "“{event}”, which follows from the act, was not recorded."
    ),
    "not_as_planned": both(
        "一并记录的事件与重新办理所得不同。", "What was recorded together is not what doing it again records."
    ),
    "N14_out_of_order": both(
        "有数量限制，而先受理的案件（{cases}）尚未决定，就准予了后受理的。",
        "Limited in number, and granted while cases accepted earlier ({cases}) were undecided.",
    ),
    # Persons, time, bytes
    "unverified_claims": both(
        "{people} 人的 {n} 项行为，身份没有经登记册核实：{names}。",
        "{n} acts of {people} people rest on claims that no register verified: {names}.",
    ),
    "clock_backwards": both(
        "记录时间倒退：前一条记于 {before}，本条记于 {at}。",
        "Recorded time runs backwards: {before} for the event before, {at} for this one.",
    ),
    "cannot_be_judged": both("无法按定义判断：{seen}", "It cannot be judged by a definition: {seen}"),
    "unknown_stream": both(
        "“{seen}”不属于任何案件、项目、当事人或登记册。", "“{seen}” is of no case, project, party or register."
    ),
    "unreadable_event": both("记录无法读取：{seen}", "The record cannot be read: {seen}"),
}
"""Rules of the audit itself, by what stands before the colon of a finding's `rule`."""

KIND_WORDS: Words = {
    "order": both("顺序", "order"),
    "authority": both("权限", "authority"),
    "sod": both("职责分离", "separation of duties"),
    "deadline": both("期限", "deadline"),
    "definition": both("定义", "definition"),
    "data": both("内容", "data"),
    "integrity": both("完整性", "integrity"),
    "clock": both("时间", "clock"),
}

SEVERITY_WORDS: Words = {
    "violation": both("违反", "violation"),
    "warning": both("存疑", "warning"),
    "hint": both("提示", "hint"),
}

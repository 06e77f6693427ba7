"""What does not go together in a definition whose every part can be read: names, what items say, effects, votes."""

from __future__ import annotations

from collections.abc import Mapping

AGREEMENT: Mapping[str, Mapping[str, str]] = {
    # Names and texts
    "control_character": {
        "zh-CN": "含有不可见的控制字符 {found}。",
        "en": "It contains the unseen character {found}.",
    },
    "not_a_word": {
        "zh-CN": "“{name}”不能用于表达式：名称用字母、数字、下划线，不以数字开头，不用保留词。",
        "en": "Expressions cannot read “{name}”: letters, digits and _, no digit first, no reserved word.",
    },
    "not_an_id": {
        "zh-CN": "“{name}”不能作编号：不得有空白、冒号或斜线，最多 120 个字符。",
        "en": "“{name}” is no id: no blanks, colons or slashes, at most 120 characters.",
    },
    "name_with_meaning": {
        "zh-CN": "“{name}”在流程中另有含义，不能作名称。",
        "en": "“{name}” means something else in a lifecycle and cannot be a name.",
    },
    "group_in_itself": {
        "zh-CN": "状态组“{name}”包含自身。",
        "en": "The group “{name}” contains itself.",
    },
    "title_of_lines": {
        "zh-CN": "名称只能有一行。",
        "en": "A title has one line only.",
    },
    # Lists, numbers, days
    "empty_list": {
        "zh-CN": "这里至少要有一项。",
        "en": "There must be at least one entry here.",
    },
    "too_small": {
        "zh-CN": "“{value}”过小，至少为 {least}。",
        "en": "“{value}” is too small: at least {least}.",
    },
    "ends_before_it_begins": {
        "zh-CN": "截止日 {ends} 早于起始日 {begins}。",
        "en": "It ends on {ends}, before it begins on {begins}.",
    },
    "upcast_of_no_version": {
        "zh-CN": "事件“{event}”没有可由此升级的第 {version} 版。",
        "en": "The event “{event}” has no older version {version} to bring up to date.",
    },
    # What an item says and its lifecycle never asks
    "never_asked": {
        "zh-CN": "流程“{lifecycle}”没有用到“{key}”，写了也不起作用。",
        "en": "The lifecycle “{lifecycle}” never asks for “{key}”: it would have no effect.",
    },
    "limit_of_dated_clock": {
        "zh-CN": "时限“{clock}”到文书所载的日期为止，不能另给期限。",
        "en": "The clock “{clock}” runs until a date in a document; it takes no limit.",
    },
    # Effects on other cases
    "effect_lacks_data": {
        "zh-CN": "另案的行为“{transition}”要求“{need}”，这里没有给出。",
        "en": "The act “{transition}” there needs “{need}”, which is not given.",
    },
    "not_at_opening": {
        "zh-CN": "“{item}”的属性“{name}”不在立案时给出（opening）。",
        "en": "The attribute “{name}” of “{item}” is not given at opening (`opening`).",
    },
    # Votes
    "unknown_parameter": {
        "zh-CN": "没有名为“{name}”的参数。",
        "en": "There is no parameter “{name}”.",
    },
    "weighed_twice": {
        "zh-CN": "计量“{measure}”只能用 by 或 sum 之一。",
        "en": "The measure “{measure}” takes either by or sum.",
    },
    "vote_without_ballots": {
        "zh-CN": "计票的办理必须要求“{key}”：必填的列表，每票有表决规则所指的单元列和 choice（yes、no、abstain）。",
        "en": "An act that counts a vote must need “{key}”: a list that may not be left out, each ballot with the unit "
        "of the vote and choice (yes, no, abstain).",
    },
}

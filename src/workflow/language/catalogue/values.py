"""Why a value is not of its type, in words."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

VALUES: Words = {
    "value_missing": both("应当填写{type}。", "it must be {type}."),
    "wrong_type": both("应当是{type}，而不是{found}。", "it must be {type}, not {found}."),
    "out_of_range": both(
        "应当在 {least} 与 {most} 之间，而不是 {found}。", "it must lie between {least} and {most}, not {found}."
    ),
    "too_small": both("应当不小于 {least}，而不是 {found}。", "it must be at least {least}, not {found}."),
    "too_large": both("应当不大于 {most}，而不是 {found}。", "it must be at most {most}, not {found}."),
    "text_too_long": both(
        "文字过长：{found} 字，最多 {most} 字。", "the text is too long: {found} characters, at most {most}."
    ),
    "control_character": both("含有不可见的控制字符 {found}。", "it contains the unseen character {found}."),
    "text_blank": both("内容为空。", "it is blank."),
    "not_a_name": both("“{found}”不能用作{type}的名称。", "“{found}” is no name for {type}."),
    "not_one_of": both("“{found}”不在可选之列：{allowed}。", "“{found}” is none of these: {allowed}."),
    "not_a_date": both("“{found}”不是日期，应写作 2021-05-19。", "“{found}” is no date; write 2021-05-19."),
    "no_such_date": both("没有“{found}”这一天。", "there is no day “{found}”."),
    "not_a_time": both("“{found}”不是时间，应写作 2021-05-19 09:00。", "“{found}” is no time; write 2021-05-19 09:00."),
    "no_such_time": both("没有“{found}”这个时间。", "there is no time “{found}”."),
    "time_without_offset": both("“{found}”没有写明时区。", "“{found}” does not say in which time zone."),
    "not_a_period": both(
        "“{found}”不是期限，应写作 20个工作日、15日、三个月 等。",
        "“{found}” is no period; write 20 working days, 3 months.",
    ),
    "not_a_ratio": both("“{found}”不是比例，应写作 2/3。", "“{found}” is no ratio; write 2/3."),
    "not_a_document": both(
        "不是文书：应有 {needs}，而只有 {found}。", "it is no document: it needs {needs} and has {found}."
    ),
    "not_a_digest": both("“{found}”不是 SHA-256 摘要。", "“{found}” is no SHA-256 digest."),
    "unknown_field": both("没有“{found}”这一栏；是否指“{meant}”？", "there is no field “{found}”; is “{meant}” meant?"),
    "not_json": both("“{found}”不是 JSON。", "“{found}” is not JSON."),
    "number_with_fraction": both(
        "“{found}”带有小数；数量以最小单位的整数填写。",
        "“{found}” has a fraction; give whole numbers of the smallest unit.",
    ),
}

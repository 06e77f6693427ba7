"""What data may be, and the way into it, in words; `workflow.definition.type_words` puts whole types together."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

KINDS: Words = {
    "text": both("文字", "text"),
    "bool": both("是或否", "yes or no"),
    "int": both("整数", "a whole number"),
    "int_between": both("{least} 至 {most} 的整数", "a whole number from {least} to {most}"),
    "int_from": both("不小于 {least} 的整数", "a whole number of at least {least}"),
    "int_up_to": both("不大于 {most} 的整数", "a whole number of at most {most}"),
    "money": both("金额，以分计", "an amount in fen"),
    "date": both("日期", "a date"),
    "time": both("时间", "a time"),
    "period": both("期限", "a period"),
    "ratio": both("比例", "a ratio"),
    "document": both("文书", "a document"),
    "person": both("人员", "a person"),
    "party": both("单位或个人", "a party"),
    "authority": both("机关", "an authority"),
    "role": both("角色", "a role"),
    "material": both("材料", "a material"),
    "item": both("事项", "an item"),
    "case": both("案件", "a case"),
    "ballots": both("表决票", "ballots"),
    "list": both("列表", "a list"),
    "map": both("记录（名称对内容）", "a record of names and values"),
    "fraction": both("小数", "a number with a fraction"),
    "any": both("任何内容", "anything"),
    "list_of": both("列表，每项为{of}", "a list, each entry {of}"),
    "set_of": both("一项或多项{of}", "one or more, each {of}"),
    "map_of": both("名称对{of}", "names, each with {of}"),
    "enum_of": both("其中之一：{of}", "one of {of}"),
    "record_of": both("记录（{of}）", "a record ({of})"),
    "targets": both("目标表", "a table of targets"),
    "progress": both("目标的进度", "a report on targets"),
    "table_of": both("表（{of}）", "a table ({of})"),
}


def place_words(step: str, language: str) -> str:
    """Return a step of the way into a value in words: `[1]` is the second entry, `what` a field."""
    spoken = "zh-CN" if language == "zh-CN" else "en"
    if step.startswith("["):
        return {"zh-CN": "第 {} 项", "en": "entry {} "}[spoken].format(int(step[1:-1]) + 1)
    return {"zh-CN": "“{}”", "en": "“{}” "}[spoken].format(step)

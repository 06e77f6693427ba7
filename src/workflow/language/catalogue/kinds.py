"""Types of data in words: `list[text]` is a list of texts, `int?` a whole number that may be left out."""

from __future__ import annotations

import re

from workflow.language.catalogue.words import Words, both

KINDS: Words = {
    "text": both("文字", "text"),
    "bool": both("是或否", "yes or no"),
    "int": both("整数", "a whole number"),
    "money": both("金额（分）", "an amount in fen"),
    "area": both("面积（最小单位的整数）", "an area in the smallest unit"),
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
}
_MANY: Words = {
    "list": both("列表（{of}）", "a list ({of})"),
    "set": both("集合（{of}）", "a set ({of})"),
    "map": both("映射（{of}）", "a map ({of})"),
    "enum": both("其中之一：{of}", "one of {of}"),
}
_SHAPE = re.compile(r"\s*([a-z_]+)(?:\[(.*)\])?\s*\??\s*")


def place_words(step: str, language: str) -> str:
    """Return a step of the way into a value in words: `[1]` is the second entry, `what` a field."""
    spoken = "zh-CN" if language == "zh-CN" else "en"
    if step.startswith("["):
        return {"zh-CN": "第 {} 项", "en": "entry {} "}[spoken].format(int(step[1:-1]) + 1)
    return {"zh-CN": "“{}”", "en": "“{}” "}[spoken].format(step)


def kind_words(written: str, language: str) -> str:
    """Return a type as a reader says it; one without words is told as it is written."""
    spoken = "zh-CN" if language == "zh-CN" else "en"
    found = _SHAPE.fullmatch(written)
    if found is None:
        return written
    name, inner = found[1], found[2]
    if inner is not None and name in _MANY:
        entries = (
            inner.replace(",", "、" if spoken == "zh-CN" else ", ") if name == "enum" else kind_words(inner, language)
        )
        return _MANY[name][spoken].format(of=entries)
    return KINDS[name][spoken] if name in KINDS else written

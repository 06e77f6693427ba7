"""What is wrong with a feature file as it is written, in both languages."""

from __future__ import annotations

FILES: dict[str, tuple[str, str]] = {
    "not_text": (
        "文件不是文本；请另存为 UTF-8 编码的纯文本",
        "the file is not text; save it as plain text in UTF-8",
    ),
    "unreadable": (
        "无法读取文件：{why}",
        "the file cannot be read: {why}",
    ),
    "not_gherkin": (
        "无法按 Gherkin 理解：{why}",
        "cannot be read as Gherkin: {why}",
    ),
    "unexpected_line": (
        (
            "无法理解“{text}”：步骤须以 假如、当、那么、而且、但是 开头，"
            "标题须是 功能、背景、规则、场景、场景大纲、例子 并带冒号"
        ),
        (
            "“{text}” makes no sense here: steps begin with Given, When, Then, And or But; headings are Feature, "
            "Background, Rule, Scenario, Scenario Outline and Examples, with a colon"
        ),
    ),
    "unexpected_end": (
        "文件到此突然结束：标签之后要有场景，场景大纲之后要有例子",
        "the file ends too early: tags want a scenario below them, an outline its examples",
    ),
    "ragged_table": (
        "表格各行的列数不同；每行首尾都要有“|”",
        "the rows of the table have different numbers of cells; every row begins and ends with `|`",
    ),
    "unknown_language": (
        "不认识语言“{name}”；首行请写 # language: zh-CN 或者 # language: en",
        "unknown language “{name}”; begin with `# language: zh-CN` or `# language: en`",
    ),
    "no_scenarios": (
        "文件中没有场景；请写一个“场景: 名称”",
        "the file has no scenario; write a `Scenario: name`",
    ),
    "no_features": (
        "没有找到规约文件：{path}",
        "no feature file found: {path}",
    ),
    "no_steps": (
        "场景“{name}”没有步骤；步骤以 假如、当、那么 开头",
        "the scenario “{name}” has no steps; steps begin with Given, When or Then",
    ),
    "not_a_step": (
        "“{text}”被当作说明文字，不会执行；步骤须以 假如、当、那么、而且、但是 开头",
        ("“{text}” is taken for a description and never carried out: steps begin with Given, When, Then, And or But"),
    ),
    "step_outside": (
        "“{text}”不在任何场景之中，不会执行；请在前面写上“场景: 名称”",
        "“{text}” stands in no scenario and is never carried out; write `Scenario: name` above it",
    ),
    "swallowed": (
        "“{text}”被当作说明文字；标题须是 功能、背景、规则、场景、场景大纲、例子，后面要有冒号",
        (
            "“{text}” is taken for a description: the headings are Feature, Background, Rule, "
            "Scenario, Scenario Outline and Examples, with a colon"
        ),
    ),
    "duplicate_scenario": (
        "场景名“{name}”在第 {first} 行已用过；请换一个名称",
        "the scenario name “{name}” was used on line {first} already; give it another",
    ),
    "no_examples": (
        "场景大纲“{name}”没有例子；请在后面写上“例子:”及表格",
        "the outline “{name}” has no examples; write `Examples:` and a table below it",
    ),
    "no_such_column": (
        "例子中没有“{name}”这一列；有：{known}",
        "the examples have no column “{name}”; they have: {known}",
    ),
    "idle_column": (
        "例子的“{name}”列没有步骤使用，或者重复",
        "no step uses the column “{name}” of the examples, or it occurs twice",
    ),
    "no_keyword": (
        "“{step}”之前没有步骤可承接；第一步须以 假如、当 或者 那么 开头",
        "nothing stands before “{step}” that it could go on from; begin with Given, When or Then",
    ),
    "undefined_step": (
        "没有这样的步骤：{step}；相近的有：{nearest}",
        "no such step: {step}; the nearest are: {nearest}",
    ),
    "wrong_keyword": (
        "步骤用错了关键词：{step}；它只能跟在这些之后：{keywords}",
        "the step has the wrong keyword: {step}; it may stand after: {keywords}",
    ),
    "blank_verdict": (
        "结论还没有填写：{step}；请由人写明结果",
        "the verdict is still blank: {step}; a person has to write what must come of it",
    ),
    "ambiguous_step": (
        "步骤有两种理解：{step}：{patterns}",
        "the step matches more than one pattern: {step}: {patterns}",
    ),
    "table_not_wanted": (
        "步骤不带表格：{step}",
        "the step takes no table: {step}",
    ),
    "table_missing": (
        "步骤缺少表格：{step}；例如：{example}",
        "the step needs a table: {step}; for example: {example}",
    ),
    "docstring_not_wanted": (
        "步骤不带文段：{step}",
        "the step takes no text block: {step}",
    ),
    "no_outcome": (
        "场景“{name}”没有“那么”，什么也没有证明",
        "the scenario “{name}” has no Then, so it proves nothing",
    ),
    "unreviewed": (
        "场景“{name}”还没有人审定，不作为证明",
        "nobody has reviewed the scenario “{name}” yet, so it proves nothing",
    ),
    "void_mark": (
        "场景“{name}”审定之后改过，审定作废",
        "the scenario “{name}” was changed after its review, so the mark is void",
    ),
}

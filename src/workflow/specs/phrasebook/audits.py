"""Phrases about what an audit finds in what was recorded."""

from workflow.specs.phrases import Phrase

FIND = Phrase(
    zh='核查[{kind:案件|项目}"{name}"]发现"{finding}"[，依据"{article}"]',
    en='the audit[ of {kind:case|project} "{name}"] finds "{finding}"[, under "{article}"]',
    keywords=("then",),
    about=(
        "核查一个案件、一个项目及其各案件，或者整本账本，有这样一项发现；可写明时限，如 超期:决定期限。",
        (
            "See that an audit of a case, of a project with its cases, or of the whole ledger has this finding; "
            "it may name the limit, as `overdue:Decision`."
        ),
    ),
    example=(
        '核查案件"甲"发现"超期:决定期限"，依据"行政许可法 第四十二条第一款"',
        'the audit of case "A" finds "overdue:Decision"',
    ),
)

FIND_ONLY = Phrase(
    zh='核查[{kind:案件|项目}"{name}"]恰好发现',
    en='the audit[ of {kind:case|project} "{name}"] finds exactly',
    keywords=("then",),
    about=(
        "核查的全部发现恰如表格所列，不计提示；可写明各在哪个案件或项目。",
        "See that these are all the findings of an audit, hints aside; the table may say in which case or project.",
    ),
    example=(
        '核查项目"德杰"恰好发现:\n| 发现 | 何处 |\n| 逾期不作为:受理期限 | 甲 |',
        'the audit of project "dejie" finds exactly:\n| finding | where |\n| silence:Acceptance | A |',
    ),
    table="must",
)

FIND_NOTHING = Phrase(
    zh='核查[{kind:案件|项目}"{name}"]没有发现问题',
    en='the audit[ of {kind:case|project} "{name}"] finds nothing',
    keywords=("then",),
    about=(
        "核查没有发现违反或者存疑之处；提示不算。",
        "See that an audit finds no violation and nothing to doubt; hints do not count.",
    ),
    example=(
        '核查项目"德杰"没有发现问题',
        'the audit of project "dejie" finds nothing',
    ),
)

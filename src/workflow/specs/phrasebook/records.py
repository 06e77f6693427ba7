"""Phrases about what was recorded, when it holds, clocks, how long things took."""

from workflow.specs.phrases import Phrase

BE_RECORDED = Phrase(
    zh='案件"{case}"的记录依次为',
    en='the record of case "{case}" is, in order',
    keywords=("then",),
    about=(
        "立案以来依次记录了什么。",
        "See what was recorded of a case, from its opening on, in order.",
    ),
    example=(
        '案件"甲"的记录依次为:\n| 记录 |\n| ApplicationSubmitted |\n| ApplicationAccepted |',
        ('the record of case "A" is, in order:\n| record |\n| ApplicationSubmitted |\n| ApplicationAccepted |'),
    ),
    table="must",
)

PROJECT_RECORDED = Phrase(
    zh='项目"{project}"自身的记录依次为',
    en='the record of project "{project}" itself is, in order',
    keywords=("then",),
    about=(
        "登记以来依次记录了项目自身流程的哪些办理；各事项的案件另有记录。",
        "See which acts of a project's own lifecycle were recorded, in order; its cases have records of their own.",
    ),
    example=(
        '项目"德杰"自身的记录依次为:\n| 记录 |\n| LandAcquired |\n| ProjectPermitted |',
        ('the record of project "dejie" itself is, in order:\n| record |\n| LandAcquired |\n| ProjectPermitted |'),
    ),
    table="must",
)

HAVE_RECORD = Phrase(
    zh='案件"{case}"最后的记录为"{event}"',
    en='the last record of case "{case}" is "{event}"',
    keywords=("then",),
    about=(
        "案件最后记录的是什么。",
        "See what was recorded of a case last.",
    ),
    example=(
        '案件"甲"最后的记录为"SiteChecked"',
        'the last record of case "A" is "SiteChecked"',
    ),
)

TAKE_EFFECT = Phrase(
    zh='案件"{case}"最后的记录"{event}"生效于 {at:time}',
    en='the last record "{event}" of case "{case}" takes effect at {at:time}',
    keywords=("then",),
    about=(
        "某种记录最后一次何时生效。",
        "See when the last event of a name takes effect.",
    ),
    example=(
        '案件"甲"最后的记录"ApplicationAccepted"生效于 2021-04-23 09:00',
        'the last record "ApplicationAccepted" of case "A" takes effect at 2021-04-23 09:00',
    ),
)

EXPIRE_ON = Phrase(
    zh='案件"{case}"的时限"{clock}"于 {on:date} 届满',
    en='the clock "{clock}" of case "{case}" expires on {on:date}',
    keywords=("then",),
    about=(
        "时限的最后一日；写了时刻的，为最先逾期的一刻。",
        "See the last lawful day of a clock; with a time of day, the first instant that is too late.",
    ),
    example=(
        '案件"甲"的时限"决定期限"于 2021-05-24 届满',
        'the clock "Decision" of case "A" expires on 2021-05-24',
    ),
)

CLOCK_IS = Phrase(
    zh='案件"{case}"的时限"{clock}"{how:在走|已中止|已停|已超期}',
    en='the clock "{clock}" of case "{case}" is {how:running|suspended|stopped|overdue}',
    keywords=("then",),
    about=(
        "时限在走、已中止、已停，还是已超期。",
        "See whether a clock runs, stands still, was stopped, or has run out.",
    ),
    example=(
        '案件"甲"的时限"决定期限"已中止',
        'the clock "Decision" of case "A" is suspended',
    ),
)

EFFECT_IN_ORDER = Phrase(
    zh='项目"{project}"中"{first}"生效早于或同于"{second}"',
    en='in project "{project}", "{first}" takes effect no later than "{second}"',
    keywords=("then",),
    about=(
        "一个事项不晚于另一个事项生效，并且记录在先。",
        "See that one item took effect no later than another, and was recorded before it.",
    ),
    example=(
        '项目"德杰"中"建设工程规划许可证"生效早于或同于"施工许可证"',
        'in project "dejie", "Works planning permit" takes effect no later than "Construction permit"',
    ),
)

TAKE_SO_LONG = Phrase(
    zh='项目"{project}"从"{start}"到"{end}"{how:不超过|至少} {length:period}',
    en='project "{project}" takes {how:at most|at least} {length:period} from "{start}" to "{end}"',
    keywords=("then",),
    about=(
        "项目历时多久：从触发或首次申请预审，到最后一件；也可以是两个事项之间。",
        (
            "See how long a project took: from the trigger or the first pre-review request, to "
            "the last document; or between items."
        ),
    ),
    example=(
        '项目"德杰"从"触发"到"最后一件"不超过 2 小时',
        'project "dejie" takes at most 2 hours from "trigger" to "last document"',
    ),
)

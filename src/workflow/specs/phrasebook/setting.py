"""Phrases about what is said before and around the acts: procedure, people, time."""

from workflow.specs.phrases import Phrase

USE_PROCEDURE = Phrase(
    zh='采用流程"{reference}"',
    en='the procedure "{reference}"',
    keywords=("given",),
    about=(
        "采用一个流程：编号，或者与规约同一文件夹里的文件。",
        "Use a procedure, by its id or by the path of a file beside the feature.",
    ),
    example=(
        '采用流程"four-certs-three-docs"',
        'the procedure "four-certs-three-docs"',
    ),
)

ADOPT_POLICY = Phrase(
    zh='采用政策"{policy}"',
    en='the policy "{policy}" applies',
    keywords=("given",),
    about=(
        "以一项政策改写流程：编号，或者与规约同一文件夹里的文件。",
        "Rewrite the procedure by a policy, by its id or by the path of a file beside the feature.",
    ),
    example=(
        '采用政策"pre_review"',
        'the policy "pre_review" applies',
    ),
)

REFUSE_POLICY = Phrase(
    zh='政策因"{reason}"不能采用',
    en='the policies cannot apply, for "{reason}"',
    keywords=("then",),
    about=(
        "流程在所说的政策之下不成立：理由的编号，或者其中的话。",
        "See that the procedure is refused under its policies: the code of a reason, or words of it.",
    ),
    example=(
        '政策因"长于法定期限"不能采用',
        'the policies cannot apply, for "hard_edge_dropped"',
    ),
)

SET_PARAMETER = Phrase(
    zh='参数"{name}"为"{value}"',
    en='parameter "{name}" is "{value}"',
    keywords=("given",),
    about=(
        "参数取另一个值，对各机关都是如此。",
        "Give a parameter another value, for every authority.",
    ),
    example=(
        '参数"补正期限"为"15 calendar_days"',
        'parameter "Time allowed for corrections" is "15 calendar_days"',
    ),
)

INTRODUCE = Phrase(
    zh="有下列人员",
    en="these people",
    keywords=("given",),
    about=(
        "介绍人员及其身份；一人可有几行。",
        "Introduce people in the parts they play; a person may have several rows.",
    ),
    example=(
        (
            "有下列人员:\n"
            "| 姓名 | 角色 | 机关 | 代表 |\n"
            "| 赵强 | 申请人 | | 江苏德杰 |\n"
            "| 李梅 | 窗口人员 | 自然资源和规划局 | |"
        ),
        (
            "these people:\n"
            "| name | role | authority | on behalf of |\n"
            "| Zhao Qiang | Applicant | | Jiangsu Dejie |\n"
            "| Li Mei | Window officer | natural_resources_bureau | |"
        ),
    ),
    table="must",
)

ENTER_IN_REGISTER = Phrase(
    zh="人员已登记在册",
    en="the people are on the register",
    keywords=("given",),
    about=(
        "把介绍过的人员记入登记册；此后不予承认未登记的身份。",
        ("Enter everybody introduced in the register of roles; from then on a claim that it does not know is refused."),
    ),
    example=(
        "人员已登记在册",
        "the people are on the register",
    ),
)

DELEGATE = Phrase(
    zh='"{principal}"委托"{delegate}"',
    en='"{principal}" delegates to "{delegate}"',
    keywords=(
        "given",
        "when",
    ),
    about=(
        "一人委托另一人以其身份办理；此后以登记册为准。",
        "Let one person act in the part of another; the register is kept from then on.",
    ),
    example=(
        '"陈刚"委托"王芳"',
        '"Chen Gang" delegates to "Wang Fang"',
    ),
)

END_DELEGATION = Phrase(
    zh='"{principal}"终止对"{delegate}"的委托',
    en='"{principal}" ends the delegation to "{delegate}"',
    keywords=(
        "given",
        "when",
    ),
    about=(
        "终止委托。",
        "End what was delegated.",
    ),
    example=(
        '"陈刚"终止对"王芳"的委托',
        '"Chen Gang" ends the delegation to "Wang Fang"',
    ),
)

BEGIN_AT = Phrase(
    zh="现在是 {at:time}",
    en="the time is {at:time}",
    keywords=("given",),
    about=(
        "说明现在的时间；已有办理之后，时间便到此时。",
        "Say what the time is; once something was handled, let it become so.",
    ),
    example=(
        "现在是 2021-04-23 09:00",
        "the time is 2021-04-23 09:00",
    ),
)

SAY_WHAT_A_DAY_IS = Phrase(
    zh="{day:date} 是{kind:工作日|休息日}",
    en="{day:date} is a {kind:working day|rest day}",
    keywords=(
        "given",
        "then",
    ),
    about=(
        "规定某日上班还是休息；作为结果时查明是否如此。",
        "Say that a day is worked or not; as an outcome, see that it is so.",
    ),
    example=(
        "2021-05-08 是工作日",
        "2021-05-08 is a working day",
    ),
)

BECOME = Phrase(
    zh="时间到 {at:time}",
    en="the time becomes {at:time}",
    keywords=(
        "given",
        "when",
    ),
    about=(
        "时间到某时，各时限届满的后果随之记录。",
        "Let it become later, and record what clocks have led to.",
    ),
    example=(
        "时间到 2021-04-30 00:00",
        "the time becomes 2021-04-30 00:00",
    ),
)

LET_PASS = Phrase(
    zh="经过 {length:period}",
    en="{length:period} pass[es]",
    keywords=(
        "given",
        "when",
    ),
    about=(
        "经过一段时间，按日历推算；经过若干日或月的，时刻不变。",
        ("Let a period pass, counted on the calendar; the time of day is kept where days or months pass."),
    ),
    example=(
        "经过 5 个工作日",
        "5 working days pass",
    ),
)

"""Phrases about states, standings, refusals, what is possible."""

from workflow.specs.phrases import Phrase

BE_IN_STATE = Phrase(
    zh='案件"{case}"处于"{state}"',
    en='case "{case}" is "{state}"',
    keywords=(
        "given",
        "then",
    ),
    about=(
        "案件处于某状态。",
        "See that a case is in a state.",
    ),
    example=(
        '案件"甲"处于"已受理"',
        'case "A" is "Accepted"',
    ),
)

HAVE_FACT = Phrase(
    zh='案件"{case}"的"{fact}"为"{value}"',
    en='"{fact}" of case "{case}" is "{value}"',
    keywords=("then",),
    about=(
        "案件的一项事实为某值；“无”指没有记载。",
        "See that a fact of a case has a value; `none` is a fact that is not set.",
    ),
    example=(
        '案件"甲"的"受理方式"为"deemed"',
        '"Mode of acceptance" of case "A" is "deemed"',
    ),
)

HAVE_STANDING = Phrase(
    zh='项目"{project}"的"{what}"为"{value}"',
    en='"{what}" of project "{project}" is "{value}"',
    keywords=(
        "given",
        "then",
    ),
    about=(
        "项目中一个事项的效力（有效、预审通过……）、其案件的状态，或者项目的一项事实。",
        (
            "See that an item of a project has a standing (in force, pre-passed, …), that its "
            "last case is in a state, or a fact."
        ),
    ),
    example=(
        '项目"德杰"的"施工许可证"为"有效"',
        '"Construction permit" of project "dejie" is "in force"',
    ),
)

PROJECT_IN_STATE = Phrase(
    zh='项目"{project}"处于"{state}"',
    en='project "{project}" is "{state}"',
    keywords=("then",),
    about=(
        "项目处于其自身流程的某状态。",
        "See that a project is in a state of its own lifecycle.",
    ),
    example=(
        '项目"德杰"处于"已取得土地"',
        'project "dejie" is "Land acquired"',
    ),
)

BE_BLOCKED = Phrase(
    zh='项目"{project}"的"{item}"被下列事项阻挡',
    en='"{item}" of project "{project}" is blocked by',
    keywords=("then",),
    about=(
        "一个事项恰好缺哪些前置；任一即可的写作 甲|乙。",
        "See exactly which prerequisites an item lacks; alternatives are written `a|b`.",
    ),
    example=(
        '项目"德杰"的"开工"被下列事项阻挡:\n| 事项 |\n| 环境影响评价审批 |',
        '"Construction start" of project "dejie" is blocked by:\n| item |\n| eia |',
    ),
    table="must",
)

BE_REFUSED = Phrase(
    zh='被拒绝，理由含"{reason}"[，依据"{article}"]',
    en='it is refused, for "{reason}" among others[, under "{article}"]',
    keywords=("then",),
    about=(
        "上一件事被拒绝，理由之一如此。",
        "See that the last act was refused, for this reason among others.",
    ),
    example=(
        '被拒绝，理由含"N01_second_list"，依据"行政许可法 第三十二条第一款第四项"',
        'it is refused, for "N01_second_list" among others',
    ),
    settles=True,
)

BE_REFUSED_FOR_THIS_ALONE = Phrase(
    zh='只因"{reason}"被拒绝[，依据"{article}"]',
    en='it is refused for "{reason}" alone[, under "{article}"]',
    keywords=("then",),
    about=(
        "上一件事被拒绝，理由仅此一条。",
        "See that the last act was refused for this reason and no other.",
    ),
    example=(
        '只因"角色不符"被拒绝，依据"行政许可法 第二十九条"',
        'it is refused for "wrong role" alone',
    ),
    settles=True,
)

NOTHING_RECORDED = Phrase(
    zh="没有新的记录",
    en="nothing new is recorded",
    keywords=("then",),
    about=(
        "上一个命令没有在账本中留下记录。",
        "See that the last command left no trace in the ledger.",
    ),
    example=(
        "没有新的记录",
        "nothing new is recorded",
    ),
    settles=True,
)

ALLOW_ONLY = Phrase(
    zh='案件"{case}"在此状态下仅下列办理可行',
    en='case "{case}" in this state allows only',
    keywords=("then",),
    about=(
        "此刻恰好哪些办理可行、由谁办理；其余的每一项都以每一种身份试过。",
        ("See exactly which acts are possible now, and in which role; every other act is tried in every role."),
    ),
    example=(
        '案件"甲"在此状态下仅下列办理可行:\n| 办理 | 角色 |\n| 提交申请 | 申请人 |\n| 撤回申请 | 申请人 |',
        (
            'case "A" in this state allows only:\n'
            "| act | role |\n"
            "| Submit the application | Applicant |\n"
            "| Withdraw the application | Applicant |"
        ),
    ),
    table="must",
)

PROJECT_ALLOWS_ONLY = Phrase(
    zh='项目"{project}"在此状态下仅下列办理可行',
    en='project "{project}" in this state allows only',
    keywords=("then",),
    about=(
        "此刻就项目本身恰好哪些办理可行、由谁办理；其余的都试过。",
        "See exactly which acts of a project's own lifecycle are possible now, and in which role.",
    ),
    example=(
        '项目"德杰"在此状态下仅下列办理可行:\n| 办理 | 角色 |\n| 终止项目 | 申请人 |',
        ('project "dejie" in this state allows only:\n| act | role |\n| Abandon the project | Applicant |'),
    ),
    table="must",
)

ENTITLES_ONLY = Phrase(
    zh='案件"{case}"在此状态下有权办理的仅为',
    en='case "{case}" in this state entitles only',
    keywords=("then",),
    about=(
        "在此状态下恰好哪些角色对哪些办理有权；条件、前置和时限是否具备另计。其余的都因状态或角色被拒绝。",
        (
            "See exactly which roles may take which acts from this state, whatever the conditions, prerequisites and "
            "limits; everything else is refused for the state or the role."
        ),
    ),
    example=(
        '案件"甲"在此状态下有权办理的仅为:\n| 办理 | 角色 |\n| 提交申请 | 申请人 |\n| 撤回申请 | 申请人 |',
        (
            'case "A" in this state entitles only:\n'
            "| act | role |\n"
            "| Submit the application | Applicant |\n"
            "| Withdraw the application | Applicant |"
        ),
    ),
    table="must",
)

PROJECT_ENTITLES_ONLY = Phrase(
    zh='项目"{project}"在此状态下有权办理的仅为',
    en='project "{project}" in this state entitles only',
    keywords=("then",),
    about=(
        "在此状态下恰好哪些角色有权就项目本身办理什么；条件是否具备另计。",
        "See exactly which roles may take which acts of a project's own lifecycle, whatever the conditions.",
    ),
    example=(
        '项目"德杰"在此状态下有权办理的仅为:\n| 办理 | 角色 |\n| 终止项目 | 申请人 |',
        ('project "dejie" in this state entitles only:\n| act | role |\n| Abandon the project | Applicant |'),
    ),
    table="must",
)

VOTE_IS = Phrase(
    zh='案件"{case}"的表决结果为',
    en='the vote of case "{case}" is',
    keywords=("then",),
    about=(
        "最近一次表决的结果：人数和面积，全体、参加、赞成各多少。",
        "See the result of the last vote of a case: heads and area, of all, taking part, in favour.",
    ),
    example=(
        '案件"改造"的表决结果为:\n| 计量 | 全体 | 参加 | 赞成 |\n| 人数 | 120 | 90 | 68 |',
        (
            'the vote of case "renewal" is:\n'
            "| measure | electorate | taking part | in favour |\n"
            "| heads | 120 | 90 | 68 |"
        ),
    ),
    table="must",
)

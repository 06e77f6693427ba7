"""Phrases about projects and their items."""

from workflow.specs.phrases import Phrase

REGISTER = Phrase(
    zh='项目"{project}"已登记',
    en='project "{project}" is registered',
    keywords=(
        "given",
        "when",
    ),
    about=(
        "登记项目及其事实；“申请人”一行写明申请人。",
        "Register a project, with its facts; the row `applicant` names the applicant.",
    ),
    example=(
        '项目"德杰"已登记:\n| 特殊建设工程 | 否 |',
        'project "dejie" is registered:\n| Special works | no |',
    ),
    table="may",
)

HAVE_PREREQUISITES = Phrase(
    zh='项目"{project}"[除"{without}"外]前置齐备，可办"{item}"',
    en='project "{project}" has every prerequisite of "{item}"[ but "{without}"]',
    keywords=("given",),
    about=(
        "依法依次取得一个事项所需的全部前置；可以缺一项，或者使其又失去。",
        ("Obtain all that an item needs first, lawfully and in order; one may be left out, or lost again."),
    ),
    example=(
        '项目"德杰"除"施工图审查合格书"外前置齐备，可办"施工许可证"',
        ('project "dejie" has every prerequisite of "Construction permit" but "Drawing review certificate"'),
    ),
)

HAVE_ITEMS = Phrase(
    zh='项目"{project}"的下列事项{standing:有效|预审通过}',
    en='these items of project "{project}" are {standing:in force|pre-passed}',
    keywords=(
        "given",
        "when",
    ),
    about=(
        "依法取得各事项及其所需，或者通过其预审，依表格的先后。",
        ("Obtain items lawfully with all they need, or pass their pre-reviews, in the order of the table."),
    ),
    example=(
        '项目"德杰"的下列事项有效:\n| 事项 |\n| 规划条件 |',
        'these items of project "dejie" are in force:\n| item |\n| Planning conditions |',
    ),
    table="must",
)

LOSE_ITEM = Phrase(
    zh='项目"{project}"的"{item}"已依法失去效力',
    en='"{item}" of project "{project}" has lawfully left force',
    keywords=("given",),
    about=(
        "让有效的事项以合法的办理失去效力。",
        "Let an item that is in force leave it by lawful acts.",
    ),
    example=(
        '项目"德杰"的"建设工程规划许可证"已依法失去效力',
        '"Works planning permit" of project "dejie" has lawfully left force',
    ),
)

RECORD = Phrase(
    zh='项目"{project}"记载"{item}"',
    en='project "{project}" records "{item}"',
    keywords=(
        "given",
        "when",
    ),
    about=(
        "记载一步即成的事项，由有权者记载；表格给出内容。",
        ("Record an item that is obtained in one step, by whoever may; the table says what the act says."),
    ),
    example=(
        '项目"德杰"记载"契税完税"',
        'project "dejie" records "Deed tax cleared"',
    ),
    table="may",
)

DETERMINE = Phrase(
    zh='项目"{project}"认定"{item}"不适用，理由"{reason}"',
    en='project "{project}" determines "{item}" not applicable because "{reason}"',
    keywords=(
        "given",
        "when",
    ),
    about=(
        "认定一个事项不适用于项目。",
        "Determine that an item does not apply to a project.",
    ),
    example=(
        '项目"德杰"认定"特殊建设工程消防设计审查"不适用，理由"不是特殊建设工程"',
        ('project "dejie" determines "Fire design review of special works" not applicable because "no special works"'),
    ),
)

CHANGE_FACT = Phrase(
    zh='项目"{project}"的"{fact}"改为"{value}"',
    en='"{fact}" of project "{project}" becomes "{value}"',
    keywords=(
        "given",
        "when",
    ),
    about=(
        "改变项目的一项事实。",
        "Change a fact of a project.",
    ),
    example=(
        '项目"德杰"的"设计版本"改为"2"',
        '"Design version" of project "dejie" becomes "2"',
    ),
)

CONVERT = Phrase(
    zh='项目"{project}"转正预审成果',
    en='project "{project}" converts its pre-reviews',
    keywords=(
        "given",
        "when",
    ),
    about=(
        "转正已通过的预审，或者表格所列的；表格可补充预审意见之外的资料。",
        ("Convert the pre-reviews that passed, or those of the table, with what the table says beyond the opinion."),
    ),
    example=(
        '项目"德杰"转正预审成果',
        'project "dejie" converts its pre-reviews',
    ),
    table="may",
)

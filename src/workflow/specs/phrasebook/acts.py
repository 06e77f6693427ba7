"""Phrases about cases, acts, votes."""

from workflow.specs.phrases import Phrase

OPEN_CASE = Phrase(
    zh='案件"{case}"{how:办理|预审}[项目"{project}"的]"{item}"[，并有下列资料]',
    en='case "{case}" {how:handles|pre-reviews} "{item}"[ of project "{project}"][ with]',
    keywords=(
        "given",
        "when",
    ),
    about=(
        "就一个事项立案，属于项目或者单独办理；表格给出案件的事实。同一事项有几件的写作 事项/名称。",
        "Open a case of an item, of a project or on its own; the table gives its facts. `ITEM/NAME` is one of several.",
    ),
    example=(
        '案件"甲"办理项目"德杰"的"建设用地规划许可证"',
        'case "A" handles "Construction land planning permit" of project "dejie"',
    ),
    table="may",
)

REACH_STATE = Phrase(
    zh='案件"{case}"已依法走到"{state}"',
    en='case "{case}" has lawfully reached "{state}"',
    keywords=("given",),
    about=(
        "让案件以最短的合法办理走到一个状态，现在就经应用办理。",
        "Let a case reach a state by the shortest way of lawful acts, taken now through the service.",
    ),
    example=(
        '案件"甲"已依法走到"已受理"',
        'case "A" has lawfully reached "Accepted"',
    ),
)

HAVE_DONE = Phrase(
    zh="下列办理已经完成",
    en="these acts are done",
    keywords=("given",),
    about=(
        "逐项办理；写了时刻的，时间便到此时。资料写作 名称=值; 名称=值。",
        (
            "Take acts one after the other; a time in the table lets it become so. Data is "
            "written `name=value; name=value`."
        ),
    ),
    example=(
        "下列办理已经完成:\n| 时刻 | 案件 | 谁 | 办理 | 资料 |\n| 2021-05-06 09:10 | 甲 | 赵强 | 提交申请 | |",
        (
            "these acts are done:\n"
            "| time | case | who | act | data |\n"
            "| 2021-05-06 09:10 | A | Zhao Qiang | Submit the application | |"
        ),
    ),
    table="must",
)

TAKE = Phrase(
    zh='"{person}"[以"{role}"身份]对案件"{case}"办理"{act}"',
    en='"{person}"[ as "{role}"] does "{act}" on case "{case}"',
    keywords=(
        "given",
        "when",
    ),
    about=(
        "办一件事。表格没说的资料合乎规矩；空单元格是故意不说。",
        "Take an act. What the table leaves unsaid is in order; an empty cell is left out on purpose.",
    ),
    example=(
        '"李梅"对案件"甲"办理"一次性告知补正":\n| 需要补正的全部内容 | 申请表:缺盖章; 宗地图:界址不清 |',
        ('"Li Mei" does "Request correction" on case "A":\n| All defects at once | application_form:no seal |'),
    ),
    table="may",
)

TAKE_LATE = Phrase(
    zh='"{person}"补记 {at:time} 对案件"{case}"办理"{act}"',
    en='"{person}" records that at {at:time} they did "{act}" on case "{case}"',
    keywords=(
        "given",
        "when",
    ),
    about=(
        "现在补记早先办过的事。",
        "Record now an act that was done earlier.",
    ),
    example=(
        '"李梅"补记 2021-04-29 16:00 对案件"甲"办理"受理"',
        '"Li Mei" records that at 2021-04-29 16:00 they did "Accept" on case "A"',
    ),
    table="may",
)

TAKE_AT_ONCE = Phrase(
    zh='"{person}"与"{other}"同时对案件"{case}"办理"{act}"',
    en='"{person}" and "{other}" do "{act}" on case "{case}" at once',
    keywords=("when",),
    about=(
        "两人同时办理，互不知情；结果是后一人的。",
        "Let two people take an act, neither knowing of the other; the outcome is the second one's.",
    ),
    example=(
        '"陈刚"与"周敏"同时对案件"甲"办理"准予许可"',
        '"Chen Gang" and "Zhou Min" do "Grant" on case "A" at once',
    ),
    table="may",
)

SEND_AGAIN = Phrase(
    zh="重复提交同一命令",
    en="the same command is sent again",
    keywords=("when",),
    about=(
        "以同一编号再次提交上一个命令。",
        "Send the last command once more under its id.",
    ),
    example=(
        "重复提交同一命令",
        "the same command is sent again",
    ),
)

MOVE = Phrase(
    zh='案件"{case}"迁到流程"{reference}"[的"{state}"]',
    en='case "{case}" moves to procedure "{reference}"[ as "{state}"]',
    keywords=(
        "given",
        "when",
    ),
    about=(
        "把案件迁到另一个流程，状态同名，或者另行指明。",
        "Move a case to another procedure, into the state of the same name or a named one.",
    ),
    example=(
        '案件"甲"迁到流程"next/licences.yaml"的"已受理"',
        'case "A" moves to procedure "next/licences.yaml" as "Accepted"',
    ),
)

TAKE_IN_PROJECT = Phrase(
    zh='"{person}"对项目"{project}"办理"{act}"',
    en='"{person}" does "{act}" on project "{project}"',
    keywords=(
        "given",
        "when",
    ),
    about=(
        "就项目本身办一件事。",
        "Take an act of a project's own lifecycle.",
    ),
    example=(
        '"赵强"对项目"德杰"办理"终止项目"',
        '"Zhao Qiang" does "Abandon the project" on project "dejie"',
    ),
    table="may",
)

HAVE_BALLOTS = Phrase(
    zh='案件"{case}"有选票',
    en='case "{case}" has ballots',
    keywords=(
        "given",
        "when",
    ),
    about=(
        "备好选票，供下一次计票；1-101..1-120 表示每单元一张。",
        "Lay ballots ready for the next act that counts them; `1-101..1-120` is one row for each unit.",
    ),
    example=(
        '案件"改造"有选票:\n| 单元 | 选择 |\n| 1..90 | 赞成 |',
        'case "renewal" has ballots:\n| unit | choice |\n| 1..90 | yes |',
    ),
    table="must",
)

HAVE_ROLL = Phrase(
    zh='案件"{case}"的业主名册为',
    en='the roll of owners of case "{case}" is',
    keywords=(
        "given",
        "when",
    ),
    about=(
        "备好业主名册；面积以平方厘米计，* 是该行的序号。",
        (
            "Lay the roll ready for the act that takes it; areas are in square centimetres, `*` "
            "is the number of the row."
        ),
    ),
    example=(
        '案件"改造"的业主名册为:\n| 单元 | 业主 | 面积 |\n| 1..120 | 业主* | 900000 |',
        ('the roll of owners of case "renewal" is:\n| unit | owner | area |\n| 1..120 | owner* | 900000 |'),
    ),
    table="must",
)

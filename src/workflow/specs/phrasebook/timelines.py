"""Phrases about simulated timelines: how long it takes, how sure that is."""

from workflow.specs.phrases import Phrase

SIMULATE = Phrase(
    zh='以情景"{scenario}"模拟[，自 {start:date} 起][，共 {runs:n} 次]',
    en='scenario "{scenario}" is simulated[ from {start:date}][, {runs:n} times]',
    keywords=("when",),
    about=(
        "以一个情景模拟所采用的流程：名称，或者与规约同一文件夹里的文件；起算日和次数不写的依情景。",
        (
            "Simulate the procedure in a scenario, by its name or by the path of a file beside the feature; where "
            "nothing is said, it begins when the scenario says and is run as often."
        ),
    ),
    example=(
        '以情景"statutory-serial"模拟，自 2021-05-19 起',
        'scenario "statutory-serial" is simulated from 2021-05-19',
    ),
)

TAKE_IN_SIMULATION = Phrase(
    zh="模拟{start:自触发|自首次办理}到最后一件的 {level:P50|P80|P90} {how:不超过|至少|恰为} {length:period}",
    en=(
        "simulated from {start:the trigger|the first act} to the last document, "
        "{level:P50|P80|P90} is {how:at most|at least|exactly} {length:period}"
    ),
    keywords=("then",),
    about=(
        "模拟所得的时间，以工作日或日计；P90 不超过若干日，即十次中九次如此。",
        "See how long it took in the simulation, in working days or days; nine times in ten it is at most the P90.",
    ),
    example=(
        "模拟自触发到最后一件的 P90 不超过 112 个工作日",
        "simulated from the trigger to the last document, P90 is at most 112 working days",
    ),
)

END_IN_SIMULATION = Phrase(
    zh="模拟的 {level:P50|P80|P90} {how:不晚于|不早于|恰在} {on:date} 办结",
    en="simulated, {level:P50|P80|P90} ends {how:no later than|no earlier than|on} {on:date}",
    keywords=("then",),
    about=(
        "模拟所得的办结日期。",
        "See on which date the last document was obtained in the simulation.",
    ),
    example=(
        "模拟的 P90 不晚于 2021-10-29 办结",
        "simulated, P90 ends no later than 2021-10-29",
    ),
)

KEEP_IN_SIMULATION = Phrase(
    zh='模拟中"{item}"的时限"{clock}"按期的不低于 {share:n}%',
    en='simulated, the clock "{clock}" of "{item}" is kept at least {share:n} times in a hundred',
    keywords=("then",),
    about=(
        "模拟中一个时限按期的比例。",
        "See in how many of a hundred cases a limit was kept in the simulation.",
    ),
    example=(
        '模拟中"施工许可证"的时限"决定期限"按期的不低于 100%',
        'simulated, the clock "Decision" of "Construction permit" is kept at least 100 times in a hundred',
    ),
)

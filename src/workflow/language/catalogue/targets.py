"""The words of datasets and of targets: what was loaded, and how far a programme has come."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

TARGETS: Words = {
    "metric": both("指标", "Target"),
    "aim": both("目标", "Aim"),
    "reached": both("已达到", "Reached"),
    "progress": both("进度", "Progress"),
    "of_whole": both("{reached}（共 {whole}）", "{reached} of {whole}"),
    "rate": both("{aim}%", "{aim} %"),
    "boolean": both("完成", "done"),
    "yes": both("是", "yes"),
    "no": both("否", "no"),
    "summary": both(
        "{cases} 件，{n} 项目标：已达到 {met} 项，未达到 {short} 项",
        "Cases: {cases}. Targets: {n}; met: {met}, not met: {short}.",
    ),
    "moved": both(
        "{date}  {title} · {metric}：目标由 {before} 调整为 {after}（{who}）",
        "{date}  {title} · {metric}: the aim was moved from {before} to {after} ({who})",
    ),
    "none": both("没有目标。", "There are no targets."),
    "loaded": both(
        "“{title}”：登记项目 {project} 个，立案 {case} 件，办理 {act} 项，其中已在册的 {repeated} 步。",
        "“{title}”: projects {project}, cases {case}, acts {act}; steps that were on record before: {repeated}.",
    ),
    "stopped": both(
        "{file}:{line}：这一步没有记录；之前的 {n} 步已经记录。",
        "{file}:{line}: this step was not recorded; those before it are ({n}).",
    ),
}

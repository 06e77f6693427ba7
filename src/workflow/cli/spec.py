"""`workflow spec`: run, lint and search acceptance specs, and see what they prove."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workflow.cli.call import Call
from workflow.cli.choosing import chosen, policy_option
from workflow.cli.speaking import Group, argument, option, shared_without_store
from workflow.errors import InvalidInput, NotFound, UsageError
from workflow.language.catalogue.words import both, say

if TYPE_CHECKING:
    from workflow.specs.report import Report

FAILED = 6
NEW_FILE = click.Path(path_type=Path, dir_okay=False)
paths_argument = argument(
    "paths", metavar="PATHS", nargs=-1, required=True, type=click.Path(path_type=Path),
    zh="规约文件，或者其所在的文件夹", en="feature files, and folders of them",
)  # fmt: skip
definition_option = option(
    "--definition", metavar="PATH|ID",
    zh="在此定义上执行，编号或文件（默认各规约自己写明的）",
    en="test this definition, by id or file (default: what the features name)",
)  # fmt: skip


@click.group(cls=Group, words=both("规约：Gherkin 验收规约", "Acceptance specs in Gherkin."))
@shared_without_store
def spec() -> None:
    """Group the commands on specs."""


@spec.command(
    "run",
    words=both(
        "执行规约；不符退出码 6，无法执行退出码 5",
        "Run specs; exit code 6 if one fails, 5 if one cannot be carried out.",
    ),
)
@paths_argument
@definition_option
@policy_option
@option("--junit", metavar="XML", type=NEW_FILE, zh="另写一份 JUnit XML", en="write JUnit XML as well")
@option(
    "--html", metavar="HTML", type=NEW_FILE,
    zh="另写一份可供签署的 HTML 报告", en="write an HTML report that can be signed as well",
)  # fmt: skip
@shared_without_store
@click.pass_obj
def run_specs(call: Call, /, paths: tuple[Path, ...], **said: Any) -> None:
    """Run specs."""
    from workflow.application.shelf import procedure  # noqa: PLC0415 (the engine; help does without)
    from workflow.cli.spec_telling import tell_report  # noqa: PLC0415 (as above)
    from workflow.specs.runner import Keep, run  # noqa: PLC0415 (as above)
    from workflow.specs.setting import Workbench  # noqa: PLC0415 (as above)

    existing(paths)
    definition, policies = said["definition"], chosen(said["policies"])
    if definition is not None:
        procedure(definition, policies)
    report = run(
        paths,
        language=call.language,
        bench=Workbench(definition, policies),
        keep=Keep(events=said["html"] is not None),
    )
    _write(call, report, said)
    if call.json:
        call.data(report.to_json())
    else:
        tell_report(call, report)
    click.get_current_context().exit(exit_code(report))


def existing(paths: tuple[Path, ...]) -> None:
    """Make sure that everything named is there.

    Raises:
        NotFound: something is not.
    """
    for path in paths:
        if not path.exists():
            raise NotFound("no_such_file", path=str(path))


def exit_code(report: Report) -> int:
    """Return how a run ends: a spec that cannot be carried out weighs more than one that fails."""
    if not report.is_sound:
        return InvalidInput.exit_code
    return 0 if report.ok else FAILED


def _write(call: Call, report: Report, said: dict[str, Any]) -> None:
    if said["junit"] is not None:
        from workflow.specs.junit import junit  # noqa: PLC0415 (on request)

        said["junit"].write_bytes(junit(report))
        call.note(call.word("written", path=said["junit"]))
    if said["html"] is not None:
        from workflow.application.clock import SystemClock  # noqa: PLC0415 (on request)
        from workflow.specs.page import report_page  # noqa: PLC0415 (as above)

        made_at = SystemClock().now().astimezone()
        said["html"].write_text(report_page(report, call.language, made_at), encoding="utf-8")
        call.note(call.word("written", path=said["html"]))


@spec.command(
    "lint",
    words=both(
        "检查规约的写法，不执行；有错误时退出码为 5",
        "Check how specs are written, without running them; exit code 5 on errors.",
    ),
)
@paths_argument
@shared_without_store
@click.pass_obj
def lint_specs(call: Call, paths: tuple[Path, ...]) -> None:
    """Lint specs."""
    from workflow.specs.lint import feature_files, lint, told  # noqa: PLC0415 (help does without)
    from workflow.specs.words_of_reports import REPORT  # noqa: PLC0415 (as above)

    existing(paths)
    problems, scenarios, files = [], 0, list(feature_files(paths))
    for file in files:
        _, feature, flaws = lint(file)
        scenarios += len(feature.scenarios) if feature else 0
        for flaw in flaws:
            kind = "warning" if flaw.warning else "error"
            message = told(flaw, call.language)
            problems.append(
                {"code": flaw.key, "severity": kind, "message": message, "file": str(file), "line": flaw.line}
            )
    if not files:
        raise NotFound("no_features", path=" ".join(map(str, paths)))
    errors = sum(problem["severity"] == "error" for problem in problems)
    if call.json:
        call.data({"ok": not errors, "files": len(files), "scenarios": scenarios, "problems": problems})
    else:
        for problem in problems:
            warning = say(REPORT, "warning", call.language, {}) + ": " if problem["severity"] == "warning" else ""
            call.say(f"{problem['file']}:{problem['line']}: {warning}{problem['message']}")
        facts = {"files": len(files), "scenarios": scenarios, "errors": errors, "warnings": len(problems) - errors}
        call.say(say(REPORT, "lint_found" if problems else "lint_ok", call.language, facts))
    click.get_current_context().exit(InvalidInput.exit_code if errors else 0)


@spec.command("steps", words=both("查步骤：中英文写法和例子", "Search the steps, with examples in both languages."))
@argument("words", metavar="[SEARCH]...", nargs=-1, zh="要找的词（默认全部）", en="what to look for (default: all)")
@shared_without_store
@click.pass_obj
def search_steps(call: Call, words: tuple[str, ...]) -> None:
    """Search the steps."""
    from workflow.cli.spec_telling import tell_steps  # noqa: PLC0415 (help does without)
    from workflow.specs.nearest import search  # noqa: PLC0415 (as above)

    found = search(" ".join(words))
    if call.json:
        call.data(
            [
                {
                    "keywords": list(phrase.keywords),
                    "zh-CN": phrase.wording("zh-CN"),
                    "en": phrase.wording("en"),
                    "table": phrase.table,
                    "about": both(*phrase.about),
                    "example": both(*phrase.example),
                }
                for phrase in found
            ]
        )
    else:
        tell_steps(call, found, " ".join(words))


@spec.command(
    "coverage",
    words=both(
        "规约证明了定义的哪些项；低于 --fail-under、有改动未被察觉时退出码为 6",
        "What the specs prove of a definition; exit code 6 below --fail-under or if a mutant survives.",
    ),
)
@argument("reference", metavar="DEFINITION", zh="定义：编号或文件", en="the definition, by id or file")
@paths_argument
@policy_option
@option(
    "--fail-under", "least", metavar="PERCENT", type=click.FloatRange(0, 100),
    zh="至少要证明百分之几", en="how many of a hundred cells must be proven",
)  # fmt: skip
@option(
    "--mutate", is_flag=True,
    zh="逐处改动定义，找出规约察觉不到的", en="flip the definition bit by bit, and tell what no spec notices",
)  # fmt: skip
@option(
    "--jobs", metavar="N", type=click.IntRange(min=1), default=os.cpu_count() or 1,
    zh="用几个进程检验改动（默认同处理器数）", en="in how many processes mutants are played (default: all)",
)  # fmt: skip
@option("--lifecycle", metavar="NAME", zh="只看这一种流程", en="this lifecycle alone")
@option(
    "--also", metavar="DEFINITION", multiple=True,
    zh="与 --lifecycle 合用：另一个采用同一流程的定义，可重复",
    en="with --lifecycle: another definition that uses the same one, repeatable",
)  # fmt: skip
@option(
    "--diff",
    metavar="OLD",
    zh="列出与另一版本相比结论有变的各项",
    en="list the cells decided otherwise in another version",
)
@option("--html", metavar="HTML", type=NEW_FILE, zh="另写一份 HTML 热力图", en="write a heat map in HTML as well")
@shared_without_store
@click.pass_obj
def cover_definition(call: Call, /, reference: str, paths: tuple[Path, ...], **said: Any) -> None:
    """Tell what specs prove of a definition."""
    from workflow.cli.spec_coverage import cover  # noqa: PLC0415 (the engine; help does without)

    existing(paths)
    cover(call, reference, paths, said, chosen(said["policies"]))


@spec.command(
    "new",
    words=both(
        "为尚未证明的各项写出规约骨架，结论留白，由人填写",
        "Write scenarios for what is not proven yet, their verdicts blank for a person to fill in.",
    ),
)
@argument("reference", metavar="DEFINITION", zh="定义：编号或文件", en="the definition, by id or file")
@argument(
    "paths", metavar="[PATHS]...", nargs=-1, type=click.Path(path_type=Path),
    zh="已有的规约（默认没有）", en="the specs there are (default: none)",
)  # fmt: skip
@option("--into", metavar="FEATURE", type=NEW_FILE, zh="写入新文件（默认标准输出）", en="a new file (default: stdout)")
@policy_option
@shared_without_store
@click.pass_obj
def write_skeleton(call: Call, /, reference: str, paths: tuple[Path, ...], **said: Any) -> None:
    """Write a skeleton."""
    from workflow.cli.spec_coverage import skeleton_of  # noqa: PLC0415 (the engine; help does without)

    existing(paths)
    into: Path | None = said["into"]
    if into is not None and into.exists():
        raise UsageError("file_exists", path=str(into))
    text = skeleton_of(call, reference, paths, chosen(said["policies"]), into)
    if into is not None:
        into.write_text(text, encoding="utf-8")
        call.note(call.word("written", path=into))
    elif call.json:
        call.data({"feature": text})
    else:
        call.say(text.rstrip("\n"))


@spec.command(
    "review",
    words=both(
        "审定：在未审或改过的场景上记下审定人；结论留白或写法有误的不能审定",
        "Mark scenarios not reviewed, or changed since; one with a blank verdict or a mistake cannot be marked.",
    ),
)
@paths_argument
@option("--by", metavar="NAME", required=True, zh="审定人", en="who has reviewed them")
@option(
    "--scenario", "names", metavar="NAME", multiple=True, zh="只审定此场景，可重复", en="only this scenario, repeatable"
)
@shared_without_store
@click.pass_obj
def review_specs(call: Call, /, paths: tuple[Path, ...], by: str, names: tuple[str, ...]) -> None:
    """Mark scenarios as reviewed."""
    from workflow.application.clock import SystemClock  # noqa: PLC0415 (help does without)
    from workflow.specs.marking import mark_files  # noqa: PLC0415 (as above)
    from workflow.specs.words_of_reports import REPORT  # noqa: PLC0415 (as above)

    existing(paths)
    on = SystemClock().now().astimezone().date().isoformat()
    outcome = mark_files(paths, by, on, names)
    if call.json:
        call.data({"marked": outcome.marked, "unsound": outcome.unsound})
    else:
        for line in outcome.marked:
            call.say(line)
        for line in outcome.unsound:
            call.say(f"{line}: {say(REPORT, 'cannot_mark', call.language, {})}")
        counts = {"marked": len(outcome.marked), "left": len(outcome.unsound)}
        call.say(say(REPORT, "marked", call.language, counts))
    click.get_current_context().exit(InvalidInput.exit_code if outcome.unsound else 0)

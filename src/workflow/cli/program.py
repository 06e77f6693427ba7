"""The root of the command, and the one place where errors become words and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

import click
from click.core import ParameterSource

from workflow.cli.call import Call, spoken
from workflow.cli.speaking import LazyGroup, lang_option, option, seal_key_option, store_option
from workflow.errors import UsageError
from workflow.language.catalogue.words import both

READER_GONE = 141
WITHOUT_STORE = frozenset({"demo", "definition", "calendar", "simulate"})
_COMPLETE = "_WORKFLOW_COMPLETE"


def _version(context: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 (click calls it so)
    from workflow import __version__  # noqa: PLC0415 (for one option)

    if asked:
        click.echo(f"workflow {__version__}")
        context.exit()


@click.group(
    cls=LazyGroup,
    words=both(
        "项目审批的事件溯源引擎：同一份定义，可执行、可核验、可绘图。",
        "An event-sourced engine for project approvals: one definition executes, checks and draws itself.",
    ),
    entries={
        "demo": (
            "workflow.cli.demo:demo",
            both("创始案例全程演示，在独立的文件夹中", "the founding case, end to end, in a folder of its own"),
        ),
        "definition": (
            "workflow.cli.definition:definition",
            both("定义：列出、展示、检查、绘图、比较", "definitions: list, show, check, draw, compare"),
        ),
        "project": (
            "workflow.cli.project:project",
            both("项目：登记、记录、展示、变更、预审转正", "projects: register, record, show, change, convert"),
        ),
        "case": ("workflow.cli.case:case", both("案件：立案、办理、下一步、展示", "cases: open, do, next, show, list")),
        "load": (
            "workflow.cli.load:load",
            both("载入数据集：成批的项目、案件和行为", "load a dataset: projects, cases and acts by the table"),
        ),
        "calendar": (
            "workflow.cli.calendar:calendar",
            both("日历：截止日推算、工作日", "calendars: due dates, working days"),
        ),
        "spec": (
            "workflow.cli.spec:spec",
            both("规约：执行、检查、查步骤、看覆盖", "specs: run, lint, search the steps, coverage"),
        ),
        "register": (
            "workflow.cli.register:register",
            both("登记册：角色和委托", "the register of roles and delegations"),
        ),
        "sweep": ("workflow.cli.sweep:sweep", both("记录一切已届满时限的后果", "record what every clock has led to")),
        "audit": (
            "workflow.cli.audit:audit",
            both(
                "核查：经过、当时所知、程序是否遵守", "audits: trails, what was known when, was the procedure followed"
            ),
        ),
        "simulate": (
            "workflow.cli.simulate:simulate",
            both("模拟审批时间：多久、多大把握", "simulate approval timelines: how long, how sure"),
        ),
        "forecast": (
            "workflow.cli.forecast:forecast",
            both("预测在办项目：何时办成、多大把握、先做什么", "forecast a live project: when, how surely, what first"),
        ),
        "store": (
            "workflow.cli.store:store",
            both("账本：概况、复制、备份、核验", "the ledger: info, copy, back up, check"),
        ),
    },
)
@option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    zh="显示版本",
    en="show the version",
)
@lang_option
@store_option
@seal_key_option
@click.pass_context
def program(context: click.Context) -> None:
    """Group all commands.

    Raises:
        UsageError: a ledger is named for a command that asks none; it would have been ignored.
    """
    named = context.get_parameter_source("store") is ParameterSource.COMMANDLINE
    if named and context.invoked_subcommand in WITHOUT_STORE:
        raise UsageError("store_not_used", command=context.invoked_subcommand)


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code; whatever goes wrong is told on stderr."""
    call = Call(spoken(arguments, os.environ), os.environ.get("WORKFLOW_STORE") or "workflow.db")
    _ready_streams()
    if _COMPLETE in os.environ:
        from click.shell_completion import shell_complete  # noqa: PLC0415 (only for the shell)

        return shell_complete(program, {"obj": call}, "workflow", _COMPLETE, os.environ[_COMPLETE])
    return _guarded(call, lambda: _invoke(call, arguments))


def _invoke(call: Call, arguments: Sequence[str]) -> int:
    for place, argument in enumerate(arguments, start=1):
        if any("\ud800" <= each <= "\udfff" for each in argument):
            raise UsageError("argument_not_text", place=place)
    try:
        with program.make_context("workflow", list(arguments), obj=call) as context:
            code = program.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        sys.stdout.flush()
        return ended.exit_code
    finally:
        call.close()
    return code if isinstance(code, int) else 0


def _guarded(call: Call, work: Callable[[], int]) -> int:
    """Do the work; an error becomes words on stderr and an exit code."""
    try:
        return work()
    except BrokenPipeError:
        _forget_stdout()
        return READER_GONE
    except (Exception, KeyboardInterrupt) as wrong:  # noqa: BLE001 (the last resort: a sentence, no traceback)
        from workflow.cli.failures import explained  # noqa: PLC0415 (only when something is wrong)

        return explained(call, wrong)


def _ready_streams() -> None:
    """Let a stream of a narrow encoding show `?` rather than fail, and one that was closed take what nobody reads."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 (as long as the process)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _forget_stdout() -> None:
    """Send what is still buffered nowhere, so that ending does not complain about a reader that has gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)

"""What went wrong, told on stderr in the reader's language; the reasons of a refusal also as JSON on stdout."""

from __future__ import annotations

import os
import traceback
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
from click.exceptions import NoArgsIsHelpError

from workflow.errors import InvalidFile, Refused, StorageError, WorkflowError
from workflow.language.catalogue.messages import MESSAGES
from workflow.language.catalogue.words import joined, say

if TYPE_CHECKING:
    from workflow.cli.call import Call
    from workflow.views.titles import Titles


INTERRUPTED = 130


def explained(call: Call, wrong: BaseException) -> int:
    """Tell whatever ended a call on stderr and return the exit code."""
    match wrong:
        case KeyboardInterrupt() | click.Abort():
            remark(call, "interrupted")
            return INTERRUPTED
        case click.ClickException():
            return usage(call, wrong)
        case WorkflowError():
            return tell(call, wrong)
        case OSError():
            return tell(call, _of_the_system(wrong))
        case _:
            return unexpected(call, wrong)


def _of_the_system(wrong: OSError) -> StorageError:
    reason = wrong.strerror or str(wrong)
    if wrong.filename is None:
        return StorageError("operating_system", reason=reason)
    return StorageError("file_fails", path=str(wrong.filename), reason=reason)


def remark(call: Call, key: str, **facts: Any) -> None:
    """Tell a message of the catalogue on stderr."""
    call.note(say(MESSAGES, key, call.language, facts))


def tell(call: Call, wrong: WorkflowError) -> int:
    """Tell a deliberate error and return its exit code."""
    if isinstance(wrong, Refused):
        _refused(call, wrong)
    elif isinstance(wrong, InvalidFile):
        remark(call, wrong.key, **wrong.facts)
        _problems(call, wrong)
    else:
        call.note(message_of(wrong, call.language, call.titles))
    return wrong.exit_code


def message_of(wrong: WorkflowError, language: str, titles: Titles | None = None) -> str:
    """Return what a deliberate error says, in a sentence."""
    from workflow.language.catalogue.refusals import REFUSALS  # noqa: PLC0415 (when something is wrong)
    from workflow.language.catalogue.system import system_words  # noqa: PLC0415 (as above)
    from workflow.views.plain import by_the_clock  # noqa: PLC0415 (as above)

    key = wrong.key
    facts = {name: by_the_clock(fact) if isinstance(fact, datetime) else fact for name, fact in wrong.facts.items()}
    facts |= {name: system_words(str(facts[name]), language) for name in ("reason", "why") if name in facts}
    message = say(MESSAGES if key in MESSAGES else REFUSALS, key, language, facts)
    meant = wrong.facts.get("nearest")
    if not meant:
        return message
    told = [_in_full(key, one, titles) for one in ([meant] if isinstance(meant, str) else meant)]
    return message + _GAP[language] + say(MESSAGES, "did_you_mean", language, {"meant": told})


_GAP = {"zh-CN": "", "en": " "}


def _in_full(key: str, name: str, titles: Titles | None) -> str:
    """Return what was perhaps meant by its title with its id, both of which may be written."""
    tell = {"unknown_item": "item", "unknown_act": "act", "unknown_role": "role", "unknown_authority": "authority"}
    title = getattr(titles, tell[key])(name) if titles is not None and key in tell else name
    if title == name:
        return name
    return f"{title}（{name}）" if titles is not None and titles.language == "zh-CN" else f"{title} ({name})"


def _refused(call: Call, wrong: Refused) -> None:
    from workflow.views.refusals import articles_of, message_of, refusals_view  # noqa: PLC0415 (as above)

    if call.json:
        call.data({"refused": refusals_view(wrong.refusals, call.titles, call.language)})
    call.note(call.word("refused"))
    for refusal in wrong.refusals:
        articles = joined(articles_of(refusal, call.titles, call.language), call.language)
        basis = f"（{articles}）" if call.language == "zh-CN" else f" ({articles})"
        call.note(f"  - {message_of(refusal, call.titles, call.language)}{basis if articles else ''}")


def _problems(call: Call, wrong: InvalidFile) -> None:
    from workflow.language.catalogue.problems import problem_words  # noqa: PLC0415 (as above)

    for problem in wrong.problems:
        words = problem_words(problem.code, problem.facts, call.language)
        path = f"{problem.path}: " if problem.path else ""
        call.note(f"  {problem.file}:{problem.line}: {path}{words}")


def usage(call: Call, wrong: click.ClickException) -> int:
    """Tell what was wrong with the words of a call and return the exit code."""
    if isinstance(wrong, NoArgsIsHelpError):
        call.note(wrong.format_message())
        return wrong.exit_code
    for line in _usage_lines(wrong, call.language):
        call.note(line)
    context = wrong.ctx if isinstance(wrong, click.UsageError) else None
    if context is not None:
        remark(call, "try_help", command=context.command_path)
    return click.UsageError.exit_code


# The library has no errors of their own for these; its sentences are the only sign.
_NO_COMMAND = "Missing command"
_EXTRA = "Got unexpected extra argument"


def _usage_lines(wrong: click.ClickException, language: str) -> list[str]:
    meant = getattr(wrong, "possibilities", None)
    match wrong:
        case click.NoSuchOption():
            line = say(MESSAGES, "no_such_option", language, {"option": wrong.option_name})
        case click.exceptions.NoSuchCommand():
            line = say(MESSAGES, "no_such_command", language, {"command": wrong.command_name})
        case click.MissingParameter():
            line = say(MESSAGES, "missing_parameter", language, {"parameter": _named(wrong)})
        case click.BadOptionUsage():
            line = say(MESSAGES, "bad_option_use", language, {"option": wrong.option_name})
        case click.UsageError(message=message) if message.startswith(_NO_COMMAND):
            line = say(MESSAGES, "missing_command", language, {})
        case click.UsageError(message=message) if message.startswith(_EXTRA):
            line = say(MESSAGES, "extra_words", language, {"words": message.partition("(")[2].rstrip(")")})
        case click.BadParameter():
            facts = {"parameter": _named(wrong), "why": _why(wrong, language)}
            line = say(MESSAGES, "bad_parameter", language, facts)
        case _:
            line = say(MESSAGES, "bad_usage", language, {"why": wrong.format_message()})
    return [line, *([say(MESSAGES, "did_you_mean", language, {"meant": list(meant)})] if meant else [])]


def _named(wrong: click.BadParameter) -> str:
    if wrong.param is None:
        return ""
    if isinstance(wrong.param, click.Option):
        return str(wrong.param.opts[-1])
    context = wrong.ctx or click.Context(click.Command(""))
    return wrong.param.make_metavar(context)


def _why(wrong: click.BadParameter, language: str) -> str:
    kind = wrong.param.type if wrong.param is not None else None
    if isinstance(kind, click.Choice) and not isinstance(wrong, WrongWords):
        return say(
            MESSAGES,
            "not_one_of_these",
            language,
            {"text": wrong.message.partition("'")[2].partition("'")[0], "allowed": list(kind.choices)},
        )
    return wrong.message


class WrongWords(click.BadParameter):
    """A parameter that is not right, already told in the reader's language."""


def unexpected(call: Call, wrong: BaseException) -> int:
    """Tell of an error nobody meant and return the exit code; `WORKFLOW_TRACEBACK` shows where it came from."""
    if os.environ.get("WORKFLOW_TRACEBACK"):
        call.note("".join(traceback.format_exception(wrong)))
    remark(call, "unexpected", what=f"{type(wrong).__name__}: {wrong}")
    return 1

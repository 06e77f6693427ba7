"""How runs of specs and the steps of the library are told in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from workflow.cli.call import Call
from workflow.language.catalogue.words import say
from workflow.pictures.terminal import Colour, paint
from workflow.specs.nearest import keywords_of
from workflow.specs.phrases import Phrase
from workflow.specs.report import Report, ScenarioResult
from workflow.specs.words_of_reports import REPORT

_MARKS: Mapping[str, tuple[str, Colour]] = {
    "passed": ("√", "green"),
    "failed": ("×", "red"),
    "undefined": ("?", "yellow"),
    "error": ("!", "yellow"),
}


def tell_report(call: Call, report: Report) -> None:
    """Tell a run: every feature with its scenarios, and of those that did not pass, why."""
    facts = {**report.to_json(), "total": len(report.scenarios)}
    total = _word(call, "count", **facts) if report.scenarios else _word(call, "nothing")
    call.say("\n".join([*_lines(call, report), total]))


def _lines(call: Call, report: Report) -> Iterator[str]:
    for file, scenarios in groupby(report.scenarios, key=lambda result: result.file):
        results = list(scenarios)
        yield paint(f"{_word(call, 'feature')}: {results[0].feature}", "strong", on=call.colour) + f"  {file}"
        for rule, own in groupby(results, key=lambda result: result.rule):
            if rule:
                yield f"  {_word(call, 'rule')}: {rule}"
            for result in own:
                yield from _scenario(call, result)


def _scenario(call: Call, result: ScenarioResult) -> Iterator[str]:
    mark, colour = _MARKS[result.status]
    place = "" if result.status == "passed" else f"{result.file}:{result.line}"
    yield f"    {paint(mark, colour, on=call.colour)} {'  '.join(filter(None, (result.name, place)))}"
    yield from (f"        {line}" for line in result.message.splitlines())
    if result.trail:
        yield f"        {_word(call, 'trail')}:"
        yield from (f"          {line}" for line in result.trail)


def tell_steps(call: Call, phrases: Sequence[Phrase], words: str) -> None:
    """Tell phrases: after which keywords, in both languages, what they do, and an example in the reader's."""
    if not phrases:
        call.say(_word(call, "no_phrase", words=words))
    chinese = call.language == "zh-CN"
    for phrase in phrases:
        call.say(f"{keywords_of(phrase.keywords, call.language)}")
        for language in ("zh-CN", "en") if chinese else ("en", "zh-CN"):
            call.say("  " + paint(phrase.wording(language), "strong", on=call.colour))
        table = f" ({_word(call, f'table_{phrase.table}')})" if phrase.table != "none" else ""
        call.say(f"  {phrase.about[0 if chinese else 1]}{table}")
        first, *rows = phrase.example[0 if chinese else 1].splitlines()
        call.say(f"  {_word(call, 'example')}: {first}")
        for row in rows:
            call.say(f"      {row}")
        call.say("")


def _word(call: Call, key: str, **facts: Any) -> str:
    return say(REPORT, key, call.language, facts)

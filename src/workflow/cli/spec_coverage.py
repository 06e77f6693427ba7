"""`workflow spec coverage`: what the specs prove of a definition, cell by cell, and which flips nobody would notice."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from workflow.application.clock import SystemClock
from workflow.application.shelf import procedure
from workflow.cli.call import Call
from workflow.errors import InvalidInput, UsageError
from workflow.specs.matrix.cells import KINDS
from workflow.specs.matrix.differing import Comparison, compared
from workflow.specs.matrix.heatmap import Matrix, heat_map, unproven_lines
from workflow.specs.matrix.mutation import Progress, Survivors
from workflow.specs.matrix.proof import Coverage, prove
from workflow.specs.matrix.skeleton import Skeleton
from workflow.specs.matrix.telling import Teller, word
from workflow.specs.matrix.together import Play, Scope
from workflow.specs.report import Report
from workflow.specs.runner import Keep, run
from workflow.specs.setting import Workbench

BELOW = 6
SHOWN = 40


def cover(call: Call, reference: str, paths: tuple[Path, ...], said: dict[str, Any], policies: tuple[str, ...]) -> None:
    """Run the specs on a definition and tell what they prove."""
    if said["also"] and said["lifecycle"] is None:
        raise UsageError("also_needs_lifecycle")
    scope = Scope([procedure(one, policies) for one in (reference, *said["also"])], said["lifecycle"])
    scope.check()
    bench = Workbench(reference, policies, only_its_own=True)
    report = run(paths, language=call.language, bench=bench, keep=Keep(proofs=True))
    coverage = scope.covered(report)
    play = Play(said["jobs"], _progress())
    flips = scope.survivors(report, bench, scope.flips(), play) if said["mutate"] else None
    rules = scope.procedures[0].rules
    since = compared(procedure(said["diff"], policies).rules, rules) if said["diff"] is not None else None
    arguments = " ".join([reference, *map(str, paths)])
    matrix = Matrix(scope, coverage, scope.why(report, coverage), flips, since, arguments)
    teller = Teller(rules, call.language)
    if said["html"] is not None:
        made_at = SystemClock().now().astimezone()
        text = heat_map(matrix, teller, call.language, made_at)
        said["html"].write_text(text, encoding="utf-8")
        call.note(call.word("written", path=said["html"]))
    if call.json:
        more: dict[str, Any] = {"mutants": flips.to_json()} if flips else {}
        more |= {"diff": [one.to_json() for one in since.cells]} if since else {}
        call.data({**coverage.to_json(matrix.why), **more})
    else:
        _tell(call, matrix, teller, report)
        if since is not None:
            _tell_differences(call, since, teller)
    click.get_current_context().exit(_exit_code(call, coverage, report, flips, said["least"]))


def skeleton_of(
    call: Call, reference: str, paths: tuple[Path, ...], policies: tuple[str, ...], into: Path | None
) -> str:
    """Return a feature with a scenario for everything that the specs at paths leave unproven.

    Args:
        into: where it will stand; a definition in a file is named from there.
    """
    tested = procedure(reference, policies)
    bench = Workbench(reference, policies, only_its_own=True)
    report = run(paths, language=call.language, bench=bench, keep=Keep(proofs=True)) if paths else Report()
    unproven = prove(tested.rules, report).unproven
    file = Path(reference)
    beside = file.is_file() and file.suffix in {".yaml", ".yml"}
    named = os.path.relpath(file, (into or Path()).parent) if beside else reference
    return Skeleton(tested.rules, call.language, named, policies).text(unproven)


def _exit_code(call: Call, coverage: Coverage, report: Report, flips: Survivors | None, least: float | None) -> int:
    if not report.is_sound:
        return InvalidInput.exit_code
    if least is not None and coverage.percent < least:
        call.note(word("under", call.language, least=f"{least:g}"))
        return BELOW
    return BELOW if not report.ok or (flips is not None and flips.survived) else 0


def _tell(call: Call, matrix: Matrix, teller: Teller, report: Report) -> None:
    language, coverage, flips = call.language, matrix.coverage, matrix.flips
    heads = ["", *(word(kind, language) for kind in KINDS)]
    call.table(heads, list(_rows(coverage, teller)))
    facts = {"definition": coverage.definition, "proven": coverage.proven, "total": len(coverage.cells)}
    call.say(word("summary", language, percent=coverage.told_percent, **facts))
    call.say(f"sha256:{coverage.digest}")
    for key, count in _why_not(matrix.scope, report).items():
        if count:
            call.say(word(key, language, count=count))
    _list(call, "unproven", list(unproven_lines(matrix, teller, language)))
    if coverage.unproven:
        call.say(word("write_them", language, arguments=matrix.arguments))
    if flips is not None:
        call.say(word("mutants", language, total=flips.total, killed=flips.killed, survived=len(flips.survived)))
        _list(call, "survived", [teller.mutant(mutant) for mutant in flips.survived])


def _rows(coverage: Coverage, teller: Teller) -> Iterator[list[str]]:
    """Yield for each lifecycle how many cells of each kind are proven, of how many."""
    for name in dict.fromkeys(one.cell.lifecycle for one in coverage.cells):
        own = [one for one in coverage.cells if one.cell.lifecycle == name]
        counts = []
        for kind in KINDS:
            cells = [one for one in own if one.cell.kind == kind]
            counts.append(f"{sum(bool(one.scenarios) for one in cells)}/{len(cells)}" if cells else "")
        yield [teller.lifecycle(name), *counts]


def _why_not(known: Scope, report: Report) -> dict[str, int]:
    """Return how many scenarios prove nothing, by the reason."""
    passed = [result for result in report.scenarios if result.status == "passed"]
    tested = [result for result in passed if result.tested is not None]
    return {
        "not_all": len(report.scenarios) - len(passed),
        "uncounted": sum(not result.counts for result in passed),
        "elsewhere": sum(result.tested.digest not in known.digests for result in tested if result.tested),
    }


def _list(call: Call, title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    call.say(f"{word(title, call.language)}:")
    for line in lines[:SHOWN]:
        call.say(f"  {line}")
    if len(lines) > SHOWN:
        call.say("  " + word("more", call.language, count=len(lines) - SHOWN))


def _tell_differences(call: Call, since: Comparison, teller: Teller) -> None:
    language = call.language
    facts = {"definition": since.definition, "digest": since.digest, "count": len(since.cells)}
    call.say(word("compared", language, **facts))
    for one in since.cells:
        before, after = (word(verdict or "no_cell", language) for verdict in (one.before, one.after))
        call.say("  " + word("turned", language, cell=teller.full(one.cell), before=before, after=after))


def _progress() -> Progress:
    """Return what tells on a terminal how far the mutants have come."""

    def told(number: int, total: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{number}/{total}", nl=number == total, err=True)

    return told

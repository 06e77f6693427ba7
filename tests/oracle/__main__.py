"""Our exports read by pm4py, and how fast order is checked by both: `python -m tests.oracle ORACLE_PYTHON`.

Ends with 1 where they disagree, where pm4py warns of anything, or where ours is less than 20 times as fast.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.exchange_office import office
from tests.realdata.data import real
from workflow.audit.exchange.export import WRITERS, export
from workflow.audit.exchange.history import OWN, Scope
from workflow.audit.foreign.importing import import_log
from workflow.audit.foreign.log import read_log
from workflow.audit.foreign.mapping import Mapping
from workflow.audit.foreign.precedence import learn
from workflow.language.ids import kind_of
from workflow.store import Ledger, Record, open_ledger

PEER = Path(__file__).with_name("peer.py")
RECEIPT = "receipt/receipt.xes.gz"
STANDARDS = {"xes": "schemas/xes-ieee-1849-2016_namespaced.xsd", "ocel": "schemas/schema_ocel2.json"}
ENDINGS = {"xes": ".xes", "csv": ".csv", "ocel-json": ".jsonocel", "ocel-sqlite": ".sqlite", "cloudevents": ".jsonl"}
CASES = 200
ROUNDS = 101  # A round is about a millisecond: their median does not hang on what else the machine does.
AT_LEAST = 20
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


def main(python: str) -> int:
    """Return the exit code."""
    with office(CASES).service as service, tempfile.TemporaryDirectory() as folder:
        files = {form: str(Path(folder) / f"log{ENDINGS[form]}") for form in WRITERS}
        written = {form: export(service.ledger, form, Scope(), Path(path)) for form, path in files.items()}
        answer = _asked(python, files, Path(folder))
        objects = [written[form]["objects"] for form in ("ocel-json", "ocel-sqlite")]
        theirs = [len(answer[form]["objects"]) for form in ("ocel-json", "ocel-sqlite")]
        wrong = [*_differences(service.ledger, answer), *_compared("number of objects", objects, theirs)]
        wrong += _speed(answer)
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    return 1 if wrong else 0


def _asked(python: str, files: dict[str, str], folder: Path) -> dict[str, Any]:
    """Return what the peer answers; it must not write a word of warning."""
    request, answer = folder / "request.json", folder / "answer.json"
    standards = {name: str(real(path)) for name, path in STANDARDS.items()}
    asked = {"files": files, "standards": standards, "receipt": str(real(RECEIPT))}
    request.write_text(json.dumps(asked), encoding="utf-8")
    quiet = {**os.environ, "PM4PY_SHOW_PROGRESS_BAR": "False", "MPLCONFIGDIR": str(folder)}
    quiet.pop("PYTHONPATH", None)
    done = subprocess.run(
        [python, str(PEER), str(request), str(answer)], env=quiet, capture_output=True, text=True, check=False
    )
    if done.returncode or done.stderr:
        raise SystemExit(f"pm4py: {done.stderr or done.stdout}")
    found: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    return found


def _differences(ledger: Ledger, answer: dict[str, Any]) -> Iterator[str]:
    records = [record for record in ledger.scan() if kind_of(record.stream) in OWN]
    cases = sorted((r for r in records if kind_of(r.stream) == "case"), key=lambda r: (r.stream, r.version))
    expected = [_row(record) for record in cases]
    for reader in ("iterparse", "rustxes", "default"):
        found = answer["xes"][reader]
        yield from _compared(f"XES, {reader}", expected, [_seen(row) for row in found])
    yield from _compared("XES, rustxes without pm4py", len(cases), answer["xes"]["direct"])
    events = sorted([r.event_id, r.name, r.effective_at.astimezone(UTC).isoformat()] for r in records)
    for form in ("ocel-json", "ocel-sqlite"):
        yield from _compared(f"{form}, events", events, answer[form]["events"])
    for part in ("objects", "relations", "related"):
        yield from _compared(f"both kinds of OCEL, {part}", answer["ocel-json"][part], answer["ocel-sqlite"][part])
    for form, errors in answer["schemas"].items():
        yield from _compared(f"{form} by the standard's schema", [], errors)


def _row(record: Record) -> dict[str, Any]:
    return {
        "case": record.stream.partition(":")[2],
        "activity": record.name,
        "at": record.effective_at.astimezone(UTC),
        "person": record.actor.person.replace("\ufffe", "\ufffd"),  # XML has no room for it
        "role": record.actor.role,
        "id": record.event_id,
        "position": record.position,
        "data": record.data,
    }


def _seen(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "at": datetime.fromisoformat(row["at"]), "data": json.loads(row["data"])}


def _compared(what: str, ours: Any, theirs: Any) -> Iterator[str]:
    sys.stdout.write(f"{'same' if ours == theirs else 'DIFFERENT'}: {what}\n")
    if ours != theirs:
        both = zip(ours, theirs, strict=False) if isinstance(ours, Sequence) else [(ours, theirs)]
        yield f"{what}: {next((pair for pair in both if pair[0] != pair[1]), (len(ours), len(theirs)))}"


def _speed(answer: dict[str, Any]) -> Iterator[str]:
    with open_ledger("memory:") as ledger:
        import_log(ledger, "receipt", "xes", real(RECEIPT), Mapping(), now=NOW)
        log = read_log(ledger, "receipt")
    ways = [[step.activity for step in trace.steps] for trace in log.traces.values()]
    model = learn(ways)
    seconds, deviating = [], 0
    for _ in range(ROUNDS):
        start = time.process_time()
        deviating = sum(bool(model.deviations(way)) for way in ways)
        seconds.append(time.process_time() - start)
    theirs = answer["token_replay"]
    ours = sum(map(len, ways)) / statistics.median(seconds)
    ratio = ours / theirs["events_per_second"]
    sys.stdout.write(
        f"receipt log, {theirs['events']} events\n"
        f"  precedence, ours              {ours:>12,.0f} events/s   {deviating} cases deviate\n"
        f"  token replay, pm4py {answer['pm4py']:<10}{theirs['events_per_second']:>12,.0f} events/s   "
        f"{len(ways) - theirs['fitting']} cases deviate\n"
        f"  ratio {ratio:.0f}, at least {AT_LEAST}\n"
    )
    if ratio < AT_LEAST:
        yield f"precedence is {ratio:.1f} times as fast as token replay, at least {AT_LEAST} are promised"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

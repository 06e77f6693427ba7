"""What pm4py makes of our exports and of the receipt log; run by the oracle's own Python, never by ours.

`peer.py REQUEST.json ANSWER.json`: any warning is an error, except the notice with which pm4py's default reader begins
every process; whatever else is written to stderr is for the caller to see. Nothing of the project is imported.
"""

from __future__ import annotations

import contextlib
import io
import json
import statistics
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import jsonschema
import rustxes
from lxml import etree

with contextlib.redirect_stderr(io.StringIO()):  # it begins with a banner
    import pm4py
    from pm4py.objects.ocel.validation import ocel20_rel_validation

ROUNDS = 5
NOTICE = "In the current version, the import/export operation uses `r4pm`"
COLUMNS = {
    "case": "case:concept:name",
    "activity": "concept:name",
    "at": "time:timestamp",
    "person": "org:resource",
    "role": "org:role",
    "id": "event_id",
    "position": "position",
    "data": "data",
}


def xes(path: str) -> dict[str, Any]:
    """Return the events of a file as each reader has them."""
    frames = {
        "iterparse": pm4py.read_xes(path, variant="iterparse"),
        "rustxes": pm4py.read_xes(path, variant="rustxes"),
        "default": pm4py.read_xes(path),
    }
    (direct, _) = rustxes.import_xes(path)
    return {**{name: _rows(frame) for name, frame in frames.items()}, "direct": direct.height}


def _rows(frame: Any) -> list[dict[str, Any]]:
    told = frame[list(COLUMNS.values())].rename(columns={theirs: ours for ours, theirs in COLUMNS.items()})
    told["at"] = told["at"].map(lambda moment: moment.isoformat())
    return list(json.loads(told.to_json(orient="records")))


def ocel(log: Any) -> dict[str, Any]:
    """Return what pm4py has of an object-centric log."""
    events = log.events[["ocel:eid", "ocel:activity", "ocel:timestamp"]]
    return {
        "events": sorted([eid, activity, _in_utc(at)] for eid, activity, at in events.itertuples(index=False)),
        "objects": sorted(log.objects[["ocel:oid", "ocel:type"]].values.tolist()),
        "relations": sorted(log.relations[["ocel:eid", "ocel:oid", "ocel:qualifier"]].values.tolist()),
        "related": sorted(log.o2o.values.tolist()),
    }


def _in_utc(moment: Any) -> str:
    # One of its two backends leaves the zone out: UTC is meant.
    return str((moment if moment.tzinfo else moment.tz_localize("UTC")).isoformat())


def schemas(files: dict[str, str], standards: dict[str, str]) -> dict[str, Any]:
    """Return what the standards' own schemas say of our files."""
    schema = etree.XMLSchema(etree.parse(standards["xes"]))
    schema.validate(etree.parse(files["xes"]))
    validator = jsonschema.Draft7Validator(json.loads(Path(standards["ocel"]).read_text(encoding="utf-8")))
    log = json.loads(Path(files["ocel-json"]).read_text(encoding="utf-8"))
    _, broken = ocel20_rel_validation.apply(files["ocel-sqlite"])
    return {
        "xes": [str(error) for error in schema.error_log],
        "ocel-json": [error.message for error in validator.iter_errors(log)],
        "ocel-sqlite": list(broken),
    }


def token_replay(path: str) -> dict[str, Any]:
    """Return how many events a second token replay checks, and how many cases it finds fitting."""
    log = pm4py.convert_to_event_log(pm4py.read_xes(path, variant="iterparse"))
    net = pm4py.discover_petri_net_inductive(log, noise_threshold=0.0)
    seconds, found = [], []
    for _ in range(ROUNDS):
        start = time.process_time()
        found = pm4py.conformance_diagnostics_token_based_replay(log, *net)
        seconds.append(time.process_time() - start)
    events = sum(map(len, log))
    return {
        "events": events,
        "events_per_second": events / statistics.median(seconds),
        "fitting": sum(bool(one["trace_is_fit"]) for one in found),
    }


def main() -> None:
    """Answer a request."""
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", message=NOTICE)
    asked = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    files = asked["files"]
    answer = {
        "pm4py": pm4py.__version__,
        "xes": xes(files["xes"]),
        "ocel-json": ocel(pm4py.read_ocel2_json(files["ocel-json"])),
        "ocel-sqlite": ocel(pm4py.read_ocel2_sqlite(files["ocel-sqlite"])),
        "schemas": schemas(files, asked["standards"]),
        "token_replay": token_replay(asked["receipt"]),
    }
    Path(sys.argv[2]).write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Measure every registered row, print the table, write build/bench.json; 6 when a bound is broken."""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
import tempfile
from pathlib import Path

import bench
from bench.harness import Row, fsyncs_per_second, registered

BUILD = Path("build")
FINDINGS = 6
THOUSAND = 1000
HEAD = ("name", "value", "unit", "against", "ratio", "bound", "holds", "fsync/s")


def main() -> int:
    """Return the exit code: 0 when every bound holds, 6 when one does not."""
    _import_rows()
    BUILD.mkdir(exist_ok=True)
    measured: list[Row] = []
    lines: list[tuple[str, ...]] = []
    # Beside the tree, because a folder in memory would make a durable write look free.
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="bench-") as folder:
        for number, measure in enumerate(registered()):
            place = Path(folder) / str(number)
            place.mkdir()
            speed = fsyncs_per_second(place)
            for row in measure(place):
                print(f"  {row.name}", file=sys.stderr, flush=True)
                measured.append(row)
                lines.append(_line(row, speed))
    _print_table([HEAD, *lines])
    text = json.dumps([row.as_json() for row in measured], ensure_ascii=False, indent=2)
    (BUILD / "bench.json").write_text(text + "\n", encoding="utf-8")
    return 0 if all(row.holds for row in measured) else FINDINGS


def _import_rows() -> None:
    for module in sorted(pkgutil.iter_modules(bench.__path__), key=lambda found: found.name):
        if module.name.startswith("rows_"):
            importlib.import_module(f"bench.{module.name}")


def _line(row: Row, speed: float) -> tuple[str, ...]:
    holds = "yes" if row.holds else "NO"
    value = f"{row.value:,.0f}" if row.value >= THOUSAND else f"{row.value:.3g}"
    told = (row.name, value, row.unit, row.against, f"{row.ratio:.3f}")
    return (*told, row.bound, holds if row.bound else "", f"{speed:,.0f}")


def _print_table(lines: list[tuple[str, ...]]) -> None:
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


if __name__ == "__main__":
    sys.exit(main())

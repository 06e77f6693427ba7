"""CSV (RFC 4180): one row for each event, in the order of the ledger, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from workflow.audit.exchange.fields import KINDS, fields
from workflow.audit.exchange.history import History, case_of
from workflow.audit.exchange.tally import Tally

COLUMNS = ("case", *KINDS)
BOM = "\ufeff"
# A cell that begins so may be taken for a formula, in full-width signs too; blanks before it do not protect.
# One apostrophe in front says that it is text, and one more where there is one already, so that it can be taken away.
_FORMULA = re.compile("[\\s']*[=+\\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n]")


def write_csv(history: History, path: Path, *, bom: bool = False) -> Tally:
    """Write a history and return what was written.

    Args:
        bom: begin with a byte order mark, by which Excel knows UTF-8.
    """
    tally = Tally()
    within = history.within
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(BOM if bom else "")
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for record in filter(within, history.in_order()):
            told = {"case": case_of(record) or "", **fields(record)}
            rows.writerow([inert(told.get(name, "")) for name in COLUMNS])
            tally.count(record)
    return tally


def inert(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_it_was(cell: str) -> str:
    """Return what `inert` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell

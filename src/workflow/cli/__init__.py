"""The `workflow` command: parse, call, render; nothing is decided here."""

from __future__ import annotations

from typing import NoReturn

SELDOM = 50_000
"""New objects between two collections of cycles: a command lives for seconds, and most of what it makes stays."""


def main() -> NoReturn:
    """Run the command with the arguments of this process and end with its exit code."""
    import gc  # noqa: PLC0415 (the package costs nothing until it is run)
    import sys  # noqa: PLC0415 (as above)

    gc.set_threshold(SELDOM)
    from workflow.cli.program import run  # noqa: PLC0415 (as above)

    code = run(sys.argv[1:])
    # What is left is freed with the process; to look for cycles in it first took a fifth of the time of a command.
    gc.freeze()
    sys.exit(code)

"""The `workflow` command: parse, call, render; nothing is decided here."""

from __future__ import annotations

from typing import NoReturn


def main() -> NoReturn:
    """Run the command with the arguments of this process and end with its exit code."""
    import sys  # noqa: PLC0415 (the package costs nothing until it is run)

    from workflow.cli.program import run  # noqa: PLC0415 (as above)

    sys.exit(run(sys.argv[1:]))

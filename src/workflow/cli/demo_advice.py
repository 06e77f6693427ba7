"""What to try after the demonstration: commands that can be pasted into the shell it was called from."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from workflow.application.story import Story
from workflow.definition.wording import period_text
from workflow.pictures.cells import width


def advice(story: Story, ledger: Path, language: str) -> list[str]:
    """Return commands on the ledger and the definition of a story."""
    workflow, store = called_as(), f"--store {ledger}"
    return [
        f"{workflow} {store} project show {story.project.id}",
        f"{workflow} {store} case next {story.open_case}",
        f"{workflow} definition check {story.uses}",
        f"{workflow} definition draw {story.uses} --lifecycle {story.lifecycle} --output {story.lifecycle}.svg",
        f'{workflow} calendar due --start 2021-05-19 --limit "{period_text("20 working_days", language)}"',
        f"{workflow} {store} store check",
    ]


def called_as() -> str:
    """Return how to call this program again from the same folder: by its name where the shell finds it so."""
    own = Path(sys.argv[0])
    found = shutil.which("workflow")
    if own.name != "workflow" or (found is not None and Path(found).resolve() == own.resolve()):
        return "workflow"
    return os.path.relpath(own) if own.is_relative_to(Path.cwd()) else str(own)


def continued(command: str, columns: int) -> list[str]:
    """Return a command in lines that can be pasted: before an option that does not fit, the line goes on."""
    lines = ["  "]
    for part in command.replace(" --", "\0--").split("\0"):
        if width(lines[-1]) + width(part) > columns - len(" \\") and lines[-1].strip():
            lines[-1] += "\\"
            lines.append("      ")
        lines[-1] += part + " "
    return [line.rstrip() for line in lines]

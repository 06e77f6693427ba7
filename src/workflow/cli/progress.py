"""How far a long computation is: a bar on stderr, and what was done when it is broken off."""

from __future__ import annotations

import os
import sys
from time import monotonic
from typing import Self

import click

from workflow.cli.call import Call
from workflow.language.catalogue.simulation import SIMULATION
from workflow.language.catalogue.words import say

CELLS = 30
PAUSE = 0.1
PATIENCE = 0.5
"""Seconds before a bar is shown: what is done sooner needs none."""


class Progress:
    """Counts what is done; shown on a terminal only, and taken off it at the end."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.total = self.done = 0
        self._shown = False
        self._on = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._next = monotonic() + PATIENCE

    def expect(self, more: int) -> None:
        """Expect so much more."""
        self.total += more

    def __call__(self, count: int = 1) -> None:
        """Tell that so much more was done."""
        self.done += count
        if self._on and monotonic() >= self._next:
            self._next = monotonic() + PAUSE
            self._draw()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Take the bar off; where it was broken off, tell how far it had come."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)
        if kind is not None and issubclass(kind, KeyboardInterrupt):
            facts = {"done": self.done, "total": self.total}
            self.call.note(say(SIMULATION, "broken_off", self.call.language, facts))

    def _draw(self) -> None:
        share = min(self.done / self.total, 1.0) if self.total else 0.0
        full = round(share * CELLS)
        bar = "█" * full + "─" * (CELLS - full)
        facts = {"bar": bar, "share": f"{share:4.0%}", "done": self.done, "total": self.total}
        click.echo(f"\r{say(SIMULATION, 'progress', self.call.language, facts)}\x1b[K", nl=False, err=True)
        self._shown = True

"""Writing anew what pages show and what is generated in them: `python -m tests.docs.rewrite [PAGE]...`."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.docs.pages import Player, blocks, fits, pages, shown


def refreshed(page: Path, player: Player) -> str:
    """Return a page with what its commands write now."""
    lines = page.read_text(encoding="utf-8").splitlines()
    changes: list[tuple[int, int, list[str]]] = []
    for block in blocks(page):
        player.prepare(page, block)
        for one in shown(block) if block.language == "console" else ():
            seen, code = player.play(one.command)
            if not fits(one.output, seen) or code != one.code:
                changes.append((one.at, one.end, [*(line.rstrip() for line in seen), *([f"[{code}]"] if code else [])]))
    for at, end, seen in reversed(changes):
        lines[at:end] = seen
    return "".join(f"{line}\n" for line in lines)


def main() -> None:
    """Rewrite the named pages, or all."""
    for page in [Path(name).resolve() for name in sys.argv[1:]] or pages():
        with TemporaryDirectory() as folder:
            page.write_text(refreshed(page, Player(Path(folder))), encoding="utf-8")


if __name__ == "__main__":
    main()

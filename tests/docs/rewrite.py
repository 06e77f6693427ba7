"""Writing anew what pages show and what is generated in them: `python -m tests.docs.rewrite [PAGE]...`."""

from __future__ import annotations

import re
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.docs.generated import filled
from tests.docs.pages import DOCS, TEAM, Player, blocks, fits, pages, shown
from tests.docs.pictures import IMAGES, PICTURES, picture
from tests.postgres import running

_RECORDED = re.compile(r"((?:记录于|recorded at): ).*")


def refreshed(page: Path, player: Player) -> str:
    """Return a page with what its commands write now."""
    lines = page.read_text(encoding="utf-8").splitlines()
    changes: list[tuple[int, int, list[str]]] = []
    for block in blocks(page):
        player.prepare(page, block)
        for one in shown(block) if block.language == "console" else ():
            seen, code = player.play(one.command)
            if not fits(one.output, seen) or code != one.code:
                written = [_RECORDED.sub(r"\1…", line.rstrip()) for line in seen]
                changes.append((one.at, one.end, [*written, *([f"[{code}]"] if code else [])]))
    for at, end, seen in reversed(changes):
        lines[at:end] = seen
    return "".join(f"{line}\n" for line in lines)


def main() -> None:
    """Rewrite the named pages, or all."""
    for page in [Path(name).resolve() for name in sys.argv[1:]] or pages():
        with TemporaryDirectory() as folder, ExitStack() as open_until_done:
            text = page.read_text(encoding="utf-8")
            real = {TEAM: open_until_done.enter_context(running()).database()} if TEAM in text else {}
            page.write_text(refreshed(page, Player(Path(folder), real)), encoding="utf-8")
    for name in PICTURES:
        (IMAGES / f"{name}.svg").write_text(picture(name), encoding="utf-8")
    for page in DOCS.rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        if filled(text) != text:
            page.write_text(filled(text), encoding="utf-8")


if __name__ == "__main__":
    main()

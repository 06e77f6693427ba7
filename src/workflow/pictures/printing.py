"""Pages to be printed: one self-contained HTML file each, no script, nothing fetched, every text escaped."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from workflow.pictures.cells import visible


def printed(room: str, template: str, **context: Any) -> str:
    """Return a page, its texts escaped and characters that would hide made visible.

    Args:
        room: whose page it is, as `workflow.audit`; every page builds on the `page.html` of this room.
        template: its name among the pages, as `report.html`; only pictures are put into it as they are.
    """
    return _pages(room).get_template(template).render(context)


@cache
def _pages(room: str) -> Environment:
    return Environment(
        loader=ChoiceLoader([PackageLoader(room, "pages"), PackageLoader("workflow.pictures", "pages")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def _shown(value: Any) -> Any:
    """Return a value as it is printed: nothing in it may hide or steer how a reader sees the rest."""
    return visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value

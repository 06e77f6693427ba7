"""SVG elements and the style sheet that all pictures share; text stays text, and nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from workflow.pictures.cells import visible

FONTS: Final = '"Noto Sans SC","Microsoft YaHei","PingFang SC","WenQuanYi Micro Hei",sans-serif'
LINE_HEIGHT: Final = 1.35
GROUP_COLOURS: Final = 8

# Light is written out and dark overrides it: a viewer without media queries then shows the light picture.
_SHEET: Final = (
    ".canvas{fill:#fff}text{fill:#1f2328}.title{font-weight:600}.small,.faint{fill:#59636e}.label{fill:#424a53}"
    ".halo{fill:#fff;fill-opacity:.88}.rule{stroke:#d1d9e0;fill:none}.box{fill:#f6f8fa;stroke:#818b98;stroke-width:1.2}"
    ".initial{fill:#ddf4ff;stroke:#0969da;stroke-width:1.8}.in_force{fill:#dafbe1;stroke:#1a7f37;stroke-width:1.8}"
    ".ended{fill:#fff1e5;stroke:#bc4c00}.final{fill:#eaeef2;stroke:#59636e}"
    ".document{fill:#fff8c5;stroke:#9a6700;stroke-width:2.2}.conditional{stroke-dasharray:5 3}"
    ".line{fill:none;stroke:#6e7781;stroke-width:1.3}.head{fill:#6e7781;stroke:none}"
    ".line.hard{stroke:#24292f;stroke-width:1.6}.head.hard{fill:#24292f}"
    ".line.policy{stroke:#0969da;stroke-dasharray:6 4}.head.policy{fill:#0969da}"
    ".line.commence{stroke:#bc4c00;stroke-width:1.6;stroke-dasharray:2 3}.head.commence{fill:#bc4c00}"
    ".line.clock{stroke:#8250df;stroke-dasharray:4 3}.head.clock{fill:#8250df}.spot{fill:#6e7781}"
    ".g0{fill:#0969da}.g1{fill:#1a7f37}.g2{fill:#bf8700}.g3{fill:#8250df}"
    ".g4{fill:#cf222e}.g5{fill:#1b7c83}.g6{fill:#bf3989}.g7{fill:#6e7781}"
    ".bar.work{fill:#0969da}.bar.ahead{fill:#1a7f37;fill-opacity:.55}.bar.wait{fill:#afb8c1;fill-opacity:.6}"
    ".bar.late{fill:#cf222e}.bar.rest{fill:#eaeef2}.bar.held{fill:#d4a72c}.milestone{fill:#bf8700}"
    ".band.before{fill:#818b98}.band.middle{fill:#0969da}.band.ahead{fill:#1a7f37;fill-opacity:.7}"
    ".band.after{fill:#0969da;fill-opacity:.28}.cap,.axis{stroke:#1f2328;stroke-width:1.4;fill:none}"
    ".through{fill:none;stroke-width:1.6}.through.limit{stroke:#cf222e;stroke-dasharray:6 3}"
    ".through.day{stroke:#424a53}.through.wanted{stroke:#8250df;stroke-dasharray:2 3;stroke-width:2}"
    ".curve{fill:none;stroke-width:2.2;stroke-linejoin:round}"
    ".c0{stroke:#0969da}.c1{stroke:#1a7f37;stroke-dasharray:9 4}.c2{stroke:#bf8700;stroke-dasharray:3 3}"
    ".c3{stroke:#8250df}"
    ".c4{stroke:#bf3989}.c5{stroke:#1b7c83}.c6{stroke:#6e7781}.c7{stroke:#24292f}"
    ".swing.less{fill:#1a7f37;fill-opacity:.75}.swing.more{fill:#cf222e;fill-opacity:.75}"
    ".h0{fill:#f6f8fa}.load.h1{fill:#deebf7}.load.h2{fill:#c6dbef}.load.h3{fill:#9ecae1}.load.h4{fill:#6baed6}"
    ".load.h5{fill:#4292c6}.load.h6{fill:#2171b5}.load.h7{fill:#08519c}.load.h8{fill:#08306b}"
    ".queue.h1{fill:#fee6ce}.queue.h2{fill:#fdd0a2}.queue.h3{fill:#fdae6b}.queue.h4{fill:#fd8d3c}"
    ".queue.h5{fill:#f16913}.queue.h6{fill:#d94801}.queue.h7{fill:#a63603}.queue.h8{fill:#7f2704}"
)
_DARK: Final = (
    ".canvas{fill:#0d1117}text{fill:#e6edf3}.small,.faint{fill:#9198a1}.label{fill:#c9d1d9}"
    ".halo{fill:#0d1117}.rule{stroke:#3d444d}.box{fill:#161b22;stroke:#7d8590}"
    ".initial{fill:#0c2d6b;stroke:#58a6ff}.in_force{fill:#033a16;stroke:#3fb950}"
    ".ended{fill:#3d1300;stroke:#f0883e}.final{fill:#21262d;stroke:#9198a1}.document{fill:#341a00;stroke:#e3b341}"
    ".line{stroke:#848d97}.head,.spot{fill:#848d97}.line.hard{stroke:#e6edf3}.head.hard{fill:#e6edf3}"
    ".line.policy{stroke:#58a6ff}.head.policy{fill:#58a6ff}.line.commence{stroke:#f0883e}.head.commence{fill:#f0883e}"
    ".line.clock{stroke:#bc8cff}.head.clock{fill:#bc8cff}"
    ".g0{fill:#58a6ff}.g1{fill:#3fb950}.g2{fill:#e3b341}.g3{fill:#bc8cff}"
    ".g4{fill:#ff7b72}.g5{fill:#39c5cf}.g6{fill:#f778ba}.g7{fill:#848d97}"
    ".bar.work{fill:#58a6ff}.bar.ahead{fill:#3fb950}.bar.wait{fill:#6e7681}.bar.late{fill:#ff7b72}.milestone{fill:#e3b341}"
    ".bar.rest{fill:#30363d}.bar.held{fill:#bb8009}.band.middle,.band.after{fill:#58a6ff}.band.ahead{fill:#3fb950}.cap,.axis{stroke:#e6edf3}"
    ".through.limit{stroke:#ff7b72}.through.day{stroke:#c9d1d9}.through.wanted{stroke:#bc8cff}.h0{fill:#161b22}"
    ".c0{stroke:#58a6ff}.c1{stroke:#3fb950}.c2{stroke:#e3b341}.c3{stroke:#bc8cff}"
    ".c4{stroke:#f778ba}.c5{stroke:#39c5cf}.c6{stroke:#848d97}.c7{stroke:#e6edf3}"
)


_CLASSES: Final = re.compile(r'class="([^"]*)"')
_NAMES: Final = re.compile(r"\.([a-z_]\w*)")


def _rules(sheet: str, used: set[str]) -> str:
    """Return those rules of a style sheet that a picture with some classes needs."""
    rules = (rule.partition("{") for rule in sheet.split("}")[:-1])
    needed = (
        f"{selectors}{{{told}}}"
        for selectors, _, told in rules
        if any(set(_NAMES.findall(selector)) <= used for selector in selectors.split(","))
    )
    return "".join(needed)


def number(value: float) -> str:
    """Return a coordinate to a tenth of a pixel, without a trailing zero."""
    return f"{round(value, 1) + 0.0:g}"


def element(name: str, content: str | None = None, /, **attributes: str | float) -> str:
    """Return an element; the attributes `class_` and `font_size` are written `class` and `font-size`.

    Args:
        content: already escaped; None for an empty element.
    """
    told = ""
    for key, value in attributes.items():
        text = value if isinstance(value, str) else number(value)
        told += f" {key.rstrip('_').replace('_', '-')}={quoteattr(text)}"
    return f"<{name}{told}/>" if content is None else f"<{name}{told}>{content}</{name}>"


def words(text: str) -> str:
    """Return a text as XML content, escaped, with characters that hide made visible."""
    return escape(visible(text))


def written(text: str, at: tuple[float, float], size: float, class_: str = "", anchor: str = "start") -> str:
    """Return a line of text whose middle height is at a point."""
    return element(
        "text",
        words(text),
        x=at[0],
        y=at[1] + size * 0.36,
        font_size=size,
        class_=class_ or "words",
        text_anchor=anchor,
    )


def stacked(
    lines: Sequence[str], middle: tuple[float, float], size: float, class_: str = "", anchor: str = "middle"
) -> list[str]:
    """Return lines of text one under another, the whole stack centred on a point."""
    step = size * LINE_HEIGHT
    top = middle[1] - step * (len(lines) - 1) / 2
    return [written(line, (middle[0], top + step * row), size, class_, anchor) for row, line in enumerate(lines)]


def rectangle(corner: tuple[float, float], size: tuple[float, float], class_: str, radius: float = 0.0) -> str:
    """Return a rectangle by its upper left corner."""
    return element("rect", x=corner[0], y=corner[1], width=size[0], height=size[1], rx=radius, class_=class_)


def document(
    title: str, description: str, size: tuple[float, float], content: Sequence[str], *, paper: bool = False
) -> str:
    """Return a whole SVG file, on its own ground, light or dark as the reader's system is; light alone on paper."""
    wide, high = number(size[0]), number(size[1])
    used = {name for part in content for names in _CLASSES.findall(part) for name in names.split()} | {"canvas"}
    sheet = _rules(_SHEET, used)
    if not paper:
        sheet += f"@media (prefers-color-scheme:dark){{{_rules(_DARK, used)}}}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
        f" role=\"graphics-document\" font-family='{FONTS}'>"
    )
    parts = [
        head,
        element("title", words(title)),
        element("desc", words(description or title)),
        element("style", sheet),
        rectangle((0, 0), size, "canvas"),
        *content,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"

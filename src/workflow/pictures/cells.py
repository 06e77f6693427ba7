"""Text in terminal cells: width, padding, wrapping, and characters that would hide made visible."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from rich.cells import cell_len

_HIDING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_BLANKS = frozenset("\t\n\r")
_NEVER_FIRST = frozenset("，。、；：！？）》〉」』】〕”’％,.;:!?)]}%")
_NEVER_LAST = frozenset("（《「『【“‘([{")


def visible(text: str) -> str:
    """Return a text on one line in which nothing hides.

    Line breaks and tabs become blanks. Control, bidirectional, zero-width, private and unassigned characters
    become `<U+202E>`, so that a name can neither steer a terminal nor read differently from how it is stored.
    """
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in _BLANKS:
        return " "
    if unicodedata.category(character) in _HIDING:
        return f"<U+{ord(character):04X}>"
    return character


def width(text: str) -> int:
    """Return how many terminal cells a text takes: two for a Chinese character."""
    return cell_len(text)


def pad(text: str, cells: int) -> str:
    """Return a text with blanks after it up to a width; a longer text stays as it is."""
    return text + " " * (cells - width(text))


def centre(text: str, cells: int) -> str:
    """Return a text in the middle of a width."""
    spare = max(cells - width(text), 0)
    return " " * (spare // 2) + text + " " * (spare - spare // 2)


def wrap(text: str, cells: int) -> list[str]:
    """Return a text in lines of at most `cells` cells (at least 2), always at least one line.

    Chinese breaks between any two characters, though no line starts with a closing mark or ends with an
    opening one where that can be helped; other scripts break at blanks, and within a word only if it is
    longer than a line.
    """
    lines: list[str] = []
    rest = visible(text).strip()
    while width(rest) > cells:
        cut = _cut(rest, max(cells, 2))
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*lines, rest]


def balanced(text: str, cells: int) -> list[str]:
    """Return a text in as few lines as `wrap` needs, of much the same width; no more words are broken."""
    lines = wrap(text, cells)
    shown = visible(text).strip()
    breaks = [place for place in range(1, len(shown)) if _may_break(shown[place - 1], shown[place])]
    ends = [0, *breaks, len(shown)]
    longest = max(width(shown[start:end].strip()) for start, end in pairwise(ends))
    narrower = range(max(longest, 2), cells)
    return next((even for even in (wrap(text, each) for each in narrower) if len(even) == len(lines)), lines)


def _cut(text: str, cells: int) -> int:
    """Return where to break a text that is too long, counted in characters; at least 1."""
    most = 0
    while width(text[: most + 1]) <= cells:
        most += 1
    for cut in range(most, 0, -1):
        if _may_break(text[cut - 1], text[cut]):
            return cut
    return max(most, 1)


def _may_break(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return True
    if before in _NEVER_LAST or after in _NEVER_FIRST:
        return False
    return width(before) == 2 or width(after) == 2 or before in "-_/·"  # noqa: PLR2004 - a wide character


def pixels(text: str, size: float) -> float:
    """Return about how wide a proportional face of a size draws a text; rather too much than too little."""
    return sum(size * (1.0 if _is_square(character) else _latin(character)) for character in text)


def _is_square(character: str) -> bool:
    # A number in a circle takes one cell on a terminal, and a whole square in a Chinese face.
    return width(character) > 1 or "①" <= character <= "⑳"


def _latin(character: str) -> float:
    """Return the advance of a narrow character in em, by its kind."""
    if width(character) == 0:
        return 0.0
    if character in "ilj.,:;'|! ()[]ftrI":
        return 0.36
    return 0.86 if character in "mwMW@%→" else 0.7 if character.isupper() else 0.58

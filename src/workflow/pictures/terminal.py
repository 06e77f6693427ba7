"""Marks and colours of terminal pictures, and what stands for them where an encoding lacks them.

All marks used here exist in GBK, the narrowest encoding a Chinese terminal still meets; `in_encoding` serves
the rest.
"""

from __future__ import annotations

from typing import Final, Literal

from workflow.pictures.cells import width

Colour = Literal["plain", "strong", "faint", "red", "green", "yellow", "blue", "magenta", "cyan"]

_SGR: Final[dict[Colour, str]] = {
    "plain": "",
    "strong": "1",
    "faint": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "magenta": "35",
    "cyan": "36",
}
_ASCII: Final = str.maketrans(
    {
        **dict.fromkeys("┌┐└┘├┤┬┴┼╔╗╚╝", "+"),
        **dict.fromkeys("─┄", "-"),
        **dict.fromkeys("│┊║┃", "|"),
        **dict.fromkeys("═", "="),
        "█": "#",
        "▓": "%",
        "■": "!",
        **dict(zip("▁▂▃▄▅▆▇", "..::+++", strict=True)),
        "◆": "*",
        "◇": "v",
        "●": "*",
        "○": "o",
        "→": ">",
        "…": "~",
        "·": "-",
        "×": "x",
    }
)
MARKS: Final = "".join(chr(code) for code in _ASCII)


def paint(text: str, colour: Colour, *, on: bool) -> str:
    """Return a text in a colour as an ANSI sequence; the text itself where colour is off or it is blank."""
    code = _SGR[colour]
    return f"\x1b[{code}m{text}\x1b[0m" if on and code and text.strip() else text


def in_encoding(text: str, encoding: str) -> str:
    """Return a picture that an output encoding can carry, with every column where it was.

    A picture that encodes is returned as it is. Otherwise all drawing marks give way to ASCII of the same
    width, together, so that a frame is never half and half; any other character that is lacking becomes `?`,
    one per cell.

    Raises:
        LookupError: no such encoding.
    """
    if _encodes(text, encoding):
        return text
    spare = text.translate(_ASCII)
    return "".join(each if _encodes(each, encoding) else "?" * width(each) for each in spare)


def _encodes(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True

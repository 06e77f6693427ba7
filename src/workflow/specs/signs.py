"""Signs as people type them, full-width, curly or ideographic, made those that Gherkin and the steps know."""

from __future__ import annotations

_PLAIN = str.maketrans("０１２３４５６７８９｜＜＞＃＠\u3000", "0123456789|<>#@ ")
_APOSTROPHES = str.maketrans("‘’", "''")
_CLOSES = {'"': '"', "“": "”", "”": "”", "「": "」", "『": "』", "＂": "＂", "‘": "’"}
_QUOTES = "".join({*_CLOSES, *_CLOSES.values()} - {"‘", "’"})


def with_known_signs(line: str) -> str:
    """Return a line with the digits, bars, brackets and quotes that steps are written with.

    Only the outer pair of quotes becomes `"`: what is quoted inside it stays as it was typed.
    """
    line = line.translate(_PLAIN)
    return "".join(_outer_quotes(line)) if any(sign in line for sign in _CLOSES) else line.translate(_APOSTROPHES)


def _outer_quotes(line: str) -> list[str]:
    signs: list[str] = []
    awaited: list[str] = []
    for sign in line:
        if awaited and sign == awaited[-1]:
            awaited.pop()
            signs.append(sign if awaited else '"')
        elif not awaited and sign in _CLOSES:
            awaited.append(_CLOSES[sign])
            signs.append('"')
        else:
            if awaited and sign in _CLOSES and sign != '"':
                awaited.append(_CLOSES[sign])
            signs.append(sign if awaited else sign.translate(_APOSTROPHES))
    # Quotes that do not pair are all taken for the same sign, and the step tells what it lacks.
    return signs if not awaited else ['"' if sign in _QUOTES else sign.translate(_APOSTROPHES) for sign in line]

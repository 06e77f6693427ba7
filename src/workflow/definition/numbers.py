"""Numbers that documents bear: their shape, and the check characters by which a slip of the pen shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from string import ascii_uppercase, digits

_RUN = re.compile(r"([A9X])(?:\((\d{1,3})\))?")
_CLASSES = {"A": "[A-Z]", "9": "[0-9]", "X": "[0-9A-Z]"}
_LETTERS = digits + ascii_uppercase
_SOCIAL_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SOCIAL_CREDIT_LENGTH = 18


def is_picture(text: str) -> bool:
    """Tell whether a text is a picture: runs of `A` (a letter), `9` (a digit), `X` (either), as `A9(21)`."""
    return text != "" and _RUN.sub("", text) == ""


@cache
def _pattern(picture: str) -> re.Pattern[str]:
    if not is_picture(picture):
        raise ValueError(picture)
    return re.compile("".join(f"{_CLASSES[kind]}{{{count or 1}}}" for kind, count in _RUN.findall(picture)))


def shaped(text: str, picture: str) -> bool:
    """Tell whether a text has the shape of a picture. Raises ValueError: that is none."""
    return _pattern(picture).fullmatch(text) is not None


def part(text: str, first: int, last: int) -> str:
    """Return the characters from the first to the last, counted from 1 as standards do; empty where there are none."""
    return text[max(first, 1) - 1 : max(last, 0)]


def _pure(number: str, *, radix: int, modulus: int, alphabet: str, extra: str = "") -> bool:
    """Tell whether a number holds in a pure system; the extra character stands nowhere but last.

    Source: ISO/IEC 7064:2003 clause 7, which GB/T 17710-2008 is.
    """
    known = alphabet + extra
    if len(number) < 2 or any(one not in alphabet for one in number[:-1]) or number[-1] not in known:  # noqa: PLR2004
        return False
    total = 0
    for one in number:
        total = (total * radix + known.index(one)) % modulus
    return total == 1


def _hybrid(number: str, *, alphabet: str) -> bool:
    """Tell whether a number holds in a hybrid system.

    Source: ISO/IEC 7064:2003 clause 9, which GB/T 17710-2008 is.
    """
    if len(number) < 2 or any(one not in alphabet for one in number):  # noqa: PLR2004
        return False
    size = len(alphabet)
    product = size
    for one in number[:-1]:
        product = ((product + alphabet.index(one)) % size or size) * 2 % (size + 1)
    return (product + alphabet.index(number[-1])) % size == 1


def _social_credit(number: str) -> bool:
    """Tell whether a unified social credit code holds. Source: GB 32100-2015."""
    if len(number) != _SOCIAL_CREDIT_LENGTH or any(one not in _SOCIAL_CREDIT for one in number):
        return False
    weighed = sum(_SOCIAL_CREDIT.index(one) * pow(3, place, 31) for place, one in enumerate(number[:-1]))
    return (weighed + _SOCIAL_CREDIT.index(number[-1])) % 31 == 0


SYSTEMS: Mapping[str, Callable[[str], bool]] = {
    "iso7064_mod_11_2": partial(_pure, radix=2, modulus=11, alphabet=digits, extra="X"),
    "iso7064_mod_37_2": partial(_pure, radix=2, modulus=37, alphabet=_LETTERS, extra="*"),
    "iso7064_mod_97_10": partial(_pure, radix=10, modulus=97, alphabet=digits),
    "iso7064_mod_11_10": partial(_hybrid, alphabet=digits),
    "iso7064_mod_37_36": partial(_hybrid, alphabet=_LETTERS),
    "gb32100": _social_credit,
}
"""System of check characters → whether a number, its check characters included, holds in it."""


def checks_out(number: str, system: str) -> bool:
    """Tell whether a number, its check characters included, holds in a system. Raises KeyError for an unknown one."""
    return SYSTEMS[system](number)

"""Unquoted scalars: the few that are read as more than text, and those that every reader of YAML takes differently."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

_INT = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+|[-+]?\.(inf|nan)", re.IGNORECASE
)
_AMBIGUOUS_NUMBER = re.compile(
    r"[-+]?(0[0-9_]+|0[xob][0-9a-f_]+|[0-9][0-9_]*_[0-9_]*|[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?)|\+[0-9]+", re.IGNORECASE
)
_AMBIGUOUS_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null"})
_BEGINS_NUMBER = frozenset("0123456789+-.")


def read_scalar(text: str) -> bool | int | str | None:
    """Return what an unquoted scalar is: true or false, nothing, a whole number, else the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if text[0] in _BEGINS_NUMBER and _INT.fullmatch(text) else text


def ambiguity(text: str) -> Literal["ambiguous_word", "ambiguous_number", "float"] | None:
    """Return why an unquoted scalar means different things to different readers of YAML; None where it does not."""
    if text[:1] in _BEGINS_NUMBER:
        if _AMBIGUOUS_NUMBER.fullmatch(text):
            return "ambiguous_number"
        return "float" if _FLOAT.fullmatch(text) else None
    return "ambiguous_word" if text.lower() in _AMBIGUOUS_WORDS and text not in _WORDS else None

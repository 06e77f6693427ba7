"""Bilingual text: every title stands in Chinese and in English."""

from __future__ import annotations

import unicodedata
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["zh-CN", "en"]
LANGUAGES: tuple[Language, ...] = ("zh-CN", "en")
_UNSEEN = frozenset({"Cc", "Cs", "Cf"})
_JOINERS = "\u200c\u200d"


def unseen(text: str) -> str | None:
    """Return the first character that no reader sees; None where there is none.

    Such are control characters other than a new line and a tab, and the direction marks (Cf other than the joiners)
    that make a text read otherwise than it is stored.
    """
    if text.isprintable():
        return None
    return next((c for c in text if unicodedata.category(c) in _UNSEEN and c not in "\n\t" + _JOINERS), None)


class Text(BaseModel):
    """A title in both languages."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    zh: str = Field(default="", alias="zh-CN")
    en: str = ""

    def within(self, language: str) -> str:
        """Return the text in a language, falling back to the other one where it is missing."""
        return (self.zh or self.en) if language == "zh-CN" else (self.en or self.zh)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the languages it does not stand in."""
        return tuple(name for name, text in (("zh-CN", self.zh), ("en", self.en)) if not text.strip())

    def matches(self, name: str) -> bool:
        """Tell whether a name is this text in either language."""
        return name in {self.zh, self.en} - {""}

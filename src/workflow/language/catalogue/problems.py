"""What can be wrong with a file, in words: every code of a problem, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.language.catalogue.exchange import LOG_PROBLEMS
from workflow.language.catalogue.problems_of_agreement import AGREEMENT
from workflow.language.catalogue.problems_of_form import FORM
from workflow.language.catalogue.problems_of_meaning import MEANING
from workflow.language.catalogue.problems_of_policies import POLICIES
from workflow.language.catalogue.problems_of_scenarios import SCENARIOS

PROBLEMS: Mapping[str, Mapping[str, str]] = {**FORM, **POLICIES, **MEANING, **AGREEMENT, **LOG_PROBLEMS, **SCENARIOS}
_MEANT: Mapping[str, str] = {"zh-CN": "是否想写“{meant}”？", "en": " Did you mean “{meant}”?"}


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def problem_words(code: str, facts: Mapping[str, Any], language: str) -> str:
    """Return what a problem of a definition is, in words; a code without words is told as it is, with its facts."""
    known = _Facts({name: _told(value, language) for name, value in facts.items()})
    told = PROBLEMS.get(code)
    if told is None:
        return " ".join([code, *(f"{name}={value}" for name, value in known.items())])
    spoken = "zh-CN" if language == "zh-CN" else "en"
    meant = facts.get("nearest") or facts.get("meant")
    return told[spoken].format_map(known) + (_MEANT[spoken].format(meant=_told(meant, language)) if meant else "")


def _told(value: Any, language: str) -> str:
    if isinstance(value, Mapping):
        return str(value.get("zh-CN" if language == "zh-CN" else "en", ""))
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)

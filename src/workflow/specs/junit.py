"""The report as JUnit XML, for servers that gather test results."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from workflow.specs.report import Report, ScenarioResult

_KINDS = {"failed": "failure", "undefined": "error", "error": "error"}


def junit(report: Report) -> bytes:
    """Return the report as JUnit XML in UTF-8: a suite for each file, a case for each scenario."""
    root = ET.Element("testsuites", _counts(report.scenarios))
    for file, scenarios in groupby(report.scenarios, key=lambda result: result.file):
        results = list(scenarios)
        suite = ET.SubElement(root, "testsuite", {"name": results[0].feature, "file": file, **_counts(results)})
        for result in results:
            _case(suite, result)
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _case(suite: ET.Element, result: ScenarioResult) -> None:
    facts = {
        "name": _clean(result.name or result.feature),
        "classname": _clean(" / ".join(part for part in (result.feature, result.rule) if part)),
        "file": result.file,
        "line": str(result.line),
        "time": f"{result.seconds:.3f}",
    }
    case = ET.SubElement(suite, "testcase", facts)
    kind = _KINDS.get(result.status)
    if kind is not None:
        told = ET.SubElement(case, kind, {"message": _clean(result.message), "type": result.status})
        told.text = _clean("\n".join([f"{result.file}:{result.line}", result.message, *result.trail]))


def _counts(results: Sequence[ScenarioResult]) -> dict[str, str]:

    kinds = [_KINDS.get(result.status) for result in results]
    return {
        "tests": str(len(results)),
        "failures": str(kinds.count("failure")),
        "errors": str(kinds.count("error")),
        "time": f"{sum(result.seconds for result in results):.3f}",
    }


def _clean(text: str) -> str:
    """Return a text without the signs that XML cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n\r" or " " <= sign <= "\ud7ff" or sign >= "\ue000")

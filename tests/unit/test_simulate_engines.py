"""The choice of an engine: the answer is the same, and says which engine ran."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli import Terminal
from tests.simulating import shipped
from workflow.simulate.answers import Answer, answered
from workflow.simulate.engines import PAYS, chosen
from workflow.simulate.running import engaged
from workflow.simulate.studies import Study, all_tables

FAST = ("simulate", "four-certs-three-docs", "--scenario", "start-on-land", "--runs", "3", "--engine", "fast")


def test_the_answer_is_the_same_from_both_engines() -> None:
    ready = shipped("reform-2021")
    found = [
        answered([Answer(one, one.run(3, 4), 3)], one.engine)
        for choice in ("reference", "fast")
        for one in [replace(ready, engine=choice)]
    ]
    assert [one.pop("engine") for one in found] == ["reference", "fast"]
    assert found[0] == found[1]


def test_the_assumptions_say_which_engine_ran() -> None:
    (ready,) = engaged([shipped("start-on-land")], 1, 2, "fast")
    told = all_tables([Study(Answer(ready, ready.run(1, 2), 1))])["assumptions.csv"]
    assert "start-on-land,engine,fast,," in told.splitlines()


def test_the_compiled_engine_is_taken_where_it_pays_and_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [chosen("auto", tracks) for tracks in (PAYS - 1, PAYS)] == ["reference", "fast"]
    monkeypatch.setitem(sys.modules, "numba", None)
    assert chosen("auto", PAYS) == "reference"


def test_whoever_asks_for_the_compiled_engine_without_it_is_told_how_to_install_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal(tmp_path, capsys, monkeypatch)
    monkeypatch.setitem(sys.modules, "numba", None)
    chinese, english = terminal(*FAST), terminal("--lang", "en", *FAST)
    assert (chinese.code, english.code) == (2, 2)
    assert "没有安装编译引擎：pip install 'workflow[fast]'" in chinese.err
    assert "The compiled engine is not installed: pip install 'workflow[fast]'" in english.err

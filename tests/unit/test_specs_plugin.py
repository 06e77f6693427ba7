"""The step library in a team's own pytest-bdd suite."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from workflow.specs import run

ROOT = Path(__file__).parents[2]
FEATURE = """# language: zh-CN
功能: 巡查
  @网格
  场景: 发现
    假如采用流程"grid-incident"
    而且案件"占道"办理"网格事件"
    当我们自己的步骤
    那么案件"占道"处于"<状态>"
"""
OWN = """
from pytest_bdd import scenarios, when
scenarios("grid.feature")

@when("我们自己的步骤")
def _(world):
    assert world.case("占道").course.state == "discovered"
"""
BOTH = """# language: zh-CN
功能: 巡查
  背景:
    假如采用流程"grid-incident"
    而且有下列人员:
      | 姓名 | 角色   |
      | 吴静 | 网格员 |
    而且案件"占道"办理"网格事件"
  场景: 如其所说
    那么案件"占道"处于"已发现"
  场景: 意料中的拒绝
    当"吴静"对案件"占道"办理"签收"
    那么被拒绝,理由含"状态不符"
  场景: 不如所说
    那么案件"占道"处于"已结案"
  场景: 没有人问起的拒绝
    当"吴静"对案件"占道"办理"签收"
    那么案件"占道"处于"已发现"
"""


def suite(folder: Path, state: str, *more: str, asked: bool = True, own: str = OWN) -> subprocess.CompletedProcess[str]:
    (folder / "grid.feature").write_text(FEATURE.replace("<状态>", state), encoding="utf-8")
    (folder / "test_grid.py").write_text(own, encoding="utf-8")
    (folder / "pytest.ini").write_text(f"[pytest]\nworkflow_features = {asked}\n", encoding="utf-8")
    plugins = ("pytest_bdd.plugin", "xdist.plugin", "workflow.specs.pytest_plugin")
    loaded = [option for name in plugins for option in ("-p", name)]
    path = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "pytest", *loaded, "-p", "no:cacheprovider", *more]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_a_suite_that_asks_for_the_steps_has_them_beside_its_own_also_under_xdist(tmp_path: Path) -> None:
    done = suite(tmp_path, "已发现", "-n", "1")
    assert "1 passed" in done.stdout, done.stdout


def test_a_failure_keeps_its_detail(tmp_path: Path) -> None:
    done = suite(tmp_path, "已结案")
    assert "1 failed" in done.stdout
    assert "占道不是“已结案”，而是“已发现”" in done.stdout


def test_a_run_of_specs_and_a_suite_come_to_the_same_verdicts_by_the_same_steps(tmp_path: Path) -> None:
    (tmp_path / "both.feature").write_text(BOTH, encoding="utf-8")
    done = suite(tmp_path, "已发现", "-rA", own='from pytest_bdd import scenarios\nscenarios("both.feature")\n')
    told = (line.split()[:2] for line in done.stdout.splitlines() if line.startswith(("PASSED", "FAILED")))
    verdicts = {one.name: one.status for one in run([tmp_path / "both.feature"]).scenarios}
    assert {test.partition("::test_")[2]: verdict.lower() for verdict, test in told} == verdicts
    assert list(verdicts.values()) == ["passed", "passed", "failed", "failed"]


def test_a_suite_that_does_not_ask_has_none(tmp_path: Path) -> None:
    assert "StepDefinitionNotFoundError" in suite(tmp_path, "已发现", asked=False).stdout


def test_an_asynchronous_step_of_the_suite_does_not_pass(tmp_path: Path) -> None:
    done = suite(tmp_path, "已发现", own=OWN.replace("def _", "async def _"))
    assert "1 failed" in done.stdout
    assert "异步的步骤不会被执行" in done.stdout


def test_the_plugin_is_found_wherever_the_program_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"workflow": "workflow.specs.pytest_plugin"}


def test_the_plugin_imports_nothing_until_it_is_asked_for() -> None:
    heavy = "[m for m in ('pytest_bdd', 'pydantic', 'gherkin') if m in sys.modules]"
    told = f"import sys, workflow.specs.pytest_plugin; print({heavy})"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", told], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

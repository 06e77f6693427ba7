"""What is pinned and what is shipped: locks without addresses, reasons for dependencies, a whole wheel."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
ASKED = sorted((ROOT / "requirements").glob("*.in"))
REASONS = ROOT / "docs" / "reference" / "dependencies.md"
NOT_TAKEN = "## 未采用"
# Put together here, because this file is tracked too.
INDEX_WORDS = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs"),
        ("deb", "debian"),
        ("crates", "io"),
    ]
] + ["--" + option for option in ("index-url", "extra-index-url", "find-links")]


def tracked() -> list[Path]:
    """Return the files of the project, those not yet added included."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    named = (ROOT / name for name in listing.stdout.decode().split("\0") if name)
    return [path for path in named if path.is_file()]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def package_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return normal(found[0])


def asked_for() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    requirements = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for extra in project["project"]["optional-dependencies"].values():
        requirements += extra
    for file in ASKED:
        lines = file.read_text(encoding="utf-8").splitlines()
        requirements += [line for line in lines if line and not line.startswith("#")]
    return {package_of(requirement) for requirement in requirements}


def asked_of_oracle() -> set[str]:
    lines = (ROOT / "requirements" / "oracle-pm4py.in").read_text(encoding="utf-8").splitlines()
    return {package_of(line) for line in lines if line and not line.startswith("#")}


def pins(lock: Path) -> dict[str, str]:
    text = lock.read_text(encoding="utf-8")
    return {normal(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)}


def test_there_is_a_lock_for_the_demo_one_for_the_work_and_one_for_the_oracle() -> None:
    assert [lock.name for lock in LOCKS] == ["demo.lock", "dev.lock", "oracle-pm4py.lock"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_no_address(lock: Path) -> None:
    assert "://" not in lock.read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pin_has_a_hash(lock: Path) -> None:
    blocks = re.split(r"^(?=\S)", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    pinned = [block for block in blocks if "==" in block.partition("\n")[0]]
    assert pins(lock).keys() == {package_of(block) for block in pinned} != set()
    assert [block.partition("\n")[0] for block in pinned if "--hash=sha256:" not in block] == []


def test_both_locks_pin_the_same_versions() -> None:
    demo, dev = pins(ROOT / "requirements" / "demo.lock"), pins(ROOT / "requirements" / "dev.lock")
    assert {name: dev.get(name) for name in demo} == demo


def test_the_locks_hold_all_that_is_asked_for() -> None:
    dev, oracle = (pins(ROOT / "requirements" / f"{name}.lock").keys() for name in ("dev", "oracle-pm4py"))
    assert asked_of_oracle() - oracle == set()
    assert asked_for() - asked_of_oracle() - dev == set()


def test_pm4py_is_nowhere_but_in_the_environment_of_the_oracle() -> None:
    for lock in ("demo", "dev"):
        assert not asked_of_oracle() & pins(ROOT / "requirements" / f"{lock}.lock").keys()
    importing = re.compile(r"^\s*(import|from) +(pm4py|r4pm|rustxes)\b", re.MULTILINE)
    files = [path for path in tracked() if path.suffix == ".py" and importing.search(path.read_text(encoding="utf-8"))]
    assert [path.relative_to(ROOT).as_posix() for path in files] == ["tests/oracle/peer.py"]


def test_every_dependency_has_its_reason_and_no_reason_is_left_over() -> None:
    told, found, _ = REASONS.read_text(encoding="utf-8").partition(NOT_TAKEN)
    assert found
    rows = {normal(name) for name in re.findall(r"^\| ([\w.-]+) \|", told, re.MULTILINE)} - {"package"}
    assert rows == asked_for()


def test_no_file_names_a_package_index() -> None:
    naming = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in tracked()
        for word in INDEX_WORDS
        if word.encode() in path.read_bytes()
    ]
    assert naming == []


def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("workflow/")}
    source = ROOT / "src"
    written = {
        path.relative_to(source).as_posix()
        for path in (source / "workflow").rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    }
    # The features ship with the program (docs/adr/0010).
    features = {f"workflow/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "features").rglob("*.*")}
    assert any(name.endswith(".feature") for name in features)
    assert shipped == written | features

"""The rules of the house that no linter knows."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src" / "workflow").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_MODULE_LINES = 300
JUNK_ROOMS = {"util", "utils", "helper", "helpers", "common", "manager", "base", "misc"}
# Put together here, because this file is read by the tests below too.
UNFINISHED = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error", r"pragma: no cover\s*$"]))
SKIPPED = re.compile("|".join([r"pytest\.skip" + r"\(", r"mark\.(skip|skipif|xfail)" + r"\b", "importor" + "skip"]))
ONE_MACHINE = re.compile(r"(^|[\s\"'`(=])/(work|home|root|tmp|Users)" + r"/\w", re.MULTILINE)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines_that_match(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    return [
        f"{named(path)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_every_module_can_be_read_in_one_sitting() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE_LINES} == {}


def test_no_room_is_a_junk_room() -> None:
    junk = [named(path) for path in SOURCES if JUNK_ROOMS & {path.stem, *path.relative_to(ROOT).parts}]
    assert junk == []


def test_nothing_is_left_unfinished() -> None:
    assert lines_that_match(UNFINISHED, SOURCES) == []


def test_no_test_is_skipped_or_expected_to_fail_but_for_want_of_real_data() -> None:
    found = lines_that_match(SKIPPED, TESTS)
    assert [line.partition(":")[0] for line in found] == ["tests/realdata/data.py"]


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    kept = [ROOT / name for name in ("src", "tests", "bench", "docs", "features")]
    files = [
        path for folder in kept for path in folder.rglob("*") if path.suffix in {".py", ".md", ".yaml", ".feature"}
    ]
    assert lines_that_match(ONE_MACHINE, [*files, *ROOT.glob("*.md"), ROOT / "Makefile"]) == []


def test_decisions_are_numbered_in_order_and_each_once() -> None:
    pages = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))[1:]
    headings = [page.read_text(encoding="utf-8").split(".", 1)[0] for page in pages]
    assert headings == sorted(set(headings))
    assert [page.name[:4] for page in pages] == [heading[2:] for heading in headings]

"""What the system takes by itself when an item ends comes in the order of the text, in every process."""

from pathlib import Path

import pytest

from tests.cli import Terminal
from tests.cli_office import APPLICANT, APPROVER, CLERK, REVIEWER, do
from tests.office import SMALL

LOSE = "      lose: {"
CEASE = (
    "      cease: {title: {zh-CN: 随之终止, en: Cease}, from: granted, to: same, by: [project], event: WorksCeased,"
    " when: {ended: \"'land'\"}}\n"
)
REGISTER = ("--id", "p", "--name", "P", "--applicant", "江苏德杰", "--on", "2021-04-23 09:00")


def obtained(workflow: Terminal, item: str) -> None:
    assert workflow("case", "open", item, "--project", "p", "--on", "2021-04-26 08:00").code == 0
    for act in (("submit", *APPLICANT), ("accept", *CLERK), ("review", *REVIEWER)):
        do(workflow, *act, case=f"p.{item}")
    do(workflow, "grant", *APPROVER, "--document", "document=paper.pdf", case=f"p.{item}")


@pytest.mark.parametrize("first", ["lost", "ended"])
def test_of_two_acts_on_one_ending_the_one_written_first_comes_first(
    first: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    workflow = Terminal(tmp_path, capsys, monkeypatch)
    workflow.file("paper.pdf", "准予")
    at = SMALL.index(LOSE) if first == "ended" else SMALL.index("\n", SMALL.index(LOSE)) + 1
    workflow.file("both.yaml", SMALL[:at] + CEASE + SMALL[at:])
    assert workflow("project", "register", "--definition", "both.yaml", *REGISTER).code == 0
    assert workflow("project", "record", "p", "contract", *CLERK, "--on", "2021-04-24").code == 0
    obtained(workflow, "land")
    obtained(workflow, "works")
    do(workflow, "revoke", *APPROVER, case="p.land", on="2021-04-27 09:00")
    followed = [row["event"] for row in workflow("case", "show", "p.works", "--json").data["trail"]][-2:]
    assert followed == (["DependencyLost", "WorksCeased"] if first == "lost" else ["WorksCeased", "DependencyLost"])

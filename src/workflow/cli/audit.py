"""`workflow audit`: the group of commands, each loaded when it is called."""

from __future__ import annotations

import click

from workflow.cli.speaking import LazyGroup, shared
from workflow.language.catalogue.words import both


@click.group(
    cls=LazyGroup,
    words=both(
        "核查事件历史：谁在何时依何条文做了什么，当时知道什么，程序是否遵守",
        "Audit the event history: who did what, when and under which article; what was known; was the procedure "
        "followed.",
    ),
    entries={
        "trail": ("workflow.cli.audit_trail:trail", both("经过：谁在何时做了什么", "who did what, and when")),
        "as-of": ("workflow.cli.audit_asof:as_of", both("某时所知", "what was known when")),
        "diff": (
            "workflow.cli.audit_asof:diff",
            both("两时之间的变化，由何引起", "what changed, through which events"),
        ),
        "check": (
            "workflow.cli.audit_check:check",
            both("核查程序是否遵守、期限是否超过", "was the procedure followed, which deadlines broke"),
        ),
        "figures": (
            "workflow.cli.audit_figures:figures_command",
            both("数据：时间在谁手里、期限是否遵守", "figures: in whose hands the time was, deadlines kept"),
        ),
        "report": (
            "workflow.cli.audit_report:report_command",
            both("核查报告，一份可打印的 HTML", "the report, one printable HTML page"),
        ),
        "waive": ("workflow.cli.audit_check:waive", both("对一项发现不予追究", "let a finding stand, for a reason")),
        "export": (
            "workflow.cli.audit_exchange:export_history",
            both("导出：XES、OCEL、CloudEvents、CSV", "export as XES, OCEL, CloudEvents or CSV"),
        ),
        "manifest": (
            "workflow.cli.audit_exchange:check_export",
            both("核对导出的文件与清单和签名", "check an export against its manifest and signature"),
        ),
        "import": (
            "workflow.cli.audit_exchange:import_history",
            both("导入他人的历史", "import somebody else's history"),
        ),
        "verify": (
            "workflow.cli.audit_verify:verify_command",
            both("核验：账本是否被改动，外部见证到哪里", "has anything been changed; who outside knows how much"),
        ),
        "checkpoint": (
            "workflow.cli.audit_seal:checkpoint",
            both("立即签署检查点，更换密钥", "sign a checkpoint now, change the key"),
        ),
        "key": ("workflow.cli.audit_seal:key", both("生成或显示密钥", "make a key, or show its public half")),
        "witness": (
            "workflow.cli.audit_seal:witness",
            both("作为见证方签认检查点", "be a witness and cosign checkpoints"),
        ),
        "receipt": (
            "workflow.cli.audit_seal:receipt",
            both("案件回执，可脱机核对", "a receipt of a case, to be checked offline"),
        ),
    },
)
@shared
def audit() -> None:
    """Group the commands of the audit."""

"""Choosing the policies that rewrite a definition; nothing heavy is needed to read a command line."""

from __future__ import annotations

from collections.abc import Sequence

from workflow.cli.speaking import option

policy_option = option(
    "--policy", "policies", metavar="POLICY", multiple=True,
    zh="改写定义的政策，可重复，按先后生效", en="a policy that rewrites the definition, repeatable, in order",
)  # fmt: skip


def chosen(policies: Sequence[str]) -> tuple[str, ...]:
    """Return policies in their order, each `--policy` being one or several joined by commas."""
    return tuple(name.strip() for entry in policies for name in entry.split(",") if name.strip())

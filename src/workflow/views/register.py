"""The register of roles and delegations as a reader sees it."""

from __future__ import annotations

from typing import Any

from workflow.lifecycle.register import Register
from workflow.views.plain import plain


def register_view(register: Register) -> dict[str, Any]:
    """Return every role and delegation ever entered, with its dates, in the order of entry."""
    return {
        "kept": register.is_kept,
        "roles": [plain(entry.model_dump()) for entry in register.roles],
        "delegations": [plain(entry.model_dump()) for entry in register.delegations],
    }

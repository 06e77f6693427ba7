"""Names that no procedure may give its own events: the kernel's, and those of what the ledger pins."""

from __future__ import annotations

RESERVED_EVENTS = frozenset(
    {
        "BarImposed",
        "CalendarPinned",
        "CaseEntered",
        "CaseMoved",
        "CaseOpened",
        "DefinitionPinned",
        "Delegated",
        "DelegationEnded",
        "FindingWaived",
        "ItemDeterminationEnded",
        "ItemDeterminedNotApplicable",
        "PrerequisitesRelied",
        "ProjectFactsChanged",
        "ProjectRegistered",
        "RoleEnded",
        "RoleGranted",
        "StandingChanged",
    }
)

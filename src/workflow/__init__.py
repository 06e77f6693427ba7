"""Event-sourced project approvals: one definition executes, simulates, audits and proves itself."""

__version__ = "0.1.0"

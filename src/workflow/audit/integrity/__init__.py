"""Has anything been changed since: verifying, witnessing, receipts."""

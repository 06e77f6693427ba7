"""Conformance: every history carried out anew under the definition it was pinned to; `decide` is the judge."""

"""Definitions as data: the model, loading with line numbers, policies, expressions, soundness check, diff."""

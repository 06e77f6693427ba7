"""Measurements: ratios against a named peer or limit, interleaved in one run. Nothing here is a test."""

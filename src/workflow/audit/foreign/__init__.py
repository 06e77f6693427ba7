"""Histories of others: read from their files, kept apart from our own, and checked."""

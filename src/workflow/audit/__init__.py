"""The audit: who did what, what was known when, whether the procedure was followed, and what it came to in figures."""

"""The imperative shell: the clock, the shelf of definitions, loading, deciding, appending, sweeping."""

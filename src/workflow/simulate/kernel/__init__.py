"""The compiled engine: the same plan as the reference engine runs, as arrays, in machine code.

Nothing here is imported unless the extra `fast` is installed and the compiled engine is asked for.
"""

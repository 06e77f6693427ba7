"""The matrix of what is proven: the cells of a definition, the proofs a run gives them, and mutants that survive."""

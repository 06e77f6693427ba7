"""Simulating: how long approvals take, how sure that is, what would change it; by the definition that executes."""

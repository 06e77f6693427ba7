"""The permit case: one item handled for one applicant, usually within a project."""

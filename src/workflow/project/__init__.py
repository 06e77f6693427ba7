"""The project: what an applicant wants to build or obtain, and the standing of each item in it."""

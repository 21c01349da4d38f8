"""The dates of the case."""

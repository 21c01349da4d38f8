"""The letters of the case."""

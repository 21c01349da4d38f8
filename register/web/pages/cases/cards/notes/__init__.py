"""Internal notes and files."""

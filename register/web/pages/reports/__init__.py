"""Reports: prepared, approved, issued."""

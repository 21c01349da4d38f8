"""What will be late, and what waits for a person."""

"""What is at risk of being late, and what is done about it."""

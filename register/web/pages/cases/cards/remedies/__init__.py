"""What was promised, and what the case waits for."""

"""What happened outside, and for whom limits run."""

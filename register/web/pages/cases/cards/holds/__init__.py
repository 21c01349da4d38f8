"""What the firm may not do while the complaint runs."""

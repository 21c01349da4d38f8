"""What the register knows and decides, in plain Python: no I/O, no clock, no randomness."""

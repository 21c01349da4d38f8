"""What leaves the house, and what comes back of it. Nothing here knows the register: plain data in, a verdict out."""

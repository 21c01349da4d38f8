"""Cases in the order of what is due."""

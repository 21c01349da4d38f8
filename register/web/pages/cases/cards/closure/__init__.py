"""How the case ended."""

"""How the case was closed."""

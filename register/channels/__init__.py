"""How messages arrive: one pure module per platform, one row each in the catalogue."""

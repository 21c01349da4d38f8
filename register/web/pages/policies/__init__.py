"""The packs, to read."""

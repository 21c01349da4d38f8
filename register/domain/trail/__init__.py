"""The trail's own matter: entries and their bytes, the tree over them, proofs that one is in it, signed checkpoints."""

"""The law as values: what a pack says, and from what happened to dates with their proofs. No regime is named here."""

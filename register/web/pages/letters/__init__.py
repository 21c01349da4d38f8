"""Letters: written, checked by the gate, approved, sent."""

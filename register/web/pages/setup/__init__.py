"""The firm, its people, channels and rules; one's own tokens."""

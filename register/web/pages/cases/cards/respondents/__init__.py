"""The other firms one complaint is about."""

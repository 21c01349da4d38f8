"""A complaint logged by hand, and closed at once where it can be."""

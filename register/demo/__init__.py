"""A fictional bank with three months behind it: every change made through the register's own door, at its own time."""

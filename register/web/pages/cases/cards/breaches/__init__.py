"""Possible breaches and their assessment."""

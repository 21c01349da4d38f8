"""Flags and safeguards."""

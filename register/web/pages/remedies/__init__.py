"""Remedies still to be carried out."""

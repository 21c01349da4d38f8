"""The complaint in the words of its author."""

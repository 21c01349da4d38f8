"""Marking words for the catalogues; a document says them in its own language."""


def _(text: str) -> str:
    """Return ``text`` as it is."""
    return text

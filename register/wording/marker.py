"""Marking words for the catalogues; they are translated where they are said, by the language of who reads them."""


def _(text: str) -> str:
    """Return ``text`` as it is."""
    return text

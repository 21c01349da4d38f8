"""Placeholders in standard texts: ``{name}``, filled once, never looked for in what was filled in."""

import re
from collections.abc import Mapping

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def fill(block_text: str, parameters: Mapping[str, str]) -> str:
    """Return ``block_text`` with every placeholder that has a value replaced; the others stay as they are."""
    return PLACEHOLDER.sub(lambda found: parameters.get(found[1], found[0]), block_text)


def unresolved(text: str) -> list[str]:
    """Return the names of the placeholders still in ``text``, each once, in order."""
    return list(dict.fromkeys(PLACEHOLDER.findall(text)))
